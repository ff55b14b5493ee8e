// The store will be PostgreSQL one day; that this stays a setting is proven here: every named statement of every module
// and plugin is prepared on a PostgreSQL that has the same schema.

#include "SourceDir.hpp"
#include "host/entities/EntitySchema.hpp"
#include "host/entities/EntityTables.hpp"
#include "host/store/testing/PostgresPreparation.hpp"
#include "tests/integration/EveryStatement.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <set>

using namespace erphost;
using namespace erphost::tests;

TEST_CASE("every named statement has a name of its own")
{
	std::set<std::string_view> names;
	for (const auto* sql : everyStatement())
	{
		INFO(sql->name);
		CHECK(names.insert(sql->name).second);
	}
	CHECK(names.size() > 150);
}

TEST_CASE("every named statement of host and plugins is prepared on PostgreSQL", "[postgres]")
{
	const char* conninfo = std::getenv("ERPHOST_TEST_POSTGRES");
	if (!conninfo)
	{
		WARN("skipped: ERPHOST_TEST_POSTGRES is not set");
		return;
	}
	store::testing::PostgresPreparation postgres(conninfo);
	postgres.migrate(store::hostMigrations());
	for (const auto& schema : everySchema()) postgres.run(entities::createEntityTable(schema), schema.table());
	for (const char* plugin : {"survey", "complaints", "parts", "fees", "timekeeping"})
	{
		const auto migrations = store::readMigrations(std::filesystem::path(erphost::test::sourceDir()) / "plugins" /
		                                              plugin / "migrations");
		REQUIRE(migrations);
		postgres.migrate(*migrations);
	}
	postgres.prepare(everyStatement());
	for (const auto& failure : postgres.failures()) FAIL_CHECK(failure);
	CHECK(postgres.failures().empty());
}
