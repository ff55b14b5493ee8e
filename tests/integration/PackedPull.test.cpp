// On PostgreSQL the columns of a row travel packed into one text (odbc::Dialect::packed). What cannot travel so must
// arrive all the same, in the same round.

#include "host/entities/EntityTables.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/store/Meta.hpp"
#include "host/store/Migrator.hpp"
#include "host/sync/EntityPull.hpp"
#include "host/sync/Reconcile.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace erphost;
using namespace erphost::sync;

namespace {

template <typename T>
T must(Result<T> result)
{
	if (!result) FAIL(result.error().code << ": " << result.error().message << " " << paramsJson(result.error()));
	return *std::move(result);
}
void must(Result<void> result)
{
	if (!result) FAIL(result.error().code << ": " << result.error().message << " " << paramsJson(result.error()));
}

/// A table in a real PostgreSQL and a store beside it. Both go with the object.
class PackedFixture
{
public:
	explicit PackedFixture(const std::string& connectionString)
	{
		odbc::ConnectOptions options;
		options.connectionString = connectionString;
		options.readOnly = false;
		erp = must(odbc::Connection::open(options));
		erp->execute("DROP TABLE IF EXISTS eh_gd").ok();
		must(erp->execute("CREATE TABLE eh_gd (dh char(8) PRIMARY KEY, khmc varchar(40), bz text, je numeric(18,4), wg "
		                  "boolean, xgsj timestamp)"));
		must(erp->execute(
			"INSERT INTO eh_gd SELECT 'W' || i, CASE WHEN i % 7 > 0 THEN '客户' || i END, '备注', i / 8.0, i % "
			"2 = 0, timestamp '2026-01-01 08:00' + i * interval '1 minute' FROM generate_series(1, 300) i"));
		folder = std::filesystem::temp_directory_path() / ("erphost-packed-" + newSecret(6));
		std::filesystem::create_directories(folder);
		schemas.push_back(must(entities::EntitySchema::parse(R"({"entity":"gd","key":"number","fields":{
			"number":{"type":"text"},"name":{"type":"text"},"remark":{"type":"text"},"total":{"type":"decimal"},
			"done":{"type":"boolean"}}})",
		                                                     "test")));
		std::vector<MappingFinding> findings;
		auto parsed =
			Mapping::parse(R"({"mapping":1,"timeZone":"Asia/Shanghai","pull":{"secret":"erp.pull","pageRows":50},
			"entities":{"gd":{"from":{"table":"eh_gd"},"key":["dh"],"branch":{"value":"MX"},"fields":{
			"number":{"column":"dh","trim":true},"name":{"column":"khmc"},"remark":{"column":"bz"},"total":{"column":"je"},
			"done":{"column":"wg"}},"changes":{"mode":"watermark","columns":["xgsj"],"overlapSeconds":120}}}})",
		                   schemas, findings);
		for (const auto& finding : findings) UNSCOPED_INFO(finding.pointer << " " << finding.error.code);
		REQUIRE(parsed.has_value());
		mapping = std::make_unique<Mapping>(*std::move(parsed));
		database = must(store::Database::open({folder / "store.db", {}, true, 2, 5000}));
		must(store::migrate(*database, "host", store::hostMigrations(), systemClock().nowMs()));
		must(entities::ensureEntityTables(*database, schemas));
		ErpLink::Options link;
		link.name = "pull";
		link.connectionString = [connectionString](const std::string&) -> Result<std::string> {
			return connectionString;
		};
		pullLink = std::make_unique<ErpLink>(std::move(link), database.get(), systemClock());
		context = std::make_unique<PullContext>(PullContext{*database, systemClock(), *mapping, *pullLink, nullptr,
		                                                    budget, folder / "run", [] { return true; }});
		entity = std::make_unique<EntityPull>(*context, mapping->entities[0], schemas[0]);
	}
	~PackedFixture()
	{
		entity.reset();
		pullLink.reset();
		erp->execute("DROP TABLE eh_gd").ok();
		database.reset();
		std::error_code ignored;
		std::filesystem::remove_all(folder, ignored);
	}
	std::string storeText(const std::string& select)
	{
		std::string out;
		must(database->read([&](store::Transaction& tx) -> Result<void> {
			EH_TRY(auto statement, tx.prepareAsHost(entities::permanentSql("test." + select, select)));
			EH_TRY(const bool found, statement.step());
			if (found) out = statement.text(0);
			return {};
		}));
		return out;
	}

	std::filesystem::path folder;
	std::unique_ptr<odbc::Connection> erp;
	std::vector<entities::EntitySchema> schemas;
	std::unique_ptr<Mapping> mapping;
	std::unique_ptr<store::Database> database;
	std::unique_ptr<ErpLink> pullLink;
	QueryBudget budget{0};
	std::unique_ptr<PullContext> context;
	std::unique_ptr<EntityPull> entity;
};

} // namespace

TEST_CASE("rows arrive packed, and one that cannot travel so arrives in the same round")
{
	const auto* server = std::getenv("ERPHOST_TEST_ODBC_POSTGRES");
	if (server == nullptr)
	{
		WARN("skipped: ERPHOST_TEST_ODBC_POSTGRES is not set");
		return;
	}
	PackedFixture f(server);
	CHECK(must(f.entity->run(EntityPull::Round::changes)).changed == 300);
	CHECK(f.storeText("SELECT COUNT(*) FROM erp_gd WHERE name IS NULL") == "42");
	CHECK(
		f.storeText("SELECT erp_key || ':' || number || ':' || total || ':' || done FROM erp_gd WHERE number = 'W8'") ==
		"W8:W8:1.0000:1");
	// A changed row with the separator in it: the whole round is read column by column, and nothing is lost or doubled.
	must(f.erp->execute("UPDATE eh_gd SET bz = 'a' || chr(31) || 'b', xgsj = timestamp '2026-01-02' WHERE dh = 'W5'"));
	must(f.erp->execute("UPDATE eh_gd SET bz = chr(30), xgsj = timestamp '2026-01-02' WHERE dh = 'W6'"));
	const auto outcome = must(f.entity->run(EntityPull::Round::changes));
	CHECK(outcome.changed == 2);
	CHECK(f.storeText("SELECT remark FROM erp_gd WHERE number = 'W5'") == "a\x1f"
	                                                                      "b");
	CHECK(f.storeText("SELECT remark FROM erp_gd WHERE number = 'W6'") == "\x1e");
	// The hashes are the same either way: nothing looks changed afterwards, and a sweep and a comparison agree.
	CHECK(must(f.entity->run(EntityPull::Round::sweep)).changed == 0);
	EntityPull anew(*f.context, f.mapping->entities[0], f.schemas[0]); // packs again, and finds out again
	const auto comparison = must(compareEntity(*f.context, anew, false));
	CHECK(comparison.equal());
	CHECK(comparison.erpRows == 300);
}
