#pragma once

#include "erphost/Tx.hpp"
#include "rules/Plan.hpp"
#include "rules/Satisfaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace survey {

/// An improvement plan of a branch (SV-55).
struct Plan
{
	std::string id, number, month, branchId, branchName;
	std::string state = "open"; ///< open, closed
	Step step = Step::plan;
	int cycle = 1;
	std::int64_t target = 0; ///< hundredths of a percent
	Rate rate;               ///< that made it necessary
	std::string dueOn;       ///< of the step
	std::optional<std::string> closedMonth;
	std::int64_t createdAt = 0;
	std::int64_t version = 1;
	std::int64_t overdueItems = 0; ///< in lists: measures of the present cycle past their date
};

/// What stands in a plan's cycles.
struct PlanCause
{
	int cycle = 1;
	int item = 1;
	std::string text;
};
struct PlanMeasure
{
	int cycle = 1;
	int item = 1;
	Measure measure;
};
struct PlanStep
{
	int cycle = 1;
	std::optional<std::string> from;
	std::string to; ///< a step, or "closed"
	std::int64_t at = 0;
	std::string who, note;
};
struct PlanResult
{
	std::string month;
	Rate rate;
	std::optional<bool> reached; ///< nullopt: too few answers to say
};
struct PlanContent
{
	std::vector<PlanCause> causes;
	std::vector<PlanMeasure> measures;
	std::vector<PlanStep> steps;
	std::vector<PlanResult> results;
};

erphost::Result<std::optional<Plan>> findPlan(erphost::Tx& tx, const std::string& id);
erphost::Result<PlanContent> contentOf(erphost::Tx& tx, const std::string& planId);
erphost::Result<std::vector<Plan>> openPlans(erphost::Tx& tx);

/// A branch was below its target; a second call for the same branch and month changes nothing.
erphost::Result<void> addPlan(erphost::Tx& tx, const Plan& plan, const std::string& who);
/// A month's figure for a plan.
erphost::Result<void> addResult(erphost::Tx& tx, const std::string& planId, const PlanResult& result);
/// To a step of a cycle, or closed by a month; `plan` as it was.
erphost::Result<void> movePlan(erphost::Tx& tx, const Plan& plan, const Plan& moved, const PlanStep& log);
/// Causes and measures of the present cycle, instead of those that stand there.
erphost::Result<void> setContent(erphost::Tx& tx, const Plan& plan, const std::vector<std::string>& causes,
                                 const std::vector<Measure>& measures);

struct PlanFilter
{
	std::string branches, branch, state, step, month;
	bool overdue = false;
	std::string today;
};
struct PlanPage
{
	std::vector<Plan> plans;
	std::int64_t total = 0;
	std::string next;
};
/// `sort`: number, dueOn, each with "-". "cursor.invalid" for a foreign cursor.
erphost::Result<PlanPage> listPlans(erphost::Tx& tx, const PlanFilter& filter, const std::string& sort,
                                    const std::string& cursor, int limit);
erphost::Result<std::int64_t> countPlans(erphost::Tx& tx, const PlanFilter& filter);

} // namespace survey
