#include "host/odbc/servers/SecondClient.hpp"

#include "host/odbc/ConnectionString.hpp"

#include <charconv>
#include <cstdlib>
#include <libpq-fe.h>
#include <mysql.h>
#include <sqlite3.h>
#include <stdexcept>

namespace erphost::odbc::tests {
namespace {

class PostgresClient : public SecondClient
{
public:
	explicit PostgresClient(const std::string& conninfo): _connection(PQconnectdb(conninfo.c_str()), PQfinish)
	{
		if (PQstatus(_connection.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(_connection.get()));
		execute("SET client_min_messages = warning");
		execute("SET TIME ZONE 'UTC'");
	}
	void execute(const std::string& sql) override
	{
		each(sql, [](const Row&) {});
	}
	void each(const std::string& sql, const std::function<void(const Row&)>& take) override
	{
		const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(_connection.get(), sql.c_str()), PQclear);
		const auto status = PQresultStatus(result.get());
		if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
			throw std::runtime_error(PQerrorMessage(_connection.get()));
		for (int row = 0; row < PQntuples(result.get()); ++row)
		{
			Row values;
			for (int column = 0; column < PQnfields(result.get()); ++column)
			{
				if (PQgetisnull(result.get(), row, column)) values.emplace_back();
				else
					values.emplace_back(std::string(PQgetvalue(result.get(), row, column),
					                                static_cast<std::size_t>(PQgetlength(result.get(), row, column))));
			}
			take(values);
		}
	}
	std::string literal(const std::optional<std::string>& value, bool binary) override
	{
		if (!value) return "NULL";
		if (binary) return "decode('" + *value + "', 'hex')";
		const std::unique_ptr<char, void (*)(void*)> text(
			PQescapeLiteral(_connection.get(), value->data(), value->size()), PQfreemem);
		return text.get();
	}

private:
	std::unique_ptr<PGconn, void (*)(PGconn*)> _connection;
};

class MariaDbClient : public SecondClient
{
public:
	explicit MariaDbClient(const std::string& settings): _connection(mysql_init(nullptr), mysql_close)
	{
		const auto value = [&](std::string_view key) { return connectionstring::value(settings, key); };
		mysql_options(_connection.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
		if (!mysql_real_connect(_connection.get(), value("host").c_str(), value("user").c_str(),
		                        value("password").c_str(), value("database").c_str(),
		                        static_cast<unsigned>(std::stoul(value("port"))), nullptr, 0))
			throw std::runtime_error(mysql_error(_connection.get()));
		execute("SET time_zone = '+00:00'");
	}
	void execute(const std::string& sql) override
	{
		each(sql, [](const Row&) {});
	}
	void each(const std::string& sql, const std::function<void(const Row&)>& take) override
	{
		if (mysql_real_query(_connection.get(), sql.data(), sql.size()) != 0)
			throw std::runtime_error(mysql_error(_connection.get()));
		const std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)> result(mysql_use_result(_connection.get()),
		                                                              mysql_free_result);
		if (!result) return;
		const auto columns = mysql_num_fields(result.get());
		while (const auto* row = mysql_fetch_row(result.get()))
		{
			const auto* lengths = mysql_fetch_lengths(result.get());
			Row values;
			for (unsigned column = 0; column < columns; ++column)
			{
				if (row[column]) values.emplace_back(std::string(row[column], lengths[column]));
				else values.emplace_back();
			}
			take(values);
		}
		if (mysql_errno(_connection.get()) != 0) throw std::runtime_error(mysql_error(_connection.get()));
	}
	std::string literal(const std::optional<std::string>& value, bool binary) override
	{
		if (!value) return "NULL";
		if (binary) return "X'" + *value + "'";
		std::string text(value->size() * 2 + 1, '\0');
		text.resize(mysql_real_escape_string(_connection.get(), text.data(), value->data(), value->size()));
		return "'" + text + "'";
	}

private:
	std::unique_ptr<MYSQL, void (*)(MYSQL*)> _connection;
};

class SqliteClient : public SecondClient
{
public:
	explicit SqliteClient(const std::string& file)
	{
		if (sqlite3_open(file.c_str(), &_database) != SQLITE_OK) throw std::runtime_error("cannot open " + file);
		sqlite3_busy_timeout(_database, 10'000);
	}
	SqliteClient(const SqliteClient&) = delete;
	~SqliteClient() override { sqlite3_close(_database); }
	void execute(const std::string& sql) override
	{
		each(sql, [](const Row&) {});
	}
	void each(const std::string& sql, const std::function<void(const Row&)>& take) override
	{
		sqlite3_stmt* raw = nullptr;
		if (sqlite3_prepare_v2(_database, sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
			throw std::runtime_error(sqlite3_errmsg(_database));
		const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
		while (true)
		{
			const int step = sqlite3_step(raw);
			if (step == SQLITE_DONE) return;
			if (step != SQLITE_ROW) throw std::runtime_error(sqlite3_errmsg(_database));
			Row values;
			for (int column = 0; column < sqlite3_column_count(raw); ++column) values.push_back(value(raw, column));
			take(values);
		}
	}
	std::string literal(const std::optional<std::string>& value, bool binary) override
	{
		if (!value) return "NULL";
		if (binary) return "X'" + *value + "'";
		const std::unique_ptr<char, void (*)(void*)> text(sqlite3_mprintf("%Q", value->c_str()), sqlite3_free);
		return text.get();
	}

private:
	static std::optional<std::string> value(sqlite3_stmt* statement, int column)
	{
		switch (sqlite3_column_type(statement, column))
		{
		case SQLITE_NULL: return std::nullopt;
		case SQLITE_FLOAT:
		{
			char text[40];
			const auto end = std::to_chars(text, text + sizeof text, sqlite3_column_double(statement, column));
			return std::string(text, end.ptr);
		}
		default:
		{
			const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
			return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
		}
		}
	}
	sqlite3* _database = nullptr;
};

} // namespace

std::unique_ptr<SecondClient> SecondClient::postgres(const std::string& conninfo)
{
	return std::make_unique<PostgresClient>(conninfo);
}
std::unique_ptr<SecondClient> SecondClient::mariaDb(const std::string& settings)
{
	return std::make_unique<MariaDbClient>(settings);
}
std::unique_ptr<SecondClient> SecondClient::sqlite(const std::string& file)
{
	return std::make_unique<SqliteClient>(file);
}

std::vector<Server> servers()
{
	std::vector<Server> found;
	const auto* postgres = std::getenv("ERPHOST_TEST_ODBC_POSTGRES");
	const auto* postgresWitness = std::getenv("ERPHOST_TEST_POSTGRES");
	if (postgres && postgresWitness)
		found.push_back({Product::postgresql, "PostgreSQL", postgres, SecondClient::postgres(postgresWitness)});
	const auto* mariaDb = std::getenv("ERPHOST_TEST_ODBC_MARIADB");
	const auto* mariaDbWitness = std::getenv("ERPHOST_TEST_MARIADB");
	if (mariaDb && mariaDbWitness)
		found.push_back({Product::mariadb, "MariaDB", mariaDb, SecondClient::mariaDb(mariaDbWitness)});
	if (const auto* sqlite = std::getenv("ERPHOST_TEST_ODBC_SQLITE"))
		found.push_back(
			{Product::sqlite, "SQLite", sqlite, SecondClient::sqlite(connectionstring::value(sqlite, "Database"))});
	return found;
}

} // namespace erphost::odbc::tests
