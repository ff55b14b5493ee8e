#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace survey {

/// Tasks of one kind of work that are due on one date (SV-06).
struct DueWork
{
	std::string branchId, branchName, productType, serviceType, stage, dueOn;
	std::int64_t count = 0;
};

/// The same kind of work, whatever its date, and how much of it can be done today.
struct DayGroup
{
	std::string branchId, branchName, productType, serviceType, stage;
	std::int64_t due = 0, overdue = 0, possible = 0;
};

/// SV-06, what a day looks like.
struct DayPlan
{
	std::int64_t due = 0, overdue = 0, possible = 0;
	std::int64_t stay = 0;          ///< cannot be done today
	std::int64_t willBeOverdue = 0; ///< of these, those that are due today
	std::vector<DayGroup> groups;   ///< in the order of work: branch, product type, service type, stage
};

/// The oldest due date first, within a date in the order of work, as far as `capacity` calls reach.
DayPlan dayPlan(std::vector<DueWork> work, std::int64_t capacity, const std::string& today);

/// Calls that fit: the minutes of everybody on duty ÷ the handling minutes of one call, each person for himself.
std::int64_t capacityOf(const std::vector<int>& minutes, int handlingMinutes);

/// SV-07: clerks for the evening by the day's sales, at least `minimum`.
std::int64_t eveningClerks(std::int64_t sales, std::int64_t salesPerClerk, std::int64_t minimum);

} // namespace survey
