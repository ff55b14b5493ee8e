#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/PluginHost.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace erphost::worker {

/// Runs a plugin's jobs when they are due, one write transaction a piece; the last run is remembered in the store, so a
/// restart neither skips nor repeats one. A failing job is tried again after a growing delay. One thread.
class JobRunner
{
public:
	JobRunner(store::Database& database, const Clock& clock, std::string owner, std::vector<Job> jobs);

	/// Runs what is due; true if something has more to do at once. `heartbeat` is called between pieces.
	bool run(const std::function<bool()>& cancelled, const std::function<void()>& heartbeat);

private:
	struct Due
	{
		Job job;
		int failures = 0;
		std::int64_t notBeforeMs = 0; ///< steady
	};
	Result<bool> runOne(Due& due, const std::function<bool()>& cancelled);

	store::Database& _database;
	const Clock& _clock;
	std::string _owner;
	std::vector<Due> _jobs;
};

} // namespace erphost::worker
