#include "host/journal/Retention.hpp"

#include "host/journal/JournalSql.hpp"

#include <algorithm>
#include <limits>

namespace erphost::journal {

namespace {

constexpr std::int64_t kEventsAtOnce = 500;

/// A stretch of positions; `last` if what follows is too young or still wanted.
struct Stretch
{
	std::int64_t to = 0;
	bool last = true;
};

Result<std::int64_t> slowest(store::Transaction& tx)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kSlowestPosition));
	EH_TRY(const bool row, statement.step());
	return row && !statement.isNull(0) ? statement.integer(0) : std::numeric_limits<std::int64_t>::max();
}

Result<Stretch> nextStretch(store::Transaction& tx, std::int64_t from, std::int64_t beforeMs)
{
	EH_TRY(const auto limit, slowest(tx));
	EH_TRY(auto ages, tx.prepareAsHost(sql::kEventAges));
	EH_CHECK(ages.bindAll(from, kEventsAtOnce));
	Stretch stretch{from, true};
	for (std::int64_t seen = 1;; ++seen)
	{
		EH_TRY(const bool row, ages.step());
		if (!row || ages.integer(0) > limit || ages.integer(1) >= beforeMs) return stretch;
		stretch = {ages.integer(0), seen < kEventsAtOnce};
	}
}

} // namespace

Result<std::int64_t> pruneEvents(store::Database& database, std::int64_t beforeMs)
{
	std::int64_t total = 0;
	std::int64_t from = 0;
	for (bool last = false; !last;)
	{
		EH_TRY(const auto stretch,
		       database.readValue([&](store::Transaction& tx) { return nextStretch(tx, from, beforeMs); }));
		if (stretch.to > from)
		{
			EH_TRY(const auto removed, database.writeValue([&](store::Transaction& tx) {
				return tx.execute(sql::kPruneEvents, from, stretch.to);
			}));
			total += removed;
		}
		from = stretch.to;
		last = stretch.last;
	}
	EH_CHECK(database.write([](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kPruneParked));
		return {};
	}));
	return total;
}

} // namespace erphost::journal
