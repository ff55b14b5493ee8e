#include "store/Plans.hpp"

#include "erphost/Page.hpp"
#include "store/PlanSql.hpp"

#include <array>

namespace survey {

using erphost::Query;
using erphost::Result;
using erphost::Sorting;
using erphost::Tx;
using nlohmann::json;

namespace {

Plan toPlan(const Query& row)
{
	Plan plan;
	plan.id = row.text(0);
	plan.number = row.text(1);
	plan.month = row.text(2);
	plan.branchId = row.text(3);
	plan.branchName = row.text(4);
	plan.state = row.text(5);
	plan.step = stepNamed(row.view(6)).value_or(Step::plan);
	plan.cycle = static_cast<int>(row.integer(7));
	plan.target = row.integer(8);
	plan.rate = rateOf(row.integer(9), row.integer(10));
	plan.dueOn = row.text(11);
	plan.closedMonth = row.optionalText(12);
	plan.createdAt = row.integer(13);
	plan.version = row.integer(14);
	return plan;
}

/// Calls `use` for every row.
template <typename Use>
Result<void> eachRow(Result<Query> running, Use use)
{
	EH_TRY(auto rows, std::move(running));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		use(rows);
	}
}

const std::array kSortings{
	Sorting{"number", sql::kPlansByNumber, sql::kPlansByNumber, false},
	Sorting{"-number", sql::kPlansByNumberDown, sql::kPlansByNumberDown, false},
	Sorting{"dueOn", sql::kPlansByDue, sql::kPlansByDue, false},
	Sorting{"-dueOn", sql::kPlansByDueDown, sql::kPlansByDueDown, false},
};

std::string overdueBefore(const PlanFilter& filter)
{
	return filter.overdue ? filter.today : std::string();
}

} // namespace

Result<std::optional<Plan>> findPlan(Tx& tx, const std::string& id)
{
	EH_TRY(auto row, tx.query(sql::kPlan, id));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<Plan>{};
	return std::optional(toPlan(row));
}

Result<PlanContent> contentOf(Tx& tx, const std::string& planId)
{
	PlanContent content;
	EH_CHECK(eachRow(tx.query(sql::kCauses, planId), [&](const Query& row) {
		content.causes.push_back({static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)), row.text(2)});
	}));
	EH_CHECK(eachRow(tx.query(sql::kMeasures, planId), [&](const Query& row) {
		content.measures.push_back({static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)),
		                            Measure{row.text(2), row.text(3), row.text(4), row.optionalText(5), row.text(6)}});
	}));
	EH_CHECK(eachRow(tx.query(sql::kPlanSteps, planId), [&](const Query& row) {
		content.steps.push_back({static_cast<int>(row.integer(0)), row.optionalText(1), row.text(2), row.integer(3),
		                         row.text(4), row.text(5)});
	}));
	EH_CHECK(eachRow(tx.query(sql::kPlanResults, planId), [&](const Query& row) {
		const auto reached = row.optionalInteger(3);
		content.results.push_back({row.text(0), rateOf(row.integer(1), row.integer(2)),
		                           reached ? std::optional(*reached != 0) : std::nullopt});
	}));
	return content;
}

Result<std::vector<Plan>> openPlans(Tx& tx)
{
	std::vector<Plan> plans;
	EH_CHECK(eachRow(tx.query(sql::kOpenPlans), [&](const Query& row) { plans.push_back(toPlan(row)); }));
	return plans;
}

Result<void> addPlan(Tx& tx, const Plan& plan, const std::string& who)
{
	EH_TRY(const auto added,
	       tx.execute(sql::kAddPlan, plan.id, plan.number, plan.month, plan.branchId, plan.branchName, plan.target,
	                  plan.rate.numerator, plan.rate.denominator, plan.dueOn, plan.createdAt));
	if (added == 0) return {};
	EH_TRY([[maybe_unused]] const auto logged,
	       tx.execute(sql::kAddPlanStep, plan.id, plan.cycle, nullptr, name(plan.step), plan.createdAt, who, ""));
	return {};
}

Result<void> addResult(Tx& tx, const std::string& planId, const PlanResult& result)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddPlanResult, planId, result.month, result.rate.numerator, result.rate.denominator,
	                  result.reached));
	return {};
}

Result<void> movePlan(Tx& tx, const Plan& plan, const Plan& moved, const PlanStep& log)
{
	EH_TRY([[maybe_unused]] const auto changed, tx.execute(sql::kMovePlan, plan.id, name(moved.step), moved.cycle,
	                                                       moved.dueOn, moved.state, moved.closedMonth));
	EH_TRY([[maybe_unused]] const auto logged,
	       tx.execute(sql::kAddPlanStep, plan.id, log.cycle, log.from, log.to, log.at, log.who, log.note));
	return {};
}

Result<void> setContent(Tx& tx, const Plan& plan, const std::vector<std::string>& causes,
                        const std::vector<Measure>& measures)
{
	EH_TRY([[maybe_unused]] const auto causesGone, tx.execute(sql::kDropCauses, plan.id, plan.cycle));
	EH_TRY([[maybe_unused]] const auto measuresGone, tx.execute(sql::kDropMeasures, plan.id, plan.cycle));
	int item = 0;
	for (const auto& cause : causes)
	{
		EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddCause, plan.id, plan.cycle, ++item, cause));
	}
	item = 0;
	for (const auto& measure : measures)
	{
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddMeasure, plan.id, plan.cycle, ++item, measure.text, measure.person, measure.dueOn,
		                  measure.doneOn, measure.result));
	}
	EH_TRY([[maybe_unused]] const auto touched, tx.execute(sql::kTouchPlan, plan.id));
	return {};
}

Result<std::int64_t> countPlans(Tx& tx, const PlanFilter& filter)
{
	EH_TRY(auto row, tx.query(sql::kCountPlans, filter.branches, filter.branch, filter.state, filter.step, filter.month,
	                          overdueBefore(filter)));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<PlanPage> listPlans(Tx& tx, const PlanFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit)
{
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(kSortings, sort));
	EH_TRY(const auto last, erphost::readCursor(cursor, sorting->numeric));
	PlanPage page;
	EH_TRY(page.total, countPlans(tx, filter));
	EH_CHECK(eachRow(tx.query(sorting->all, filter.branches, filter.branch, filter.state, filter.step, filter.month,
	                          overdueBefore(filter), filter.today, last.text, last.id, last.given, limit + 1),
	                 [&](const Query& row) {
						 page.plans.push_back(toPlan(row));
						 page.plans.back().overdueItems = row.integer(15);
					 }));
	if (erphost::cutToPage(page.plans, limit))
	{
		const Plan& seen = page.plans.back();
		page.next = erphost::cursorOf(sort.ends_with("number") ? seen.number : seen.dueOn, seen.id);
	}
	return page;
}

} // namespace survey
