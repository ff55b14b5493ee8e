#include "surface/MonthRoutes.hpp"

#include "rules/Month.hpp"
#include "rules/Ranking.hpp"
#include "store/FigureSql.hpp"
#include "store/Plans.hpp"
#include "surface/MonthPlans.hpp"
#include "surface/TaskRoutes.hpp"

#include <algorithm>

namespace survey {

using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

constexpr int kPageMonths = 12;
/// Lists ask for as many rows as they show; each month is counted by itself.
constexpr int kMostMonths = 36;

json orNull(const auto& value)
{
	return value ? json(*value) : json();
}

json querySchema(json properties)
{
	return {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

} // namespace

Result<void> MonthRoutes::addTo(erphost::Registry& registry) const
{
	const json object = {{"type", "object"}};
	EH_CHECK(
		registry.route({"GET", "/months", "listMonths", "Months with the state of their closing, newest first.",
	                    kFigureReaders, querySchema({{"limit", limitSchema()}, {"cursor", monthSchema()}}), nullptr,
	                    itemsSchema(), false, [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/months/{month}", "getMonth", "A month with its branches side by side.",
	                         kFigureReaders, nullptr, nullptr, object, false,
	                         [this](Tx& tx, const Request& request) { return one(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/months/{month}/amendments", "listAmendments",
	                         "What was counted for a month after its figures were computed.", kFigureReaders,
	                         querySchema({{"branch", textSchema()},
	                                      {"indicator", textSchema()},
	                                      {"sort", {{"enum", {"at", "-at"}}}},
	                                      {"limit", limitSchema()},
	                                      {"cursor", cursorSchema()}}),
	                         nullptr, itemsSchema(), false,
	                         [this](Tx& tx, const Request& request) { return amendments(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/months/{month}/compute", "computeMonth",
	                         "Takes the copy of a month's figures that is to be signed.", kManagers, nullptr, nullptr,
	                         object, true, [this](Tx& tx, const Request& request) { return compute(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/months/{month}/sign", "signMonth",
	                         "Signs the computed figures of a month: they are frozen.", kManagers, nullptr,
	                         querySchema({{"remark", {{"type", "string"}, {"maxLength", 1000}}}}), object, true,
	                         [this](Tx& tx, const Request& request) { return sign(tx, request); }}));
	return registry.job("propose_month", 3600, [this](Tx& tx) { return propose(tx); });
}

Result<json> MonthRoutes::shown(Tx& tx, const Month& month, const std::string& branches, bool withBranches) const
{
	EH_TRY(const FigureSettings settings, figureSettings(_host, month.month));
	const std::string today = _host.localDate(_host.nowMs());
	FigureQuery query;
	query.branches = branches;
	query.basis = month.basis.empty() ? settings.basis : month.basis;
	query.from = query.to = month.month;
	EH_TRY(const auto live, liveFigures(tx, query));
	auto figures = live;
	if (month.state != "open")
	{
		EH_TRY(figures, copiedFigures(tx, query));
	}
	EH_TRY(const auto amended, countAmendments(tx, {branches, month.month, "", ""}));
	EH_TRY(const auto plans, countPlans(tx, {branches, "", "", "", month.month, false, today}));
	json body = {{"month", month.month},
	             {"state", month.state},
	             {"proposed", month.state == "open" && month.proposedAt.has_value()},
	             {"over", isOver(month.month, today)},
	             {"basis", query.basis},
	             {"satisfaction", toJson(totalOf(figures), kSatisfaction, settings, std::nullopt)},
	             {"live", toJson(rateOf(kSatisfaction, totalOf(live).counts))},
	             {"amendments", amended},
	             {"plans", plans},
	             {"computedAt", orNull(month.computedAt)},
	             {"computedBy", orNull(month.computedBy)},
	             {"signedAt", orNull(month.signedAt)},
	             {"signedBy", orNull(month.signedBy)},
	             {"remark", month.remark},
	             {"version", month.version}};
	if (!withBranches) return body;
	std::vector<Rate> rates;
	for (const auto& figure : figures) rates.push_back(rateOf(kSatisfaction, figure.counts));
	const auto ranks = ranksOf(rates, settings.few);
	body["branches"] = json::array();
	for (std::size_t i = 0; i < figures.size(); ++i)
		body["branches"].push_back(toJson(figures[i], kSatisfaction, settings, ranks[i]));
	return body;
}

Result<Reply> MonthRoutes::list(Tx& tx, const Request& request) const
{
	const std::string now = monthOf(_host.localDate(_host.nowMs()));
	const std::string until = request.queryText("cursor", now);
	const auto limit = std::min<std::int64_t>(request.queryInteger("limit", kPageMonths), kMostMonths);
	const auto months = monthsUntil(until, static_cast<int>(limit));
	EH_TRY(const FigureSettings settings, figureSettings(_host, now));
	const std::string branches = branchList(request.caller.branches(kFigureReaders));
	EH_TRY(const auto begun, monthsBetween(tx, months.front(), until));
	std::string first;
	{
		EH_TRY(auto row, tx.query(sql::kFirstMonth, settings.basis, kSatisfaction));
		EH_TRY([[maybe_unused]] const bool found, row.next());
		first = row.text(0); // empty where nothing was ever counted
	}
	json items = json::array();
	for (auto each = months.rbegin(); each != months.rend(); ++each)
	{
		const auto known =
			std::find_if(begun.begin(), begun.end(), [&](const Month& month) { return month.month == *each; });
		if (known == begun.end() && (first.empty() || *each < first)) continue;
		Month open;
		open.month = *each;
		EH_TRY(json item, shown(tx, known == begun.end() ? open : *known, branches, false));
		items.push_back(std::move(item));
	}
	const bool more = !first.empty() && first < months.front();
	return Reply{200, pageOf(std::move(items), more ? monthPlus(months.front(), -1) : ""), {}};
}

Result<Reply> MonthRoutes::one(Tx& tx, const Request& request) const
{
	const std::string name = request.param("month");
	if (!isMonth(name)) return erphost::permanent("survey.month.invalid", "That is not a month.").with("month", name);
	EH_TRY(const auto known, findMonth(tx, name));
	Month open;
	open.month = name;
	const Month& month = known ? *known : open;
	EH_TRY(json body, shown(tx, month, branchList(request.caller.branches(kFigureReaders)), true));
	return Reply{200, std::move(body), std::to_string(month.version)};
}

Result<Reply> MonthRoutes::amendments(Tx& tx, const Request& request) const
{
	const std::string month = request.param("month");
	if (!isMonth(month)) return erphost::permanent("survey.month.invalid", "That is not a month.").with("month", month);
	const AmendmentFilter filter{branchList(request.caller.branches(kFigureReaders)), month,
	                             request.queryText("branch"), request.queryText("indicator")};
	EH_TRY(const AmendmentPage page,
	       listAmendments(tx, filter, request.queryText("sort", "at"), request.queryText("cursor"),
	                      static_cast<int>(request.queryInteger("limit", 50))));
	json items = json::array();
	for (const auto& each : page.amendments)
		items.push_back({{"at", each.at},
		                 {"taskId", each.subject},
		                 {"taskNumber", each.subjectNumber},
		                 {"branchId", each.branchId},
		                 {"branchName", each.branchName},
		                 {"indicator", each.indicator},
		                 {"before", toJson(each.before)},
		                 {"after", toJson(each.after)},
		                 {"reason", each.reason},
		                 {"who", each.who}});
	json body = pageOf(std::move(items), page.next);
	body["total"] = page.total;
	return Reply{200, body, {}};
}

Result<Month> MonthRoutes::forChange(Tx& tx, const Request& request) const
{
	const std::string name = request.param("month");
	if (!isMonth(name)) return erphost::permanent("survey.month.invalid", "That is not a month.").with("month", name);
	// A month is signed for the whole company: a manager of one branch would freeze the others' figures too.
	if (!request.caller.may(kManagers, "*"))
		return erphost::permanent("survey.month.forbidden", "A month is closed by a manager of all branches.");
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The month's ETag is needed in If-Match.");
	EH_TRY(const auto known, findMonth(tx, name));
	Month month;
	month.month = name;
	if (known) month = *known;
	if (month.state == "signed")
		return erphost::conflict("survey.month.signed", "The month is signed and does not change any more.")
		    .with("month", name);
	if (request.ifMatch != std::to_string(month.version))
		return erphost::conflict("survey.month.stale", "The month has changed since it was read.").with("month", name);
	return month;
}

Result<Reply> MonthRoutes::compute(Tx& tx, const Request& request) const
{
	EH_TRY(const Month month, forChange(tx, request));
	const std::int64_t now = _host.nowMs();
	if (!isOver(month.month, _host.localDate(now)))
		return erphost::permanent("survey.month.not_over.invalid", "The month is not over yet.")
		    .with("month", month.month);
	EH_TRY(const bool waiting, earlierAttemptsWait(tx));
	if (waiting)
		return erphost::transient("survey.month.counting",
		                          "Call-backs from before the figures were kept are still being counted.");
	EH_TRY(const FigureSettings settings, figureSettings(_host, month.month));
	EH_CHECK(computeMonth(tx, month.month, settings.basis, request.caller.name, now));
	return one(tx, request);
}

Result<Reply> MonthRoutes::sign(Tx& tx, const Request& request) const
{
	EH_TRY(const Month month, forChange(tx, request));
	const std::int64_t now = _host.nowMs();
	const std::string remark = request.body.is_null() ? "" : request.body.value("remark", "");
	EH_TRY(const bool frozen, signMonth(tx, month.month, request.caller.name, remark, now));
	if (!frozen)
		return erphost::conflict("survey.month.not_computed", "Compute the month's figures before you sign them.")
		    .with("month", month.month);
	EH_TRY(const FigureSettings settings, figureSettings(_host, month.month));
	FigureQuery query;
	query.from = query.to = month.month;
	EH_TRY(const auto figures, copiedFigures(tx, query));
	EH_TRY(const int made,
	       applyMonth(tx, month.month, figures, settings, request.caller.name, _host.localDate(now), now));
	EH_TRY(Reply reply, one(tx, request));
	reply.body["plansMade"] = made;
	return reply;
}

Result<bool> MonthRoutes::propose(Tx& tx) const
{
	const std::int64_t now = _host.nowMs();
	const std::string before = monthPlus(monthOf(_host.localDate(now)), -1);
	// SV-16: a month from before is there for the trend; whoever wants to sign it may.
	const auto goLive = tx.goLiveDate();
	if (!goLive || before < monthOf(*goLive)) return false;
	EH_TRY(const FigureSettings settings, figureSettings(_host, before));
	FigureQuery query;
	query.basis = settings.basis;
	query.from = query.to = before;
	EH_TRY(const auto figures, liveFigures(tx, query));
	// A month without a single call-back needs no closing: the service had not begun.
	if (figures.empty()) return false;
	EH_CHECK(proposeMonth(tx, before, settings.basis, now));
	return false;
}

} // namespace survey
