// The store will be PostgreSQL one day; that this stays a setting is proven here: every named statement of every module
// and plugin is prepared on a PostgreSQL that has the same schema.

#include "host/cli/CliSql.hpp"
#include "host/entities/EntitySchema.hpp"
#include "host/entities/EntityTables.hpp"
#include "host/front/FrontSql.hpp"
#include "host/journal/JournalSql.hpp"
#include "host/outbox/Outbox.hpp"
#include "host/security/SecuritySql.hpp"
#include "host/store/StoreSql.hpp"
#include "host/store/testing/PostgresPreparation.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/worker/WorkerSql.hpp"
#include "store/SurveySql.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <set>

using namespace erphost;

namespace {

std::vector<const Sql*> pointers(std::span<const Sql> statements)
{
	std::vector<const Sql*> all;
	for (const auto& sql : statements) all.push_back(&sql);
	return all;
}

std::vector<const Sql*> everyStatement()
{
	std::vector<const Sql*> all;
	const auto add = [&](std::span<const Sql* const> statements) {
		all.insert(all.end(), statements.begin(), statements.end());
	};
	add(store::sql::statements());
	add(journal::sql::statements());
	add(security::sql::statements());
	add(front::sql::statements());
	add(sync::sql::statements());
	add(pointers(outbox::statements()));
	add(pointers(worker::sql::statements()));
	add(pointers(cli::sql::kAll));
	add(pointers(survey::sql::statements()));
	return all;
}

} // namespace

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
	for (const auto& schema : entities::shippedEntities())
		postgres.run(entities::createEntityTable(schema), schema.table());
	const auto migrations =
		store::readMigrations(std::filesystem::path(ERPHOST_SOURCE_DIR) / "plugins" / "survey" / "migrations");
	REQUIRE(migrations);
	postgres.migrate(*migrations);
	postgres.prepare(everyStatement());
	for (const auto& failure : postgres.failures()) FAIL_CHECK(failure);
	CHECK(postgres.failures().empty());
}
