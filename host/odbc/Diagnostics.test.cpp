#include "host/odbc/Diagnostics.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::odbc;

namespace {

struct Case
{
	Product product;
	const char* state;
	SQLINTEGER native;
	const char* words;
	const char* code;
	ErrorClass cls;
	bool lost;
	bool connecting = false;
};

} // namespace

TEST_CASE("what drivers say becomes stable codes and classes", "[diagnostics]")
{
	const auto pg = Product::postgresql, my = Product::mariadb, sq = Product::sqlite, ms = Product::sqlserver;
	const std::vector<Case> cases{
		{pg, "08S01", 1, "", "erp.away", ErrorClass::transient, true},
		{pg, "HYT00", 0, "", "erp.away", ErrorClass::transient, true},
		{pg, "HYT01", 0, "", "erp.away", ErrorClass::transient, true},
		{pg, "57P01", 1, "terminating connection due to administrator command", "erp.away", ErrorClass::transient,
	     true},
		{pg, "HY000", 1, "server closed the connection unexpectedly", "erp.away", ErrorClass::transient, true},
		{pg, "08001", 101, "FATAL:  password authentication failed for user", "odbc.login_refused",
	     ErrorClass::configuration, false, true},
		{pg, "08001", 101, "FATAL:  database \"nix\" does not exist", "odbc.database_missing",
	     ErrorClass::configuration, false, true},
		{pg, "08001", 101, "Connection refused", "erp.away", ErrorClass::transient, true, true},
		{pg, "23505", 1, "", "odbc.constraint", ErrorClass::permanent, false},
		{pg, "42501", 1, "", "odbc.denied", ErrorClass::configuration, false},
		{pg, "42P01", 1, "", "odbc.table_missing", ErrorClass::configuration, false},
		{pg, "42703", 1, "", "odbc.column_missing", ErrorClass::configuration, false},
		{pg, "42601", 1, "", "odbc.statement_invalid", ErrorClass::configuration, false},
		{pg, "40P01", 1, "", "odbc.deadlock", ErrorClass::transient, false},
		{pg, "40001", 1, "", "odbc.deadlock", ErrorClass::transient, false},
		{pg, "55P03", 1, "", "odbc.busy", ErrorClass::transient, false},
		{pg, "57014", 1, "", "odbc.cancelled", ErrorClass::transient, false},
		{pg, "53100", 1, "", "odbc.full", ErrorClass::transient, false},
		{pg, "25006", 1, "", "odbc.read_only", ErrorClass::configuration, false},
		{pg, "22001", 1, "", "odbc.value_invalid", ErrorClass::permanent, false},
		{my, "HY000", 2013, "Lost connection to server during query", "erp.away", ErrorClass::transient, true},
		{my, "HY000", 2006, "Server has gone away", "erp.away", ErrorClass::transient, true},
		{my, "70100", 1927, "Connection was killed", "erp.away", ErrorClass::transient, true},
		{my, "28000", 1045, "Access denied", "odbc.login_refused", ErrorClass::configuration, false, true},
		{my, "23000", 1062, "Duplicate entry", "odbc.constraint", ErrorClass::permanent, false},
		{my, "40001", 1213, "Deadlock found", "odbc.deadlock", ErrorClass::transient, false},
		{my, "HY000", 1205, "Lock wait timeout exceeded", "odbc.busy", ErrorClass::transient, false},
		{my, "42000", 1142, "command denied", "odbc.denied", ErrorClass::configuration, false},
		{my, "42S02", 1146, "", "odbc.table_missing", ErrorClass::configuration, false},
		{my, "HY000", 1366, "Incorrect string value", "odbc.bad_text", ErrorClass::permanent, false},
		{sq, "HY000", 5, "database is locked (5)", "odbc.busy", ErrorClass::transient, false},
		{sq, "HY000", 19, "UNIQUE constraint failed (19)", "odbc.constraint", ErrorClass::permanent, false},
		{sq, "HY000", 1, "no such table: x (1)", "odbc.table_missing", ErrorClass::configuration, false},
		{sq, "HY000", 1, "no such column: x (1)", "odbc.column_missing", ErrorClass::configuration, false},
		{sq, "HY000", 8, "attempt to write a readonly database (8)", "odbc.read_only", ErrorClass::configuration,
	     false},
		{sq, "HY000", 14, "connect failed", "odbc.database_missing", ErrorClass::configuration, false, true},
		{ms, "HY000", 2402, "", "erp.away", ErrorClass::transient, true},
		{ms, "24000", 0, "Invalid cursor state", "erp.away", ErrorClass::transient, true},
		{ms, "40001", 1205, "", "odbc.deadlock", ErrorClass::transient, false},
		{ms, "42S02", 208, "", "odbc.table_missing", ErrorClass::configuration, false},
		{ms, "23000", 2627, "", "odbc.constraint", ErrorClass::permanent, false},
		{Product::other, "HY000", 4711, "?", "odbc.failed", ErrorClass::permanent, false},
		{Product::other, "IM002", 0, "", "odbc.driver_missing", ErrorClass::configuration, false, true},
		{Product::other, "01000", 0, "Can't open lib 'Nix'", "odbc.driver_missing", ErrorClass::configuration, false,
	     true}};
	for (const auto& c : cases)
	{
		INFO(c.state << " " << c.native << " " << c.words);
		const auto diagnosis = diagnose({{c.state, c.native, c.words}}, c.product, false, c.connecting, "execute");
		CHECK(diagnosis.error.code == c.code);
		CHECK(diagnosis.error.cls == c.cls);
		CHECK(diagnosis.lost == c.lost);
		CHECK(diagnosis.error.param("state") == c.state);
		CHECK(diagnosis.error.param("driver") == c.words);
		CHECK((*c.words == 0 || diagnosis.error.message.find(c.words) ==
		                            std::string::npos)); // logs get no driver texts: they may hold values
	}
}

TEST_CASE("a dead connection is lost whatever the SQLSTATE", "[diagnostics]")
{
	CHECK(diagnose({{"23505", 1, ""}}, Product::postgresql, true, false, "execute").lost);
	CHECK(diagnose({}, Product::sqlserver, false, false, "commit").lost); // FreeTDS loses a reply without a word
	CHECK(!diagnose({}, Product::postgresql, false, false, "commit").lost);
}

TEST_CASE("the driver manager's remark does not hide the driver's error", "[diagnostics]")
{
	const auto diagnosis = diagnose({{"42S02", 1146, "Table doesn't exist"}, {"HY010", 0, "Function sequence error"}},
	                                Product::mariadb, false, false, "prepare");
	CHECK(diagnosis.error.code == "odbc.table_missing");
}
