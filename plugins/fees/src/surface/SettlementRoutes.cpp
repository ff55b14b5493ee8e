#include "surface/SettlementRoutes.hpp"

#include "erphost/Rows.hpp"
#include "rules/FeeMonth.hpp"
#include "store/MoneyLedger.hpp"
#include "store/SettlementSql.hpp"
#include "store/WorkSql.hpp"
#include "surface/Ask.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/RowJson.hpp"
#include "surface/WorkRoutes.hpp"

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr int kMostOnPaper = 5000;
constexpr int kMostLeftOut = 500;
const Columns kLineColumns{"id",   "#sequence", "type",    "ref",     "orderNumber",
                           "text", "#baseFen",  "#factor", "#sumFen", "settlementId"};

json orNull(const std::optional<std::int64_t>& value)
{
	return value ? json(*value) : json();
}
json textOrNull(const std::string& text)
{
	return text.empty() ? json() : json(text);
}

} // namespace

json toJson(const Settlement& item)
{
	return {{"id", item.id},
	        {"number", item.number},
	        {"branchId", item.branchId},
	        {"branchName", item.branchName},
	        {"payee", item.payee},
	        {"payeeName", item.payeeName},
	        {"month", item.month},
	        {"state", item.state},
	        {"orders", item.orders},
	        {"ordersFen", item.ordersFen},
	        {"offsetFen", item.offsetFen},
	        {"depositFen", item.depositFen},
	        {"totalFen", item.totalFen},
	        {"paidFen", item.paidFen},
	        {"carriedFen", item.carriedFen},
	        {"grade", item.grade},
	        {"factor", item.factor},
	        {"satisfaction", {{"content", item.content}, {"answered", item.answered}}},
	        {"waiting", item.waiting},
	        {"draftedAt", item.draftedAt},
	        {"draftedBy", item.drafter.name},
	        {"checkedAt", orNull(item.checkedAt)},
	        {"checkedBy", textOrNull(item.checker.name)},
	        {"approvedAt", orNull(item.approvedAt)},
	        {"approvedBy", textOrNull(item.approver.name)},
	        {"paidAt", orNull(item.paidAt)},
	        {"paidBy", textOrNull(item.payer.name)},
	        {"paidOn", textOrNull(item.paidOn)},
	        {"paidRef", item.reference},
	        {"droppedWhy", item.droppedWhy},
	        {"version", item.version}};
}

Result<void> SettlementRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(
		registry.route({"POST", "/settlements/run", "runSettlements", "Drafts what is payable for a branch and month.",
	                    roles::kSettlers, nullptr,
	                    ask::object({{"branchId", ask::id()}, {"month", ask::month()}, {"payee", ask::text(100)}},
	                                {"branchId", "month"}),
	                    ask::anObject(), true, [this](Tx& tx, const Request& request) { return run(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/settlements", "listSettlements", "Settlements, the newest first.",
	                         roles::kMoneyReaders, ask::listQuery({"state", "branch", "month", "payee"}), nullptr,
	                         ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/settlements/{id}", "getSettlement",
	                    "A settlement and what the gate refuses of it now.", roles::kMoneyReaders, nullptr, nullptr,
	                    ask::anObject(), false, [this](Tx& tx, const Request& request) { return one(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/settlements/{id}/lines", "listSettlementLines", "Its lines in their order.",
	                         roles::kMoneyReaders, ask::listQuery({}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return lines(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/settlements/{id}/paper", "getSettlementPaper", "The statement, for print.",
	                         roles::kMoneyReaders, nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return paper(tx, request); }}));
	return addSteps(registry);
}

Result<void> SettlementRoutes::addSteps(erphost::Registry& registry) const
{
	const auto route = [&](const char* path, const char* id, const char* summary, const std::vector<std::string>& who,
	                       json body, Step step) {
		return registry.route({"POST", std::string("/settlements/{id}/") + path, id, summary, who, nullptr,
		                       std::move(body), ask::anObject(), true,
		                       [this, who, step = std::move(step)](Tx& tx, const Request& request) {
								   return stepped(tx, request, who, step);
							   }});
	};
	EH_CHECK(route("recompute", "recomputeSettlement", "Works it out again as a draft.", roles::kSettlers, nullptr,
	               [this](Tx& tx, Settlement& item, const Doer& who) { return _run.recompute(tx, item, who); }));
	EH_CHECK(route("check", "checkSettlement", "First pair of eyes.", roles::kSettlementCheckers, nullptr,
	               [this](Tx& tx, Settlement& item, const Doer& who) { return _run.check(tx, item, who); }));
	EH_CHECK(route("approve", "approveSettlement", "Second pair of eyes.", roles::kSettlementApprovers, nullptr,
	               [this](Tx& tx, Settlement& item, const Doer& who) { return _run.approve(tx, item, who); }));
	EH_CHECK(registry.route(
		{"POST", "/settlements/{id}/pay", "paySettlement", "It is paid: its orders are settled.", roles::kCash, nullptr,
	     ask::object({{"paidOn", ask::date()}, {"reference", ask::text(100)}}, {"paidOn", "reference"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) -> Result<Reply> {
			 EH_TRY(const std::string on, ask::dayOf(request.body, "paidOn", _host.localDate(_host.nowMs())));
			 EH_TRY(const std::string reference, ask::wanted(request.body, "reference", "fees.reason.invalid"));
			 return stepped(tx, request, roles::kCash, [&](Tx& in, Settlement& item, const Doer& who) {
				 return _run.pay(in, item, on, reference, who);
			 });
		 }}));
	return registry.route({"POST", "/settlements/{id}/drop", "dropSettlement", "Drops one that is not paid.",
	                       roles::kSettlers, nullptr, ask::object({{"why", ask::text(1000)}}, {"why"}), ask::anObject(),
	                       true, [this](Tx& tx, const Request& request) -> Result<Reply> {
							   EH_TRY(const std::string why, ask::wanted(request.body, "why", "fees.reason.invalid"));
							   return stepped(
								   tx, request, roles::kSettlers,
								   [&](Tx& in, Settlement& item, const Doer&) { return _run.drop(in, item, why); });
						   }});
}

Result<Reply> SettlementRoutes::run(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId");
	if (!request.caller.may(roles::kSettlers, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	EH_TRY(const std::string month, ask::monthOf(request.body, "month"));
	if (month > monthOfDate(_host.localDate(_host.nowMs())))
		return erphost::permanent("fees.month.invalid", "The month has not begun.")
		    .with("month", month)
		    .with("pointer", "/month");
	EH_TRY(const auto outcome,
	       _run.run(tx, branch, month, request.body.value("payee", ""), {request.caller.id, request.caller.name}));
	json made = json::array(), waiting = json::array();
	for (const Settlement& each : outcome.settlements) made.push_back(toJson(each));
	for (const auto& [verdict, orders] : outcome.waiting) waiting.push_back({{"verdict", verdict}, {"orders", orders}});
	return Reply{200, {{"settlements", made}, {"waiting", waiting}, {"noRate", outcome.noRate}}, {}};
}

Result<Reply> SettlementRoutes::list(Tx& tx, const Request& request) const
{
	const SettlementFilter filter{ask::branchList(request, roles::kMoneyReaders), request.queryText("state"),
	                              request.queryText("branch"), request.queryText("month"), request.queryText("payee")};
	EH_TRY(const auto page, listSettlements(tx, filter, request.queryText("cursor"), ask::limitOf(request)));
	json items = json::array();
	for (const Settlement& each : page.settlements) items.push_back(toJson(each));
	return Reply{200, {{"items", items}, {"next", textOrNull(page.next)}}, {}};
}

Result<Settlement> SettlementRoutes::required(Tx& tx, const Request& request, const std::vector<std::string>& who) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto found, findSettlement(tx, id));
	if (!found || !request.caller.may(roles::kMoneyReaders, found->branchId))
		return erphost::permanent("fees.settlement.not_found", "There is no such settlement.").with("settlement", id);
	if (!request.caller.may(who, found->branchId))
		return erphost::permanent("fees.not_allowed", "Somebody else does this.").with("branch", found->branchId);
	return *found;
}

Result<Reply> SettlementRoutes::shown(Tx& tx, const Settlement& settlement) const
{
	json body = toJson(settlement);
	body["blocked"] = json::array();
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, dayOfMonth(settlement.month, 31)));
	EH_TRY(const auto blocked, _run.blocked(tx, settlement));
	for (const Work& work : blocked)
		body["blocked"].push_back({{"id", work.id},
		                           {"orderNumber", work.orderNumber},
		                           {"verdict", work.state == "drafted" ? name(_run.gate().verdictNow(work, settings))
		                                                               : name(Verdict::notSettled)}});
	return Reply{200, std::move(body), std::to_string(settlement.version)};
}

Result<Reply> SettlementRoutes::one(Tx& tx, const Request& request) const
{
	EH_TRY(const Settlement settlement, required(tx, request, roles::kMoneyReaders));
	return shown(tx, settlement);
}

Result<Reply> SettlementRoutes::lines(Tx& tx, const Request& request) const
{
	EH_TRY(const Settlement settlement, required(tx, request, roles::kMoneyReaders));
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows, tx.query(sql::kLines, settlement.id, last.number, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, kLineColumns));
	return Reply{200, pageOfRows(std::move(items), limit, "sequence", "id"), {}};
}

Result<Reply> SettlementRoutes::paper(Tx& tx, const Request& request) const
{
	EH_TRY(const Settlement settlement, required(tx, request, roles::kMoneyReaders));
	json body = {{"settlement", toJson(settlement)}, {"lines", json::array()}, {"leftOut", json::array()}};
	{
		EH_TRY(auto rows, tx.query(sql::kLines, settlement.id, 0, kMostOnPaper));
		EH_TRY(body["lines"], allRowsJson(rows, kLineColumns));
	}
	EH_TRY(const Fen balance, balanceOf(tx, settlement.branchId, account::kDeposit, settlement.payee));
	body["deposit"] = {{"balanceFen", balance}};
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, dayOfMonth(settlement.month, 31)));
	EH_TRY(auto rows,
	       tx.query(sql::kUnpaidWork, settlement.branchId, settlement.payee, dayOfMonth(settlement.month, 31), ""));
	EH_TRY(const auto works, erphost::allRows(rows, toWork));
	for (std::size_t i = 0; i < works.size() && i < kMostLeftOut; ++i)
		body["leftOut"].push_back(toJson(works[i], _run.gate().verdictNow(works[i], settings)));
	return Reply{200, std::move(body), {}};
}

Result<Reply> SettlementRoutes::stepped(Tx& tx, const Request& request, const std::vector<std::string>& who,
                                        const Step& step) const
{
	EH_TRY(Settlement settlement, required(tx, request, who));
	EH_CHECK(ask::unchanged(request, settlement.version, "fees.settlement.stale", settlement.number));
	EH_CHECK(step(tx, settlement, {request.caller.id, request.caller.name}));
	return shown(tx, settlement);
}

} // namespace fees
