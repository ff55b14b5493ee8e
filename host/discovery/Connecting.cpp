#include "host/discovery/Connecting.hpp"

#include "host/odbc/ConnectionString.hpp"
#include "host/odbc/Dialect.hpp"

namespace erphost::discovery {
namespace {

using nlohmann::json;
using odbc::Product;

constexpr int kLoginSeconds = 10, kQuerySeconds = 20, kFrozenSeconds = 60;

const std::pair<const char*, Product> kKinds[] = {{"sqlite", Product::sqlite},
                                                  {"postgresql", Product::postgresql},
                                                  {"mariadb", Product::mariadb},
                                                  {"sqlserver", Product::sqlserver}};

std::string braced(const std::string& value)
{
	std::string out = "{";
	for (const char c : value) out += c == '}' ? "}}" : std::string(1, c);
	return out + "}";
}

/// In braces only where that is needed: not every driver takes them off again.
std::string safe(const std::string& value)
{
	return value.find_first_of(";{}=[]()?*!@ ,") == std::string::npos ? value : braced(value);
}

} // namespace

Result<std::string> connectionString(const json& form, const OdbcRegistry& installed)
{
	const auto text = [&](const char* name) { return form.value(name, std::string()); };
	const auto missing = [](const char* member) {
		return permanent("discovery.connection_invalid", "incomplete").with("member", member);
	};
	for (const char* name : {"server", "port", "database", "user", "password", "driver"})
		for (const char c : text(name))
			if (static_cast<unsigned char>(c) < 0x20) return missing(name);
	const auto kind = text("kind");
	std::string out;
	const auto add = [&](const char* key, const char* name) {
		if (const auto value = text(name); !value.empty()) out += std::string(key) + "=" + safe(value) + ";";
	};
	if (kind == "dsn")
	{
		if (text("database").empty()) return missing("database");
		add("DSN", "database");
		add("UID", "user");
		add("PWD", "password");
		return out;
	}
	std::string driver = text("driver");
	Product wanted = Product::other;
	for (const auto& [name, product] : kKinds)
		if (kind == name) wanted = product;
	if (wanted == Product::other) return missing("kind");
	for (const auto& one : installed.drivers)
		if (driver.empty() && one.found && (one.bits == 0 || one.bits == static_cast<int>(sizeof(void*) * 8)) &&
		    odbc::productOfConnectionString("Driver=" + braced(one.name)) == wanted && one.name != "SQLite" &&
		    one.name.find("ANSI") == std::string::npos)
			driver = one.name;
	if (driver.empty()) return misconfigured("discovery.driver_missing", "no driver").with("product", kind);
	out = "Driver=" + braced(driver) + ";";
	if (text("database").empty()) return missing("database");
	if (wanted == Product::sqlite)
	{
		add("Database", "database");
		return out + "StepAPI=1;Timeout=5000;";
	}
	if (text("server").empty()) return missing("server");
	if (text("user").empty()) return missing("user");
	if (wanted == Product::sqlserver && !text("port").empty() && driver.find("TDS") == std::string::npos)
		out += "Server=" + text("server") + "," + text("port") + ";"; // Microsoft's drivers know no other way
	else
	{
		add("Server", "server");
		add("Port", "port");
	}
	add("Database", "database");
	add("UID", "user");
	add("PWD", "password");
	return out;
}

json connectionForm(const std::string& text)
{
	const auto value = [&](const char* key) { return odbc::connectionstring::value(text, key); };
	json form = {{"kind", "dsn"},
	             {"server", value("Server")},
	             {"port", value("Port")},
	             {"database", value("Database")},
	             {"user", value("UID")}};
	if (const auto source = value("DSN"); !source.empty()) form["database"] = source;
	else
		for (const auto& [name, product] : kKinds)
			if (odbc::productOfConnectionString(text) == product) form["kind"] = name;
	form["driver"] = value("Driver");
	return form;
}

Result<std::unique_ptr<odbc::Connection>> connect(std::string connectionString)
{
	odbc::ConnectOptions options;
	options.connectionString = std::move(connectionString);
	options.loginTimeoutSeconds = kLoginSeconds;
	options.queryTimeoutSeconds = kQuerySeconds;
	options.frozenAfterSeconds = kFrozenSeconds;
	EH_TRY(auto connection, odbc::Connection::open(std::move(options)));
	EH_CHECK(connection->probe());
	return connection;
}

} // namespace erphost::discovery
