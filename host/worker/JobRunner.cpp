#include "host/worker/JobRunner.hpp"

#include "host/platform/Log.hpp"
#include "host/worker/WorkerSql.hpp"

#include <algorithm>

namespace erphost::worker {

namespace {

constexpr std::int64_t kFirstRetryMs = 1'000;
constexpr std::int64_t kLastRetryMs = 60'000;

} // namespace

JobRunner::JobRunner(store::Database& database, const Clock& clock, std::string owner, std::vector<Job> jobs):
	_database(database), _clock(clock), _owner(std::move(owner))
{
	for (auto& job : jobs) _jobs.push_back({std::move(job), 0, 0});
}

bool JobRunner::run(const std::function<bool()>& cancelled, const std::function<void()>& heartbeat)
{
	bool more = false;
	for (auto& due : _jobs)
	{
		if (cancelled()) return false;
		heartbeat();
		if (_clock.steadyMs() < due.notBeforeMs) continue;
		const auto outcome = runOne(due, cancelled);
		if (outcome)
		{
			due.failures = 0;
			more = more || *outcome;
			continue;
		}
		const std::int64_t delay = std::min(kLastRetryMs, kFirstRetryMs << std::min(due.failures, 10));
		due.failures++;
		due.notBeforeMs = _clock.steadyMs() + delay;
		log(LogLevel::warning, due.job.name, "job failed: " + outcome.error().code + ": " + outcome.error().message);
	}
	return more;
}

Result<bool> JobRunner::runOne(Due& due, const std::function<bool()>& cancelled)
{
	const auto& job = due.job;
	const std::int64_t now = _clock.nowMs();
	EH_TRY(const std::int64_t last, _database.readValue([&](store::Transaction& tx) -> Result<std::int64_t> {
		EH_TRY(auto row, tx.prepareAsHost(sql::kJobLastRun));
		EH_CHECK(row.bindAll(job.name));
		EH_TRY(const bool known, row.step());
		return known ? row.integer(0) : std::int64_t{0};
	}));
	// A last run in the future means that the machine's clock was set back: run now rather than never.
	if (last <= now && now - last < std::int64_t{job.everySeconds} * 1000) return false;
	bool more = false;
	EH_CHECK(_database.write([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(more, job.run(tx, cancelled));
		if (more) return {};
		EH_TRY([[maybe_unused]] const auto rows, tx.execute(sql::kJobRan, job.name, _owner, now));
		return {};
	}));
	return more;
}

} // namespace erphost::worker
