#include "surface/WorkRoutes.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/Payees.hpp"
#include "store/SettlementSql.hpp"
#include "store/WorkSql.hpp"
#include "surface/Ask.hpp"
#include "surface/Booking.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/RowJson.hpp"

#include <map>

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr int kPiece = 500;
constexpr int kDepositEntries = 200;

} // namespace

json toJson(const Work& work, Verdict verdict)
{
	const json released = work.releasedAt
	                          ? json{{"at", *work.releasedAt}, {"by", work.releasedBy}, {"reason", work.releaseReason}}
	                          : json();
	return {{"id", work.id},
	        {"branchId", work.branchId},
	        {"branchName", work.branchName},
	        {"kind", work.kind},
	        {"orderKey", work.erpKey},
	        {"orderNumber", work.orderNumber},
	        {"payee", work.payee},
	        {"payeeName", work.payeeName},
	        {"technician", work.technician},
	        {"technicianName", work.technicianName},
	        {"productType", work.productType},
	        {"serviceType", work.serviceType},
	        {"warranty", work.warranty},
	        {"completedAt", work.completedAt},
	        {"month", work.month},
	        {"rateFen", work.rateFen ? json(*work.rateFen) : json()},
	        {"state", work.state},
	        {"verdict", name(verdict)},
	        {"level", work.level.empty() ? json() : json(work.level)},
	        {"openCases", work.openCases},
	        {"openCase", work.openCase.empty() ? json() : json(work.openCase)},
	        {"pendingFines", work.pendingFines},
	        {"released", released},
	        {"paidFen", work.paidFen},
	        {"settlementId", work.settlementId.empty() ? json() : json(work.settlementId)}};
}

Result<bool> releaseWork(Tx& tx, const Gatekeeper& gate, const erphost::Host& host, const Work& work,
                         const std::string& reason, const Doer& who)
{
	const std::int64_t now = host.nowMs();
	EH_TRY(const FeeSettings settings, feeSettingsAt(host, host.localDate(now)));
	if (work.state != "waiting" && work.state != "taken_back") return false;
	EH_TRY(const Verdict verdict, gate.look(tx, work, settings));
	if (verdict != Verdict::waitsRelease) return false;
	EH_TRY([[maybe_unused]] const auto kept, tx.execute(sql::kAddRelease, work.id, now, who.id, who.name, reason));
	EH_TRY([[maybe_unused]] const auto released, tx.execute(sql::kReleaseWork, work.id, now, who.name, reason));
	EH_CHECK(gate.show(tx, work, "waiting", std::string(name(Verdict::payable)), {}, work.rateFen.value_or(0)));
	return true;
}

Result<void> WorkRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route(
		{"GET", "/works", "listWorks", "Orders of outsourced work, the oldest first.", roles::kMoneyReaders,
	     ask::listQuery({"branch", "payee", "month", "state", "verdict", "search"}), nullptr, ask::listAnswer(), false,
	     [this](Tx& tx, const Request& request) { return works(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/works/{id}/gate", "getGate", "Why an order may be paid or not.",
	                         roles::kMoneyReaders, nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return gate(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/releases", "releaseOrders", "Releases orders whose customer was never reached, with a reason.",
	     roles::kServiceManager, nullptr,
	     ask::object({{"branchId", ask::id()},
	                  {"reason", ask::text(1000)},
	                  {"orders", {{"type", "array"}, {"minItems", 1}, {"maxItems", 500}, {"items", ask::id()}}}},
	                 {"branchId", "reason", "orders"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return release(tx, request); }}));
	EH_CHECK(registry.route({"POST",
	                         "/hr/{branch}/{month}/commission",
	                         "runCommission",
	                         "Own technicians' commission by list, onto HR's list.",
	                         {"settlement_clerk", "hr"},
	                         nullptr,
	                         nullptr,
	                         ask::anObject(),
	                         true,
	                         [this](Tx& tx, const Request& request) { return commission(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/deposits", "listDeposits", "Quality deposits by payee.", roles::kMoneyReaders,
	                         ask::listQuery({"branch"}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return deposits(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/deposits/{branch}/{payee}", "getDeposit", "A payee's deposit.",
	                         roles::kMoneyReaders, nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return deposit(tx, request); }}));
	return registry.route(
		{"POST", "/deposits/{branch}/{payee}", "moveDeposit", "Paid in, used or released.", roles::kFinance, nullptr,
	     ask::object({{"kind", {{"enum", {"paid_in", "used", "released"}}}},
	                  {"sumFen", ask::fen()},
	                  {"reason", ask::text(1000)}},
	                 {"kind", "sumFen", "reason"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return moveDeposit(tx, request); }});
}

Result<Reply> WorkRoutes::works(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	const std::string state = request.queryText("state"), verdict = request.queryText("verdict");
	const std::string like = erphost::pattern(request.queryText("search"));
	const auto ask = [&](const erphost::Sql& sql, const auto&... more) {
		return tx.query(sql, ask::branchList(request, roles::kMoneyReaders), request.queryText("branch"),
		                request.queryText("payee"), request.queryText("month"), like, last.number, last.id, last.given,
		                limit + 1, more...);
	};
	EH_TRY(auto rows, !verdict.empty()
	                      ? ask(sql::kWorksOfVerdict, state.empty() ? std::string("waiting") : state, verdict)
	                  : state.empty() ? ask(sql::kWorks)
	                                  : ask(sql::kWorksOfState, state));
	EH_TRY(auto found, erphost::allRows(rows, toWork));
	const bool more = erphost::cutToPage(found, limit);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	json items = json::array();
	for (const Work& work : found) items.push_back(toJson(work, _run.gate().verdictNow(work, settings)));
	return Reply{200,
	             {{"items", items},
	              {"next", more ? json(erphost::cursorOf(found.back().completedAt, found.back().id)) : json()}},
	             {}};
}

Result<Reply> WorkRoutes::gate(Tx& tx, const Request& request) const
{
	EH_TRY(const auto work, findWork(tx, request.param("id")));
	if (!work || !request.caller.may(roles::kMoneyReaders, work->branchId))
		return erphost::permanent("fees.work.not_found", "There is no such order.").with("order", request.param("id"));
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	json body = toJson(*work, _run.gate().verdictNow(*work, settings));
	EH_TRY(auto rows, tx.query(sql::kCasesOfOrder, work->kind, work->branchId, work->erpKey));
	EH_TRY(body["cases"], allRowsJson(rows, {"caseId", "number", "state", "#openedAt", "#closedAt"}));
	return Reply{200, std::move(body), {}};
}

Result<Reply> WorkRoutes::release(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId");
	if (!request.caller.may(roles::kServiceManager, branch))
		return erphost::permanent("fees.not_allowed", "The service manager releases.").with("branch", branch);
	EH_TRY(const std::string reason, ask::wanted(request.body, "reason", "fees.reason.invalid"));
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	std::int64_t released = 0;
	json refused = json::array();
	for (const json& id : request.body.at("orders"))
	{
		EH_TRY(const auto work, findWork(tx, id.get<std::string>()));
		if (!work || work->branchId != branch)
			return erphost::permanent("fees.work.not_found", "There is no such order.")
			    .with("order", id.get<std::string>())
			    .with("pointer", "/orders");
		EH_TRY(const bool done,
		       releaseWork(tx, _run.gate(), _host, *work, reason, {request.caller.id, request.caller.name}));
		released += done ? 1 : 0;
		if (!done)
			refused.push_back({{"id", work->id},
			                   {"orderNumber", work->orderNumber},
			                   {"verdict", name(_run.gate().verdictNow(*work, settings))}});
	}
	return Reply{200, {{"released", released}, {"refused", refused}}, {}};
}

Result<Reply> WorkRoutes::commission(Tx& tx, const Request& request) const
{
	const std::string branch = request.param("branch"), month = request.param("month");
	if (!isMonth(month) || month > monthOfDate(_host.localDate(_host.nowMs())))
		return erphost::permanent("fees.month.invalid", "That is not a month that has begun.").with("month", month);
	if (!request.caller.may({"settlement_clerk", "hr"}, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	const std::int64_t now = _host.nowMs();
	const Doer who{request.caller.id, request.caller.name};
	std::map<std::string, std::optional<std::pair<Fen, std::string>>> known;
	std::int64_t orders = 0, without = 0, unlisted = 0;
	Fen total = 0;
	std::string after;
	for (;;)
	{
		std::vector<Work> works;
		{
			EH_TRY(auto rows, tx.query(sql::kUncommissioned, branch, month, kPiece, after));
			EH_TRY(works, erphost::allRows(rows, toWork));
		}
		for (const Work& work : works)
		{
			after = work.id;
			// FE-41: none where the unit came back because of the work.
			if (work.exchangeCaused > 0)
			{
				++without;
				continue;
			}
			const std::string key = work.completedOn + "|" + work.serviceType + "|" + work.productType;
			auto rate = known.find(key);
			if (rate == known.end())
			{
				EH_TRY(auto row,
				       tx.query(sql::kCommission, branch, work.completedOn, work.serviceType, work.productType));
				EH_TRY(const bool found, row.next());
				rate = known.emplace(key, found ? std::optional(std::pair(row.integer(0), row.text(1))) : std::nullopt)
				           .first;
			}
			if (!rate->second)
			{
				++unlisted;
				continue;
			}
			const Fen sum = rate->second->first;
			EH_TRY([[maybe_unused]] const auto paid, tx.execute(sql::kPayWork, work.id, sum, now));
			++orders;
			total += sum;
			if (sum == 0) continue;
			const std::string id = "commission:" + work.id + ":" + std::to_string(work.times + 1);
			EH_CHECK(book(tx, _host,
			              {id, "commission", branch, rate->second->second, work.id, who, work.kind, work.erpKey, {}},
			              account::kCompany, "commission", account::kPerson, work.payee, sum));
			EH_TRY([[maybe_unused]] const bool put,
			       putHrLine(tx, {id, branch, month, work.payee, work.payeeName, "commission", work.id,
			                      rate->second->second, work.orderNumber, work.serviceType + "/" + work.productType,
			                      sum, now, work.month == month ? "" : work.month}));
		}
		if (static_cast<int>(works.size()) < kPiece) break;
	}
	return Reply{200, {{"orders", orders}, {"sumFen", total}, {"without", without}, {"unlisted", unlisted}}, {}};
}

Result<Reply> WorkRoutes::deposits(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), false));
	const int limit = ask::limitOf(request);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	std::vector<json> items;
	{
		EH_TRY(auto rows, tx.query(sql::kDepositors, ask::branchList(request, roles::kMoneyReaders),
		                           request.queryText("branch"), last.text, limit + 1));
		EH_TRY(items, allRowsJson(rows, {"branchId", "payee", "payeeName", "#balanceFen", "id"}));
	}
	for (json& item : items)
	{
		EH_TRY(item["targetFen"], _run.depositTarget(tx, item["branchId"], item["payee"], settings));
	}
	return Reply{200, pageOfRows(std::move(items), limit, "id", "id"), {}};
}

Result<void> WorkRoutes::knownPayee(Tx& tx, const std::string& branch, const std::string& payee) const
{
	EH_TRY(auto row, tx.query(sql::kKnownPayee, branch, payee));
	EH_TRY(const bool known, row.next());
	if (known) return {};
	return erphost::permanent("fees.payee.not_found", "There is no such payee in this branch.")
	    .with("payee", payee)
	    .with("branch", branch);
}

Result<Reply> WorkRoutes::depositShown(Tx& tx, const std::string& branch, const std::string& payee, int status) const
{
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	EH_TRY(const Fen balance, balanceOf(tx, branch, account::kDeposit, payee));
	EH_TRY(const Fen target, _run.depositTarget(tx, branch, payee, settings));
	json entries = json::array();
	EH_TRY(const auto posted, entriesOfAccount(tx, branch, account::kDeposit, payee, 0, kDepositEntries));
	for (const MoneyEntry& each : posted)
		for (const MoneyLine& line : each.lines)
			if (line.account == account::kDeposit && line.key == payee)
				entries.push_back({{"id", each.id},
				                   {"at", each.at},
				                   {"kind", each.what.substr(each.what.find('_') + 1)},
				                   {"sumFen", line.deltaFen},
				                   {"ref", each.ref},
				                   {"by", each.whoName},
				                   {"reason", each.reason}});
	return Reply{status, {{"balanceFen", balance}, {"targetFen", target}, {"entries", entries}}, {}};
}

Result<Reply> WorkRoutes::deposit(Tx& tx, const Request& request) const
{
	if (!request.caller.may(roles::kMoneyReaders, request.param("branch")))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.")
		    .with("branch", request.param("branch"));
	EH_CHECK(knownPayee(tx, request.param("branch"), request.param("payee")));
	return depositShown(tx, request.param("branch"), request.param("payee"), 200);
}

Result<Reply> WorkRoutes::moveDeposit(Tx& tx, const Request& request) const
{
	const std::string branch = request.param("branch"), payee = request.param("payee");
	if (!request.caller.may(roles::kFinance, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	EH_CHECK(knownPayee(tx, branch, payee));
	EH_TRY(const Fen sum, ask::neededSum(request.body, "sumFen", 1));
	EH_TRY(const std::string reason, ask::wanted(request.body, "reason", "fees.reason.invalid"));
	const std::string kind = request.body.at("kind");
	if (kind != "paid_in")
	{
		EH_TRY(const Fen balance, balanceOf(tx, branch, account::kDeposit, payee));
		if (sum > balance)
			return erphost::conflict("fees.deposit.too_much", "There is not so much of it.")
			    .with("balance", yuanText(balance))
			    .with("pointer", "/sumFen");
	}
	EH_CHECK(book(tx, _host,
	              {"deposit:" + newId(_host.nowMs()),
	               "deposit_" + kind,
	               branch,
	               reason,
	               payee,
	               {request.caller.id, request.caller.name},
	               {},
	               {},
	               {}},
	              account::kCompany, "deposits", account::kDeposit, payee, kind == "paid_in" ? sum : -sum));
	return depositShown(tx, branch, payee, 201);
}

} // namespace fees
