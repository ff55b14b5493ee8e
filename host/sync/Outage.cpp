#include "host/sync/Outage.hpp"

#include "host/sync/SyncSql.hpp"

#include <algorithm>

namespace erphost::sync {

namespace {

constexpr const char* kPull = "pull";
/// A restart takes seconds; what lasts longer was an absence.
constexpr std::int64_t kRestartMs = 120'000;

/// When the last pull was complete; 0 if there never was one.
Result<std::int64_t> lastRead(store::Transaction& tx)
{
	EH_TRY(auto row, tx.prepareAsHost(sql::kLastRead));
	EH_TRY(const bool found, row.step());
	return found && !row.isNull(0) ? row.integer(0) : std::int64_t{0};
}

} // namespace

Result<void> beginOutage(store::Transaction& tx, std::int64_t nowMs, bool first)
{
	std::int64_t from = nowMs;
	if (first)
	{
		EH_TRY(const auto read, lastRead(tx));
		if (read > 0) from = std::min(from, read);
	}
	EH_CHECK(tx.execute(sql::kOutageBegin, kPull, from));
	return {};
}

Result<void> endOutage(store::Transaction& tx, std::int64_t nowMs, bool first)
{
	EH_TRY(const auto ended, tx.execute(sql::kOutageEnd, kPull, nowMs));
	if (ended > 0 || !first) return {};
	EH_TRY(const auto read, lastRead(tx));
	if (read == 0 || nowMs - read <= kRestartMs) return {};
	EH_CHECK(tx.execute(sql::kOutageBegin, kPull, read));
	EH_CHECK(tx.execute(sql::kOutageEnd, kPull, nowMs));
	return {};
}

} // namespace erphost::sync
