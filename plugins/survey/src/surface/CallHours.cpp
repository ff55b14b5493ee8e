#include "surface/CallHours.hpp"

#include "rules/Attempts.hpp"
#include "store/DaySql.hpp"

#include <algorithm>

namespace survey {

using erphost::Result;
using erphost::Tx;

Result<std::vector<Duty>> dutiesOf(Tx& tx, const std::string& from, const std::string& to)
{
	std::vector<Duty> found;
	EH_TRY(auto rows, tx.query(sql::kDuty, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return found;
		found.push_back(
			{rows.text(0), rows.text(1), static_cast<int>(rows.integer(2)), static_cast<int>(rows.integer(3))});
	}
}

Result<CallHours> callHours(Tx& tx, const erphost::Host& host)
{
	const std::int64_t now = host.nowMs();
	const std::string today = host.localDate(now);
	EH_TRY(const auto settings, host.settings(today));
	const auto& set = settings.at("call_hours");
	CallHours hours;
	hours.open = minuteOfDay(set.at("from").get<std::string>());
	hours.close = minuteOfDay(set.at("to").get<std::string>());
	hours.evening = minuteOfDay(set.at("evening").get<std::string>());
	hours.refuse = set.at("outside") == "refuse";
	EH_TRY(const std::int64_t midnight, host.instantOf(today, 0));
	const int minute = static_cast<int>((now - midnight) / 60'000);
	hours.isEvening = minute >= hours.close && minute < hours.evening;
	hours.callable = minute >= hours.open && minute < hours.close;
	if (!hours.isEvening) return hours;
	// SV-07: in the evening it is the roster that says whether anybody calls.
	EH_TRY(const auto duties, dutiesOf(tx, today, today));
	hours.callable = std::any_of(duties.begin(), duties.end(),
	                             [&](const Duty& duty) { return duty.from <= minute && minute < duty.to; });
	return hours;
}

Result<void> requireCallHours(Tx& tx, const erphost::Host& host)
{
	EH_TRY(const CallHours hours, callHours(tx, host));
	if (hours.callable || !hours.refuse) return {};
	return erphost::conflict("survey.outside_call_hours", "Customers are not called at this time.");
}

} // namespace survey
