#pragma once

#include "erphost/Date.hpp"
#include "rules/WorkingTime.hpp"

#include <map>
#include <string>
#include <vector>

namespace complaints::tests {

/// A calendar for tests: local time is UTC+8, days are counted from 2026-01-01; a day not named is closed.
class TestCalendar : public WorkingTime
{
public:
	static constexpr std::int64_t kMinute = 60'000;
	static constexpr std::int64_t kDay = 86'400'000;
	static constexpr std::int64_t kOffset = 8 * 60 * kMinute;
	static constexpr std::int64_t kFirst = 1'767'225'600'000 - kOffset; ///< 2026-01-01 00:00 local

	/// 2026-01-01 + `day` at a minute of that day.
	static std::int64_t at(int day, int minute) { return kFirst + day * kDay + minute * kMinute; }

	void open(int day, int from, int to) { _days[dateOf(at(day, 0))] = {OfficeHours{from, to}, false}; }
	/// From this day on nothing is covered.
	void coverUntil(int day) { _covered = dateOf(at(day, 0)); }

	erphost::Result<Day> day(const std::string& date) override
	{
		const auto found = _days.find(date);
		Day day = found == _days.end() ? Day{} : found->second;
		day.provisional = !_covered.empty() && date >= _covered;
		return day;
	}
	std::string dateOf(std::int64_t instant) const override
	{
		return erphost::daysAfter("2026-01-01", static_cast<int>((instant - kFirst) / kDay));
	}
	erphost::Result<std::int64_t> instantOf(const std::string& date, int minute) const override
	{
		auto known = _starts.find(date);
		if (known == _starts.end())
		{
			int day = 0;
			while (dateOf(at(day, 0)) != date) ++day;
			known = _starts.emplace(date, at(day, 0)).first;
		}
		return known->second + minute * kMinute;
	}

private:
	std::map<std::string, Day> _days;
	std::string _covered;
	mutable std::map<std::string, std::int64_t> _starts;
};

} // namespace complaints::tests
