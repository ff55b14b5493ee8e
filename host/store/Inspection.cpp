#include "host/store/Inspection.hpp"

#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/store/Migrator.hpp"
#include "host/store/StoreError.hpp"
#include "host/store/StoreFiles.hpp"

#include <sqlite3.h>

#include <functional>
#include <memory>

namespace erphost::store {
namespace {

constexpr int kStepsBetweenLooks = 10'000;
constexpr int kBusyTimeoutMs = 2'000;
/// Accounts are dozens; a store that is wrong must not fill the memory.
constexpr std::size_t kMostPeople = 5'000;

/// For an address: what would end the path or begin the query is escaped.
std::string address(const std::filesystem::path& file, bool immutable)
{
	const auto path = file.generic_u8string();
	std::string uri = path.starts_with(u8"/") ? "file:" : "file:/";
	for (const auto c : std::string(path.begin(), path.end()))
	{
		if (c == '?') uri += "%3f";
		else if (c == '#') uri += "%23";
		else if (c == '%') uri += "%25";
		else uri += c;
	}
	return uri + (immutable ? "?immutable=1" : "?mode=ro");
}

class Inspector
{
public:
	static Result<std::unique_ptr<Inspector>> open(const std::filesystem::path& file, bool immutable,
	                                               std::int64_t deadline)
	{
		sqlite3* raw = nullptr;
		const int code = sqlite3_open_v2(address(file, immutable).c_str(), &raw,
		                                 SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
		std::unique_ptr<Inspector> inspector(new Inspector(raw, deadline));
		if (code != SQLITE_OK) return errorOf(raw, code, "open").with("file", toUtf8(file));
		sqlite3_busy_timeout(raw, kBusyTimeoutMs);
		sqlite3_progress_handler(raw, kStepsBetweenLooks, &Inspector::late, inspector.get());
		return inspector;
	}
	~Inspector() { sqlite3_close(_handle); }
	Inspector(const Inspector&) = delete;
	Inspector& operator=(const Inspector&) = delete;

	/// Calls `row` for each row until it returns false.
	Result<void> each(const std::string& sql, const std::function<bool(sqlite3_stmt*)>& row)
	{
		sqlite3_stmt* statement = nullptr;
		int code = sqlite3_prepare_v2(_handle, sql.c_str(), -1, &statement, nullptr);
		while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW)
			code = row(statement) ? SQLITE_OK : SQLITE_DONE;
		auto error = errorOf(_handle, code, sql);
		sqlite3_finalize(statement);
		if (code != SQLITE_DONE) return error;
		return {};
	}
	Result<std::int64_t> number(const std::string& sql)
	{
		std::int64_t value = 0;
		EH_CHECK(each(sql, [&](sqlite3_stmt* row) {
			value = sqlite3_column_int64(row, 0);
			return false;
		}));
		return value;
	}
	static std::string text(sqlite3_stmt* row, int column)
	{
		const auto* bytes = sqlite3_column_text(row, column);
		return bytes == nullptr ? std::string() : reinterpret_cast<const char*>(bytes);
	}

private:
	Inspector(sqlite3* handle, std::int64_t deadline): _handle(handle), _deadline(deadline) {}
	static int late(void* self) { return systemClock().steadyMs() > static_cast<Inspector*>(self)->_deadline ? 1 : 0; }

	sqlite3* _handle;
	std::int64_t _deadline;
};

Result<void> checkPages(Inspector& inspector, Inspection& found)
{
	const auto checked = inspector.each("PRAGMA quick_check(1)", [&](sqlite3_stmt* row) {
		if (const auto word = Inspector::text(row, 0); word != "ok") found.damage = word;
		return true;
	});
	if (checked) found.complete = true;
	else if (checked.error().code == "store.damaged") found.damage = checked.error().message;
	else if (checked.error().code != "store.interrupted") return checked.error();
	return {};
}

Result<Inspection> look(const std::filesystem::path& file, bool immutable, std::int64_t deadline)
{
	Inspection found;
	found.bytes = sizeOf(file) + sizeOf(logOf(file));
	found.knownSchema = hostMigrations().empty() ? 0 : hostMigrations().back().number;
	EH_TRY(auto inspector, Inspector::open(file, immutable, deadline));
	std::vector<std::string> tables;
	EH_CHECK(
		inspector->each("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", [&](sqlite3_stmt* row) {
			tables.push_back(Inspector::text(row, 0));
			return true;
		}));
	const auto ask = [&](const char* sql) {
		const auto value = inspector->number(sql);
		return value ? *value : std::int64_t{0};
	};
	found.schema = static_cast<int>(ask("SELECT max(number) FROM host_migration WHERE owner = 'host'"));
	found.epoch = ask("SELECT value FROM host_meta WHERE name = 'epoch'");
	found.newestAuditMs = ask("SELECT occurred_at FROM host_audit ORDER BY position DESC LIMIT 1");
	// A store of another schema has no such columns; then nobody is known.
	static_cast<void>(inspector->each("SELECT username, display_name FROM host_user", [&](sqlite3_stmt* row) {
		for (const int column : {0, 1}) found.people.push_back(Inspector::text(row, column));
		return found.people.size() < kMostPeople;
	}));
	EH_CHECK(checkPages(*inspector, found));
	if (!found.damage.empty()) return found;
	for (const auto& table : tables)
	{
		const auto count = inspector->number("SELECT count(*) FROM \"" + table + "\"");
		if (!count) break; // out of time
		found.counts.emplace_back(table, *count);
	}
	return found;
}

} // namespace

Result<Inspection> inspect(const std::filesystem::path& file, std::chrono::milliseconds limit)
{
	const auto deadline = systemClock().steadyMs() + limit.count();
	// Without a log nobody has the store open, and SQLite need not make one only to read. With one it may belong to a
	// host that died: its log is read with it.
	std::error_code failed;
	const bool closed = !std::filesystem::exists(logOf(file), failed);
	auto found = look(file, closed, deadline);
	// It was opened by a host meanwhile: what looked like damage may have been a page on its way.
	if (closed && (!found || !found->damage.empty()) && std::filesystem::exists(logOf(file), failed))
		return look(file, false, deadline);
	return found;
}

} // namespace erphost::store
