#include "host/front/Housekeeping.hpp"

#include "host/files/FileStore.hpp"
#include "host/front/FrontSql.hpp"
#include "host/journal/Journal.hpp"
#include "host/journal/Retention.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/platform/Log.hpp"
#include "host/security/Employees.hpp"
#include "host/security/Sessions.hpp"

namespace erphost::front {

namespace {

constexpr std::chrono::seconds kCheckpointEvery{15};
constexpr std::int64_t kForgetEveryMs = 3600 * 1000LL;
constexpr std::int64_t kDayMs = 24 * 3600 * 1000LL;
constexpr std::int64_t kEventDays = 90;
constexpr std::int64_t kAtOnce = 500;

void complain(const char* what, const Result<void>& outcome)
{
	if (!outcome)
		log(LogLevel::warning, "housekeeping",
		    std::string(what) + ": " + outcome.error().code + " " + outcome.error().message);
}

} // namespace

void Housekeeping::start()
{
	_thread = std::thread([this] { run(); });
}

void Housekeeping::stop()
{
	{
		const std::lock_guard lock(_mutex);
		_stopping = true;
	}
	_wake.notify_all();
	if (_thread.joinable()) _thread.join();
}

void Housekeeping::run()
{
	std::int64_t lastForget = 0;
	std::unique_lock lock(_mutex);
	while (!_stopping)
	{
		_wake.wait_for(lock, kCheckpointEvery, [this] { return _stopping.load(); });
		if (_stopping) break;
		lock.unlock();
		complain("checkpoint", _context.database.checkpoint());
		const auto now = _context.clock.steadyMs();
		if (lastForget == 0 || now - lastForget > kForgetEveryMs)
		{
			complain("forgetting", forget());
			complain("audit head", exportAuditHead());
			complain("leavers", disableLeavers());
			lastForget = now;
		}
		lock.lock();
	}
}

Result<void> Housekeeping::forget()
{
	const auto nowMs = _context.clock.nowMs();
	for (std::int64_t dropped = kAtOnce; dropped == kAtOnce && !_stopping;)
	{
		EH_TRY(dropped, _context.database.writeValue([&](store::Transaction& tx) {
			return tx.execute(sql::kPruneAnswers, nowMs - kDayMs, kAtOnce);
		}));
	}
	EH_CHECK(_context.database.write([&](store::Transaction& tx) { return security::pruneSessions(tx, nowMs); }));
	EH_TRY(const auto events, journal::pruneEvents(_context.database, nowMs - kEventDays * kDayMs));
	if (events > 0) log(LogLevel::info, "housekeeping", "forgot events=" + std::to_string(events));
	if (const int swept = _context.uploads.sweep(nowMs); swept > 0)
		log(LogLevel::info, "housekeeping", "removed uploads=" + std::to_string(swept));
	return sweepFiles();
}

Result<void> Housekeeping::disableLeavers()
{
	const auto nowMs = _context.clock.nowMs();
	EH_TRY(const auto ids, _context.database.readValue([&](store::Transaction& tx) {
		return security::leavers(tx, _context.zone.businessDate(nowMs));
	}));
	for (const auto& id : ids)
	{
		const auto done = _context.database.write([&](store::Transaction& tx) -> Result<void> {
			security::UserChange change;
			change.disabled = true;
			EH_TRY(const auto user, security::changeUser(tx, id, change));
			return journal::audit(tx, {"housekeeping", "*", "user.leaver", user.username, "{}", newId(nowMs), nowMs});
		});
		// Whoever is the last administrator stays: somebody must be able to go on.
		if (!done && done.error().code != "user.last_admin") return done;
	}
	return {};
}

Result<void> Housekeeping::sweepFiles()
{
	const files::FileStore files(_context.data, _context.clock);
	int removed = 0;
	for (unsigned folder = 0; folder < 256 && !_stopping; ++folder)
	{
		EH_TRY(const int swept, files.sweep(_context.database, folder));
		removed += swept;
	}
	if (removed > 0) log(LogLevel::info, "housekeeping", "removed files=" + std::to_string(removed));
	return {};
}

Result<void> Housekeeping::exportAuditHead()
{
	const auto date = _context.zone.businessDate(_context.clock.nowMs());
	const auto folder = _context.data / "files" / "audit";
	const auto file = folder / (date + ".json");
	std::error_code problem;
	if (std::filesystem::exists(file, problem)) return {};
	EH_TRY(const auto head, _context.database.readValue([](store::Transaction& tx) -> Result<nlohmann::json> {
		EH_TRY(auto row, tx.prepareAsHost(sql::kAuditHead));
		EH_TRY(const bool found, row.step());
		if (!found) return nlohmann::json();
		return nlohmann::json{{"position", row.integer(0)}, {"digest", row.text(1)}};
	}));
	std::filesystem::create_directories(folder, problem);
	return replaceFile(file, head.dump() + "\n");
}

} // namespace erphost::front
