#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Bucket.hpp"
#include "rules/ServiceClock.hpp"
#include "rules/Warning.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace complaints {

/// The numbers of the rules about time, as set for a date.
struct TimeSettings
{
	std::map<ClockKind, Target> deadlines;       ///< CP-11
	Leads leads{50, 80, 100};                    ///< CP-12
	ServiceLimits limits;                        ///< CP-18
	std::map<ClockKind, std::string> offences;   ///< CP-18, of §5; '' none
	std::vector<std::int64_t> bucketHours;       ///< CP-17, ascending
	RemedyLimits remedies;                       ///< CP-17
	std::optional<std::int64_t> compensationFen; ///< nullopt: by decision
	bool sheetAutoSign = false;                  ///< CP-14
	int sheetLinkDays = 7;                       ///< CP-14
};

/// Reads them from the host as they were in force when something began; each date only once. One object per handler
/// call: settings change.
class TimeSettingsByDate
{
public:
	explicit TimeSettingsByDate(const erphost::Host& host): _host(host) {}
	erphost::Result<const TimeSettings*> at(const std::string& localDate);

private:
	const erphost::Host& _host;
	std::map<std::string, TimeSettings> _known;
};

} // namespace complaints
