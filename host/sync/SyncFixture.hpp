#pragma once

#include "host/entities/EntityTables.hpp"
#include "host/journal/Journal.hpp"
#include "host/outbox/Outbox.hpp"
#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/store/Meta.hpp"
#include "host/store/Migrator.hpp"
#include "host/sync/EntityPull.hpp"
#include "host/sync/Push.hpp"

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>

namespace erphost::sync {

/// For tests: a small ERP in a SQLite file, reached through its ODBC driver, beside a real store. Goes with the object.
class SyncFixture
{
public:
	static constexpr const char* kSchema = R"({"entity":"work_order","key":"number","fields":{
		"number":{"type":"text"},"service_type":{"type":"code","values":["install","repair"]},"completed_at":{"type":"instant"},
		"customer_name":{"type":"text","personal":true},"total":{"type":"decimal"},"status":{"type":"text"},"units":{"type":"integer"}}})";
	static constexpr const char* kTables = R"(
		CREATE TABLE PGD (GSBH CHAR(4) NOT NULL, PGDH VARCHAR(20) NOT NULL, FWLX CHAR(4), WGRQ VARCHAR(10), WGSJ VARCHAR(8), KHBH VARCHAR(10),
			HJJE VARCHAR(20), TS INTEGER, HFZT VARCHAR(20), FKYJ VARCHAR(200), SCBZ CHAR(1), XGSJ VARCHAR(19), PRIMARY KEY (GSBH, PGDH));
		CREATE TABLE KHZL (KHBH VARCHAR(10) PRIMARY KEY, KHMC VARCHAR(40), XGSJ VARCHAR(19));
		CREATE TABLE EH_HFJG (JLBH VARCHAR(40) PRIMARY KEY, BB INTEGER, JYH INTEGER, ZT CHAR(1), DJH VARCHAR(20), NR VARCHAR(100) CHECK (NR <> 'bad'));
		CREATE TABLE DL (XH INTEGER PRIMARY KEY, GSBH CHAR(4), PGDH VARCHAR(20), BZ CHAR(1));)";

	explicit SyncFixture(nlohmann::json changes = {
							 {"mode", "watermark"}, {"columns", {"XGSJ"}}, {"overlapSeconds", 120}})
	{
		folder = std::filesystem::temp_directory_path() / ("erphost-sync-" + newId(0).substr(24) + newSecret(6));
		std::filesystem::create_directories(folder);
		openErp();
		erp(kTables);
		auto parsed = entities::EntitySchema::parse(kSchema, "test");
		REQUIRE(parsed.ok());
		schemas.push_back(*std::move(parsed));
		document =
			nlohmann::json::parse(R"({"mapping":1,"timeZone":"Asia/Shanghai","pull":{"secret":"erp.pull","pageRows":50},
			"entities":{"work_order":{"from":{"table":"PGD"},"joins":[{"table":"KHZL","as":"k","on":[["KHBH","KHBH"]],"type":"left"}],
				"key":["GSBH","PGDH"],"branch":{"column":"GSBH"},"fields":{"number":{"column":"PGDH","trim":true},
				"service_type":{"column":"FWLX","codes":{"01":"install","02":"repair"},"otherwise":"refuse"},
				"completed_at":{"date":"WGRQ","time":"WGSJ","as":"local","basis":"typed"},"customer_name":{"column":"k.KHMC","trim":true},
				"total":{"column":"HJJE","as":"decimal"},"units":{"column":"TS"},"status":{"column":"HFZT","own":true}},
				"deleted":{"column":"SCBZ","values":["1"]}}},
			"records":{"callback_status":{"mode":"on","update":{"table":"PGD","key":{"GSBH":"$branch","PGDH":"$order"}},
				"set":{"HFZT":{"value":"$status","codes":{"called_back":"已回访","notified":"已通知售后"},"permit":["",null,"未回访","已回访"]},
				"FKYJ":{"append":"$words","maximum":40,"separator":"；"}}},
				"callback_result":{"mode":"on","interface":{"table":"EH_HFJG","id":"JLBH","version":"BB","epoch":"JYH","state":"ZT"},
				"columns":{"JLBH":"$record_id","DJH":"$order","NR":"$words"}}}})");
		document["entities"]["work_order"]["changes"] = std::move(changes);
		auto opened = store::Database::open({folder / "store.db", {}, true, 2, 5000});
		REQUIRE(opened.ok());
		database = *std::move(opened);
		const auto migrated = store::migrate(*database, "host", store::hostMigrations(), clock.nowMs());
		REQUIRE(migrated.ok());
		const auto named = database->write([&](store::Transaction& tx) { return store::nameStore(tx, clock.nowMs()); });
		REQUIRE(named.ok());
		const auto made = entities::ensureEntityTables(*database, schemas);
		INFO((made ? std::string() : made.error().message));
		REQUIRE(made.ok());
		remap();
	}
	~SyncFixture()
	{
		pull.reset();
		pushLink.reset();
		database.reset();
		sqlite3_close(_erp);
		std::error_code ignored;
		std::filesystem::remove_all(folder, ignored);
	}

	/// Under Wine the driver is a Linux library: ERPHOST_TEST_DRIVES is the folder where it finds C: and Z:.
	static std::string connectionTo(const std::filesystem::path& file)
	{
		auto name = toUtf8(file);
		if (const auto drives = environmentVariable("ERPHOST_TEST_DRIVES"); !drives.empty())
		{
			auto drive = toUtf8(file.root_name());
			std::transform(drive.begin(), drive.end(), drive.begin(),
			               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
			name = drives + "/" + drive + "/" + toUtf8(file.relative_path());
			std::replace(name.begin(), name.end(), '\\', '/');
		}
		return "Driver=SQLite3;Database=" + name + ";";
	}

	/// Takes the document anew; links and pulls are made anew too.
	void remap()
	{
		std::vector<MappingFinding> findings;
		auto parsed = Mapping::parse(document.dump(), schemas, findings);
		for (const auto& finding : findings)
			UNSCOPED_INFO(finding.pointer << " " << finding.error.code << " " << finding.error.param("reason"));
		REQUIRE(parsed.has_value());
		mapping = std::make_unique<Mapping>(*std::move(parsed));
		const auto link = [&](const char* name, bool readOnly) {
			ErpLink::Options options;
			options.name = name;
			options.link = mapping->pull;
			options.readOnly = readOnly;
			options.connectionString = [this](const std::string&) -> Result<std::string> { return connectionString; };
			return std::make_unique<ErpLink>(std::move(options), database.get(), clock);
		};
		pull = link("pull", true);
		pushLink = link("push", false);
		budget = std::make_unique<QueryBudget>(0);
		context = std::make_unique<PullContext>(PullContext{*database, clock, *mapping, *pull, pushLink.get(), *budget,
		                                                    folder / "run", [this] { return keepGoing(); }});
		entity = std::make_unique<EntityPull>(*context, mapping->entities[0], schemas[0]);
		push = std::make_unique<Push>(*database, clock, *mapping, *pushLink, [] { return true; });
	}

	PullOutcome round(EntityPull::Round kind = EntityPull::Round::changes)
	{
		auto outcome = entity->run(kind);
		INFO((outcome ? std::string()
		              : outcome.error().code + " " + outcome.error().message + " " + paramsJson(outcome.error())));
		REQUIRE(outcome.ok());
		return *outcome;
	}

	/// Runs SQL at the ERP, as its users do, beside our connections.
	void erp(const std::string& sql)
	{
		char* message = nullptr;
		const int status = sqlite3_exec(_erp, sql.c_str(), nullptr, nullptr, &message);
		INFO((message != nullptr ? message : "") << " in " << sql);
		REQUIRE(status == SQLITE_OK);
	}
	std::string erpText(const std::string& sql) { return text(_erp, sql); }

	/// One value of the store.
	std::string storeText(const std::string& sql)
	{
		sqlite3* file = nullptr;
		REQUIRE(sqlite3_open_v2(toUtf8(folder / "store.db").c_str(), &file, SQLITE_OPEN_READONLY, nullptr) ==
		        SQLITE_OK);
		auto value = text(file, sql);
		sqlite3_close(file);
		return value;
	}

	/// Adds `count` orders, numbered from `first`, changed at `time`.
	void orders(int first, int count, const std::string& time = "2026-11-01 08:00:00")
	{
		erp("BEGIN");
		for (int i = first; i < first + count; ++i)
		{
			const auto number = std::to_string(100000 + i);
			erp("INSERT INTO PGD (GSBH, PGDH, FWLX, WGRQ, WGSJ, HJJE, TS, HFZT, SCBZ, XGSJ) VALUES ('MX  ', 'W" +
			    number + "', '01  ', '2026-10-31', '09:30', '460.40', " + std::to_string(i) + ", '未回访', '0', '" +
			    time + "')");
		}
		erp("COMMIT");
	}

	void put(const std::string& id, const std::string& type, const std::string& key, const nlohmann::json& payload)
	{
		const auto done = database->write([&](store::Transaction& tx) {
			return outbox::put(tx, {type, "survey", "MX", key, id, payload.dump(), "c"}, clock.nowMs());
		});
		INFO((done ? std::string() : done.error().code + " " + done.error().message));
		REQUIRE(done.ok());
	}
	PushOutcome send()
	{
		auto outcome = push->round();
		INFO((outcome ? std::string() : outcome.error().code + " " + outcome.error().message));
		REQUIRE(outcome.ok());
		return *outcome;
	}
	std::string state(const std::string& id)
	{
		return storeText("SELECT state FROM erp_outbox WHERE record_id = '" + id + "'");
	}

	std::function<bool()> keepGoing = [] { return true; };
	std::filesystem::path folder;
	std::string connectionString;
	ManualClock clock{1'793'505'600'000}; // 2026-11-01, noon there
	nlohmann::json document;
	std::vector<entities::EntitySchema> schemas;
	std::unique_ptr<store::Database> database;
	std::unique_ptr<Mapping> mapping;
	std::unique_ptr<ErpLink> pull, pushLink;
	std::unique_ptr<QueryBudget> budget;
	std::unique_ptr<PullContext> context;
	std::unique_ptr<EntityPull> entity;
	std::unique_ptr<Push> push;

private:
	void openErp()
	{
		connectionString = connectionTo(folder / "erp.db");
		REQUIRE(sqlite3_open(toUtf8(folder / "erp.db").c_str(), &_erp) == SQLITE_OK);
		sqlite3_busy_timeout(_erp, 5000);
	}
	static std::string text(sqlite3* file, const std::string& sql)
	{
		sqlite3_stmt* statement = nullptr;
		sqlite3_busy_timeout(file, 5000);
		INFO(sql << " " << sqlite3_errmsg(file));
		REQUIRE(sqlite3_prepare_v2(file, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
		std::string value = "(no row)";
		if (sqlite3_step(statement) == SQLITE_ROW)
		{
			const auto* found = sqlite3_column_text(statement, 0);
			value = found != nullptr ? reinterpret_cast<const char*>(found) : "(null)";
		}
		sqlite3_finalize(statement);
		return value;
	}

	sqlite3* _erp = nullptr;
};

} // namespace erphost::sync
