#include "tests/bench/OdbcBenchClients.hpp"

#include "host/odbc/ConnectionString.hpp"

#include <cstring>
#include <libpq-fe.h>
#include <mysql.h>
#include <sqlite3.h>
#include <stdexcept>

namespace erphost::bench {
namespace {

using Rows = std::vector<std::vector<std::string>>;
using Names = std::vector<std::string>;

std::string list(const Names& names)
{
	std::string out;
	for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
	return out;
}

std::string excluded(const Names& names)
{
	std::string out;
	for (std::size_t i = 1; i < names.size(); ++i)
		out += (out.empty() ? "" : ", ") + names[i] + " = excluded." + names[i];
	return out;
}

class Postgres : public FastClient
{
public:
	explicit Postgres(const std::string& conninfo): _connection(PQconnectdb(conninfo.c_str()), PQfinish)
	{
		if (PQstatus(_connection.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(_connection.get()));
		execute("SET client_min_messages = warning");
	}
	void execute(const std::string& sql) override
	{
		const auto status = run(sql);
		if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
			throw std::runtime_error(PQerrorMessage(_connection.get()));
	}
	std::uint64_t read(const std::string& select) override
	{
		if (run("COPY (" + select + ") TO STDOUT") != PGRES_COPY_OUT)
			throw std::runtime_error(PQerrorMessage(_connection.get()));
		std::uint64_t bytes = 0;
		char* line = nullptr;
		for (int size; (size = PQgetCopyData(_connection.get(), &line, 0)) > 0; PQfreemem(line))
			bytes += static_cast<std::uint64_t>(size);
		finish();
		return bytes;
	}
	void push(const std::string& table, const Names& columns, const Rows& rows) override
	{
		execute("BEGIN");
		execute("CREATE TEMP TABLE eh_stage (LIKE " + table + ") ON COMMIT DROP");
		if (run("COPY eh_stage (" + list(columns) + ") FROM STDIN") != PGRES_COPY_IN)
			throw std::runtime_error(PQerrorMessage(_connection.get()));
		std::string lines;
		for (const auto& row : rows)
		{
			for (std::size_t i = 0; i < row.size(); ++i)
				lines.append(row[i]).push_back(i + 1 == row.size() ? '\n' : '\t'); // the bench's values need no escapes
			if (lines.size() < 64 * 1024) continue;
			PQputCopyData(_connection.get(), lines.data(), static_cast<int>(lines.size()));
			lines.clear();
		}
		PQputCopyData(_connection.get(), lines.data(), static_cast<int>(lines.size()));
		PQputCopyEnd(_connection.get(), nullptr);
		finish();
		execute("INSERT INTO " + table + " SELECT * FROM eh_stage ON CONFLICT (id) DO UPDATE SET " + excluded(columns));
		execute("COMMIT");
	}

private:
	ExecStatusType run(const std::string& sql)
	{
		const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(_connection.get(), sql.c_str()), PQclear);
		return PQresultStatus(result.get());
	}
	void finish()
	{
		bool good = true;
		while (auto* result = PQgetResult(_connection.get()))
		{
			good = good && PQresultStatus(result) == PGRES_COMMAND_OK;
			PQclear(result);
		}
		if (!good) throw std::runtime_error(PQerrorMessage(_connection.get()));
	}
	std::unique_ptr<PGconn, void (*)(PGconn*)> _connection;
};

/// LOAD DATA reads from memory through these.
struct Source
{
	std::string text;
	std::size_t at = 0;
};

class MariaDb : public FastClient
{
public:
	explicit MariaDb(const std::string& settings): _connection(mysql_init(nullptr), mysql_close)
	{
		const auto value = [&](std::string_view key) { return odbc::connectionstring::value(settings, key); };
		mysql_options(_connection.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
		const unsigned enabled = 1;
		mysql_options(_connection.get(), MYSQL_OPT_LOCAL_INFILE, &enabled);
		if (!mysql_real_connect(_connection.get(), value("host").c_str(), value("user").c_str(),
		                        value("password").c_str(), value("database").c_str(),
		                        static_cast<unsigned>(std::stoul(value("port"))), nullptr, 0))
			throw std::runtime_error(mysql_error(_connection.get()));
	}
	void execute(const std::string& sql) override
	{
		if (mysql_real_query(_connection.get(), sql.data(), sql.size()) != 0)
			throw std::runtime_error(mysql_error(_connection.get()));
		mysql_free_result(mysql_store_result(_connection.get()));
	}
	std::uint64_t read(const std::string& select) override
	{
		if (mysql_real_query(_connection.get(), select.data(), select.size()) != 0)
			throw std::runtime_error(mysql_error(_connection.get()));
		const std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)> result(mysql_use_result(_connection.get()),
		                                                              mysql_free_result);
		const auto columns = mysql_num_fields(result.get());
		std::uint64_t bytes = 0;
		while (mysql_fetch_row(result.get()))
		{
			const auto* lengths = mysql_fetch_lengths(result.get());
			for (unsigned i = 0; i < columns; ++i) bytes += lengths[i];
		}
		return bytes;
	}
	void push(const std::string& table, const Names& columns, const Rows& rows) override
	{
		Source source;
		for (const auto& row : rows)
			for (std::size_t i = 0; i < row.size(); ++i)
				source.text.append(row[i]).push_back(i + 1 == row.size() ? '\n' : '\t');
		mysql_set_local_infile_handler(
			_connection.get(),
			[](void** handle, const char*, void* user) {
				*handle = user;
				return 0;
			},
			[](void* handle, char* buffer, unsigned size) {
				auto& from = *static_cast<Source*>(handle);
				const auto count = std::min<std::size_t>(size, from.text.size() - from.at);
				std::memcpy(buffer, from.text.data() + from.at, count);
				from.at += count;
				return static_cast<int>(count);
			},
			[](void*) {}, [](void*, char*, unsigned) { return 0; }, &source);
		execute("LOAD DATA LOCAL INFILE 'rows' REPLACE INTO TABLE " + table + " CHARACTER SET utf8mb4 (" +
		        list(columns) + ")");
	}

private:
	std::unique_ptr<MYSQL, void (*)(MYSQL*)> _connection;
};

class Sqlite : public FastClient
{
public:
	explicit Sqlite(const std::string& file)
	{
		if (sqlite3_open(file.c_str(), &_database) != SQLITE_OK) throw std::runtime_error("cannot open the database");
		sqlite3_busy_timeout(_database, 10'000);
	}
	Sqlite(const Sqlite&) = delete;
	~Sqlite() override { sqlite3_close(_database); }
	void execute(const std::string& sql) override
	{
		if (sqlite3_exec(_database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
			throw std::runtime_error(sqlite3_errmsg(_database));
	}
	std::uint64_t read(const std::string& select) override
	{
		const auto statement = prepare(select);
		const int columns = sqlite3_column_count(statement.get());
		std::uint64_t bytes = 0;
		while (sqlite3_step(statement.get()) == SQLITE_ROW)
			for (int i = 0; i < columns; ++i)
			{
				static_cast<void>(sqlite3_column_text(statement.get(), i));
				bytes += static_cast<std::uint64_t>(sqlite3_column_bytes(statement.get(), i));
			}
		return bytes;
	}
	void push(const std::string& table, const Names& columns, const Rows& rows) override
	{
		std::string marks;
		for (std::size_t i = 0; i < columns.size(); ++i) marks += i == 0 ? "?" : ", ?";
		execute("BEGIN IMMEDIATE");
		{
			const auto statement = prepare("INSERT INTO " + table + " (" + list(columns) + ") VALUES (" + marks +
			                               ") ON CONFLICT (id) DO UPDATE SET " + excluded(columns));
			for (const auto& row : rows)
			{
				for (std::size_t i = 0; i < row.size(); ++i)
					sqlite3_bind_text(statement.get(), static_cast<int>(i + 1), row[i].data(),
					                  static_cast<int>(row[i].size()), SQLITE_STATIC);
				if (sqlite3_step(statement.get()) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(_database));
				sqlite3_reset(statement.get());
			}
		}
		execute("COMMIT");
	}

private:
	std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> prepare(const std::string& sql)
	{
		sqlite3_stmt* statement = nullptr;
		if (sqlite3_prepare_v2(_database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
			throw std::runtime_error(sqlite3_errmsg(_database));
		return {statement, sqlite3_finalize};
	}
	sqlite3* _database = nullptr;
};

} // namespace

std::unique_ptr<FastClient> FastClient::postgres(const std::string& conninfo)
{
	return std::make_unique<Postgres>(conninfo);
}
std::unique_ptr<FastClient> FastClient::mariaDb(const std::string& settings)
{
	return std::make_unique<MariaDb>(settings);
}
std::unique_ptr<FastClient> FastClient::sqlite(const std::string& file)
{
	return std::make_unique<Sqlite>(file);
}

} // namespace erphost::bench
