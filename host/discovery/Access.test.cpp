#include "host/discovery/Access.hpp"
#include "host/discovery/Connecting.hpp"
#include "host/odbc/ConnectionString.hpp"
#include "host/sync/Mapping.hpp"

#include <catch2/catch.hpp>

namespace erphost::discovery {
namespace {

using nlohmann::json;

json mapping()
{
	return json::parse(
		R"({"mapping":1,"timeZone":"Asia/Shanghai","pull":{"secret":"erp.pull"},"push":{"secret":"erp.pull"},"entities":{
		"work_order":{"from":{"table":"PGD"},"joins":[{"table":"KHDA","as":"t1","on":[["KHBH","KHBH"]]},
			{"select":"SELECT \"party\", MIN(\"value\") AS \"value\" FROM \"contact\" GROUP BY \"party\"","as":"t2","on":[["KHBH","party"]]}],
			"key":["GSBH","PGDH"],"branch":{"column":"GSBH"},"fields":{"number":{"column":"PGDH","trim":true},
			"callback_status":{"column":"HFZT","trim":true,"own":true,"codes":{"":"not_called","未回访":"not_called","已回访":"called_back"},"otherwise":"refuse"},
			"feedback":{"column":"反馈意见","trim":true,"own":true}},"changes":{"mode":"watermark","columns":["XGSJ"]}}}})");
}

std::size_t count(const std::string& text, const std::string& word)
{
	std::size_t found = 0;
	for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
	return found;
}

} // namespace

TEST_CASE("X-08 each level of right gives a mapping that parses, and asks for no more than it uses",
          "[discovery][X-08]")
{
	for (const auto level : {Level::read, Level::tables, Level::columns})
	{
		const auto made = withLevel(mapping(), "work_order", {{"HFZT", 20}, {"反馈意见", 200}}, level);
		std::vector<sync::MappingFinding> findings;
		const auto parsed = sync::Mapping::parse(made.dump(), entities::shippedEntities(), findings);
		for (const auto& finding : findings)
			UNSCOPED_INFO(finding.pointer << " " << finding.error.code << " " << finding.error.param("reason"));
		REQUIRE(parsed.has_value());
		const auto* status = parsed->record("callback_status");
		REQUIRE(status != nullptr);
		CHECK(status->mode == (level == Level::columns ? sync::PushMode::dryRun : sync::PushMode::handList));
		CHECK((parsed->record("contact_sheet") != nullptr) == (level != Level::read));
		CHECK((parsed->entity("contact_sheet_answer") != nullptr) == (level != Level::read));
		CHECK(parsed->push.secret == (level == Level::read ? "erp.pull" : "erp.push"));
		// Going back to a lower level leaves nothing of the higher one behind.
		CHECK(withLevel(made, "work_order", {{"HFZT", 20}}, Level::read)["entities"].size() == 1);
	}
	// Nothing is written over that people may have typed, and a remark whose size nobody knows is not touched.
	const auto made = withLevel(mapping(), "work_order", json::object(), Level::columns)["records"]["callback_status"];
	CHECK(made["set"]["HFZT"]["permit"] == json{nullptr, "", "已回访", "未回访"});
	CHECK(made["set"]["HFZT"]["codes"]["not_called"] == "未回访");
	CHECK(made["set"]["HFZT"]["codes"]["called_back"] == "已回访");
	CHECK_FALSE(made["set"].contains("反馈意见"));
	CHECK(made["update"]["key"] == json{{"GSBH", "$branch"}, {"PGDH", "$order"}});
}

TEST_CASE("X-08 the script grants what the mapping reads, our tables, and the named columns, each at its level",
          "[discovery][X-08]")
{
	for (const auto product : {odbc::Product::postgresql, odbc::Product::mariadb, odbc::Product::sqlserver})
	{
		const auto at = [&](Level level) {
			return dbaScript(withLevel(mapping(), "work_order", {{"HFZT", 20}}, level), product, "erp", level);
		};
		const auto read = at(Level::read), tables = at(Level::tables), columns = at(Level::columns);
		CHECK(count(read, "GRANT SELECT ON") == 3); // PGD, KHDA, contact
		CHECK(count(read, "INSERT") + count(read, "UPDATE") + count(read, "CREATE TABLE") == 0);
		CHECK(count(tables, "CREATE TABLE") == 5);
		CHECK(count(tables, "GRANT UPDATE") == 0);
		CHECK(count(tables, "DELETE") == 0);
		CHECK(count(columns, "GRANT UPDATE") == 1);
		CHECK(columns.find("HFZT") != std::string::npos);
		CHECK(columns.starts_with(tables));
	}
	CHECK(dbaScript(withLevel(mapping(), "work_order", {}, Level::read), odbc::Product::sqlite, "", Level::read)
	          .find("GRANT") == std::string::npos);
}

TEST_CASE("A connection is made of what was filled in, whatever characters it holds", "[discovery]")
{
	OdbcRegistry installed;
	for (const char* name : {"PostgreSQL ANSI", "PostgreSQL Unicode", "MariaDB Unicode", "SQLite", "SQLite3",
	                         "ODBC Driver 18 for SQL Server"})
		installed.drivers.push_back({name, {}, 0, true});
	const json form = {{"kind", "postgresql"}, {"server", "10.0.0.5"},   {"port", "5432"},
	                   {"database", "erp"},    {"user", "erphost_read"}, {"password", "a;b}c=d"}};
	const auto made = connectionString(form, installed);
	REQUIRE(made.ok());
	using odbc::connectionstring::value;
	CHECK(value(*made, "Driver") == "PostgreSQL Unicode");
	CHECK(value(*made, "PWD") == "a;b}c=d");
	CHECK(value(*made, "Port") == "5432");
	CHECK(connectionForm(*made).dump().find("a;b") == std::string::npos);
	CHECK(connectionForm(*made)["kind"] == "postgresql");
	CHECK(connectionString({{"kind", "sqlite"}, {"database", "/data/erp.db"}}, installed)->find("SQLite3") !=
	      std::string::npos);
	CHECK(connectionString({{"kind", "sqlserver"}, {"server", "s"}, {"port", "1433"}, {"database", "d"}, {"user", "u"}},
	                       installed)
	          ->find("Server=s,1433;") != std::string::npos);
	CHECK(
		connectionString({{"kind", "dsn"}, {"database", "U8"}, {"user", "u"}, {"password", "p"}}, installed).value() ==
		"DSN=U8;UID=u;PWD=p;");
	auto without = form;
	without["server"] = "";
	CHECK(connectionString(without, installed).error().code == "discovery.connection_invalid");
	CHECK(connectionString(form, {}).error().code == "discovery.driver_missing");
	without["server"] = "a\nb";
	CHECK(connectionString(without, installed).error().param("member") == "server");
}

} // namespace erphost::discovery
