#include "host/store/Digest.hpp"

#include "host/store/Connection.hpp"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace erphost::store {

namespace {

using Sum = std::array<std::uint64_t, 4>;

struct Finalize
{
	void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Rows = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Not a named statement: which tables there are is only known when it runs.
Result<Rows> query(Connection& connection, const std::string& text)
{
	sqlite3_stmt* statement = nullptr;
	connection.authorizer().use(Authorizer::Mode::off);
	const int code = sqlite3_prepare_v2(connection.handle(), text.c_str(), -1, &statement, nullptr);
	if (code != SQLITE_OK) return connection.fail(code, "store.digest");
	return Rows(statement);
}

std::string textOf(sqlite3_stmt* row, int column)
{
	std::string text(1, static_cast<char>('0' + sqlite3_column_type(row, column)));
	const auto* data = sqlite3_column_blob(row, column);
	const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
	text += std::to_string(size) + ":";
	if (data) text.append(static_cast<const char*>(data), size);
	return text;
}

/// Row digests are added up, so that their order does not matter and two equal rows do not cancel out.
Result<Sum> sumOf(Connection& connection, const std::string& table)
{
	EH_TRY(auto rows, query(connection, "SELECT * FROM \"" + table + "\""));
	Sum sum{};
	int code = 0;
	while ((code = sqlite3_step(rows.get())) == SQLITE_ROW)
	{
		std::string text;
		for (int column = 0; column < sqlite3_column_count(rows.get()); ++column) text += textOf(rows.get(), column);
		Sum one{};
		crypto_generichash(reinterpret_cast<unsigned char*>(one.data()), sizeof one,
		                   reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
		for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += one[i];
	}
	if (code != SQLITE_DONE) return connection.fail(code, "store.digest");
	return sum;
}

Result<std::vector<std::string>> tablesOf(Connection& connection)
{
	EH_TRY(auto rows,
	       query(connection,
	             "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"));
	std::vector<std::string> tables;
	while (sqlite3_step(rows.get()) == SQLITE_ROW)
		tables.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(rows.get(), 0)));
	return tables;
}

} // namespace

Result<std::string> digest(Transaction& tx, std::span<const std::string_view> except)
{
	EH_TRY(const auto tables, tablesOf(tx.connection()));
	std::string text;
	for (const auto& table : tables)
	{
		if (std::find(except.begin(), except.end(), table) != except.end()) continue;
		EH_TRY(const auto sum, sumOf(tx.connection(), table));
		text += table;
		text += ':';
		text.append(reinterpret_cast<const char*>(sum.data()), sizeof sum);
	}
	std::array<unsigned char, 32> hash{};
	crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
	                   nullptr, 0);
	std::array<char, 65> hex{};
	sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
	return std::string(hex.data());
}

} // namespace erphost::store
