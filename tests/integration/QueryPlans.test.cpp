// Work stays proportional to what changed only while every statement finds its rows by an index. On SQLite, with the
// tables of host, entities and plugins; without statistics, as a store that grows has none.

#include "SourceDir.hpp"
#include "host/entities/EntitySchema.hpp"
#include "host/entities/EntityTables.hpp"
#include "host/store/testing/TemporaryStore.hpp"
#include "host/sync/EntitySql.hpp"
#include "tests/integration/EveryStatement.hpp"
#include "tests/integration/ExpectedPlans.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::tests;

namespace {

Result<std::vector<std::string>> planOf(store::Transaction& tx, const Sql& sql)
{
	const auto text = "EXPLAIN QUERY PLAN " + std::string(sql.text);
	const Sql plan{"test.plan", text};
	std::vector<std::string> lines;
	EH_TRY(auto statement, tx.prepareAsHost(plan));
	for (;;)
	{
		EH_TRY(const bool row, statement.step());
		if (!row) return lines;
		auto line = statement.text(3);
		// SQLite before 3.36 says TABLE before the name.
		if (const auto at = line.find("SCAN TABLE "); at == 0) line.erase(5, 6);
		lines.push_back(std::move(line));
	}
}

} // namespace

TEST_CASE("every named statement finds its rows by an index", "[plan]")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	REQUIRE(entities::ensureEntityTables(*database, everySchema()));
	for (const char* plugin : {"survey", "complaints", "parts", "fees", "timekeeping"})
	{
		const auto migrations = store::readMigrations(std::filesystem::path(erphost::test::sourceDir()) / "plugins" /
		                                              plugin / "migrations");
		REQUIRE(migrations);
		REQUIRE(store::migrate(*database, plugin, *migrations, 1));
	}
	const auto outcome = database->read([](store::Transaction& tx) -> Result<void> {
		for (const auto* each : everyStatement())
		{
			EH_TRY(const auto plan, planOf(tx, *each));
			std::string all;
			for (const auto& line : plan) all += line + "\n";
			INFO(each->name << ":\n" << all);
			for (const auto& line : plan)
			{
				const bool scan = line.rfind("SCAN", 0) == 0 && !kSmall.contains(line);
				CHECK((!scan || kWhole.contains(each->name) || kWalked.contains(each->name) ||
				       line.find("branches") != std::string::npos));
				const bool sort = line.find("TEMP B-TREE") != std::string::npos;
				CHECK((!sort || kSorted.contains(each->name) || kWhole.contains(each->name)));
			}
			if (const auto wanted = kIndex.find(each->name); wanted != kIndex.end())
				CHECK(all.find(wanted->second) != std::string::npos);
			if (const auto avoided = kNotIndex.find(each->name); avoided != kNotIndex.end())
				CHECK(all.find(avoided->second) == std::string::npos);
		}
		return {};
	});
	REQUIRE(outcome);
}

TEST_CASE("a row of the ERP is found by its key alone without reading its table", "[plan]")
{
	const store::testing::TemporaryStore store;
	const auto database = store.openMigrated();
	REQUIRE(entities::ensureEntityTables(*database, everySchema()));
	const auto outcome = database->read([](store::Transaction& tx) -> Result<void> {
		for (const auto& schema : everySchema())
		{
			const sync::EntitySql sql(schema, sync::EntityMap{});
			for (const auto* each : {sql.one, sql.removeByKey, sql.look, sql.livePage, sql.hashes, sql.remove})
			{
				EH_TRY(const auto plan, planOf(tx, *each));
				for (const auto& line : plan)
				{
					INFO(each->name << ": " << line);
					CHECK((line.rfind("SCAN", 0) != 0 || line == "SCAN branches" || line == "SCAN b"));
					CHECK((line.find(schema.table()) == std::string::npos || line.find("SEARCH") == 0));
				}
			}
		}
		return {};
	});
	REQUIRE(outcome);
}
