// How near our ODBC layer comes to each database's own fastest client, and to a loop written by hand on the raw API.
// bench_odbc [rows] [repetitions] [postgresql|mariadb|sqlite] → JSON on standard output. The servers come from
// ERPHOST_TEST_ODBC_….

#include "host/odbc/BatchWriter.hpp"
#include "host/odbc/BlockReader.hpp"
#include "host/odbc/Catalog.hpp"
#include "host/odbc/ConnectionImpl.hpp"
#include "host/odbc/ConnectionString.hpp"
#include "host/odbc/Dialect.hpp"
#include "tests/bench/OdbcBenchClients.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace erphost;
using namespace erphost::bench;

namespace {

constexpr std::size_t kPage = 20'000;
constexpr std::size_t kColumns = 20;

struct Target
{
	odbc::Product product;
	std::string name;
	std::string connectionString;
	std::unique_ptr<FastClient> client;
	double readFloor, pushFloor;
};

struct Timing
{
	double wall = 0, cpu = 0;
};

template <typename Work>
Timing timed(Work work)
{
	const auto start = std::chrono::steady_clock::now();
	const auto cpu = std::clock();
	work();
	return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
	        static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

template <typename T>
T must(Result<T> result)
{
	if (!result) throw std::runtime_error(result.error().code + ": " + std::string(result.error().param("driver")));
	return std::move(*result);
}
void must(Result<void> result)
{
	if (!result) throw std::runtime_error(result.error().code + ": " + std::string(result.error().param("driver")));
}

const std::vector<std::string> kNames{"id",    "order_no", "branch",    "customer",   "phone",    "address", "product",
                                      "model", "fault",    "feedback",  "technician", "status",   "kind",    "total",
                                      "cost",  "created",  "completed", "modified",   "quantity", "remark"};

std::string createTable(const std::string& table, odbc::Product product)
{
	const bool sqlite = product == odbc::Product::sqlite;
	const std::string decimal = sqlite ? "text" : "decimal(18,4)";
	const std::string moment = sqlite ? "text" : product == odbc::Product::mariadb ? "datetime(6)" : "timestamp";
	return "CREATE TABLE " + table +
	       " (id bigint PRIMARY KEY, order_no varchar(30), branch varchar(12), customer varchar(40), phone "
	       "varchar(20), "
	       "address varchar(100), product varchar(40), model varchar(30), fault varchar(100), feedback varchar(100), "
	       "technician varchar(20), status varchar(10), kind varchar(10), total " +
	       decimal + ", cost " + decimal + ", created " + moment + ", completed " + moment + ", modified " + moment +
	       ", quantity integer, remark varchar(60))";
}

/// Work orders of 556 bytes, most of it Chinese.
std::vector<std::vector<std::string>> workOrders(std::size_t count)
{
	std::vector<std::vector<std::string>> rows;
	rows.reserve(count);
	for (std::size_t i = 0; i < count; ++i)
	{
		const auto n = std::to_string(1'000'000 + i);
		const auto seconds = [&](std::size_t shift) {
			char text[40];
			std::snprintf(text, sizeof text, "2026-%02zu-%02zu %02zu:%02zu:%02zu.%06zu", (i + shift) % 12 + 1,
			              (i / 7 + shift) % 28 + 1, i % 24, (i / 3) % 60, (i / 5 + shift) % 60,
			              (i * 7919 + shift) % 900'000 + 100'001);
			return std::string(text);
		};
		char total[40], cost[40];
		std::snprintf(total, sizeof total, "%zu.%04zu", i % 100'000, i * 37 % 10'000);
		std::snprintf(cost, sizeof cost, "%zu.%04zu", i % 5'000, i * 91 % 10'000);
		rows.push_back({std::to_string(20'240'000'000'000 + i),
		                "PG-" + n,
		                "勉县",
		                "张建国" + n,
		                "1390916" + n,
		                "陕西省汉中市勉县勉阳街道办事处和平路东段三百六十五号院二单元" + n,
		                "滚筒洗衣机" + n,
		                "XQG100-" + n,
		                "洗衣机脱水时声音很大并且排水管漏水需要上门检查更换电机" + n,
		                "用户反映师傅上门及时服务态度很好已经修好了" + n,
		                "李师傅" + n.substr(3),
		                "已完工",
		                "维修",
		                total,
		                cost,
		                seconds(0),
		                seconds(1),
		                seconds(2),
		                std::to_string(i % 1000),
		                "客户要求周末上门" + n});
	}
	return rows;
}

std::string columnsOf(odbc::Connection& connection, const std::string& table)
{
	std::string list;
	for (const auto& column : must(odbc::describeTable(connection, table)))
		list += (list.empty() ? "" : ", ") + connection.dialect().asText(column.name, column.typeName);
	return list;
}

/// As a pull selects: packed where the dialect knows how, the key as well.
std::string packedColumnsOf(odbc::Connection& connection, const std::string& table, odbc::PackedRow& row)
{
	std::vector<odbc::PackedField> fields;
	std::string list;
	for (const auto& column : must(odbc::describeTable(connection, table)))
	{
		const auto place = row.columns++;
		if (connection.dialect().packs(column.typeName))
		{
			fields.push_back({column.name, column.typeName});
			row.packed.push_back(place);
			continue;
		}
		row.alone.push_back(place);
		list += (list.empty() ? "" : ", ") + connection.dialect().asText(column.name, column.typeName);
	}
	if (fields.empty()) return list;
	return connection.dialect().packed(fields) + (list.empty() ? "" : ", ") + list;
}

/// What a pull does: keyset pages, every value looked at.
std::uint64_t readOurs(odbc::Connection& connection, const std::string& select, const odbc::PackedRow& row)
{
	std::uint64_t bytes = 0;
	std::vector<std::optional<std::string>> position{std::string("0")};
	while (true)
	{
		auto reader = must(odbc::BlockReader::open(connection, select, position, odbc::kBlockRows, row));
		std::size_t page = 0;
		while (const auto rows = must(reader->next()))
		{
			for (std::size_t row = 0; row < rows; ++row)
				for (std::size_t column = 0; column < kColumns; ++column) bytes += reader->at(row, column).size;
			page += rows;
			position[0] = reader->at(rows - 1, 0).view();
		}
		if (page < kPage) return bytes;
	}
}

/// The same on the bare API, as one would write it for this table: fixed widths, no checks.
std::uint64_t readRaw(odbc::Connection& connection, const std::string& select)
{
	constexpr std::size_t kBlock = 500;
	std::uint64_t bytes = 0;
	std::string position = "0";
	SQLHDBC handle = connection.impl().handle.get();
	std::vector<std::unique_ptr<char[]>> buffers(kColumns);
	std::vector<std::vector<SQLLEN>> indicators(kColumns, std::vector<SQLLEN>(kBlock));
	std::vector<std::size_t> widths(kColumns);
	while (true)
	{
		SQLHSTMT statement = nullptr;
		SQLAllocHandle(SQL_HANDLE_STMT, handle, &statement);
		SQLPrepare(statement, reinterpret_cast<SQLCHAR*>(const_cast<char*>(select.data())),
		           static_cast<SQLINTEGER>(select.size()));
		SQLLEN length = static_cast<SQLLEN>(position.size());
		SQLBindParameter(statement, 1, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, position.size(), 0, position.data(),
		                 length, &length);
		if (!SQL_SUCCEEDED(SQLExecute(statement))) throw std::runtime_error("the raw loop cannot execute");
		SQLULEN fetched = 0;
		SQLSetStmtAttr(statement, SQL_ATTR_ROW_ARRAY_SIZE, reinterpret_cast<SQLPOINTER>(kBlock), 0);
		SQLSetStmtAttr(statement, SQL_ATTR_ROWS_FETCHED_PTR, &fetched, 0);
		for (std::size_t i = 0; i < kColumns; ++i)
		{
			SQLULEN size = 0;
			SQLSMALLINT ignored = 0, type = 0;
			SQLDescribeCol(statement, static_cast<SQLUSMALLINT>(i + 1), nullptr, 0, &ignored, &type, &size, &ignored,
			               &ignored);
			widths[i] = type == SQL_VARCHAR || type == SQL_LONGVARCHAR ? 4 * std::min<SQLULEN>(size, 255) + 1 : 48;
			if (!buffers[i]) buffers[i].reset(new char[widths[i] * kBlock]);
			SQLBindCol(statement, static_cast<SQLUSMALLINT>(i + 1), SQL_C_CHAR, buffers[i].get(),
			           static_cast<SQLLEN>(widths[i]), indicators[i].data());
		}
		std::size_t page = 0;
		while (SQL_SUCCEEDED(SQLFetch(statement)))
		{
			for (std::size_t row = 0; row < fetched; ++row)
				for (std::size_t i = 0; i < kColumns; ++i)
					if (indicators[i][row] > 0) bytes += static_cast<std::uint64_t>(indicators[i][row]);
			page += fetched;
			position.assign(buffers[0].get() + (fetched - 1) * widths[0],
			                static_cast<std::size_t>(indicators[0][fetched - 1]));
		}
		SQLFreeHandle(SQL_HANDLE_STMT, statement);
		if (page < kPage) return bytes;
	}
}

void pushOurs(odbc::Connection& connection, const std::vector<std::vector<std::string>>& rows)
{
	auto writer = must(odbc::BatchWriter::open(connection, {"eh_bench_push", kNames, {"id"}, {}, 1000}));
	must(connection.begin());
	std::vector<std::optional<std::string>> values(kColumns);
	for (const auto& row : rows)
	{
		for (std::size_t i = 0; i < kColumns; ++i) values[i] = row[i];
		must(writer->add(values));
	}
	must(writer->flush());
	writer.reset();
	must(connection.commit());
}

nlohmann::json summary(std::vector<double> values)
{
	std::sort(values.begin(), values.end());
	return {{"median", values[values.size() / 2]}, {"least", values.front()}, {"greatest", values.back()}};
}

nlohmann::json measure(Target& target, std::size_t count, int repetitions)
{
	const auto rows = workOrders(count);
	auto& client = *target.client;
	for (const std::string table : {"eh_bench", "eh_bench_push"})
	{
		client.execute("DROP TABLE IF EXISTS " + table);
		client.execute(createTable(table, target.product));
	}
	client.push("eh_bench", kNames, rows);
	odbc::ConnectOptions options;
	options.connectionString = target.connectionString;
	auto connection = must(odbc::Connection::open(options)); // as a pull has it
	options.readOnly = false;
	auto pushing = must(odbc::Connection::open(options));
	std::vector<std::size_t> order;
	const auto& dialect = connection->dialect();
	const auto page = [&](const std::string& columns) {
		order.clear();
		return dialect.limited(
			"SELECT " + columns + " FROM eh_bench WHERE " + dialect.after({"id"}, order) + " ORDER BY id", kPage);
	};
	const auto select = page(columnsOf(*connection, "eh_bench"));
	odbc::PackedRow packedRow;
	const auto packedSelect = page(packedColumnsOf(*connection, "eh_bench", packedRow));

	std::vector<double> rawRows, rawCpu, fast, push, rowsPerSecond, pushPerSecond;
	const auto clear = [&] {
		client.execute(target.product == odbc::Product::sqlite ? "DELETE FROM eh_bench_push"
		                                                       : "TRUNCATE TABLE eh_bench_push");
	};
	for (int i = -1; i < repetitions; ++i) // the first round warms caches
	{
		std::uint64_t bytes = 0, rawBytes = 0;
		Timing ours, raw;
		for (const bool first : {true, false}) // whoever comes second finds warmer caches: they take turns
		{
			if (first == (i % 2 == 0)) ours = timed([&] { bytes = readOurs(*connection, select, {}); });
			else raw = timed([&] { rawBytes = readRaw(*connection, select); });
		}
		const auto ceiling = timed([&] { client.read("SELECT * FROM eh_bench ORDER BY id"); });
		if (bytes != rawBytes) throw std::runtime_error("the two loops read different bytes");
		auto pulled = ours;
		if (!packedRow.packed.empty()) pulled = timed([&] { bytes = readOurs(*connection, packedSelect, packedRow); });
		if (bytes != rawBytes) throw std::runtime_error("packed rows hold different bytes");
		clear();
		const auto pushed = timed([&] { pushOurs(*pushing, rows); });
		clear();
		const auto loaded = timed([&] { client.push("eh_bench_push", kNames, rows); });
		if (i < 0) continue;
		rawRows.push_back(raw.wall / ours.wall);
		rawCpu.push_back(ours.cpu / raw.cpu);
		fast.push_back(ceiling.wall / pulled.wall);
		push.push_back(loaded.wall / pushed.wall);
		rowsPerSecond.push_back(static_cast<double>(count) / pulled.wall);
		pushPerSecond.push_back(static_cast<double>(count) / pushed.wall);
		std::fprintf(stderr, "%s: read %.2f s, raw %.2f s, client %.2f s; push %.2f s, client %.2f s\n",
		             target.name.c_str(), ours.wall, raw.wall, ceiling.wall, pushed.wall, loaded.wall);
	}
	connection.reset();
	pushing.reset();
	for (const std::string table : {"eh_bench", "eh_bench_push"}) client.execute("DROP TABLE " + table);
	const auto figure = [](const char* name, std::vector<double> values, double bound, bool atMost) {
		auto json = summary(std::move(values));
		json["figure"] = name;
		json[atMost ? "atMost" : "atLeast"] = bound;
		const double median = json["median"];
		json["met"] = atMost ? median <= bound : median >= bound;
		return json;
	};
	return {{"database", target.name},
	        {"rows", count},
	        {"rowsPerSecond", summary(rowsPerSecond)},
	        {"pushRowsPerSecond", summary(pushPerSecond)},
	        {"figures",
	         {figure("read / raw ODBC loop, rows/s", rawRows, 0.90, false),
	          figure("read / raw ODBC loop, CPU", rawCpu, 1.15, true),
	          figure("read / fastest client", fast, target.readFloor, false),
	          figure("push / fastest client", push, target.pushFloor, false)}}};
}

std::string environment(const char* name)
{
	const auto* value = std::getenv(name);
	return value ? value : "";
}

} // namespace

int main(int argc, char** argv)
{
	const std::size_t rows = argc > 1 ? std::stoul(argv[1]) : 200'000;
	const int repetitions = argc > 2 ? std::stoi(argv[2]) : 5;
	const std::string only = argc > 3 ? argv[3] : "";
	auto results = nlohmann::json::array();
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // as the store has it in every process of erphost; for both sides
	try
	{
		std::vector<Target> targets;
		if (const auto text = environment("ERPHOST_TEST_ODBC_POSTGRES");
		    !text.empty() && (only.empty() || only == "postgresql"))
			targets.push_back({odbc::Product::postgresql, "PostgreSQL", text,
			                   FastClient::postgres(environment("ERPHOST_TEST_POSTGRES")), 0.35, 0.60});
		if (const auto text = environment("ERPHOST_TEST_ODBC_MARIADB");
		    !text.empty() && (only.empty() || only == "mariadb"))
			targets.push_back({odbc::Product::mariadb, "MariaDB", text,
			                   FastClient::mariaDb(environment("ERPHOST_TEST_MARIADB")), 0.38, 0.95});
		if (const auto text = environment("ERPHOST_TEST_ODBC_SQLITE");
		    !text.empty() && (only.empty() || only == "sqlite"))
			targets.push_back({odbc::Product::sqlite, "SQLite", text,
			                   FastClient::sqlite(odbc::connectionstring::value(text, "Database")), 0.32, 0.22});
		for (auto& target : targets) results.push_back(measure(target, rows, repetitions));
	}
	catch (const std::exception& error)
	{
		std::fprintf(stderr, "bench_odbc: %s\n", error.what());
		return 1;
	}
	std::puts(nlohmann::json{{"bench", "odbc"}, {"results", results}}.dump(1, '\t').c_str());
	return 0;
}
