#include "surface/HostTime.hpp"

namespace complaints {

erphost::Result<WorkingTime::Day> HostTime::day(const std::string& date)
{
	if (const auto known = _days.find(date); known != _days.end()) return known->second;
	EH_TRY(const auto verdict, _host.dayVerdict(_branchId, date));
	Day day;
	day.provisional = verdict.provisional;
	if (verdict.working)
	{
		EH_TRY(const auto hours, _host.officeHours(_branchId, date));
		if (hours && hours->openMinute < hours->closeMinute)
			day.hours = OfficeHours{hours->openMinute, hours->closeMinute};
	}
	return _days.emplace(date, day).first->second;
}

} // namespace complaints
