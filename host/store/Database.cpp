#include "host/store/Database.hpp"

#include "host/platform/Clock.hpp"
#include "host/store/Backup.hpp"
#include "host/store/CommitQueue.hpp"
#include "host/store/Migrator.hpp"
#include "host/store/ReaderPool.hpp"
#include "host/store/StoreError.hpp"
#include "host/store/StoreFiles.hpp"
#include "host/store/StoreSql.hpp"

#include <sqlite3.h>

namespace erphost::store {

namespace {

constexpr std::int64_t kLogToShrinkBytes = 64 * 1024 * 1024;
constexpr int kShrinkTimeoutMs = 50;

Connection::Options connectionOptions(const OpenOptions& options)
{
	return {options.file, options.policy, false, options.checkpoints, options.busyTimeoutMs};
}

Result<void> refuseNewer(Connection& connection)
{
	EH_TRY(const bool migrated, connection.hasTable("host_migration"));
	if (!migrated) return {};
	Transaction transaction(connection, false);
	EH_TRY(auto statement, transaction.prepareAsHost(sql::kNewestMigration));
	EH_CHECK(statement.bindAll("host"));
	EH_TRY(const bool row, statement.step());
	const auto found = row ? statement.integer(0) : 0;
	const auto known = hostMigrations().empty() ? 0 : hostMigrations().back().number;
	if (found > known)
		return misconfigured("store.newer", "the store was written by a newer erphost")
		    .with("found", std::to_string(found))
		    .with("known", std::to_string(known));
	return {};
}

} // namespace

Database::Database(OpenOptions options): _options(std::move(options)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(OpenOptions options)
{
	std::unique_ptr<Database> database(new Database(std::move(options)));
	EH_TRY(auto writer, Connection::open(connectionOptions(database->_options)));
	EH_CHECK(refuseNewer(*writer));
	database->_writer = std::make_unique<CommitQueue>(std::move(writer));
	database->_readers =
		std::make_unique<ReaderPool>(connectionOptions(database->_options), database->_options.readers);
	return database;
}

Result<void> Database::write(const Body& body)
{
	return _writer->write(body);
}

Result<void> Database::read(const Body& body)
{
	return _readers->read(body);
}

void Database::onCommitHint(std::function<void()> callback)
{
	_writer->onCommitHint(std::move(callback));
}

Result<void> Database::backupTo(const std::filesystem::path& target)
{
	return backup(_options.file, target);
}

Result<void> Database::checkpoint()
{
	if (!_options.checkpoints) return bug("store.not_checkpointing", "another process checkpoints this store");
	// A connection of its own: commits go on while pages are moved.
	EH_TRY(auto connection, Connection::open(connectionOptions(_options)));
	int logged = 0;
	int moved = 0;
	int code = sqlite3_wal_checkpoint_v2(connection->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &logged, &moved);
	// Readers or another checkpoint in the way are no failure: what is left is moved next time.
	if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return {};
	if (code != SQLITE_OK) return errorOf(connection->handle(), code, "checkpoint");
	if (sizeOf(logOf(_options.file)) < kLogToShrinkBytes) return {};
	// The log grew large once (a long read, a first pull). Cutting it needs the writers' lock: only if it is there at
	// once.
	connection->setBusyDeadline(systemClock().steadyMs() + kShrinkTimeoutMs);
	code = sqlite3_wal_checkpoint_v2(connection->handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
	if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY && (code & 0xff) != SQLITE_LOCKED)
		return errorOf(connection->handle(), code, "checkpoint");
	return {};
}

std::int64_t Database::bytes() const
{
	return sizeOf(_options.file) + sizeOf(logOf(_options.file));
}

} // namespace erphost::store
