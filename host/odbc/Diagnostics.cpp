#include "host/odbc/Diagnostics.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace erphost::odbc {
namespace {

enum class Kind
{
	away,
	login,
	databaseMissing,
	driverMissing,
	constraint,
	denied,
	readOnly,
	tableMissing,
	columnMissing,
	statement,
	deadlock,
	busy,
	cancelled,
	full,
	value,
	text,
	failed
};

struct Text
{
	Kind kind;
	const char* code;
	ErrorClass cls;
	const char* message;
};

constexpr std::array kTexts{
	Text{Kind::away, "erp.away", ErrorClass::transient, "the database does not answer"},
	Text{Kind::login, "odbc.login_refused", ErrorClass::configuration, "the database refused the login"},
	Text{Kind::databaseMissing, "odbc.database_missing", ErrorClass::configuration, "the server has no such database"},
	Text{Kind::driverMissing, "odbc.driver_missing", ErrorClass::configuration,
         "the ODBC driver or data source is not installed"},
	Text{Kind::constraint, "odbc.constraint", ErrorClass::permanent, "a rule of the database refused the row"},
	Text{Kind::denied, "odbc.denied", ErrorClass::configuration, "the account lacks a right"},
	Text{Kind::readOnly, "odbc.read_only", ErrorClass::configuration, "the database or the session is read-only"},
	Text{Kind::tableMissing, "odbc.table_missing", ErrorClass::configuration, "the database has no such table"},
	Text{Kind::columnMissing, "odbc.column_missing", ErrorClass::configuration, "the table has no such column"},
	Text{Kind::statement, "odbc.statement_invalid", ErrorClass::configuration,
         "the database does not understand the statement"},
	Text{Kind::deadlock, "odbc.deadlock", ErrorClass::transient, "the database broke a deadlock or a conflict"},
	Text{Kind::busy, "odbc.busy", ErrorClass::transient, "the row or table is locked by somebody else"},
	Text{Kind::cancelled, "odbc.cancelled", ErrorClass::transient,
         "the database stopped the statement because it took too long"},
	Text{Kind::full, "odbc.full", ErrorClass::transient, "the database has no space left"},
	Text{Kind::value, "odbc.value_invalid", ErrorClass::permanent, "the database refused a value"},
	Text{Kind::text, "odbc.bad_text", ErrorClass::permanent, "a text does not fit the character set"},
	Text{Kind::failed, "odbc.failed", ErrorClass::permanent, "the database refused the statement"}};

bool contains(std::string_view text, std::initializer_list<std::string_view> words)
{
	return std::any_of(words.begin(), words.end(),
	                   [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

template <typename T>
bool oneOf(const T& value, std::initializer_list<T> values)
{
	return std::find(values.begin(), values.end(), value) != values.end();
}

/// MySQL's numbers are finer than its SQLSTATEs.
std::optional<Kind> ofMariaDb(SQLINTEGER native)
{
	if (oneOf<SQLINTEGER>(native,
	                      {2002, 2003, 2004, 2005, 2006, 2012, 2013, 2014, 2027, 2055, 1040, 1042, 1053, 1077, 1078,
	                       1079, 1080, 1081, 1152, 1156, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1927, 4031}))
		return Kind::away;
	if (oneOf<SQLINTEGER>(native, {1045, 1129, 1130, 1698, 1820, 1862, 4151})) return Kind::login;
	if (native == 1049) return Kind::databaseMissing;
	if (oneOf<SQLINTEGER>(native, {1048, 1062, 1169, 1216, 1217, 1451, 1452, 1557, 1586, 1761, 3819, 4025, 1364, 1644}))
		return Kind::constraint;
	if (oneOf<SQLINTEGER>(native, {1044, 1142, 1143, 1227, 1370, 1410})) return Kind::denied;
	if (oneOf<SQLINTEGER>(native, {1036, 1288, 1290, 1792, 1836})) return Kind::readOnly;
	if (oneOf<SQLINTEGER>(native, {1051, 1146, 1932})) return Kind::tableMissing;
	if (native == 1054) return Kind::columnMissing;
	if (oneOf<SQLINTEGER>(native, {1213, 1020, 1180})) return Kind::deadlock;
	if (oneOf<SQLINTEGER>(native, {1205, 1099, 1100, 1223})) return Kind::busy;
	if (oneOf<SQLINTEGER>(native, {1317, 1969, 3024})) return Kind::cancelled;
	if (oneOf<SQLINTEGER>(native, {1021, 1041, 1114, 1037, 1038})) return Kind::full;
	if (oneOf<SQLINTEGER>(native, {1366, 1300, 3854})) return Kind::text;
	if (oneOf<SQLINTEGER>(native, {1264, 1265, 1292, 1406, 1367, 1441, 1690})) return Kind::value;
	if (oneOf<SQLINTEGER>(native, {1064, 1149, 1052, 1055, 1056, 1060, 1109, 1110, 1136, 1166, 1305}))
		return Kind::statement;
	return std::nullopt;
}

/// sqliteodbc says HY000 to everything; the native code is SQLite's result code.
std::optional<Kind> ofSqlite(SQLINTEGER native, std::string_view message)
{
	if (contains(message, {"no such table"})) return Kind::tableMissing;
	if (contains(message, {"no such column", "has no column named"})) return Kind::columnMissing;
	switch (native & 0xFF)
	{
	case 1: return Kind::statement;
	case 3:
	case 23: return Kind::denied;
	case 5:
	case 6: return Kind::busy;
	case 8: return Kind::readOnly;
	case 9: return Kind::cancelled;
	case 10: return Kind::away;
	case 11:
	case 26: return Kind::failed;
	case 13: return Kind::full;
	case 14: return Kind::databaseMissing;
	case 18:
	case 20: return Kind::value;
	case 19: return Kind::constraint;
	default: return std::nullopt;
	}
}

std::optional<Kind> ofSqlServer(SQLINTEGER native)
{
	if (oneOf<SQLINTEGER>(native, {20002, 20003, 20004, 20006, 20009, 20017, 20019, 2401, 2402, 10054, 10060, 233, 596,
	                               40197, 40501, 40613, 40143, 49918}))
		return Kind::away;
	if (oneOf<SQLINTEGER>(native, {18456, 18452, 18470, 18487, 18488})) return Kind::login;
	if (oneOf<SQLINTEGER>(native, {4060, 911})) return Kind::databaseMissing;
	if (oneOf<SQLINTEGER>(native, {515, 547, 2601, 2627, 50000})) return Kind::constraint;
	if (oneOf<SQLINTEGER>(native, {229, 230, 262, 300, 916})) return Kind::denied;
	if (oneOf<SQLINTEGER>(native, {3906, 3908})) return Kind::readOnly;
	if (native == 208) return Kind::tableMissing;
	if (native == 207) return Kind::columnMissing;
	if (oneOf<SQLINTEGER>(native, {1205, 3960, 41302})) return Kind::deadlock;
	if (native == 1222) return Kind::busy;
	if (oneOf<SQLINTEGER>(native, {1101, 1105, 9002})) return Kind::full;
	if (oneOf<SQLINTEGER>(native, {220, 232, 241, 242, 245, 295, 8114, 8115, 8152, 2628})) return Kind::value;
	if (oneOf<SQLINTEGER>(native, {102, 105, 156, 170, 209, 4145})) return Kind::statement;
	return std::nullopt;
}

/// psqlODBC gives every refused login as 08001; only the server's words tell them apart.
std::optional<Kind> ofPostgresLogin(std::string_view message)
{
	if (contains(message, {"authentication failed", "no pg_hba.conf entry", "no password supplied",
	                       "is not permitted to log in", "fe_sendauth"}))
		return Kind::login;
	if (contains(message, {"database \""}) && contains(message, {"does not exist"})) return Kind::databaseMissing;
	if (contains(message, {"role \"", "user \""}) && contains(message, {"does not exist"})) return Kind::login;
	return std::nullopt;
}

/// The standard's SQLSTATEs and PostgreSQL's own.
std::optional<Kind> ofState(std::string_view state, bool connecting)
{
	const auto cls = state.substr(0, 2);
	if (oneOf<std::string_view>(state, {"IM001", "IM002", "IM003", "IM004", "IM005", "IM014"}))
		return Kind::driverMissing;
	if (state == "28000" || state == "28P01") return Kind::login;
	if (state == "3D000") return Kind::databaseMissing;
	if (cls == "08" ||
	    oneOf<std::string_view>(state, {"HYT00", "HYT01", "57P01", "57P02", "57P03", "57P05", "25P03", "53300"}))
		return Kind::away;
	if (connecting && state == "01000") return Kind::driverMissing;
	if (cls == "23" || state == "44000" || state == "P0001") return Kind::constraint;
	if (state == "42501") return Kind::denied;
	if (state == "25006") return Kind::readOnly;
	if (oneOf<std::string_view>(state, {"42P01", "42S02", "3F000"})) return Kind::tableMissing;
	if (oneOf<std::string_view>(state, {"42703", "42S22"})) return Kind::columnMissing;
	if (cls == "40") return Kind::deadlock;
	if (state == "55P03") return Kind::busy;
	if (state == "57014" || state == "HY008") return Kind::cancelled;
	if (cls == "53") return Kind::full;
	if (state == "22P05" || state == "22021") return Kind::text;
	if (cls == "22" || state == "07006") return Kind::value;
	if (cls == "42" || cls == "37" || cls == "07" || cls == "21") return Kind::statement;
	return std::nullopt;
}

bool saysLost(const api::DiagRecord& record, Product product)
{
	if (product == Product::sqlserver && record.state == "24000") return true;
	return contains(record.message,
	                {"server closed the connection", "no connection to the server", "connection was lost",
	                 "terminating connection", "server has gone away", "Lost connection", "could not receive",
	                 "SSL SYSCALL", "SSL connection has been closed", "Communication link failure",
	                 "Connection not open"});
}

Kind kindOf(const api::DiagRecord& record, Product product, bool connecting)
{
	std::optional<Kind> kind;
	if (saysLost(record, product)) return Kind::away;
	if (product == Product::mariadb) kind = ofMariaDb(record.native);
	if (product == Product::sqlite && record.state == "HY000") kind = ofSqlite(record.native, record.message);
	if (product == Product::sqlserver) kind = ofSqlServer(record.native);
	if (product == Product::postgresql && connecting) kind = ofPostgresLogin(record.message);
	if (!kind) kind = ofState(record.state, connecting);
	return kind.value_or(Kind::failed);
}

} // namespace

std::vector<api::DiagRecord> diagnostics(SQLSMALLINT handleType, SQLHANDLE handle)
{
	std::vector<api::DiagRecord> records;
	for (SQLSMALLINT i = 1; i <= 16; ++i)
	{
		auto record = api::diagnostic(handleType, handle, i);
		if (!record) break;
		records.push_back(std::move(*record));
	}
	return records;
}

Diagnosis diagnose(const std::vector<api::DiagRecord>& records, Product product, bool dead, bool connecting,
                   const char* doing)
{
	// The first record that means something decides; the driver manager's own remarks come after the driver's.
	Kind kind = Kind::failed;
	const api::DiagRecord* chosen = records.empty() ? nullptr : &records.front();
	for (const auto& record : records)
	{
		const auto found = kindOf(record, product, connecting);
		if (found == Kind::failed) continue;
		kind = found;
		chosen = &record;
		break;
	}
	// A lost reply of FreeTDS comes without any diagnostic.
	if (dead || (records.empty() && product == Product::sqlserver)) kind = Kind::away;
	const auto text = std::find_if(kTexts.begin(), kTexts.end(), [&](const Text& t) { return t.kind == kind; });
	Error error{text->code, text->cls, text->message, {}};
	if (chosen) error.message += " (" + chosen->state + ", " + std::to_string(chosen->native) + ")";
	error.params = {{"doing", doing},
	                {"state", chosen ? chosen->state : std::string()},
	                {"native", chosen ? std::to_string(chosen->native) : std::string()},
	                {"driver", chosen ? chosen->message : std::string()}};
	return {std::move(error), kind == Kind::away};
}

} // namespace erphost::odbc
