#include "surface/DayRoutes.hpp"

#include "store/CashSql.hpp"
#include "store/MoneyLedger.hpp"
#include "store/MoneySql.hpp"
#include "surface/FeeJson.hpp"
#include "surface/RowJson.hpp"

namespace fees {

namespace {

/// Until something was handed in nobody sees what is expected: who counts must not know.
json toJson(const CashDay& day)
{
	const bool blind = !day.closedAt && day.handIns == 0;
	const auto sum = [&](Fen fen) { return blind ? json() : json(fen); };
	return {{"branchId", day.branchId},
	        {"technician", personJson(day.technician, day.technicianName)},
	        {"day", day.day},
	        {"expectedFen", sum(day.expectedFen)},
	        {"handedFen", sum(day.handedFen)},
	        {"differenceFen", sum(day.differenceFen)},
	        {"blind", blind},
	        {"reason", day.reason},
	        {"closedAt", orNull(day.closedAt)},
	        {"closedName", day.closedName}};
}

} // namespace

Result<void> DayRoutes::addTo(erphost::Registry& registry) const
{
	const json one = ask::object({{"branch", ask::id()}, {"technician", ask::id()}, {"day", ask::date()}},
	                             {"branch", "technician", "day"});
	EH_CHECK(registry.route({"GET", "/cash/day", "readDay", "A technician's day; blind until something was handed in.",
	                         roles::kDeskAndTill, one, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return day(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/cash/day/close", "closeDay", "Closes a technician's day; a difference needs a reason.",
	     roles::kOrderDesk, nullptr,
	     ask::object(
			 {{"branch", ask::id()}, {"technician", ask::id()}, {"day", ask::date()}, {"reason", ask::text(500)}},
			 {"branch", "technician", "day"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return close(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/cash/days", "listDays", "Closed days.", roles::kDeskAndTill,
	                         ask::listQuery({"branch", "from", "to"}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return days(tx, request); }}));
	json query = ask::listQuery({});
	query["properties"]["problem"] = {{"enum", {"unknown_order", "amount", ""}}};
	EH_CHECK(registry.route({"GET", "/cash/entries", "listCashEntries",
	                         "The ERP's cash entries that fit nowhere, or all that do.", roles::kTill, query, nullptr,
	                         ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return entries(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/cash/accounts", "listAccounts", "What each account has.", roles::kDeskAndTill,
	                         ask::object({{"branch", ask::text(100)}}), nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return accounts(tx, request); }}));
	return registry.route(
		{"GET", "/cash/account", "readAccount", "The entries of an account, the newest first.", roles::kDeskAndTill,
	     ask::object({{"branch", ask::id()},
	                  {"account", ask::id()},
	                  {"key", ask::id()},
	                  {"before", {{"type", "integer"}, {"minimum", 0}}}},
	                 {"branch", "account", "key"}),
	     nullptr, ask::anObject(), false, [this](Tx& tx, const Request& request) { return account(tx, request); }});
}

Result<Reply> DayRoutes::day(Tx& tx, const Request& request) const
{
	EH_CHECK(ask::allowed(request, roles::kDeskAndTill, request.queryText("branch")));
	EH_TRY(const auto day,
	       cashDay(tx, request.queryText("branch"), request.queryText("technician"), request.queryText("day")));
	return Reply{200, toJson(day), {}};
}

Result<Reply> DayRoutes::close(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branch = body.at("branch"), technician = body.at("technician");
	EH_CHECK(ask::allowed(request, roles::kOrderDesk, branch));
	EH_TRY(const auto date, ask::businessDay(body, _host));
	EH_TRY(CashDay day, cashDay(tx, branch, technician, date));
	EH_TRY(const auto last, lastClosedDay(tx, branch, technician));
	if (day.closedAt || date <= last)
		return erphost::conflict("fees.day.already_closed", "The day was closed.")
		    .with("technician", technician)
		    .with("day", last)
		    .with("pointer", "/day");
	if (day.differenceFen != 0)
	{
		day.reason = body.value("reason", "");
		if (day.reason.find_first_not_of(" \t\r\n") == std::string::npos)
			return erphost::permanent("fees.day.reason_required", "A difference needs a reason.")
			    .with("technician", technician)
			    .with("difference", yuanText(day.differenceFen))
			    .with("pointer", "/reason");
		// What he still has, or handed in too much, goes to over/short: the next day begins with nothing.
		MoneyEntry entry;
		entry.id = "day:" + branch + ":" + technician + ":" + date;
		entry.what = "difference";
		entry.branchId = branch;
		entry.businessDate = date;
		entry.at = _host.nowMs();
		entry.who = request.caller.id;
		entry.whoName = request.caller.name;
		entry.reason = day.reason;
		entry.lines = {{std::string(account::kTechnician), technician, day.differenceFen},
		               {std::string(account::kOverShort), technician, -day.differenceFen}};
		EH_TRY([[maybe_unused]] const bool posted, post(tx, entry));
	}
	day.closedAt = _host.nowMs();
	EH_CHECK(closeDay(tx, day, ask::personOf(request)));
	EH_TRY(const auto closed, cashDay(tx, branch, technician, date));
	return Reply{200, toJson(closed), {}};
}

Result<Reply> DayRoutes::days(Tx& tx, const Request& request) const
{
	EH_TRY(const auto page,
	       listDays(tx, ask::branchList(request, roles::kDeskAndTill), request.queryText("branch"),
	                request.queryText("from", "0000-01-01"), request.queryText("to", std::string(kOpenEnd)),
	                request.queryText("cursor"), ask::limitOf(request)));
	json items = json::array();
	for (const auto& each : page.days) items.push_back(toJson(each));
	return pageReply(std::move(items), page.next);
}

Result<Reply> DayRoutes::entries(Tx& tx, const Request& request) const
{
	const int limit = ask::limitOf(request);
	EH_TRY(const auto cursor, erphost::readCursor(request.queryText("cursor"), true));
	EH_TRY(auto rows,
	       tx.query(sql::kCashEntries, ask::branchList(request, roles::kTill),
	                request.queryText("problem", "unknown_order"), cursor.number, cursor.id, cursor.given, limit + 1));
	EH_TRY(auto found, allRowsJson(rows, {"branchId", "key", "number", "entryKind", "orderNumber", "receiptNumber",
	                                      "method", "#amountFen", "#at", "problem"}));
	json page = pageOfRows(std::move(found), limit, "at", "key");
	page["total"] = nullptr;
	return Reply{200, std::move(page), {}};
}

Result<Reply> DayRoutes::accounts(Tx& tx, const Request& request) const
{
	EH_TRY(auto rows,
	       tx.query(sql::kBalances, ask::branchList(request, roles::kDeskAndTill), request.queryText("branch")));
	EH_TRY(const auto items, allRowsJson(rows, {"branchId", "account", "key", "#balanceFen"}));
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> DayRoutes::account(Tx& tx, const Request& request) const
{
	constexpr int kPage = 50;
	const std::string branch = request.queryText("branch"), account = request.queryText("account"),
					  key = request.queryText("key");
	EH_CHECK(ask::allowed(request, roles::kDeskAndTill, branch));
	EH_TRY(const Fen balance, balanceOf(tx, branch, account, key));
	EH_TRY(auto found, entriesOfAccount(tx, branch, account, key, request.queryInteger("before", 0), kPage + 1));
	const bool more = erphost::cutToPage(found, kPage);
	return Reply{
		200,
		{{"balanceFen", balance}, {"items", listJson(found)}, {"next", more ? json(found.back().position) : json()}},
		{}};
}

} // namespace fees
