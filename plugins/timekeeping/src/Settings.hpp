#pragma once

#include "rules/Entitlement.hpp"
#include "rules/Lateness.hpp"
#include "rules/Month.hpp"

#include <erphost/Plugin.hpp>

namespace timekeeping {

/// The plugin's settings in force on a day.
struct Settings
{
	std::vector<LatenessStep> lateness;
	AbsenceRates absence;
	std::int64_t proxyLeastFen = 0, proxyMostFen = 0;
	int superiorDays = 1, branchDays = 5;
	int restDays = 3;
	Entitlements entitlements;
	int judgeAfterDays = 1;

	/// HR-04, HR-05: of a manager or not.
	MonthRates ratesOf(const std::string& position) const;

	nlohmann::json raw; ///< as they were read
};

erphost::Result<Settings> settingsOn(const erphost::Host& host, const std::string& date);

} // namespace timekeeping
