#include "host/odbc/Dialect.hpp"
#include "host/odbc/ConnectionString.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace erphost::odbc;

TEST_CASE("the keyset predicate takes exactly the rows behind a position", "[dialect]")
{
	const auto& dialect = dialectFor(Product::postgresql);
	std::vector<std::size_t> order;
	CHECK(dialect.after({"a"}, order) == "a > ?");
	CHECK(order == std::vector<std::size_t>{0});
	order.clear();
	CHECK(dialect.after({"a", "b"}, order) == "a >= ? AND (a > ? OR b > ?)");
	CHECK(order == std::vector<std::size_t>{0, 0, 1});
	order.clear();
	CHECK(dialect.after({"a", "b", "c"}, order) == "a >= ? AND (a > ? OR (b >= ? AND (b > ? OR c > ?)))");
	CHECK(order == std::vector<std::size_t>{0, 0, 1, 1, 2});
}

TEST_CASE("identifiers are quoted in each product's way", "[dialect]")
{
	CHECK(dialectFor(Product::postgresql).quote("public.工\"单") == "\"public\".\"工\"\"单\"");
	CHECK(dialectFor(Product::mariadb).quote("a`b") == "`a``b`");
	CHECK(dialectFor(Product::sqlserver).quote("dbo.a]b") == "[dbo].[a]]b]");
	CHECK(dialectFor(Product::sqlite).quote("PGD") == "\"PGD\"");
}

TEST_CASE("upserts say what each database understands", "[dialect]")
{
	const std::vector<std::string> columns{"id", "a", "b"}, keys{"id"};
	CHECK(dialectFor(Product::sqlite).upsert("t", columns, keys) ==
	      "INSERT INTO \"t\" (\"id\", \"a\", \"b\") VALUES (?, ?, ?) ON CONFLICT (\"id\") DO UPDATE SET \"a\" = "
	      "excluded.\"a\", "
	      "\"b\" = excluded.\"b\"");
	CHECK(dialectFor(Product::mariadb).upsert("t", columns, keys) ==
	      "INSERT INTO `t` (`id`, `a`, `b`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `a` = VALUES(`a`), `b` = "
	      "VALUES(`b`)");
	CHECK(dialectFor(Product::postgresql).batchUpsert("t", columns, {"bigint", "bpchar", "text"}, keys, {"b"}, 1000) ==
	      "INSERT INTO \"t\" (\"id\", \"a\", \"b\") SELECT * FROM unnest(CAST(? AS bigint[]), CAST(? AS bpchar[]), "
	      "CAST(? AS "
	      "text[])) ON CONFLICT (\"id\") DO UPDATE SET \"a\" = excluded.\"a\"");
	CHECK(dialectFor(Product::postgresql).splitUpsert("t", {"id", "a"}, {"bigint", "text"}, keys, {"a"}) ==
	      "INSERT INTO \"t\" (\"id\", \"a\") SELECT * FROM unnest(CAST(? AS bigint[]), CAST(string_to_array(CAST(? AS "
	      "text), chr(31), chr(30)) AS text[])) ON CONFLICT (\"id\") DO NOTHING");
	CHECK(dialectFor(Product::postgresql).upsert("t", {"id"}, keys) ==
	      "INSERT INTO \"t\" (\"id\") VALUES (?) ON CONFLICT (\"id\") DO NOTHING");
	const auto json =
		dialectFor(Product::sqlserver).batchUpsert("dbo.t", columns, {"bigint", "nvarchar(10)", "int"}, keys, {}, 500);
	CHECK(json.find("MERGE") == std::string::npos);
	CHECK(std::count(json.begin(), json.end(), '?') == 2);
	CHECK(json.find("UPDATE t SET t.[a] = s.[a], t.[b] = s.[b] FROM [dbo].[t] t") != std::string::npos);
	const auto empty = dialectFor(Product::sqlserver).batchUpsert("t", {"id"}, {"bigint"}, keys, {}, 500);
	CHECK(std::count(empty.begin(), empty.end(), '?') == 2);
}

TEST_CASE("limits stand where each product wants them", "[dialect]")
{
	CHECK(dialectFor(Product::sqlserver).limited("select distinct a FROM t", 5) == "select distinct TOP (5) a FROM t");
	CHECK(dialectFor(Product::sqlserver).limited("SELECT a FROM t ORDER BY a", 5) ==
	      "SELECT TOP (5) a FROM t ORDER BY a");
	CHECK(dialectFor(Product::mariadb).limited("SELECT a FROM t", 5) == "SELECT a FROM t LIMIT 5");
}

TEST_CASE("driver defaults never overrule the administrator", "[dialect]")
{
	const auto& postgres = dialectFor(Product::postgresql);
	CHECK(postgres.withDriverDefaults("Driver=x;protocol=7.4-0;").find("Protocol=7.4-1") == std::string::npos);
	CHECK(postgres.withDriverDefaults("Driver=x").find(";Protocol=7.4-1") != std::string::npos);
	CHECK(dialectFor(Product::mariadb).withTimeouts("Driver=x", 5, 60).find("READ_TIMEOUT=60") != std::string::npos);
	CHECK(dialectFor(Product::sqlite).withDriverDefaults("Driver=x").find("StepAPI=1") != std::string::npos);
}

TEST_CASE("connection strings are read with braces and blanks", "[dialect]")
{
	const std::string text = " Driver = {PostgreSQL Unicode};PWD={a;b}}c=};;Server=h";
	CHECK(connectionstring::value(text, "driver") == "PostgreSQL Unicode");
	CHECK(connectionstring::value(text, "pwd") == "a;b}c=");
	CHECK(connectionstring::value(text, "SERVER") == "h");
	CHECK(!connectionstring::has(text, "b}}c"));
	CHECK(productOfConnectionString(text) == Product::postgresql);
	CHECK(productOfConnectionString("Driver=MariaDB Unicode") == Product::mariadb);
	CHECK(productOfConnectionString("Driver={ODBC Driver 18 for SQL Server}") == Product::sqlserver);
	CHECK(productOfConnectionString("DSN=no-such-source-here") == Product::other);
}
