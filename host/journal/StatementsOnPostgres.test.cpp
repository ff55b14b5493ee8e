// Only where libpq is at hand (not on Windows).
#ifdef ERPHOST_HAS_LIBPQ

#include "host/journal/JournalSql.hpp"
#include "host/store/StoreSql.hpp"
#include "host/store/testing/PostgresPreparation.hpp"

#include <cstdlib>

using namespace erphost;
using erphost::store::testing::PostgresPreparation;

TEST_CASE("parameters are numbered as PostgreSQL wants them", "[postgres]")
{
	CHECK(PostgresPreparation::numbered("SELECT '?1', \"?2\" FROM t WHERE a = ?1 AND b = ?12") ==
	      "SELECT '?1', \"?2\" FROM t WHERE a = $1 AND b = $12");
}

TEST_CASE("the host's schema and all statements of store and journal run on PostgreSQL too", "[postgres]")
{
	const char* conninfo = std::getenv("ERPHOST_TEST_POSTGRES");
	if (!conninfo)
	{
		WARN("skipped: ERPHOST_TEST_POSTGRES is not set");
		return;
	}
	PostgresPreparation postgres(conninfo);
	postgres.migrate(store::hostMigrations());
	postgres.prepare(store::sql::statements());
	postgres.prepare(journal::sql::statements());
	for (const auto& failure : postgres.failures()) FAIL_CHECK(failure);
	CHECK(postgres.failures().empty());
}

#endif
