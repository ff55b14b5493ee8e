#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace complaints {

/// From opening to close of business, minutes of the local day; open < close.
struct OfficeHours
{
	int openMinute = 0;
	int closeMinute = 0;
};

/// When a branch works, as far as a deadline needs it. The rules know the company's calendar only through this, so that
/// tests can give them calendars by the thousand.
class WorkingTime
{
public:
	struct Day
	{
		std::optional<OfficeHours> hours; ///< nullopt: not a working day
		bool provisional = false;         ///< no notice covers it yet: may change
	};

	virtual ~WorkingTime() = default;
	virtual erphost::Result<Day> day(const std::string& date) = 0;
	virtual std::string dateOf(std::int64_t instantMs) const = 0;
	virtual erphost::Result<std::int64_t> instantOf(const std::string& date, int minuteOfDay) const = 0;
};

} // namespace complaints
