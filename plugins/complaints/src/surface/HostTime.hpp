#pragma once

#include "erphost/Plugin.hpp"
#include "rules/WorkingTime.hpp"

#include <map>
#include <string>

namespace complaints {

/// The host's calendar of one branch, each day asked for once. One object per handler call: calendars change.
class HostTime : public WorkingTime
{
public:
	HostTime(const erphost::Host& host, std::string branchId): _host(host), _branchId(std::move(branchId)) {}

	erphost::Result<Day> day(const std::string& date) override;
	std::string dateOf(std::int64_t instantMs) const override { return _host.localDate(instantMs); }
	erphost::Result<std::int64_t> instantOf(const std::string& date, int minuteOfDay) const override
	{
		return _host.instantOf(date, minuteOfDay);
	}

private:
	const erphost::Host& _host;
	std::string _branchId;
	std::map<std::string, Day> _days;
};

} // namespace complaints
