#pragma once

#include "erphost/Result.hpp"
#include "erphost/Sql.hpp"
#include "host/store/AccessPolicy.hpp"
#include "host/store/Authorizer.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace erphost::store {

class Connection;

/// A prepared statement that stays with its connection.
struct CachedStatement
{
	Connection* connection = nullptr;
	sqlite3_stmt* handle = nullptr;
	std::string name;
	std::string text;
	bool asHost = false;
	bool inUse = false;
	bool bound = false;
	bool reads = false; ///< changes nothing
	/// Another copy, for a statement that is used again while its rows are still being read.
	std::unique_ptr<CachedStatement> spare;
};

/// One sqlite3 connection with its settings, its prepared statements and its access policy. Used by one thread at a
/// time.
class Connection
{
public:
	struct Options
	{
		std::filesystem::path file;
		AccessPolicy policy;
		bool reader = false;      ///< refuses to write
		bool checkpoints = false; ///< checkpoints by itself now and then, and when it closes
		int busyTimeoutMs = 10'000;
	};
	/// Opens or creates the file and brings it into WAL mode with synchronous=FULL.
	static Result<std::unique_ptr<Connection>> open(const Options& options);
	~Connection();
	Connection(const Connection&) = delete;
	Connection& operator=(const Connection&) = delete;

	/// A statement that nobody is using, reset and unbound. `writable` false refuses statements that write.
	Result<CachedStatement*> prepare(const Sql& sql, bool asHost, bool writable);
	void release(CachedStatement& statement);

	/// Runs a script of statements as the host; with `expandFor`, as a plugin's expand-only migration.
	Result<void> script(std::string_view sql, const std::string& expandFor = {});

	enum class Control
	{
		begin,
		beginImmediate,
		commit,
		rollback,
		savepoint,
		release,
		rollbackToSavepoint
	};
	/// Transaction control. Errors are not kept as the transaction's failure.
	Result<void> control(Control what);
	bool inTransaction() const;

	/// True if there is a table of that name.
	Result<bool> hasTable(std::string_view table);
	/// True if another index of its table begins with the same columns, and nothing but speed depends on this one.
	Result<bool> isSpare(std::string_view index);

	/// Waiting for another process's lock ends at this time of the steady clock.
	void setBusyDeadline(std::int64_t steadyMs) { _busyDeadline = steadyMs; }
	int busyTimeoutMs() const { return _busyTimeoutMs; }

	/// The first failed statement of the running transaction: nothing more runs in it, as on PostgreSQL.
	const std::optional<Error>& failure() const { return _failure; }
	void clearFailure() { _failure.reset(); }
	Error fail(int code, std::string_view statement);
	/// Keeps an error as the transaction's failure and returns it.
	Error fail(Error error);

	Authorizer& authorizer() { return _authorizer; }
	sqlite3* handle() const { return _handle; }

private:
	struct Slots
	{
		std::unique_ptr<CachedStatement> plugin;
		std::unique_ptr<CachedStatement> host;
	};
	Connection(sqlite3* handle, const Options& options);
	static int onBusy(void* self, int count);
	Result<void> prepareInto(CachedStatement& statement, const Sql& sql);
	Result<void> configure(const Options& options);
	Result<void> enterWal();

	sqlite3* _handle;
	Authorizer _authorizer;
	bool _hasPolicy;
	std::unordered_map<const Sql*, Slots> _statements;
	std::array<sqlite3_stmt*, 7> _controls{};
	std::optional<Error> _failure;
	int _busyTimeoutMs;
	std::int64_t _busyDeadline = 0;
};

} // namespace erphost::store
