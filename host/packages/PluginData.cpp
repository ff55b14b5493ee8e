#include "host/packages/PluginData.hpp"

#include "host/packages/PackagesSql.hpp"
#include "host/platform/Base64.hpp"
#include "host/platform/DurableMove.hpp"
#include "host/platform/Files.hpp"
#include "host/store/Connection.hpp"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <fstream>
#include <memory>
#include <vector>

namespace erphost::packages {
namespace {

using nlohmann::json;

struct Finalize
{
	void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Rows = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Not a named statement: which tables there are is only known when it runs.
Result<Rows> query(store::Connection& connection, const std::string& text)
{
	sqlite3_stmt* statement = nullptr;
	connection.authorizer().use(store::Authorizer::Mode::off);
	const int code = sqlite3_prepare_v2(connection.handle(), text.c_str(), -1, &statement, nullptr);
	if (code != SQLITE_OK) return connection.fail(code, "packages.export");
	return Rows(statement);
}

/// Tables or views of the plugin's prefix. An id is letters, digits and '_'; the last is a wildcard and is escaped.
Result<std::vector<std::string>> namesOf(store::Connection& connection, const std::string& plugin, const char* type)
{
	std::string prefix;
	for (const char c : plugin + "_") prefix += c == '_' ? std::string("\\_") : std::string(1, c);
	EH_TRY(const auto rows, query(connection, "SELECT name FROM sqlite_master WHERE type = '" + std::string(type) +
	                                              "' AND name LIKE '" + prefix + "%' ESCAPE '\\' ORDER BY name"));
	std::vector<std::string> names;
	while (sqlite3_step(rows.get()) == SQLITE_ROW)
		names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(rows.get(), 0)));
	return names;
}

json valueOf(sqlite3_stmt* row, int column)
{
	const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
	switch (sqlite3_column_type(row, column))
	{
	case SQLITE_NULL: return nullptr;
	case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(row, column));
	case SQLITE_FLOAT: return sqlite3_column_double(row, column);
	case SQLITE_BLOB:
		return {{"base64", toBase64(static_cast<const unsigned char*>(sqlite3_column_blob(row, column)), bytes)}};
	default: return std::string(reinterpret_cast<const char*>(sqlite3_column_text(row, column)), bytes);
	}
}

Result<void> exportRows(store::Connection& connection, const std::string& select, const std::filesystem::path& file)
{
	EH_TRY(const auto rows, query(connection, select));
	std::ofstream out(file, std::ios::binary | std::ios::trunc);
	int code = 0;
	while ((code = sqlite3_step(rows.get())) == SQLITE_ROW)
	{
		json line = json::object();
		for (int column = 0; column < sqlite3_column_count(rows.get()); ++column)
			line[sqlite3_column_name(rows.get(), column)] = valueOf(rows.get(), column);
		out << line.dump(-1, ' ', false, json::error_handler_t::replace) << "\n";
	}
	if (code != SQLITE_DONE) return connection.fail(code, "packages.export");
	out.close();
	if (!out)
		return misconfigured("file.unwritable", "cannot write " + toUtf8(file))
		    .with("file", toUtf8(file))
		    .with("reason", "write error");
	return flushFile(file);
}

} // namespace

Result<bool> PluginData::exists() const
{
	return _database.readValue([&](store::Transaction& tx) -> Result<bool> {
		EH_TRY(auto statement, tx.prepareAsHost(sql::kHasData));
		EH_CHECK(statement.bindAll(_plugin));
		EH_CHECK(statement.step());
		return statement.integer(0) > 0;
	});
}

Result<void> PluginData::exportAndRemove(const std::filesystem::path& folder)
{
	std::error_code failed;
	std::filesystem::create_directories(folder, failed);
	if (failed)
		return misconfigured("file.unwritable", "cannot make " + toUtf8(folder))
		    .with("file", toUtf8(folder))
		    .with("reason", failed.message());
	return _database.write([&](store::Transaction& tx) -> Result<void> {
		auto& connection = tx.connection();
		EH_TRY(const auto tables, namesOf(connection, _plugin, "table"));
		EH_TRY(const auto views, namesOf(connection, _plugin, "view"));
		for (const auto& table : tables)
			EH_CHECK(exportRows(connection, "SELECT * FROM \"" + table + "\"", folder / toPath(table + ".jsonl")));
		for (const char* table : {"host_setting", "host_migration"})
			EH_CHECK(exportRows(connection,
			                    std::string("SELECT * FROM ") + table + " WHERE " +
			                        (std::string_view(table) == "host_setting" ? "scope" : "owner") + " = '" + _plugin +
			                        "'",
			                    folder / (std::string(table) + ".jsonl")));
		std::string drops;
		for (const auto& view : views) drops += "DROP VIEW \"" + view + "\";";
		for (const auto& table : tables) drops += "DROP TABLE \"" + table + "\";";
		EH_CHECK(tx.script(drops));
		for (const auto* forget : {&sql::kForgetParked, &sql::kForgetSubscriptions, &sql::kForgetJobs,
		                           &sql::kForgetSettings, &sql::kForgetMigrations})
			EH_CHECK(tx.execute(*forget, _plugin));
		return {};
	});
}

} // namespace erphost::packages
