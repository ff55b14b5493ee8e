#pragma once

#include "host/odbc/Connection.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace erphost::odbc::tests {

/// A database's own client library: the independent witness of what is stored. Throws std::runtime_error.
class SecondClient
{
public:
	using Row = std::vector<std::optional<std::string>>;
	virtual ~SecondClient() = default;
	virtual void execute(const std::string& sql) = 0;
	virtual void each(const std::string& sql, const std::function<void(const Row&)>& take) = 0;
	/// A literal of a value for an INSERT, through the client's own escaping.
	virtual std::string literal(const std::optional<std::string>& value, bool binary) = 0;

	std::vector<Row> rows(const std::string& sql)
	{
		std::vector<Row> all;
		each(sql, [&](const Row& row) { all.push_back(row); });
		return all;
	}

	static std::unique_ptr<SecondClient> postgres(const std::string& conninfo);
	static std::unique_ptr<SecondClient> mariaDb(const std::string& settings);
	static std::unique_ptr<SecondClient> sqlite(const std::string& file);
};

/// One database of the test run: how our layer reaches it and how the witness does.
struct Server
{
	Product product;
	std::string name;
	std::string connectionString;
	std::unique_ptr<SecondClient> witness;
};

/// The servers that the environment names (ERPHOST_TEST_ODBC_…).
std::vector<Server> servers();

} // namespace erphost::odbc::tests
