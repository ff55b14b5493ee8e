#include "surface/MonthPlans.hpp"

#include "erphost/Date.hpp"
#include "rules/Draw.hpp"
#include "rules/Month.hpp"
#include "rules/Place.hpp"
#include "store/Plans.hpp"

#include <map>
#include <set>

namespace survey {

using erphost::Result;
using erphost::Tx;

namespace {

/// Where and when a month was signed.
struct Signing
{
	const std::string& month;
	const FigureSettings& settings;
	const std::string& who;
	const std::string& today;
	std::int64_t nowMs;
};

/// A later month's figure closes the plan, or begins its next cycle; too few answers leave it as it is.
Result<void> judge(Tx& tx, const Plan& plan, const Rate& rate, const Signing& signing)
{
	const Verdict verdict =
		verdictOf(rate.numerator, rate.denominator, signing.settings.planTarget, signing.settings.planMinimum);
	EH_CHECK(addResult(
		tx, plan.id,
		{signing.month, rate, verdict == Verdict::tooFew ? std::nullopt : std::optional(verdict == Verdict::reached)}));
	if (verdict == Verdict::tooFew) return {};
	Plan moved = plan;
	PlanStep log{plan.cycle, std::string(name(plan.step)), "closed", signing.nowMs, signing.who, signing.month};
	if (verdict == Verdict::reached)
	{
		moved.state = "closed";
		moved.closedMonth = signing.month;
	}
	else
	{
		moved.cycle = log.cycle = plan.cycle + 1;
		moved.step = Step::plan;
		moved.dueOn = erphost::daysAfter(signing.today, signing.settings.planStepDays.at(Step::plan));
		log.to = name(Step::plan);
	}
	return movePlan(tx, plan, moved, log);
}

} // namespace

Result<int> applyMonth(Tx& tx, const std::string& month, const std::vector<Figure>& figures,
                       const FigureSettings& settings, const std::string& who, const std::string& today,
                       std::int64_t nowMs)
{
	const Signing signing{month, settings, who, today, nowMs};
	std::map<std::string, Rate> rates;
	for (const auto& figure : figures) rates[figure.key] = rateOf(kSatisfaction, figure.counts);
	std::set<std::string> planned;
	EH_TRY(const auto open, openPlans(tx));
	for (const auto& plan : open)
	{
		planned.insert(plan.branchId);
		if (plan.month >= month) continue; // signed late: an older month says nothing about this plan
		const auto rate = rates.find(plan.branchId);
		EH_CHECK(judge(tx, plan, rate == rates.end() ? Rate{} : rate->second, signing));
	}
	int made = 0;
	for (const auto& figure : figures)
	{
		const Rate& rate = rates[figure.key];
		if (planned.contains(figure.key) ||
		    verdictOf(rate.numerator, rate.denominator, settings.planTarget, settings.planMinimum) != Verdict::below)
			continue;
		Plan plan;
		plan.id = taskId("plan", figure.key, month);
		plan.number = "GS-" + std::string(placeOf(figure.name)) + "-" + compactMonth(month);
		plan.month = month;
		plan.branchId = figure.key;
		plan.branchName = figure.name;
		plan.target = settings.planTarget;
		plan.rate = rate;
		plan.dueOn = erphost::daysAfter(today, settings.planStepDays.at(Step::plan));
		plan.createdAt = nowMs;
		EH_CHECK(addPlan(tx, plan, who));
		++made;
	}
	return made;
}

} // namespace survey
