#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Attempts.hpp"
#include "rules/FineProposal.hpp"
#include "rules/Stage.hpp"

#include <map>
#include <string>
#include <vector>

namespace survey {

/// The numbers of the rules, as set for a date.
struct Settings
{
	std::map<Stage, std::int64_t> rates;                    ///< SV-01, hundredths of a percent
	std::string drawKey;                                    ///< SV-01
	int firstDueWorkingDays = 7;                            ///< SV-03
	int engineeringDueDays = 7;                             ///< SV-03
	int attempts = 3;                                       ///< SV-05
	std::vector<int> slots;                                 ///< SV-05, minutes of the day, ascending
	int leaseMinutes = 30;                                  ///< SV-12
	int nextRoundDueDays = 3;                               ///< SV-04, calendar days
	int notFinishedDays = 3;                                ///< SV-13
	FineTable fines;                                        ///< RULES.md §5
	std::map<std::string, std::int64_t, std::less<>> bonus; ///< SV-58: fen by level, 0: none
	/// SV-21: the work after which the technician phones in.
	struct OnSite
	{
		std::vector<std::string> productTypes, serviceTypes;
		int graceHours = 24;
		int findableDays = 60; ///< SV-14: how long an order is found by its last four digits
	} onSite;
	std::string correctionNote; ///< appended to the ERP's feedback where a correction took words back; empty: nothing
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
