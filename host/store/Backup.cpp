#include "host/store/Backup.hpp"

#include "host/platform/DurableMove.hpp"
#include "host/platform/Files.hpp"
#include "host/store/StoreError.hpp"

#include <sqlite3.h>

#include <memory>

namespace erphost::store {

namespace {

constexpr int kPagesAtOnce = 1024;
constexpr int kBusyTimeoutMs = 10'000;

struct Close
{
	void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Result<Handle> openFile(const std::filesystem::path& file, int flags)
{
	sqlite3* raw = nullptr;
	const int code = sqlite3_open_v2(toUtf8(file).c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
	Handle handle(raw);
	if (code != SQLITE_OK) return errorOf(raw, code, "open").with("file", toUtf8(file));
	sqlite3_busy_timeout(raw, kBusyTimeoutMs);
	return handle;
}

Result<void> run(sqlite3* handle, const char* text)
{
	const int code = sqlite3_exec(handle, text, nullptr, nullptr, nullptr);
	if (code != SQLITE_OK) return errorOf(handle, code, text);
	return {};
}

/// Removes a file that did not come to an end, with what SQLite put beside it.
class Unfinished
{
public:
	explicit Unfinished(std::filesystem::path file): _file(std::move(file)) { remove(); }
	~Unfinished() { remove(); }
	Unfinished(const Unfinished&) = delete;
	Unfinished& operator=(const Unfinished&) = delete;
	const std::filesystem::path& file() const { return _file; }

private:
	void remove() const
	{
		for (const auto* suffix : {"", "-wal", "-shm", "-journal"})
		{
			auto file = _file;
			file += suffix;
			std::error_code ignored;
			std::filesystem::remove(file, ignored);
		}
	}
	std::filesystem::path _file;
};

Result<void> copyLive(const std::filesystem::path& source, const std::filesystem::path& target)
{
	EH_TRY(auto from, openFile(source, SQLITE_OPEN_READWRITE));
	EH_TRY(auto to, openFile(target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
	EH_CHECK(run(to.get(), "PRAGMA synchronous=EXTRA"));
	// A snapshot held for the whole copy: without it the copy starts anew at every commit of another connection, and
	// under load never ends.
	EH_CHECK(run(from.get(), "BEGIN; SELECT count(*) FROM sqlite_master"));
	auto* copying = sqlite3_backup_init(to.get(), "main", from.get(), "main");
	if (!copying) return errorOf(to.get(), sqlite3_errcode(to.get()), "backup");
	int code = SQLITE_OK;
	while (code == SQLITE_OK) code = sqlite3_backup_step(copying, kPagesAtOnce);
	const int finished = sqlite3_backup_finish(copying);
	if (code != SQLITE_DONE || finished != SQLITE_OK)
		return errorOf(to.get(), code != SQLITE_DONE ? code : finished, "backup").with("file", toUtf8(target));
	// One file that holds everything: nothing beside it to forget.
	return run(to.get(), "PRAGMA journal_mode=DELETE");
}

} // namespace

Result<void> checkIntegrity(const std::filesystem::path& file)
{
	EH_TRY(auto handle, openFile(file, SQLITE_OPEN_READWRITE));
	sqlite3_stmt* statement = nullptr;
	int code = sqlite3_prepare_v2(handle.get(), "PRAGMA integrity_check(1)", -1, &statement, nullptr);
	if (code == SQLITE_OK) code = sqlite3_step(statement);
	std::string finding;
	if (code == SQLITE_ROW) finding = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
	auto error = errorOf(handle.get(), code, "integrity_check");
	sqlite3_finalize(statement);
	if (finding == "ok") return {};
	if (finding.empty()) return std::move(error).with("file", toUtf8(file));
	return misconfigured("store.damaged", "integrity check: " + finding)
	    .with("file", toUtf8(file))
	    .with("cause", finding);
}

Result<void> backup(const std::filesystem::path& source, const std::filesystem::path& target)
{
	std::error_code failed;
	if (!std::filesystem::exists(source, failed))
		return misconfigured("store.cannot_open", "there is no store to copy").with("file", toUtf8(source));
	auto beside = target;
	beside += ".partial";
	const Unfinished unfinished(beside);
	EH_CHECK(copyLive(source, unfinished.file()));
	EH_CHECK(checkIntegrity(unfinished.file()));
	return moveDurably(unfinished.file(), target);
}

} // namespace erphost::store
