#include "DayPlan.hpp"

#include <algorithm>
#include <tuple>

namespace survey {

namespace {

auto orderOf(const auto& work)
{
	return std::tie(work.branchId, work.productType, work.serviceType, work.stage);
}

} // namespace

DayPlan dayPlan(std::vector<DueWork> work, std::int64_t capacity, const std::string& today)
{
	std::sort(work.begin(), work.end(), [](const DueWork& a, const DueWork& b) {
		return a.dueOn != b.dueOn ? a.dueOn < b.dueOn : orderOf(a) < orderOf(b);
	});
	DayPlan plan;
	for (const auto& each : work)
	{
		const std::int64_t done = std::min(each.count, capacity);
		capacity -= done;
		auto group = std::find_if(plan.groups.begin(), plan.groups.end(),
		                          [&](const DayGroup& known) { return orderOf(known) == orderOf(each); });
		if (group == plan.groups.end())
			group = plan.groups.insert(plan.groups.end(), {each.branchId, each.branchName, each.productType,
			                                               each.serviceType, each.stage, 0, 0, 0});
		const bool late = each.dueOn < today;
		group->due += each.count;
		group->overdue += late ? each.count : 0;
		group->possible += done;
		plan.due += each.count;
		plan.overdue += late ? each.count : 0;
		plan.possible += done;
		plan.willBeOverdue += late ? 0 : each.count - done;
	}
	plan.stay = plan.due - plan.possible;
	std::sort(plan.groups.begin(), plan.groups.end(),
	          [](const DayGroup& a, const DayGroup& b) { return orderOf(a) < orderOf(b); });
	return plan;
}

std::int64_t capacityOf(const std::vector<int>& minutes, int handlingMinutes)
{
	std::int64_t calls = 0;
	for (const int each : minutes) calls += std::max(0, each) / std::max(1, handlingMinutes);
	return calls;
}

std::int64_t eveningClerks(std::int64_t sales, std::int64_t salesPerClerk, std::int64_t minimum)
{
	const std::int64_t wanted = (sales + salesPerClerk - 1) / std::max<std::int64_t>(1, salesPerClerk);
	return std::max(minimum, wanted);
}

} // namespace survey
