#pragma once

#include "erphost/Result.hpp"

#include <date/date.h>

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace erphost::calendar {

/// A state's public holidays and make-up working days 调休, as published per year (config/calendars/<name>.json).
/// Immutable, any thread.
class StateCalendar
{
public:
	/// "calendar.data_invalid" (configuration, param "reason").
	static Result<StateCalendar> parse(std::string_view json);

	/// The one compiled in ("cn"). "calendar.data_invalid" if there is none of that name.
	static Result<StateCalendar> shipped(std::string_view name = "cn");

	/// The shipped one, or `<dataFolder>/calendars/<name>.json` where that reaches further: how the next year's notice
	/// comes to a host without a new version of the program.
	static Result<StateCalendar> newest(const std::filesystem::path& dataFolder, std::string_view name = "cn");

	/// Outside the coverage nothing but weekends is known.
	bool covers(date::local_days day) const { return _from <= day && day <= _to; }
	bool isWorkingDay(date::local_days day) const;

	date::local_days from() const { return _from; }
	date::local_days to() const { return _to; }
	const std::string& source() const { return _source; }

private:
	date::local_days _from{};
	date::local_days _to{};
	std::string _source;
	std::set<date::local_days> _holidays;
	std::set<date::local_days> _workdays;
};

} // namespace erphost::calendar
