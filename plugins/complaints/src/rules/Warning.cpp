#include "rules/Warning.hpp"

namespace complaints {

erphost::Result<WarningTimes> warningTimes(const Course& course, const Leads& leads, WorkingTime& time,
                                           const std::vector<Stretch>& pauses)
{
	WarningTimes times{};
	for (std::size_t level = 0; level < leads.size(); ++level)
	{
		EH_TRY(const Due due, dueAt(course, leads[level], time, pauses));
		times[level] = due.at;
	}
	return times;
}

int levelReached(const WarningTimes& times, std::int64_t now)
{
	int level = 0;
	for (std::size_t i = 0; i < times.size(); ++i)
		if (times[i] <= now) level = static_cast<int>(i) + 1;
	return level;
}

std::vector<int> levelsToRaise(const WarningTimes& times, int raised, std::int64_t now)
{
	std::vector<int> levels;
	for (int level = raised + 1; level <= levelReached(times, now); ++level) levels.push_back(level);
	return levels;
}

std::optional<std::int64_t> nextWarning(const WarningTimes& times, int raised)
{
	if (raised >= kWarningLevels) return std::nullopt;
	return times[static_cast<std::size_t>(raised)];
}

std::vector<std::string_view> rolesOf(int level)
{
	switch (level)
	{
	case 1: return {"dispatch_clerk"};
	case 2: return {"branch_manager"};
	default: return {"service_manager", "executive"};
	}
}

} // namespace complaints
