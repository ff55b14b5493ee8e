#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::odbc {

/// The database behind a connection, told from what the driver reports; decides the dialect.
enum class Product
{
	sqlite,
	postgresql,
	mariadb,
	sqlserver,
	other
};

struct ConnectOptions
{
	std::string connectionString; ///< "DSN=…;" or "Driver=…;…"; secrets already filled in. Never logged.
	bool readOnly = true;
	int loginTimeoutSeconds = 10;
	int queryTimeoutSeconds = 60;
	/// A call that lasts longer is taken for frozen: the watchdog calls `onFrozen`, because no driver can be relied on
	/// to give up. In the sync role that ends the process (the supervisor starts it again without loss).
	int frozenAfterSeconds = 90;
	std::function<void(const std::string& what)> onFrozen;
	/// Declared character set of 8-bit text where the driver hands out raw bytes ("GBK"); empty: the driver gives
	/// UTF-8.
	std::string rawCharset;
};

class Dialect;

struct ServerInfo
{
	Product product = Product::other;
	std::string productName, productVersion, driverName, driverVersion, odbcVersion;
};

/// One ODBC connection. One thread at a time. Owns its handles; statements must die before it.
///
/// Every error of class connection (SQLSTATE 08xxx, HYT00/01, driver-specific, CONNECTION_DEAD) makes the connection
/// unusable: usable() is false from then on and it must be thrown away. After any statement error inside a transaction
/// commit() refuses ("odbc.poisoned"): psqlODBC would report success with nothing stored.
class Connection
{
public:
	static Result<std::unique_ptr<Connection>> open(ConnectOptions options);
	~Connection();
	Connection(const Connection&) = delete;

	const ServerInfo& server() const;
	bool usable() const;
	/// The dialect of the server behind this connection.
	const Dialect& dialect() const;

	/// A real `SELECT 1`: isConnected-style attributes stay true for dead sessions. Use before an idle connection.
	Result<void> probe();

	/// Runs a statement without result; parameters as UTF-8 text or NULL. Returns the affected rows.
	Result<std::int64_t> execute(std::string_view sql, const std::vector<std::optional<std::string>>& parameters = {});

	/// Runs a query with a small result (catalog, single record): all rows as UTF-8 text or NULL.
	using Row = std::vector<std::optional<std::string>>;
	Result<std::vector<Row>> query(std::string_view sql, const std::vector<std::optional<std::string>>& parameters = {},
	                               std::size_t maximumRows = 10'000);

	/// Manual-commit transactions. rollback() may be called after any error; both leave autocommit on.
	/// commit() fails with "odbc.commit_unknown" if the connection was lost meanwhile: the rows may be stored, read
	/// first.
	Result<void> begin();
	Result<void> commit();
	Result<void> rollback();

	/// Raw handle and internals, for the other classes of this folder.
	struct Impl;
	Impl& impl() { return *_impl; }

private:
	explicit Connection(std::unique_ptr<Impl> impl);
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::odbc
