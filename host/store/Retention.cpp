#include "host/store/Retention.hpp"

#include "host/store/StoreSql.hpp"

namespace erphost::store {

namespace {

constexpr std::int64_t kRowsAtOnce = 500;

} // namespace

Result<std::int64_t> pruneIdempotency(Database& database, std::int64_t beforeMs)
{
	std::int64_t total = 0;
	for (;;)
	{
		EH_TRY(const auto removed, database.writeValue([&](Transaction& tx) {
			return tx.execute(sql::kPruneIdempotency, beforeMs, kRowsAtOnce);
		}));
		total += removed;
		if (removed < kRowsAtOnce) return total;
	}
}

} // namespace erphost::store
