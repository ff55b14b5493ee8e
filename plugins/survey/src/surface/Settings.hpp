#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Attempts.hpp"
#include "rules/Stage.hpp"

#include <map>
#include <string>
#include <vector>

namespace survey {

/// The numbers of the rules, as set for a date.
struct Settings
{
	std::map<Stage, std::int64_t> rates; ///< SV-01, hundredths of a percent
	std::string drawKey;                 ///< SV-01
	int firstDueWorkingDays = 7;         ///< SV-03
	int engineeringDueDays = 7;          ///< SV-03
	int attempts = 3;                    ///< SV-05
	std::vector<int> slots;              ///< SV-05, minutes of the day, ascending
	int leaseMinutes = 30;               ///< SV-12
};

/// Reads them from the host; each date only once. One object per handler call: settings change.
class SettingsByDate
{
public:
	explicit SettingsByDate(const erphost::Host& host): _host(host) {}
	erphost::Result<Settings> at(const std::string& localDate);

private:
	const erphost::Host& _host;
	std::map<std::string, Settings> _known;
};

} // namespace survey
