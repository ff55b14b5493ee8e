#include "host/store/Connection.hpp"

#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/store/Expansion.hpp"
#include "host/store/Statement.hpp"
#include "host/store/StoreError.hpp"

#include <sqlite3.h>

#include <array>
#include <chrono>
#include <thread>

namespace erphost::store {

namespace {

constexpr std::array<const char*, 7> kControlText{
	"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT member", "RELEASE member", "ROLLBACK TO member"};

void finalizeAll(CachedStatement* statement)
{
	for (; statement; statement = statement->spare.get()) sqlite3_finalize(statement->handle);
}

} // namespace

Connection::Connection(sqlite3* handle, const Options& options):
	_handle(handle), _authorizer(options.policy), _hasPolicy(!options.policy.owner.empty()),
	_busyTimeoutMs(options.busyTimeoutMs)
{
}

Connection::~Connection()
{
	for (auto& [sql, slots] : _statements)
	{
		finalizeAll(slots.plugin.get());
		finalizeAll(slots.host.get());
	}
	for (auto* statement : _controls) sqlite3_finalize(statement);
	sqlite3_close(_handle);
}

Result<std::unique_ptr<Connection>> Connection::open(const Options& options)
{
	if (sqlite3_libversion_number() != SQLITE_VERSION_NUMBER)
		return misconfigured("store.sqlite_version", "the SQLite library is not the one erphost was built with")
		    .with("built", SQLITE_VERSION)
		    .with("found", sqlite3_libversion());
	if (!sqlite3_threadsafe())
		return misconfigured("store.sqlite_threads", "the SQLite library is built without threads");

	// SQLite would count every allocation under a mutex of the whole process. Refused, and harmless, when an ODBC
	// driver has started the library already.
	static const int counting = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	static_cast<void>(counting);

	sqlite3* handle = nullptr;
	// No mutex of SQLite's: a connection never serves two threads at a time.
	const int code = sqlite3_open_v2(toUtf8(options.file).c_str(), &handle,
	                                 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
	if (code != SQLITE_OK)
	{
		auto error = errorOf(handle, code, "open");
		sqlite3_close(handle);
		return std::move(error).with("file", toUtf8(options.file));
	}
	std::unique_ptr<Connection> connection(new Connection(handle, options));
	if (auto outcome = connection->configure(options); !outcome)
		return std::move(outcome).error().with("file", toUtf8(options.file));
	return connection;
}

Result<void> Connection::configure(const Options& options)
{
	sqlite3_extended_result_codes(_handle, 1);
	sqlite3_busy_handler(_handle, &Connection::onBusy, this);
	_busyDeadline = systemClock().steadyMs() + _busyTimeoutMs;
	// "x" is an identifier, as on PostgreSQL, never a forgotten text.
	sqlite3_db_config(_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
	sqlite3_db_config(_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
	sqlite3_db_config(_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
	sqlite3_db_config(_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
	sqlite3_db_config(_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, options.checkpoints ? 0 : 1, nullptr);
	EH_CHECK(enterWal());
	std::string settings = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; ";
	// Of a plugin's one writer: in a store of millions of rows a posting touches the end of every item's index. Whoever
	// writes much at once, as the pull does, has no use for it.
	const bool posts = !options.reader && !options.policy.owner.empty();
	settings += posts ? "PRAGMA cache_size=-32768; " : "PRAGMA cache_size=-8192; ";
	settings +=
		options.checkpoints && !options.reader ? "PRAGMA wal_autocheckpoint=1000;" : "PRAGMA wal_autocheckpoint=0;";
	if (options.reader) settings += "PRAGMA query_only=ON;";
	EH_CHECK(script(settings));
	_authorizer.attach(_handle);
	return {};
}

Result<void> Connection::enterWal()
{
	// Two processes that create the store at the same moment: SQLite does not ask the busy handler here.
	for (;;)
	{
		sqlite3_stmt* statement = nullptr;
		int code = sqlite3_prepare_v2(_handle, "PRAGMA journal_mode=WAL", -1, &statement, nullptr);
		if (code == SQLITE_OK) code = sqlite3_step(statement);
		const bool wal = code == SQLITE_ROW &&
		                 std::string_view(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0))) == "wal";
		auto error = errorOf(_handle, code, "journal_mode");
		sqlite3_finalize(statement);
		if (wal) return {};
		if (code == SQLITE_ROW)
			return misconfigured("store.no_wal", "the file system of the store does not support a write-ahead log");
		if ((code & 0xff) != SQLITE_BUSY || !onBusy(this, 0)) return error;
	}
}

int Connection::onBusy(void* self, int)
{
	// Finer than SQLite's own steps (up to 100 ms): between two transactions of sync there are 5 ms to get in.
	if (systemClock().steadyMs() >= static_cast<Connection*>(self)->_busyDeadline) return 0;
	std::this_thread::sleep_for(std::chrono::milliseconds(1));
	return 1;
}

Error Connection::fail(int code, std::string_view statement)
{
	auto error = errorOf(_handle, code, statement);
	if ((code & 0xff) == SQLITE_AUTH)
	{
		error.message += " (" + _authorizer.refused() + ")";
		error.params.emplace_back("action", _authorizer.refused());
	}
	return fail(std::move(error));
}

Error Connection::fail(Error error)
{
	if (!_failure) _failure = error;
	return error;
}

Result<void> Connection::prepareInto(CachedStatement& statement, const Sql& sql)
{
	if (statement.handle) sqlite3_finalize(statement.handle);
	statement.handle = nullptr;
	statement.name = sql.name;
	statement.text = sql.text;
	_authorizer.use(statement.asHost ? Authorizer::Mode::off : Authorizer::Mode::plugin);
	const char* tail = nullptr;
	const int code = sqlite3_prepare_v3(_handle, statement.text.c_str(), static_cast<int>(statement.text.size()) + 1,
	                                    SQLITE_PREPARE_PERSISTENT, &statement.handle, &tail);
	if (code != SQLITE_OK) return fail(code, sql.name);
	if (!statement.handle || (tail && std::string_view(tail).find_first_not_of(" \t\r\n;") != std::string_view::npos))
	{
		sqlite3_finalize(statement.handle);
		statement.handle = nullptr;
		return fail(bug("store.sql", std::string(sql.name) + ": exactly one statement is wanted")
		                .with("statement", std::string(sql.name)));
	}
	statement.reads = sqlite3_stmt_readonly(statement.handle) || sqlite3_stmt_isexplain(statement.handle);
	return {};
}

Result<CachedStatement*> Connection::prepare(const Sql& sql, bool asHost, bool writable)
{
	if (_failure) return *_failure;
	auto& slots = _statements[&sql];
	auto* slot = asHost || !_hasPolicy ? &slots.host : &slots.plugin;
	while (*slot && (*slot)->inUse) slot = &(*slot)->spare;
	if (!*slot)
	{
		*slot = std::make_unique<CachedStatement>();
		(*slot)->connection = this;
		(*slot)->asHost = asHost || !_hasPolicy;
	}
	auto& statement = **slot;
	// The address stands for the statement, but an Sql that did not live long enough must not run another's text.
	if (!statement.handle || statement.text != sql.text) EH_CHECK(prepareInto(statement, sql));
	if (!writable && !statement.reads)
		return fail(bug("store.denied", statement.name + ": writes inside a read transaction")
		                .with("statement", statement.name)
		                .with("action", "write"));
	statement.inUse = true;
	return &statement;
}

void Connection::release(CachedStatement& statement)
{
	sqlite3_reset(statement.handle);
	if (statement.bound) sqlite3_clear_bindings(statement.handle);
	statement.bound = false;
	statement.inUse = false;
}

Result<void> Connection::script(std::string_view sql, const std::string& expandFor)
{
	if (_failure) return *_failure;
	const std::string text(sql);
	const char* rest = text.c_str();
	if (expandFor.empty()) _authorizer.use(Authorizer::Mode::off);
	else _authorizer.actFor(_handle, expandFor);
	Result<void> outcome;
	while (outcome && *rest)
	{
		if (const auto index = expandFor.empty() ? std::string() : droppedIndex(rest); !index.empty())
		{
			_authorizer.actFor(_handle, {});
			const auto spare = isSpare(index);
			_authorizer.actFor(_handle, expandFor);
			_authorizer.allowDrop(spare && *spare ? index : std::string());
		}
		sqlite3_stmt* statement = nullptr;
		int code = sqlite3_prepare_v2(_handle, rest, -1, &statement, &rest);
		if (code == SQLITE_OK && !statement) continue; // a comment
		if (code == SQLITE_OK && !expandFor.empty() && !isExpanding(sqlite3_sql(statement)))
			outcome = fail(bug("store.denied", "a migration may only add")
			                   .with("action", std::string(sqlite3_sql(statement)).substr(0, 80)));
		else
		{
			while (code == SQLITE_OK || code == SQLITE_ROW) code = sqlite3_step(statement);
			if (code != SQLITE_DONE) outcome = fail(code, "script");
		}
		sqlite3_finalize(statement);
		_authorizer.allowDrop({});
	}
	if (!expandFor.empty()) _authorizer.actFor(_handle, {});
	return outcome;
}

Result<void> Connection::control(Control what)
{
	auto*& statement = _controls[static_cast<std::size_t>(what)];
	_authorizer.use(Authorizer::Mode::off);
	int code = SQLITE_OK;
	if (!statement)
		code = sqlite3_prepare_v3(_handle, kControlText[static_cast<std::size_t>(what)], -1, SQLITE_PREPARE_PERSISTENT,
		                          &statement, nullptr);
	if (code == SQLITE_OK) code = sqlite3_step(statement);
	if (code == SQLITE_DONE)
	{
		sqlite3_reset(statement);
		return {};
	}
	auto error = errorOf(_handle, code, kControlText[static_cast<std::size_t>(what)]);
	sqlite3_reset(statement);
	return error;
}

bool Connection::inTransaction() const
{
	return sqlite3_get_autocommit(_handle) == 0;
}

Result<bool> Connection::hasTable(std::string_view table)
{
	// Not sqlite3_table_column_metadata: it does not notice what another connection has created.
	static constexpr Sql kHasTable{"store.has_table", "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1"};
	EH_TRY(auto* cached, prepare(kHasTable, true, true));
	Statement statement(*cached);
	EH_CHECK(statement.bindAll(table));
	return statement.step();
}

Result<bool> Connection::isSpare(std::string_view index)
{
	static constexpr Sql kIsSpare{"store.is_spare", R"(
SELECT 1 FROM sqlite_master i
JOIN pragma_index_list(i.tbl_name) mine ON mine.name = i.name AND mine."unique" = 0 AND mine.partial = 0
JOIN pragma_index_list(i.tbl_name) other ON other.name <> i.name AND other.partial = 0
WHERE i.type = 'index' AND i.name = ?1 COLLATE NOCASE AND NOT EXISTS (
	SELECT 1 FROM pragma_index_xinfo(mine.name) a WHERE a.key = 1 AND NOT EXISTS (
		SELECT 1 FROM pragma_index_xinfo(other.name) b
		WHERE b.key = 1 AND b.seqno = a.seqno AND b.cid = a.cid AND b.cid >= 0 AND b."desc" = a."desc" AND b.coll = a.coll)))"};
	EH_TRY(auto* cached, prepare(kIsSpare, true, true));
	Statement statement(*cached);
	EH_CHECK(statement.bindAll(index));
	return statement.step();
}

} // namespace erphost::store
