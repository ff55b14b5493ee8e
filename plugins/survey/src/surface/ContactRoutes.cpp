#include "surface/ContactRoutes.hpp"

#include "erphost/Date.hpp"
#include "rules/AnswerClass.hpp"
#include "rules/ContactPeriod.hpp"
#include "rules/Draw.hpp"
#include "rules/Month.hpp"
#include "rules/Search.hpp"
#include "store/ContactSql.hpp"
#include "store/Figures.hpp"
#include "surface/FigureJson.hpp"
#include "surface/MonthRoutes.hpp"
#include "surface/TaskRoutes.hpp"

namespace survey {

using erphost::Query;
using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kKinds = {"provider_visit", "key_dealer", "shop_guide", "dealer_call", "forum", "staff"};
const json kRhythms = {"month", "half_month", "quarter"};
const json kOutcomes = {"yes", "average", "no", "invalid"};

json text(int most, int least = 0)
{
	return {{"type", "string"}, {"minLength", least}, {"maxLength", most}};
}

json object(json properties, json required = json::array())
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", std::move(required)},
	        {"properties", std::move(properties)}};
}

/// SV-11: whose answers a kind of contact brings.
const char* respondentOf(std::string_view kind)
{
	if (kind == "staff") return "staff";
	return kind == "provider_visit" ? "provider" : "big";
}

FactClass outcomeNamed(std::string_view name)
{
	if (name == "yes") return FactClass::yes;
	if (name == "average") return FactClass::average;
	return name == "no" ? FactClass::no : FactClass::invalid;
}

json planJson(const Query& row)
{
	return {{"id", row.text(0)},         {"kind", row.text(1)},   {"every", row.text(2)},
	        {"branchId", row.text(3)},   {"party", row.text(4)},  {"partyKey", row.text(5)},
	        {"department", row.text(6)}, {"person", row.text(7)}, {"active", row.integer(8) != 0},
	        {"from", row.text(9)},       {"note", row.text(10)},  {"version", row.integer(11)}};
}

json contactJson(const Query& row, const std::string& today, int reminderDays)
{
	const std::string due = row.text(8), state = row.text(9);
	return {{"id", row.text(0)},
	        {"planId", row.text(1)},
	        {"kind", row.text(2)},
	        {"branchId", row.text(3)},
	        {"party", row.text(4)},
	        {"department", row.text(5)},
	        {"person", row.text(6)},
	        {"period", row.text(7)},
	        {"dueOn", due},
	        {"overdue", state == "due" && due < today},
	        {"remindOn", erphost::daysAfter(due, -reminderDays)},
	        {"state", state},
	        {"result", row.text(10)},
	        {"level", row.isNull(11) ? json() : json(row.text(11))},
	        {"doneAt", row.isNull(12) ? json() : json(row.integer(12))},
	        {"doneBy", row.isNull(13) ? json() : json(row.text(13))},
	        {"version", row.integer(14)}};
}

Result<json> readPlan(Tx& tx, const std::string& id)
{
	EH_TRY(auto row, tx.query(sql::kContactPlan, id));
	EH_TRY(const bool found, row.next());
	return found ? planJson(row) : json();
}

Result<void> requireVersion(const Request& request, const json& shown)
{
	if (request.ifMatch.empty()) return erphost::permanent("request.match_required", "The ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(shown.at("version").get<std::int64_t>()))
		return erphost::conflict("survey.contact.stale", "It has changed since it was read.")
		    .with("party", shown.at("party").get<std::string>());
	return {};
}

Result<int> reminderDays(const erphost::Host& host)
{
	EH_TRY(const json settings, host.settings(host.localDate(host.nowMs())));
	return settings.at("contact_reminder_days").get<int>();
}

} // namespace

Result<void> ContactRoutes::addTo(erphost::Registry& registry) const
{
	const json anything = {{"type", "object"}};
	EH_CHECK(registry.route(
		{"GET", "/contact-plans", "listContactPlans", "Who is contacted besides his orders, and how often.", kClerks,
	     object({{"kind", {{"enum", kKinds}}},
	             {"branch", textSchema()},
	             {"search", textSchema()},
	             {"limit", limitSchema()},
	             {"cursor", cursorSchema()}}),
	     nullptr, itemsSchema(), false, [this](Tx& tx, const Request& request) { return plans(tx, request); }}));
	EH_CHECK(
		registry.route({"POST", "/contact-plans", "addContactPlan", "Plans recurring contacts.", kManagers, nullptr,
	                    object({{"kind", {{"enum", kKinds}}},
	                            {"branchId", text(60, 1)},
	                            {"party", text(100, 1)},
	                            {"partyKey", text(60)},
	                            {"department", text(60)},
	                            {"person", text(60)},
	                            {"every", {{"enum", kRhythms}}},
	                            {"from", text(10, 10)},
	                            {"note", text(500)}},
	                           {"kind", "branchId", "party"}),
	                    anything, true, [this](Tx& tx, const Request& request) { return addPlan(tx, request); }}));
	EH_CHECK(registry.route(
		{"PUT", "/contact-plans/{id}", "changeContactPlan", "Changes a plan of contacts.", kManagers, nullptr,
	     object({{"person", text(60)},
	             {"every", {{"enum", kRhythms}}},
	             {"active", {{"type", "boolean"}}},
	             {"note", text(500)}},
	            {"person", "every", "active", "note"}),
	     anything, false, [this](Tx& tx, const Request& request) { return changePlan(tx, request); }}));
	EH_CHECK(registry.route(
		{"GET", "/contacts", "listContacts", "Contacts by the day until which they are due.", kClerks,
	     object({{"state", {{"enum", {"due", "done", "dropped"}}}},
	             {"kind", {{"enum", kKinds}}},
	             {"branch", textSchema()},
	             {"due", {{"enum", {"reminded", "overdue", "all"}}}},
	             {"sort", {{"enum", {"dueOn", "-dueOn"}}}},
	             {"limit", limitSchema()},
	             {"cursor", cursorSchema()}}),
	     nullptr, itemsSchema(), false, [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/contacts/{id}", "getContact", "One contact with its answers.", kClerks, nullptr,
	                         nullptr, anything, false,
	                         [this](Tx& tx, const Request& request) { return one(tx, request); }}));
	const json answer = object(
		{{"indicator", {{"type", "string"}, {"pattern", "^[a-z0-9_]{1,40}$"}}}, {"outcome", {{"enum", kOutcomes}}}},
		{"indicator", "outcome"});
	EH_CHECK(registry.route(
		{"POST", "/contacts/{id}/result", "finishContact", "What came of a contact.", kClerks, nullptr,
	     object({{"state", {{"enum", {"done", "dropped"}}}},
	             {"result", text(4000, 1)},
	             {"level", {{"enum", {"very_satisfied", "satisfied", "average", "dissatisfied", "very_dissatisfied"}}}},
	             {"answers", {{"type", "array"}, {"maxItems", 40}, {"items", answer}}}},
	            {"state", "result"}),
	     anything, true, [this](Tx& tx, const Request& request) { return finish(tx, request); }}));
	return registry.job("contacts", 600, [this](Tx& tx) { return makeDue(tx); });
}

Result<Reply> ContactRoutes::plans(Tx& tx, const Request& request) const
{
	const auto limit = request.queryInteger("limit", 50);
	EH_TRY(auto rows, tx.query(sql::kContactPlans, branchList(request.caller.branches(kClerks)),
	                           request.queryText("kind"), request.queryText("branch"),
	                           searchPattern(request.queryText("search")), request.queryText("cursor"), limit + 1));
	json items = json::array();
	std::string next;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		if (static_cast<std::int64_t>(items.size()) == limit)
		{
			next = items.back()["id"];
			break;
		}
		items.push_back(planJson(rows));
	}
	return Reply{200, pageOf(std::move(items), next), {}};
}

Result<Reply> ContactRoutes::addPlan(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string kind = body.at("kind"), branch = body.at("branchId"), party = body.at("party");
	if (!request.caller.may(kManagers, branch))
		return erphost::permanent("survey.contact.forbidden", "The branch is not yours.").with("branch", branch);
	const std::string today = _host.localDate(_host.nowMs());
	const std::string from = body.value("from", today), department = body.value("department", "");
	if (!erphost::isIsoDate(from))
		return erphost::permanent("survey.contact.from.invalid", "That is not a date.").with("pointer", "/from");
	// The same contact planned twice would be made twice: the plan's id is what it is about.
	const std::string id = taskId("contact." + kind, branch, party + "\n" + department);
	EH_TRY(const auto added,
	       tx.execute(sql::kAddContactPlan, id, kind, body.value("every", std::string(name(*usualEvery(kind)))), branch,
	                  party, body.value("partyKey", ""), department, body.value("person", ""), from,
	                  body.value("note", "")));
	if (added == 0)
		return erphost::conflict("survey.contact_plan.exists", "This contact is planned already.").with("party", party);
	EH_CHECK(makeDue(tx));
	EH_TRY(json shown, readPlan(tx, id));
	return Reply{201, std::move(shown), "1"};
}

Result<Reply> ContactRoutes::changePlan(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const json before, readPlan(tx, id));
	if (before.is_null() || !request.caller.may(kManagers, before.at("branchId").get<std::string>()))
		return erphost::permanent("survey.contact.not_found", "There is no such contact.").with("contact", id);
	EH_CHECK(requireVersion(request, before));
	const json& body = request.body;
	EH_TRY([[maybe_unused]] const auto changed,
	       tx.execute(sql::kChangeContactPlan, id, body.at("person").get<std::string>(),
	                  body.at("every").get<std::string>(), body.at("active").get<bool>(),
	                  body.at("note").get<std::string>()));
	EH_TRY(json shown, readPlan(tx, id));
	const std::string version = std::to_string(shown.at("version").get<std::int64_t>());
	return Reply{200, std::move(shown), version};
}

Result<Reply> ContactRoutes::list(Tx& tx, const Request& request) const
{
	const std::string today = _host.localDate(_host.nowMs());
	EH_TRY(const int days, reminderDays(_host));
	const std::string due = request.queryText("due", "all");
	const std::string until = due == "reminded"  ? erphost::daysAfter(today, days)
	                          : due == "overdue" ? erphost::daysAfter(today, -1)
	                                             : "";
	const std::string branches = branchList(request.caller.branches(kClerks)),
					  state = request.queryText("state", "due");
	const std::string kind = request.queryText("kind"), branch = request.queryText("branch");
	const std::string cursor = request.queryText("cursor");
	json last = json::array({"", ""});
	if (!cursor.empty())
	{
		last = json::parse(cursor, nullptr, false);
		if (!last.is_array() || last.size() != 2 || !last[0].is_string() || !last[1].is_string())
			return erphost::permanent("survey.cursor.invalid", "The cursor does not belong to this list.");
	}
	std::int64_t total = 0;
	{
		EH_TRY(auto row, tx.query(sql::kCountContacts, branches, state, kind, branch, until));
		EH_TRY([[maybe_unused]] const bool found, row.next());
		total = row.integer(0);
	}
	const auto limit = request.queryInteger("limit", 50);
	EH_TRY(auto rows, tx.query(request.queryText("sort") == "-dueOn" ? sql::kContactsDown : sql::kContacts, branches,
	                           state, kind, branch, until, last[0].get<std::string>(), last[1].get<std::string>(),
	                           cursor.empty() ? 0 : 1, limit + 1));
	json items = json::array();
	std::string next;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		if (static_cast<std::int64_t>(items.size()) == limit)
		{
			next = json::array({items.back()["dueOn"], items.back()["id"]}).dump();
			break;
		}
		items.push_back(contactJson(rows, today, days));
	}
	json body = pageOf(std::move(items), next);
	body["total"] = total;
	return Reply{200, body, {}};
}

Result<Reply> ContactRoutes::one(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const int days, reminderDays(_host));
	json shown;
	{
		EH_TRY(auto row, tx.query(sql::kContact, id));
		EH_TRY(const bool found, row.next());
		if (!found || !request.caller.may(kClerks, row.view(3)))
			return erphost::permanent("survey.contact.not_found", "There is no such contact.").with("contact", id);
		shown = contactJson(row, _host.localDate(_host.nowMs()), days);
	}
	shown["answers"] = json::array();
	EH_TRY(auto rows, tx.query(sql::kContactAnswers, id));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		shown["answers"].push_back({{"indicator", rows.text(0)}, {"outcome", rows.text(1)}});
	}
	const std::string version = std::to_string(shown.at("version").get<std::int64_t>());
	return Reply{200, std::move(shown), version};
}

Result<Reply> ContactRoutes::finish(Tx& tx, const Request& request) const
{
	EH_TRY(const Reply before, one(tx, request));
	const json& shown = before.body;
	EH_CHECK(requireVersion(request, shown));
	const json& body = request.body;
	const std::string id = request.param("id"), state = body.at("state"), kind = shown.at("kind");
	std::optional<std::string> level;
	if (body.contains("level")) level = body.at("level").get<std::string>();
	const std::int64_t now = _host.nowMs();
	EH_TRY(const auto done, tx.execute(sql::kFinishContact, id, state, body.at("result").get<std::string>(), level, now,
	                                   request.caller.name));
	if (done == 0)
		return erphost::conflict("survey.contact.done", "The contact has its result already.")
		    .with("party", shown.at("party").get<std::string>());
	// A contact's indicators are its own: they never mix with what call-backs about orders count (SV-11).
	const std::string prefix = kind == "staff" ? "staff." : "contact.";
	std::vector<Fact> facts;
	if (level) facts.push_back({prefix + std::string(kSatisfaction), outcomeOf(*levelNamed(*level))});
	for (const auto& answer : body.value("answers", json::array()))
	{
		const std::string indicator = prefix + answer.at("indicator").get<std::string>();
		const std::string outcome = answer.at("outcome");
		EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddContactAnswer, id, indicator, outcome));
		facts.push_back({indicator, outcomeNamed(outcome)});
	}
	if (state == "done")
		EH_CHECK(countContact(
			tx, {id, shown.at("branchId"), shown.at("branchId"), shown.at("party"), kind, respondentOf(kind)},
			monthOf(_host.localDate(now)), facts, {now, request.caller.name, "late", respondentOf(kind), kind}));
	return one(tx, request);
}

Result<bool> ContactRoutes::makeDue(Tx& tx) const
{
	const std::string today = _host.localDate(_host.nowMs());
	for (const Every every : kEvery)
	{
		const Period period = periodOf(every, today);
		EH_TRY([[maybe_unused]] const auto made,
		       tx.execute(sql::kMakeContacts, name(every), period.name, period.to, today));
	}
	return false;
}

} // namespace survey
