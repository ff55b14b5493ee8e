#include "surface/AssessmentRoutes.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Month.hpp"
#include "store/AssessmentSql.hpp"
#include "surface/TaskRoutes.hpp"

#include <array>

namespace survey {

using erphost::Query;
using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Sorting;
using erphost::Tx;
using nlohmann::json;

namespace {

const std::vector<std::string> kExaminers{"branch_manager", "service_manager"};

const std::array kSortings{
	Sorting{"answeredOn", sql::kAssessmentsByAnswer, sql::kAssessmentsByAnswer, true},
	Sorting{"-answeredOn", sql::kAssessmentsByAnswerDown, sql::kAssessmentsByAnswerDown, true},
	Sorting{"taskNumber", sql::kAssessmentsByNumber, sql::kAssessmentsByNumber, false},
	Sorting{"-taskNumber", sql::kAssessmentsByNumberDown, sql::kAssessmentsByNumberDown, false},
};

/// Classes of satisfaction as survey_count keeps them, with the level that they stand for.
std::string_view levelOf(std::string_view satisfaction)
{
	if (satisfaction == "Y") return "very_satisfied";
	if (satisfaction == "y") return "satisfied";
	if (satisfaction == "a") return "average";
	return satisfaction == "n" ? "dissatisfied" : "very_dissatisfied";
}

/// SV-58: average and worse is examined, better is rewarded.
bool examined(std::string_view satisfaction)
{
	return satisfaction != "Y" && satisfaction != "y";
}

std::int64_t bonusFen(const json& bonus, std::string_view satisfaction)
{
	return examined(satisfaction) ? 0 : bonus.value(std::string(levelOf(satisfaction)), std::int64_t{0});
}

json shown(const Query& row, const json& bonus, const erphost::Host& host)
{
	const std::string satisfaction = row.text(6);
	const bool toExamine = examined(satisfaction), done = !row.isNull(8);
	return {{"taskId", row.text(0)},
	        {"taskNumber", row.text(1)},
	        {"orderNumber", row.text(2)},
	        {"branchId", row.text(3)},
	        {"branchName", row.text(4)},
	        {"technicianName", row.text(5)},
	        {"answeredOn", row.integer(7) == 0 ? json() : json(host.localDate(row.integer(7)))},
	        {"level", levelOf(satisfaction)},
	        {"kind", toExamine ? "examine" : "bonus"},
	        {"state", !toExamine ? "none"
	                  : done     ? "examined"
	                             : "open"},
	        {"finding", row.text(8)},
	        {"measure", row.text(9)},
	        {"examinedBy", row.isNull(10) ? json() : json(row.text(10))},
	        {"examinedAt", row.isNull(11) ? json() : json(row.integer(11))},
	        {"bonusFen", bonusFen(bonus, satisfaction)},
	        {"version", row.integer(12)}};
}

} // namespace

Result<void> AssessmentRoutes::addTo(erphost::Registry& registry) const
{
	const json filter = {{"type", "object"},
	                     {"additionalProperties", false},
	                     {"properties",
	                      {{"month", monthSchema()},
	                       {"kind", {{"enum", {"examine", "bonus"}}}},
	                       {"state", {{"enum", {"open", "examined"}}}},
	                       {"branch", textSchema()},
	                       {"search", textSchema()},
	                       {"sort", {{"enum", {"answeredOn", "-answeredOn", "taskNumber", "-taskNumber"}}}},
	                       {"limit", limitSchema()},
	                       {"cursor", cursorSchema()}}}};
	const json finding = {{"type", "object"},
	                      {"additionalProperties", false},
	                      {"required", {"finding"}},
	                      {"properties",
	                       {{"finding", {{"type", "string"}, {"minLength", 1}, {"maxLength", 2000}}},
	                        {"measure", {{"type", "string"}, {"maxLength", 2000}}}}}};
	EH_CHECK(registry.route({"GET", "/assessments", "listAssessments",
	                         "A month's orders that are examined, or rewarded, for the customer's satisfaction.",
	                         kFigureReaders, filter, nullptr, itemsSchema(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	return registry.route({"PUT",
	                       "/assessments/{task}",
	                       "examineAssessment",
	                       "What the examination of a dissatisfied or average order found.",
	                       kExaminers,
	                       nullptr,
	                       finding,
	                       {{"type", "object"}},
	                       false,
	                       [this](Tx& tx, const Request& request) { return examine(tx, request); }});
}

Result<Reply> AssessmentRoutes::list(Tx& tx, const Request& request) const
{
	const std::string month = request.queryText("month", monthOf(_host.localDate(_host.nowMs())));
	const std::string kind = request.queryText("kind", "examine");
	const std::string branches = branchList(request.caller.branches(kFigureReaders));
	const std::string branch = request.queryText("branch"), state = request.queryText("state");
	const std::string search = erphost::pattern(request.queryText("search"));
	const bool toExamine = kind == "examine";
	const char* const first = toExamine ? "a" : "Y";
	const char* const second = toExamine ? "n" : "y";
	const char* const third = toExamine ? "N" : "y";
	EH_TRY(const json settings, _host.settings(month + "-01"));
	const json bonus = settings.value("bonus", json::object());

	std::int64_t total = 0, sum = 0;
	{
		EH_TRY(auto rows,
		       tx.query(sql::kCountAssessments, branches, month, branch, search, first, second, third, state));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			total += rows.integer(1);
			sum += rows.integer(1) * bonusFen(bonus, rows.view(0));
		}
	}
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(kSortings, request.queryText("sort", "-answeredOn")));
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), sorting->numeric));
	const int limit = static_cast<int>(request.queryInteger("limit", 50));
	const auto ask = [&](const auto& value) {
		return tx.query(sorting->all, branches, month, branch, search, first, second, third, state, value, last.id,
		                last.given, limit + 1);
	};
	EH_TRY(auto rows, sorting->numeric ? ask(last.number) : ask(last.text));
	json items = json::array();
	json seen;
	std::string next;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		if (static_cast<int>(items.size()) == limit)
		{
			next = erphost::cursorOf(seen, items.back()["taskId"]);
			break;
		}
		items.push_back(shown(rows, bonus, _host));
		// The instant, not the day that is shown: of one day there are many.
		seen = sorting->numeric ? json(rows.integer(7)) : json(rows.text(1));
	}
	json body = pageOf(std::move(items), next);
	body["month"] = month;
	body["kind"] = kind;
	body["total"] = total;
	body["bonusFen"] = sum;
	return Reply{200, body, {}};
}

Result<Reply> AssessmentRoutes::examine(Tx& tx, const Request& request) const
{
	const std::string task = request.param("task");
	const auto read = [&]() -> Result<json> {
		EH_TRY(auto row, tx.query(sql::kAssessment, task));
		EH_TRY(const bool found, row.next());
		if (!found || !request.caller.may(kExaminers, row.view(3)) || !examined(row.view(6)))
			return erphost::permanent("survey.assessment.not_found", "There is no order to examine.")
			    .with("task", task);
		return shown(row, json::object(), _host);
	};
	EH_TRY(const json before, read());
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The examination's version is needed in If-Match.");
	if (request.ifMatch != std::to_string(before["version"].get<std::int64_t>()))
		return erphost::conflict("survey.assessment.stale", "The examination has changed since it was read.")
		    .with("number", before["taskNumber"].get<std::string>());
	EH_TRY([[maybe_unused]] const auto done,
	       tx.execute(sql::kExamine, task, request.body.at("finding").get<std::string>(),
	                  request.body.value("measure", ""), request.caller.name, _host.nowMs()));
	EH_TRY(json after, read());
	const std::string version = std::to_string(after["version"].get<std::int64_t>());
	return Reply{200, std::move(after), version};
}

} // namespace survey
