// How near a pull — mapping, hashing, change detection on — comes to a bare libpq + sqlite3 pipe, and to the pyodbc
// script that branch IT would write. bench_pull [rows] [repetitions] → JSON on standard output. The server comes from
// ERPHOST_TEST_POSTGRES (libpq) and ERPHOST_TEST_ODBC_POSTGRES (ODBC); the script runs on /usr/bin/python3.
// bench_pull --fill ROWS makes the table; --once FOLDER pulls it twice into a new store, in a process of its own as
// sync is: its memory is that of a pull and of nothing before it.

#include "host/entities/EntityTables.hpp"
#include "host/platform/ChildProcess.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/store/Meta.hpp"
#include "host/store/Migrator.hpp"
#include "host/sync/EntityPull.hpp"

#include <libpq-fe.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

using namespace erphost;
using namespace erphost::sync;

namespace {

constexpr const char* kTable = "erphost_bench_pull";
constexpr const char* kColumns[] = {"gsbh", "pgdh", "khbh", "khmc", "lxdh", "azdz", "fwlx", "pp",   "xh",   "jstm",
                                    "hjje", "ts",   "wgrq", "xgsj", "gzxx", "clcs", "bz",   "sfbh", "sfxm", "hfzt"};

std::string environment(const char* name)
{
	const auto* value = std::getenv(name);
	if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
	return value;
}

template <typename T>
T must(Result<T> result)
{
	if (!result)
		throw std::runtime_error(result.error().code + ": " + result.error().message + " " +
		                         paramsJson(result.error()));
	return *std::move(result);
}
void must(Result<void> result)
{
	if (!result)
		throw std::runtime_error(result.error().code + ": " + result.error().message + " " +
		                         paramsJson(result.error()));
}

double seconds(const std::function<void()>& work)
{
	const auto begun = std::chrono::steady_clock::now();
	work();
	return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// The highest resident memory while `work` runs, above nothing: the whole process.
std::int64_t peakKiB(std::int64_t pid, const std::function<void()>& work)
{
	std::atomic<bool> done{false};
	std::int64_t peak = 0;
	std::thread watcher([&] {
		while (!done)
		{
			peak = std::max(peak, residentKiB(pid));
			std::this_thread::sleep_for(std::chrono::milliseconds(20));
		}
	});
	work();
	done = true;
	watcher.join();
	return peak;
}

class Postgres
{
public:
	explicit Postgres(const std::string& conninfo): _connection(PQconnectdb(conninfo.c_str()))
	{
		if (PQstatus(_connection) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(_connection));
	}
	~Postgres() { PQfinish(_connection); }
	void execute(const std::string& sql)
	{
		auto* result = PQexec(_connection, sql.c_str());
		const auto status = PQresultStatus(result);
		PQclear(result);
		if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
			throw std::runtime_error(PQerrorMessage(_connection));
	}
	PGconn* handle() { return _connection; }

private:
	PGconn* _connection;
};

void fill(Postgres& server, std::int64_t rows)
{
	const std::string table = kTable;
	server.execute("SET client_min_messages = warning");
	server.execute("DROP TABLE IF EXISTS " + table);
	server.execute("CREATE TABLE " + table +
	               " (gsbh char(4) NOT NULL, pgdh varchar(20) NOT NULL, khbh varchar(12), khmc varchar(40), lxdh "
	               "varchar(20), azdz varchar(120), fwlx char(4), "
	               "pp varchar(20), xh varchar(40), jstm varchar(30), hjje numeric(18,4), ts integer, wgrq timestamp, "
	               "xgsj timestamp, gzxx varchar(200), "
	               "clcs varchar(200), bz varchar(200), sfbh varchar(10), sfxm varchar(20), hfzt varchar(20), PRIMARY "
	               "KEY (gsbh, pgdh))");
	server.execute("INSERT INTO " + table +
	               " SELECT (ARRAY['MX','CG','XX','HZ','YX'])[1 + i % 5], 'W' || lpad(i::text, 9, '0'), 'K' || i % "
	               "50000, '客户' || i % 50000, '139' || lpad((i % 100000000)::text, 8, '0'), "
	               "'陕西省汉中市勉县和平路' || i % 900 || '号某某小区' || i % 30 || '栋' || i % 12 || '单元', "
	               "(ARRAY['01','02'])[1 + i % 2], '海尔', 'KFR-35GW/' || i % 400, "
	               "'SN' || lpad(i::text, 18, '0'), (i % 100000) / 7.0, i % 4, timestamp '2025-01-01' + i * interval "
	               "'13 seconds', timestamp '2025-01-01' + i * interval '17 seconds', "
	               "repeat('空调不制冷', 3), repeat('清洗滤网并加氟', 3), '客户要求周末上门，提前电话联系', 'S' || i % "
	               "60, '师傅' || i % 60, '未回访' FROM generate_series(1, " +
	               std::to_string(rows) + ") i");
	server.execute("CREATE INDEX ON " + table + " (xgsj, gsbh, pgdh)");
	server.execute("VACUUM ANALYZE " + table);
}

/// What costs nothing that is not needed: rows as they come, one prepared upsert, a commit per 10,000.
void barePipe(Postgres& server, const std::filesystem::path& file)
{
	sqlite3* store = nullptr;
	if (sqlite3_open(file.string().c_str(), &store) != SQLITE_OK) throw std::runtime_error("bare store");
	std::string create = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t (",
				insert = "INSERT INTO t VALUES (", update;
	for (std::size_t i = 0; i < std::size(kColumns); ++i)
	{
		create += std::string(kColumns[i]) + " TEXT, ";
		insert += (i > 0 ? ",?" : "?");
		if (i > 1) update += std::string(i > 2 ? ", " : "") + kColumns[i] + " = excluded." + kColumns[i];
	}
	insert += ") ON CONFLICT (gsbh, pgdh) DO UPDATE SET " + update;
	if (sqlite3_exec(store, (create + "PRIMARY KEY (gsbh, pgdh))").c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
		throw std::runtime_error(sqlite3_errmsg(store));
	sqlite3_stmt* statement = nullptr;
	if (sqlite3_prepare_v2(store, insert.c_str(), -1, &statement, nullptr) != SQLITE_OK)
		throw std::runtime_error(sqlite3_errmsg(store));
	if (PQsendQuery(server.handle(), ("SELECT * FROM " + std::string(kTable)).c_str()) != 1 ||
	    PQsetSingleRowMode(server.handle()) != 1)
		throw std::runtime_error("libpq");
	sqlite3_exec(store, "BEGIN", nullptr, nullptr, nullptr);
	std::int64_t count = 0;
	while (auto* result = PQgetResult(server.handle()))
	{
		if (PQresultStatus(result) == PGRES_SINGLE_TUPLE)
		{
			for (int i = 0; i < PQnfields(result); ++i)
				if (PQgetisnull(result, 0, i)) sqlite3_bind_null(statement, i + 1);
				else
					sqlite3_bind_text(statement, i + 1, PQgetvalue(result, 0, i), PQgetlength(result, 0, i),
					                  SQLITE_STATIC);
			sqlite3_step(statement);
			sqlite3_reset(statement);
			if (++count % 10'000 == 0) sqlite3_exec(store, "COMMIT; BEGIN", nullptr, nullptr, nullptr);
		}
		PQclear(result);
	}
	sqlite3_exec(store, "COMMIT", nullptr, nullptr, nullptr);
	sqlite3_finalize(statement);
	sqlite3_close(store);
}

// What branch IT would write for the same job: trimmed text, codes, instants, decimals as text, and only what changed
// is written.
constexpr const char* kScript = R"py(import sqlite3, sys, pyodbc, datetime, zoneinfo
erp = pyodbc.connect(sys.argv[1]); store = sqlite3.connect(sys.argv[2])
names = sys.argv[4].split(",")
store.execute("CREATE TABLE t (%s, PRIMARY KEY (gsbh, pgdh))" % ", ".join(n + " TEXT" for n in names))
cursor = erp.cursor(); cursor.execute("SELECT %s FROM %s" % (", ".join(names), sys.argv[3]))
zone = zoneinfo.ZoneInfo("Asia/Shanghai"); codes = {"01": "install", "02": "repair"}
insert = "INSERT OR REPLACE INTO t VALUES (%s)" % ",".join("?" * len(names))
def convert(name, value):
    if value is None: return None
    if isinstance(value, datetime.datetime): return str(int(value.replace(tzinfo=zone).timestamp() * 1000))
    value = str(value).rstrip()
    return codes[value] if name == "fwlx" else value
count = 0
for row in cursor:
    new = tuple(convert(n, v) for n, v in zip(names, row))
    old = store.execute("SELECT * FROM t WHERE gsbh = ? AND pgdh = ?", new[:2]).fetchone()
    if old != new:
        store.execute(insert, new)
    count += 1
    if count % 1000 == 0: store.commit()
store.commit()
)py";

/// Our pull: a store of its own, the mapping of a work order.
class Ours
{
public:
	Ours(const std::filesystem::path& folder, const std::string& connectionString): _folder(folder)
	{
		std::filesystem::create_directories(folder);
		nlohmann::json schema = {{"entity", "bench_order"}, {"key", "number"}, {"fields", nlohmann::json::object()}};
		nlohmann::json fields = nlohmann::json::object();
		const auto field = [&](const char* name, const char* type, nlohmann::json source) {
			schema["fields"][name] = {{"type", type}};
			fields[name] = std::move(source);
		};
		field("number", "text", {{"column", "pgdh"}, {"trim", true}});
		for (const char* name :
		     {"khbh", "khmc", "lxdh", "azdz", "pp", "xh", "jstm", "gzxx", "clcs", "bz", "sfbh", "sfxm"})
			field(name, "text", {{"column", name}, {"trim", true}});
		field("service_type", "code", {{"column", "fwlx"}, {"codes", {{"01", "install"}, {"02", "repair"}}}});
		field("total", "decimal", {{"column", "hjje"}});
		field("units", "integer", {{"column", "ts"}});
		field("completed_at", "instant", {{"column", "wgrq"}, {"as", "local"}});
		field("status", "text", {{"column", "hfzt"}, {"own", true}});
		nlohmann::json document = {
			{"mapping", 1},
			{"timeZone", "Asia/Shanghai"},
			{"entities",
		     {{"bench_order",
		       {{"from", {{"table", kTable}}},
		        {"key", {"gsbh", "pgdh"}},
		        {"branch", {{"column", "gsbh"}}},
		        {"fields", fields},
		        {"changes", {{"mode", "watermark"}, {"columns", {"xgsj"}}, {"overlapSeconds", 120}}}}}}}};
		_schemas.push_back(must(entities::EntitySchema::parse(schema.dump(), "bench")));
		std::vector<MappingFinding> findings;
		auto mapping = Mapping::parse(document.dump(), _schemas, findings);
		if (!mapping) throw std::runtime_error(findings.front().pointer + " " + findings.front().error.code);
		_mapping = std::make_unique<Mapping>(*std::move(mapping));
		// As in a host: sync writes, front moves the write-ahead log into the file.
		_database = must(store::Database::open({folder / "store.db", {}, false, 2, 10'000}));
		_front = must(store::Database::open({folder / "store.db", {}, true, 1, 10'000}));
		must(store::migrate(*_database, "host", store::hostMigrations(), systemClock().nowMs()));
		must(entities::ensureEntityTables(*_database, _schemas));
		ErpLink::Options options;
		options.name = "pull";
		options.connectionString = [connectionString](const std::string&) -> Result<std::string> {
			return connectionString;
		};
		_link = std::make_unique<ErpLink>(std::move(options), _database.get(), systemClock());
		_context = std::make_unique<PullContext>(PullContext{*_database, systemClock(), *_mapping, *_link, nullptr,
		                                                     _budget, folder / "run", [] { return true; }});
	}
	/// `anew`: everything is read again, as after a new mapping.
	PullOutcome pull(bool anew)
	{
		if (anew)
			must(_database->write(
				[](store::Transaction& tx) { return tx.script("UPDATE erp_entity SET position = '{}'"); }));
		EntityPull entity(*_context, _mapping->entities[0], _schemas[0]);
		std::jthread housekeeping([&](std::stop_token stop) {
			std::mutex mutex;
			std::condition_variable_any wake;
			std::unique_lock lock(mutex);
			while (!wake.wait_for(lock, stop, std::chrono::seconds(2), [&] { return stop.stop_requested(); }))
				must(_front->checkpoint());
		});
		const auto outcome = must(entity.run(EntityPull::Round::changes));
		housekeeping.request_stop();
		housekeeping.join();
		must(_front->checkpoint()); // what is still in the log counts as well
		return outcome;
	}

private:
	std::filesystem::path _folder;
	std::vector<entities::EntitySchema> _schemas;
	std::unique_ptr<Mapping> _mapping;
	std::unique_ptr<store::Database> _database, _front;
	std::unique_ptr<ErpLink> _link;
	QueryBudget _budget{0};
	std::unique_ptr<PullContext> _context;
};

double median(std::vector<double> values)
{
	std::sort(values.begin(), values.end());
	return values[values.size() / 2];
}

nlohmann::json figure(const std::vector<double>& values)
{
	return {{"median", median(values)},
	        {"low", *std::min_element(values.begin(), values.end())},
	        {"high", *std::max_element(values.begin(), values.end())}};
}

int pullOnce(const std::filesystem::path& folder)
{
	Ours ours(folder, environment("ERPHOST_TEST_ODBC_POSTGRES"));
	double first = 0, second = 0;
	const auto peak =
		peakKiB(currentProcessId(), [&] { first = seconds([&] { static_cast<void>(ours.pull(false)); }); });
	second = seconds([&] { static_cast<void>(ours.pull(true)); });
	std::cout << nlohmann::json{{"first", first}, {"second", second}, {"peakKiB", peak}}.dump() << '\n';
	return 0;
}

struct Pulled
{
	double first = 0, second = 0;
	std::int64_t peakKiB = 0;
};

Pulled pullInChild(const std::filesystem::path& program, const std::filesystem::path& folder)
{
	nlohmann::json report;
	auto child =
		must(ChildProcess::spawn({program, {"--once", toUtf8(folder)}, {}, [&](std::optional<std::string> line) {
									  if (line) report = nlohmann::json::parse(*line, nullptr, false);
								  }}));
	const auto status = child->wait(std::chrono::minutes(10));
	child.reset(); // joins the reader: the line is complete
	if (!status || status->code != 0 || !report.is_object())
		throw std::runtime_error("the pull in a child process failed");
	return {report["first"], report["second"], report["peakKiB"]};
}

int run(const std::filesystem::path& program, std::int64_t rows, int repetitions)
{
	const auto odbc = environment("ERPHOST_TEST_ODBC_POSTGRES");
	Postgres server(environment("ERPHOST_TEST_POSTGRES"));
	const auto folder = std::filesystem::temp_directory_path() / ("erphost-bench-pull-" + newSecret(6));
	std::filesystem::create_directories(folder);
	std::string names;
	for (const auto* name : kColumns) names += (names.empty() ? "" : ",") + std::string(name);
	{
		std::ofstream script(folder / "pull.py");
		script << kScript;
	}
	std::vector<double> first, second, firstRatio, secondRatio, scriptRatio;
	fill(server, rows / 10);
	const auto smallPeak = pullInChild(program, folder / "small").peakKiB;
	fill(server, rows);
	std::int64_t peak = 0;
	for (int i = 0; i < repetitions; ++i)
	{
		const auto place = folder / std::to_string(i);
		std::filesystem::create_directories(place);
		const auto ours = pullInChild(program, place / "ours");
		first.push_back(ours.first);
		second.push_back(ours.second);
		peak = std::max(peak, ours.peakKiB);
		const auto bare = seconds([&] { barePipe(server, place / "bare.db"); });
		const auto bareAgain = seconds([&] { barePipe(server, place / "bare.db"); });
		firstRatio.push_back(bare / first.back());
		secondRatio.push_back(bareAgain / second.back());
		const auto command = "/usr/bin/python3 '" + (folder / "pull.py").string() + "' '" + odbc + "' '" +
		                     (place / "script.db").string() + "' " + kTable + " " + names;
		int status = 0;
		const auto script = seconds([&] { status = std::system(command.c_str()); });
		if (status == 0) scriptRatio.push_back(script / first.back());
		std::filesystem::remove_all(place);
	}
	server.execute("DROP TABLE " + std::string(kTable));
	std::filesystem::remove_all(folder);
	nlohmann::json out = {
		{"bench", "pull"},
		{"rows", rows},
		{"repetitions", repetitions},
		{"figures",
	     {{{"name", "pull.first_vs_libpq_pipe"}, {"ratio", figure(firstRatio)}, {"floor", 0.70}},
	      {{"name", "pull.second_vs_libpq_pipe"}, {"ratio", figure(secondRatio)}, {"floor", 0.50}},
	      {{"name", "pull.peak_kib"}, {"value", peak}, {"ceiling", 65'536}},
	      {{"name", "pull.peak_growth"},
	       {"ratio", static_cast<double>(peak) / static_cast<double>(std::max<std::int64_t>(1, smallPeak))},
	       {"ceiling", 1.10}}}},
		{"rowsPerSecond",
	     {{"first", static_cast<double>(rows) / median(first)},
	      {"second", static_cast<double>(rows) / median(second)}}}};
	if (!scriptRatio.empty())
		out["figures"].push_back(
			{{"name", "pull.first_vs_pyodbc_script"}, {"ratio", figure(scriptRatio)}, {"floor", 5.0}});
	std::cout << out.dump(1, '\t') << '\n';
	return 0;
}

} // namespace

int main(int argc, char** argv)
{
	try
	{
		if (argc > 2 && std::string_view(argv[1]) == "--fill")
		{
			Postgres server(environment("ERPHOST_TEST_POSTGRES"));
			fill(server, std::atoll(argv[2]));
			return 0;
		}
		if (argc > 2 && std::string_view(argv[1]) == "--once") return pullOnce(argv[2]);
		return run(std::filesystem::absolute(argv[0]), argc > 1 ? std::atoll(argv[1]) : 1'000'000,
		           argc > 2 ? std::atoi(argv[2]) : 3);
	}
	catch (const std::exception& problem)
	{
		std::cerr << problem.what() << '\n';
		return 1;
	}
}
