#pragma once

#include "erphost/Plugin.hpp"

#include <string>
#include <vector>

namespace survey {

/// Somebody's duty on a day, in minutes of the local day.
struct Duty
{
	std::string day, person;
	int from = 0, to = 0;
};

/// The roster of a range of days, by day.
erphost::Result<std::vector<Duty>> dutiesOf(erphost::Tx& tx, const std::string& from, const std::string& to);

/// When customers may be called (SV-07), and whether now is such a time.
struct CallHours
{
	int open = 0, close = 0, evening = 0; ///< minutes of the day; after `close`, until `evening`, those on duty call
	bool isEvening = false;
	bool callable = false;
	bool refuse = false; ///< outside them no task is given out; else it is only said
};
erphost::Result<CallHours> callHours(erphost::Tx& tx, const erphost::Host& host);

/// "survey.outside_call_hours" where the company refuses calls at this time.
erphost::Result<void> requireCallHours(erphost::Tx& tx, const erphost::Host& host);

} // namespace survey
