#include "surface/PlanRoutes.hpp"

#include "erphost/Date.hpp"
#include "rules/Month.hpp"
#include "store/Months.hpp"
#include "surface/TaskRoutes.hpp"

#include <algorithm>
#include <map>

namespace survey {

using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

/// Who works on a plan: the branch's manager, and the service manager.
const std::vector<std::string> kPlanners{"branch_manager", "service_manager"};
const json kDate = {{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}};

json boundedText(int most, int least = 0)
{
	return {{"type", "string"}, {"minLength", least}, {"maxLength", most}};
}

json contentSchema()
{
	const json measure = {{"type", "object"},
	                      {"additionalProperties", false},
	                      {"required", {"text", "person", "dueOn"}},
	                      {"properties",
	                       {{"text", boundedText(1000, 1)},
	                        {"person", boundedText(60, 1)},
	                        {"dueOn", kDate},
	                        {"doneOn", {{"anyOf", {kDate, {{"type", "null"}}}}}},
	                        {"result", boundedText(1000)}}}};
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"causes", "measures"}},
	        {"properties",
	         {{"causes", {{"type", "array"}, {"maxItems", 50}, {"items", boundedText(1000, 1)}}},
	          {"measures", {{"type", "array"}, {"maxItems", 50}, {"items", measure}}}}}};
}

Measure measureOf(const json& body)
{
	Measure measure{body.at("text"), body.at("person"), body.at("dueOn"), {}, body.value("result", "")};
	if (body.contains("doneOn") && !body.at("doneOn").is_null()) measure.doneOn = body.at("doneOn").get<std::string>();
	return measure;
}

bool overdue(const Measure& measure, const std::string& today)
{
	return !measure.doneOn && measure.dueOn < today;
}

} // namespace

Result<void> PlanRoutes::addTo(erphost::Registry& registry) const
{
	const json object = {{"type", "object"}};
	const json filter = {{"type", "object"},
	                     {"additionalProperties", false},
	                     {"properties",
	                      {{"state", {{"enum", {"open", "closed"}}}},
	                       {"step", {{"enum", {"plan", "do", "check", "act"}}}},
	                       {"branch", textSchema()},
	                       {"month", monthSchema()},
	                       {"overdue", {{"enum", {"true"}}}},
	                       {"sort", {{"enum", {"number", "-number", "dueOn", "-dueOn"}}}},
	                       {"limit", limitSchema()},
	                       {"cursor", cursorSchema()}}}};
	const json byMonth = {{"type", "object"},
	                      {"additionalProperties", false},
	                      {"required", {"month"}},
	                      {"properties", {{"month", monthSchema()}}}};
	const json note = {
		{"type", "object"}, {"additionalProperties", false}, {"properties", {{"note", boundedText(2000)}}}};
	EH_CHECK(registry.route({"GET", "/plans", "listPlans", "Improvement plans: filtered, sorted, in pages.",
	                         kFigureReaders, filter, nullptr, itemsSchema(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/plans/report", "getPlanReport",
	                         "A month's branches with the plans that they owe, for the executive.", kFigureReaders,
	                         byMonth, nullptr, object, false,
	                         [this](Tx& tx, const Request& request) { return report(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/plans/{id}", "getPlan", "One improvement plan with everything on its paper.",
	                         kFigureReaders, nullptr, nullptr, object, false,
	                         [this](Tx& tx, const Request& request) -> Result<Reply> {
								 EH_TRY(const Plan plan, require(tx, request, kFigureReaders));
								 return detail(tx, plan);
							 }}));
	EH_CHECK(registry.route({"PUT", "/plans/{id}", "writePlan", "Causes and measures of a plan's present cycle.",
	                         kPlanners, nullptr, contentSchema(), object, false,
	                         [this](Tx& tx, const Request& request) { return write(tx, request); }}));
	return registry.route({"POST", "/plans/{id}/advance", "advancePlan", "Takes a plan one step further.", kPlanners,
	                       nullptr, note, object, true,
	                       [this](Tx& tx, const Request& request) { return advance(tx, request); }});
}

json PlanRoutes::shown(const Plan& plan) const
{
	const std::string today = _host.localDate(_host.nowMs());
	return {{"id", plan.id},
	        {"number", plan.number},
	        {"month", plan.month},
	        {"branchId", plan.branchId},
	        {"branchName", plan.branchName},
	        {"state", plan.state},
	        {"step", name(plan.step)},
	        {"cycle", plan.cycle},
	        {"target", static_cast<double>(plan.target) / 10'000.0},
	        {"rate", toJson(plan.rate)},
	        {"dueOn", plan.dueOn},
	        {"overdue", plan.state == "open" && plan.dueOn < today},
	        {"overdueItems", plan.overdueItems},
	        {"closedMonth", plan.closedMonth ? json(*plan.closedMonth) : json()},
	        {"createdAt", plan.createdAt},
	        {"version", plan.version}};
}

Result<Plan> PlanRoutes::require(Tx& tx, const Request& request, const std::vector<std::string>& roles) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto plan, findPlan(tx, id));
	if (!plan || !request.caller.may(roles, plan->branchId))
		return erphost::permanent("survey.plan.not_found", "There is no such improvement plan.").with("plan", id);
	return *plan;
}

Result<Plan> PlanRoutes::forChange(Tx& tx, const Request& request) const
{
	EH_TRY(const Plan plan, require(tx, request, kPlanners));
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The plan's ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(plan.version))
		return erphost::conflict("survey.plan.stale", "The plan has changed since it was read.")
		    .with("number", plan.number);
	if (plan.state != "open")
		return erphost::conflict("survey.plan.closed", "The plan is closed.").with("number", plan.number);
	return plan;
}

Result<Reply> PlanRoutes::list(Tx& tx, const Request& request) const
{
	const PlanFilter filter{branchList(request.caller.branches(kFigureReaders)),
	                        request.queryText("branch"),
	                        request.queryText("state"),
	                        request.queryText("step"),
	                        request.queryText("month"),
	                        request.queryText("overdue") == "true",
	                        _host.localDate(_host.nowMs())};
	EH_TRY(const PlanPage page, listPlans(tx, filter, request.queryText("sort", "dueOn"), request.queryText("cursor"),
	                                      static_cast<int>(request.queryInteger("limit", 50))));
	json items = json::array();
	for (const auto& plan : page.plans) items.push_back(shown(plan));
	json body = pageOf(std::move(items), page.next);
	body["total"] = page.total;
	return Reply{200, body, {}};
}

Result<Reply> PlanRoutes::detail(Tx& tx, const Plan& plan) const
{
	const std::string today = _host.localDate(_host.nowMs());
	EH_TRY(const PlanContent content, contentOf(tx, plan.id));
	json causes = json::array(), measures = json::array(), steps = json::array(), results = json::array();
	std::int64_t overdueItems = 0;
	for (const auto& cause : content.causes)
		causes.push_back({{"cycle", cause.cycle}, {"item", cause.item}, {"text", cause.text}});
	for (const auto& [cycle, item, measure] : content.measures)
	{
		const bool late = plan.state == "open" && cycle == plan.cycle && overdue(measure, today);
		overdueItems += late;
		measures.push_back({{"cycle", cycle},
		                    {"item", item},
		                    {"text", measure.text},
		                    {"person", measure.person},
		                    {"dueOn", measure.dueOn},
		                    {"doneOn", measure.doneOn ? json(*measure.doneOn) : json()},
		                    {"result", measure.result},
		                    {"overdue", late}});
	}
	for (const auto& step : content.steps)
		steps.push_back({{"cycle", step.cycle},
		                 {"from", step.from ? json(*step.from) : json()},
		                 {"to", step.to},
		                 {"at", step.at},
		                 {"who", step.who},
		                 {"note", step.note}});
	for (const auto& result : content.results)
		results.push_back({{"month", result.month},
		                   {"rate", toJson(result.rate)},
		                   {"reached", result.reached ? json(*result.reached) : json()}});
	json body = shown(plan);
	body["overdueItems"] = overdueItems;
	body["causes"] = causes;
	body["measures"] = measures;
	body["steps"] = steps;
	body["results"] = results;
	return Reply{200, body, std::to_string(plan.version)};
}

Result<Reply> PlanRoutes::write(Tx& tx, const Request& request) const
{
	EH_TRY(const Plan plan, forChange(tx, request));
	std::vector<Measure> measures;
	for (const auto& measure : request.body.at("measures")) measures.push_back(measureOf(measure));
	const auto causes = request.body.at("causes").get<std::vector<std::string>>();
	// What a step needed stays: a plan at "do" without measures would have skipped "plan".
	if (plan.step != Step::plan)
		if (const auto missing = missingFor(Step::plan, causes.size(), measures, ""); !missing.empty())
			return erphost::conflict("survey.plan.step_incomplete", "The plan needs its causes and measures.")
			    .with("number", plan.number)
			    .with("missing", std::string(missing));
	EH_CHECK(setContent(tx, plan, causes, measures));
	EH_TRY(const auto changed, findPlan(tx, plan.id));
	return detail(tx, *changed);
}

Result<Reply> PlanRoutes::advance(Tx& tx, const Request& request) const
{
	EH_TRY(const Plan plan, forChange(tx, request));
	EH_TRY(const PlanContent content, contentOf(tx, plan.id));
	std::vector<Measure> measures;
	for (const auto& each : content.measures)
		if (each.cycle == plan.cycle) measures.push_back(each.measure);
	const auto causes = std::count_if(content.causes.begin(), content.causes.end(),
	                                  [&](const PlanCause& cause) { return cause.cycle == plan.cycle; });
	const std::string note = request.body.is_null() ? "" : request.body.value("note", "");
	const auto missing = missingFor(plan.step, static_cast<std::size_t>(causes), measures, note);
	const auto next = nextStep(plan.step);
	if (!missing.empty() || !next)
		return erphost::conflict("survey.plan.step_incomplete", "The present step is not complete.")
		    .with("number", plan.number)
		    .with("missing", std::string(missing));
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	EH_TRY(const FigureSettings settings, figureSettings(_host, monthOf(today)));
	Plan moved = plan;
	moved.step = *next;
	moved.dueOn = erphost::daysAfter(today, settings.planStepDays.at(*next));
	EH_CHECK(
		movePlan(tx, plan, moved,
	             {plan.cycle, std::string(name(plan.step)), std::string(name(*next)), now, request.caller.name, note}));
	EH_TRY(const auto changed, findPlan(tx, plan.id));
	return detail(tx, *changed);
}

Result<Reply> PlanRoutes::report(Tx& tx, const Request& request) const
{
	const std::string month = request.queryText("month");
	EH_TRY(const FigureSettings settings, figureSettings(_host, month));
	const std::string branches = branchList(request.caller.branches(kFigureReaders));
	const std::string today = _host.localDate(_host.nowMs());
	FigureQuery query;
	query.branches = branches;
	query.basis = settings.basis;
	query.from = query.to = month;
	EH_TRY(const auto frozen, signedMonths(tx, month, month, query.basis));
	EH_TRY(const auto figures, officialFigures(tx, query, frozen));
	std::map<std::string, json> plans;
	{
		EH_TRY(const auto page, listPlans(tx, {branches, "", "", "", month, false, today}, "number", "", 200));
		for (const auto& plan : page.plans) plans[plan.branchId] = shown(plan);
		// A plan that an earlier month made and nothing has closed is the branch's plan still.
		EH_TRY(const auto open, openPlans(tx));
		for (const auto& plan : open) plans.try_emplace(plan.branchId, shown(plan));
	}
	json items = json::array();
	for (const auto& figure : figures)
	{
		const Rate rate = rateOf(kSatisfaction, figure.counts);
		const Verdict verdict = verdictOf(rate.numerator, rate.denominator, settings.planTarget, settings.planMinimum);
		const auto plan = plans.find(figure.key);
		items.push_back({{"branchId", figure.key},
		                 {"branchName", figure.name},
		                 {"rate", toJson(rate)},
		                 {"reached", verdict == Verdict::tooFew ? json() : json(verdict == Verdict::reached)},
		                 {"plan", plan == plans.end() ? json() : plan->second}});
	}
	EH_TRY(const auto open, countPlans(tx, {branches, "", "open", "", "", false, today}));
	EH_TRY(const auto late, countPlans(tx, {branches, "", "open", "", "", true, today}));
	return Reply{200,
	             {{"month", month},
	              {"frozen", !frozen.empty()},
	              {"target", static_cast<double>(settings.planTarget) / 10'000.0},
	              {"branches", items},
	              {"open", open},
	              {"overdue", late}},
	             {}};
}

} // namespace survey
