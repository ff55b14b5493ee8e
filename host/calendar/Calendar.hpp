#pragma once

#include "erphost/Result.hpp"
#include "host/calendar/StateCalendar.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace erphost::calendar {

struct WorkingDate
{
	std::string date; ///< ISO
	bool provisional =
		false; ///< days were counted that no notice covers: may move when the next year's notice is loaded
};

/// Minutes after local midnight: open from openMinute, closed from closeMinute on.
struct OfficeHours
{
	int openMinute = 8 * 60 + 30;
	int closeMinute = 18 * 60;
	bool operator==(const OfficeHours&) const = default;
};

/// The working days of a company and its branches (rule book, "Working day"). Pure functions of the data it was made
/// of. Immutable, any thread.
///
/// Settings (host setting "calendar"; all members optional):
/// ```json
/// {"base": "state",
///  "closed": ["2026-05-01"], "open": [],
///  "officeHours": {"default": ["08:30", "18:00"], "weekdays": {"6": ["09:00", "16:00"]},
///                  "dated": {"2026-02-16": ["08:30", "12:00"], "12-31": ["08:30", "16:00"]}},
///  "branches": {"HZ": {"base": "every_day", "closed": ["05-01", "10-01", "01-01"], "open": []}}}
/// ```
/// `base`: "state" is weekends and public holidays off, make-up weekends on; "every_day" is the company's own calendar
/// of the handbook (M2): open every day, people's rest days do not move deadlines. `closed` and `open` are days
/// "YYYY-MM-DD", or "MM-DD" for every year. Exceptions of a branch win over those of the company, dated ones over
/// yearly ones, both over the base. Every branch may have `officeHours` of its own: dated hours (the branch's, then the
/// company's) win over those of a weekday (1: Monday … 7: Sunday) and the default, of the branch, then of the company;
/// without any it is 08:30 to 18:00. Hours do not open a closed day.
class Calendar
{
public:
	/// The shipped state calendar without any exception.
	static Calendar shipped();

	/// "calendar.settings_invalid" (configuration, param "pointer").
	static Result<Calendar> create(StateCalendar state, const nlohmann::json& settings);

	/// The date `days` working days after `start`; the start day does not count, 0 is the start day itself.
	/// "calendar.date_invalid", "calendar.days_invalid" (permanent; below 0, above 3660, or no working day to be
	/// found).
	Result<WorkingDate> addWorkingDays(std::string_view branch, std::string_view start, std::int32_t days) const;

	/// "calendar.date_invalid".
	Result<bool> isWorkingDay(std::string_view branch, std::string_view date) const;

	/// Whether it is certain what kind of day a date is; false beyond the calendar data. "calendar.date_invalid".
	Result<bool> isKnown(std::string_view branch, std::string_view date) const;

	/// When a branch is open on a date; nullopt on a day that is no working day. "calendar.date_invalid".
	Result<std::optional<OfficeHours>> officeHours(std::string_view branch, std::string_view date) const;

	/// Changes whenever data or settings change: a stored deadline names the version it was computed with.
	const std::string& version() const { return _version; }

	const StateCalendar& state() const { return _state; }

private:
	enum class Base
	{
		state,
		everyDay
	};
	struct Rules
	{
		Base base = Base::state;
		std::map<date::local_days, bool> dated; ///< true: open
		std::map<date::month_day, bool> yearly;
		std::optional<OfficeHours> usualHours;
		std::map<unsigned, OfficeHours> weekdayHours; ///< 1: Monday … 7: Sunday
		std::map<date::local_days, OfficeHours> datedHours;
		std::map<date::month_day, OfficeHours> yearlyHours;
	};
	struct Verdict
	{
		bool working = false;
		bool known = true; ///< by exception, by "every day", or inside the state's coverage
	};

	explicit Calendar(StateCalendar state): _state(std::move(state)) {}
	static Result<void> readRules(const nlohmann::json& json, const std::string& pointer, Rules& rules);
	static Result<void> readHours(const nlohmann::json& json, const std::string& pointer, Rules& rules);
	Verdict judge(std::string_view branch, date::local_days day) const;

	StateCalendar _state;
	Rules _company;
	std::map<std::string, Rules, std::less<>> _branches; ///< base already inherited from the company
	std::string _version;
};

} // namespace erphost::calendar
