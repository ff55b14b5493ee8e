#include "host/odbc/BatchWriter.hpp"
#include "host/odbc/BlockReader.hpp"
#include "host/odbc/Catalog.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/odbc/Utf8.hpp"
#include "host/odbc/servers/Must.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <mutex>

using namespace erphost;
using namespace erphost::odbc;
using namespace erphost::odbc::tests;

namespace {

/// Ends our connection's session from outside.
void killSession(Server& server, Connection& connection)
{
	if (server.product == Product::postgresql)
	{
		const auto pid = *must(connection.query("SELECT pg_backend_pid()"))[0][0];
		server.witness->execute("SELECT pg_terminate_backend(" + pid + ", 10000)");
		return;
	}
	const auto id = *must(connection.query("SELECT CONNECTION_ID()"))[0][0];
	server.witness->execute("KILL CONNECTION " + id);
	while (server.witness->rows("SELECT id FROM information_schema.processlist WHERE id = " + id).size() == 1)
		server.witness->execute("SELECT SLEEP(0.01)");
}

} // namespace

TEST_CASE("a killed session is a transient error and ends the connection", "[servers]")
{
	for (auto& server : servers())
	{
		if (server.product == Product::sqlite) continue;
		INFO(server.name);
		{
			const auto connection = open(server);
			killSession(server, *connection);
			const auto probed = connection->probe();
			REQUIRE(!probed);
			CHECK(probed.error().cls == ErrorClass::transient);
			CHECK(probed.error().code == "erp.away");
			CHECK(!connection->usable());
			const auto again = connection->query("SELECT 1");
			REQUIRE(!again);
			CHECK(again.error().code == "erp.away");
		}
		{
			server.witness->execute("DROP TABLE IF EXISTS eh_killed");
			server.witness->execute("CREATE TABLE eh_killed (id bigint PRIMARY KEY)");
			const auto connection = open(server);
			must(connection->begin());
			must(connection->execute("INSERT INTO eh_killed (id) VALUES (1)"));
			killSession(server, *connection);
			const auto failed = connection->execute("INSERT INTO eh_killed (id) VALUES (2)");
			REQUIRE(!failed);
			CHECK(failed.error().cls == ErrorClass::transient);
			const auto committed = connection->commit();
			REQUIRE(!committed); // psqlODBC alone would report success with nothing stored
			CHECK(committed.error().cls == ErrorClass::transient);
			CHECK(connection->rollback().ok());
			CHECK(server.witness->rows("SELECT id FROM eh_killed").empty());
		}
		{
			const auto connection = open(server);
			must(connection->begin());
			must(connection->execute("INSERT INTO eh_killed (id) VALUES (3)"));
			killSession(server, *connection);
			const auto committed = connection->commit();
			REQUIRE(!committed);
			CHECK(committed.error().cls == ErrorClass::transient);
			CHECK(!connection->usable());
			CHECK(server.witness->rows("SELECT id FROM eh_killed").empty());
			server.witness->execute("DROP TABLE eh_killed");
		}
	}
}

TEST_CASE("the watchdog tells of a frozen server", "[servers]")
{
	for (auto& server : servers())
	{
		if (server.product != Product::postgresql) continue;
		std::mutex mutex;
		bool frozen = false;
		pid_t backend = 0;
		ConnectOptions options;
		options.connectionString = server.connectionString;
		options.frozenAfterSeconds = 2;
		options.onFrozen = [&](const std::string& what) {
			const std::lock_guard lock(mutex);
			frozen = what == "execute";
			kill(backend,
			     SIGCONT); // what restarting the sync process does for the product; here the call must come back
		};
		const auto connection = must(Connection::open(options));
		backend = static_cast<pid_t>(std::stol(*must(connection->query("SELECT pg_backend_pid()"))[0][0]));
		if (kill(backend, SIGSTOP) != 0)
		{
			WARN("skipped: this user may not stop the server's process");
			continue;
		}
		const auto start = std::chrono::steady_clock::now();
		const auto answer = connection->query("SELECT 1");
		const auto took = std::chrono::steady_clock::now() - start;
		const std::lock_guard lock(mutex);
		CHECK(frozen);
		CHECK(took >= std::chrono::milliseconds(1900));
		CHECK(took < std::chrono::seconds(4));
	}
}

TEST_CASE("MariaDB's driver gives up on a silent server by itself", "[servers]")
{
	for (auto& server : servers())
	{
		if (server.product != Product::mariadb) continue;
		ConnectOptions options;
		options.connectionString = server.connectionString;
		options.queryTimeoutSeconds = 2;
		const auto connection = must(Connection::open(options));
		const auto start = std::chrono::steady_clock::now();
		const auto answer = connection->query("SELECT SLEEP(30)");
		REQUIRE(!answer);
		CHECK(answer.error().cls == ErrorClass::transient);
		CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(15));
	}
}

TEST_CASE("a failed statement poisons the transaction", "[servers]")
{
	for (auto& server : servers())
	{
		INFO(server.name);
		server.witness->execute("DROP TABLE IF EXISTS eh_poison");
		server.witness->execute("CREATE TABLE eh_poison (id bigint PRIMARY KEY)");
		const auto connection = open(server);
		must(connection->begin());
		must(connection->execute("INSERT INTO eh_poison (id) VALUES (1)"));
		const auto twice = connection->execute("INSERT INTO eh_poison (id) VALUES (1)");
		REQUIRE(!twice);
		CHECK(twice.error().code == "odbc.constraint");
		CHECK(twice.error().cls == ErrorClass::permanent);
		CHECK(!twice.error().param("driver").empty());
		const auto committed = connection->commit();
		REQUIRE(!committed);
		CHECK(committed.error().code == "odbc.poisoned");
		must(connection->rollback());
		CHECK(server.witness->rows("SELECT id FROM eh_poison").empty());
		must(connection->begin());
		must(connection->execute("INSERT INTO eh_poison (id) VALUES (2)"));
		must(connection->commit());
		CHECK(server.witness->rows("SELECT id FROM eh_poison").size() == 1);
		// An update of a row that holds the value already has found it: compare-and-set counts on that.
		CHECK(must(connection->execute("UPDATE eh_poison SET id = 2 WHERE id = ?", {std::string("2")})) == 1);
		CHECK(must(connection->execute("UPDATE eh_poison SET id = 3 WHERE id = ?", {std::string("7")})) == 0);
		server.witness->execute("DROP TABLE eh_poison");
	}
}

TEST_CASE("errors have stable codes", "[servers]")
{
	for (auto& server : servers())
	{
		INFO(server.name);
		const auto connection = open(server);
		const auto codeOf = [&](const char* sql) { return connection->query(sql).error().code; };
		CHECK(codeOf("SELEC 1") == "odbc.statement_invalid");
		CHECK(codeOf("SELECT * FROM eh_not_there") == "odbc.table_missing");
		server.witness->execute("DROP TABLE IF EXISTS eh_codes");
		server.witness->execute("CREATE TABLE eh_codes (id bigint PRIMARY KEY)");
		CHECK(codeOf("SELECT nix FROM eh_codes") == "odbc.column_missing");
		CHECK(describeTable(*connection, "eh_not_there").error().code == "erp.table_missing");
		CHECK(connection->usable());
		must(connection->probe());
		const auto reading = open(server, true);
		const auto refused = reading->execute("INSERT INTO eh_codes (id) VALUES (1)");
		REQUIRE(!refused);
		CHECK(refused.error().code == "odbc.read_only");
		CHECK(must(reading->query(connection->dialect().currentUtcSelect()))[0][0]->size() >= 19);
		if (const auto rights = connection->dialect().rightsSelect("eh_codes"); !rights.empty())
			CHECK(must(connection->query(rights))[0][0] == "1");
		server.witness->execute("DROP TABLE eh_codes");
	}
}

TEST_CASE("a refused login, a missing database and a silent port are told apart", "[servers]")
{
	for (auto& server : servers())
	{
		if (server.product == Product::sqlite) continue;
		INFO(server.name);
		const auto codeOf = [&](const std::string& change) {
			ConnectOptions options;
			options.connectionString = server.connectionString + ";" + change; // the last of two keys counts
			const auto opened = Connection::open(options);
			return opened ? std::string("opened") : opened.error().code;
		};
		CHECK(codeOf("UID=eh_nobody") == "odbc.login_refused");
		CHECK(codeOf("Port=1") == "erp.away");
	}
	ConnectOptions options;
	options.connectionString = "Driver=No Such Driver;Server=127.0.0.1";
	CHECK(Connection::open(options).error().code == "odbc.driver_missing");
}

TEST_CASE("GBK: our table agrees with the server about every character", "[servers]")
{
	for (auto& server : servers())
	{
		if (server.product != Product::mariadb) continue;
		for (const std::string charset : {"gbk", "latin1", "utf8mb3"})
		{
			CatalogColumn column;
			column.name = "v";
			column.typeName = "varchar";
			column.charset = charset;
			std::size_t wrong = 0;
			std::string examples;
			server.witness->each(
				"SELECT n, CONVERT(CONVERT(c USING " + charset +
					") USING utf8mb4) = CONVERT(c USING utf8mb4) COLLATE utf8mb4_bin FROM (SELECT seq AS n, "
					"CONVERT(UNHEX(LPAD(HEX(seq), 8, '0')) USING utf32) c FROM seq_32_to_65533) x WHERE n NOT BETWEEN "
					"55296 AND 57343",
				[&](const SecondClient::Row& row) {
					const auto code = static_cast<char32_t>(std::stoul(*row[0]));
					std::string text;
					utf8::append(text, code);
					const bool fits = checkFits(column, text, Product::mariadb).ok();
					if (fits && row[1] != "1") // what we let pass would be lost
					{
						++wrong;
						if (wrong < 20) examples += *row[0] + " ";
					}
					if (!fits && row[1] == "1" && wrong < 20) examples += "(" + *row[0] + ") ";
				});
			INFO(charset << ": " << examples);
			CHECK(wrong == 0);
		}
	}
}
