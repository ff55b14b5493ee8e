#include "surface/CashRoutes.hpp"

#include "surface/FeeJson.hpp"
#include "surface/OrderRoutes.hpp"

#include <algorithm>
#include <set>

namespace fees {

namespace {

constexpr Fen kMostCounted = 100'000'000;
const std::string kDesk = "desk";
const std::vector<std::string> kReversers{"service_manager", "branch_manager", "finance"};

json toJson(const CashCount& count)
{
	json lines = json::array();
	for (const auto& line : count.lines)
		lines.push_back({{"kind", line.key.kind},
		                 {"orderKey", line.key.erpKey},
		                 {"orderNumber", line.orderNumber},
		                 {"expectedFen", line.expectedFen},
		                 {"countedFen", line.countedFen}});
	return {{"id", count.id},
	        {"number", count.number},
	        {"stage", count.stage},
	        {"branchId", count.branchId},
	        {"technician", personJson(count.technician, count.technicianName)},
	        {"day", count.businessDate},
	        {"expectedFen", count.expectedFen},
	        {"countedFen", count.countedFen},
	        {"differenceFen", count.countedFen - count.expectedFen},
	        {"state", count.state},
	        {"reason", count.reason},
	        {"passedBy", textOrNull(count.passedBy)},
	        {"at", count.at},
	        {"whoName", count.whoName},
	        {"version", count.version},
	        {"lines", lines}};
}

Result<Fen> counted(const json& from, const std::string& pointer)
{
	const json& value = from.at("countedFen");
	const bool huge =
		value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(kMostCounted);
	if (!huge && value.get<Fen>() >= 0 && value.get<Fen>() <= kMostCounted) return value.get<Fen>();
	return erphost::permanent("fees.count.invalid", "The sum counted is negative or too large.")
	    .with("sum", value.dump())
	    .with("pointer", pointer);
}

bool differs(const CashCount& count)
{
	return count.countedFen != count.expectedFen ||
	       std::any_of(count.lines.begin(), count.lines.end(),
	                   [](const CountLine& line) { return line.countedFen != line.expectedFen; });
}

} // namespace

Result<void> CashRoutes::addTo(erphost::Registry& registry) const
{
	const json ofBranch = ask::object({{"branch", ask::text(100)}});
	EH_CHECK(registry.route({"GET", "/cash/technicians", "listCashHolders", "Who has cash of which orders; no sums.",
	                         roles::kOrderDesk, ofBranch, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return holders(tx, request); }}));
	const json orders = {
		{"type", "array"},
		{"minItems", 1},
		{"maxItems", 200},
		{"items", ask::object({{"kind", {{"enum", {"work_order"}}}}, {"key", ask::id()}, {"countedFen", ask::fen()}},
	                          {"kind", "key", "countedFen"})}};
	EH_CHECK(registry.route({"POST", "/cash/hand-ins", "handIn",
	                         "What the technician hands the clerk, counted order by order.", roles::kOrderDesk, nullptr,
	                         ask::object({{"id", ask::clientId()},
	                                      {"branch", ask::id()},
	                                      {"technician", ask::id()},
	                                      {"day", ask::date()},
	                                      {"orders", orders}},
	                                     {"id", "branch", "technician", "orders"}),
	                         ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return handIn(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/cash/waiting", "listWaitingHandIns",
	                         "Hand-ins that the cashier has not taken over; no sums.", roles::kTill,
	                         ask::object({{"branch", ask::id()}}, {"branch"}), nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return waiting(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/cash/hand-overs", "handOver", "What the clerk hands the cashier, counted blind.", roles::kTill,
	     nullptr,
	     ask::object({{"id", ask::clientId()},
	                  {"branch", ask::id()},
	                  {"handIns", {{"type", "array"}, {"minItems", 1}, {"maxItems", 200}, {"items", ask::id()}}},
	                  {"countedFen", ask::fen()}},
	                 {"id", "branch", "handIns", "countedFen"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return handOver(tx, request); }}));
	json query = ask::listQuery({"branch", "technician"});
	query["properties"]["stage"] = {{"enum", {"hand_in", "hand_over"}}};
	EH_CHECK(registry.route({"GET", "/cash/counts", "listCounts", "Counts, the newest first.", roles::kDeskAndTill,
	                         query, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/cash/counts/{id}", "readCount", "A count with its orders.", roles::kDeskAndTill,
	                         nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return read(tx, request); }}));
	const json reason = ask::object({{"reason", ask::text(500)}}, {"reason"});
	EH_CHECK(registry.route({"POST", "/cash/counts/{id}/explain", "explainCount", "Why a count differs.",
	                         roles::kDeskAndTill, nullptr, reason, ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return explain(tx, request); }}));
	return registry.route({"POST", "/cash/counts/{id}/reverse", "reverseCount",
	                       "Turns a count round by counter-entries.", kReversers, nullptr, reason, ask::anObject(),
	                       true, [this](Tx& tx, const Request& request) { return reverseCount(tx, request); }});
}

Result<Reply> CashRoutes::holders(Tx& tx, const Request& request) const
{
	EH_TRY(const auto found,
	       techniciansWithCash(tx, ask::branchList(request, roles::kOrderDesk), request.queryText("branch")));
	json items = json::array();
	for (const auto& each : found)
	{
		if (items.empty() || items.back()["branchId"] != each.branchId ||
		    items.back()["technician"]["key"] != each.technician)
		{
			EH_TRY(const auto name, technicianNameOf(tx, each.branchId, each.technician));
			items.push_back({{"branchId", each.branchId},
			                 {"technician", personJson(each.technician, name)},
			                 {"orders", json::array()}});
		}
		items.back()["orders"].push_back({{"kind", each.key.kind},
		                                  {"orderKey", each.key.erpKey},
		                                  {"orderNumber", each.orderNumber},
		                                  {"receipts", each.receipts}});
	}
	return Reply{200, {{"items", items}}, {}};
}

Result<void> CashRoutes::postCash(Tx& tx, const Request& request, const CashCount& count, const std::string& part,
                                  const OrderKey& key, std::vector<MoneyLine> lines) const
{
	MoneyEntry entry;
	entry.id = "count:" + count.id + ":" + part;
	entry.what = part == "difference" ? "difference" : count.stage;
	entry.branchId = count.branchId;
	entry.kind = key.erpKey.empty() ? "" : key.kind;
	entry.erpKey = key.erpKey;
	entry.businessDate = count.businessDate;
	entry.at = count.at;
	entry.who = request.caller.id;
	entry.whoName = request.caller.name;
	entry.ref = count.id;
	entry.lines = std::move(lines);
	EH_TRY([[maybe_unused]] const bool posted, post(tx, entry));
	return {};
}

Result<Reply> CashRoutes::handIn(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	CashCount count;
	count.id = body.at("id");
	count.stage = "hand_in";
	count.branchId = body.at("branch");
	count.technician = body.at("technician");
	EH_CHECK(ask::allowed(request, roles::kOrderDesk, count.branchId));
	EH_TRY(count.businessDate, ask::businessDay(body, _work.host()));
	std::set<std::string> seen;
	for (const auto& each : body.at("orders"))
	{
		const std::string place = "/orders/" + std::to_string(count.lines.size());
		CountLine line;
		line.key = {each.at("kind"), count.branchId, each.at("key")};
		if (!seen.insert(line.key.erpKey).second)
			return erphost::permanent("fees.count.double_order", "An order stands here twice.")
			    .with("order", line.key.erpKey)
			    .with("pointer", place + "/key");
		EH_TRY(line.countedFen, counted(each, place + "/countedFen"));
		EH_TRY(const auto order, findFeeOrder(tx, line.key));
		if (!order)
			return erphost::permanent("fees.order.not_found", "There is no such order.")
			    .with("order", line.key.erpKey)
			    .with("branch", count.branchId)
			    .with("pointer", place + "/key");
		line.orderNumber = order->number;
		count.lines.push_back(line);
	}
	EH_TRY(const auto known, findCount(tx, count.id));
	if (known)
	{
		const bool same = known->stage == count.stage && known->technician == count.technician &&
		                  known->branchId == count.branchId &&
		                  std::equal(count.lines.begin(), count.lines.end(), known->lines.begin(), known->lines.end(),
		                             [](const CountLine& a, const CountLine& b) {
										 return a.key.erpKey == b.key.erpKey && a.countedFen == b.countedFen;
									 });
		if (!same) return erphost::conflict("fees.id_taken", "Another record has this id.").with("id", count.id);
		return show(tx, count.id, 201);
	}
	EH_CHECK(requireOpenDay(tx, count.branchId, count.technician, count.businessDate));
	EH_TRY(count.technicianName, technicianNameOf(tx, count.branchId, count.technician));
	for (auto& line : count.lines)
	{
		EH_TRY(line.expectedFen, inHandOfOrder(tx, line.key, count.technician));
		count.expectedFen += line.expectedFen;
		count.countedFen += line.countedFen;
	}
	count.state = differs(count) ? "difference" : "agreed";
	count.at = _work.host().nowMs();
	EH_TRY(count.number, nextNumber(tx, "JK", count.branchId, count.businessDate));
	EH_CHECK(addCount(tx, count, ask::personOf(request)));
	int number = 0;
	for (const auto& line : count.lines)
	{
		++number;
		if (line.countedFen > 0)
			EH_CHECK(postCash(tx, request, count, std::to_string(number), line.key,
			                  {{std::string(account::kTechnician), count.technician, -line.countedFen},
			                   {std::string(account::kClerk), kDesk, line.countedFen}}));
		EH_CHECK(_work.refresh(tx, line.key, "money"));
	}
	return show(tx, count.id, 201);
}

Result<Reply> CashRoutes::waiting(Tx& tx, const Request& request) const
{
	const std::string branch = request.queryText("branch");
	json items = json::array();
	if (!request.caller.may(roles::kTill, branch)) return Reply{200, {{"items", items}}, {}};
	EH_TRY(const auto found, waitingCounts(tx, branch));
	for (const auto& each : found)
		items.push_back({{"id", each.id},
		                 {"number", each.number},
		                 {"technician", personJson(each.technician, each.technicianName)},
		                 {"day", each.businessDate},
		                 {"at", each.at}});
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> CashRoutes::handOver(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	CashCount count;
	count.id = body.at("id");
	count.stage = "hand_over";
	count.branchId = body.at("branch");
	EH_CHECK(ask::allowed(request, roles::kTill, count.branchId));
	EH_TRY(count.countedFen, counted(body, "/countedFen"));
	EH_TRY(const auto known, findCount(tx, count.id));
	if (known)
	{
		if (known->stage != count.stage || known->branchId != count.branchId || known->countedFen != count.countedFen)
			return erphost::conflict("fees.id_taken", "Another record has this id.").with("id", count.id);
		return show(tx, count.id, 201);
	}
	std::vector<CashCount> handIns;
	for (const std::string id : body.at("handIns"))
	{
		EH_TRY(const auto handIn, findCount(tx, id));
		const bool fits =
			handIn && handIn->stage == "hand_in" && handIn->branchId == count.branchId && handIn->passedBy.empty() &&
			handIn->state != "reversed" &&
			std::none_of(handIns.begin(), handIns.end(), [&](const CashCount& each) { return each.id == id; });
		if (!fits)
			return erphost::conflict("fees.hand_in.not_waiting", "The hand-in is not waiting for the cashier.")
			    .with("number", handIn ? handIn->number : id)
			    .with("pointer", "/handIns/" + std::to_string(handIns.size()));
		handIns.push_back(*handIn);
		count.expectedFen += handIn->countedFen;
	}
	count.at = _work.host().nowMs();
	count.businessDate = _work.host().localDate(count.at);
	count.state = differs(count) ? "difference" : "agreed";
	EH_TRY(count.number, nextNumber(tx, "CN", count.branchId, count.businessDate));
	EH_CHECK(addCount(tx, count, ask::personOf(request)));
	for (auto& handIn : handIns)
	{
		handIn.passedBy = count.id;
		EH_CHECK(moveCount(tx, handIn));
		for (const auto& line : handIn.lines)
		{
			if (line.countedFen > 0)
				EH_CHECK(postCash(tx, request, count, handIn.id + ":" + line.key.erpKey, line.key,
				                  {{std::string(account::kClerk), kDesk, -line.countedFen},
				                   {std::string(account::kCashier), kDesk, line.countedFen}}));
			EH_CHECK(_work.refresh(tx, line.key, "money"));
		}
	}
	// What the cashier has is what he counted; the rest waits for its reason on over/short.
	if (const Fen over = count.countedFen - count.expectedFen; over != 0)
		EH_CHECK(postCash(
			tx, request, count, "difference", {},
			{{std::string(account::kOverShort), kDesk, -over}, {std::string(account::kCashier), kDesk, over}}));
	return show(tx, count.id, 201);
}

Result<Reply> CashRoutes::list(Tx& tx, const Request& request) const
{
	const CountFilter filter{ask::branchList(request, roles::kDeskAndTill), request.queryText("stage", "hand_in"),
	                         request.queryText("branch"), request.queryText("technician")};
	EH_TRY(const auto page, listCounts(tx, filter, request.queryText("cursor"), ask::limitOf(request)));
	json items = json::array();
	for (const auto& each : page.counts) items.push_back(toJson(each));
	return pageReply(std::move(items), page.next);
}

Result<CashCount> CashRoutes::countOf(Tx& tx, const Request& request, const std::vector<std::string>& roles) const
{
	EH_TRY(const auto count, findCount(tx, request.param("id")));
	if (!count || !request.caller.may(roles, count->branchId))
		return erphost::permanent("fees.count.not_found", "There is no such count.").with("count", request.param("id"));
	return *count;
}

Result<Reply> CashRoutes::show(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(const auto count, findCount(tx, id));
	return Reply{status, toJson(*count), std::to_string(count->version)};
}

Result<Reply> CashRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const auto count, countOf(tx, request, roles::kDeskAndTill));
	return show(tx, count.id, 200);
}

Result<Reply> CashRoutes::explain(Tx& tx, const Request& request) const
{
	EH_TRY(auto count, countOf(tx, request, roles::kDeskAndTill));
	EH_CHECK(ask::unchanged(request, count.version, "fees.stale", count.number));
	if (count.state != "difference")
		return erphost::conflict("fees.count.nothing_to_explain", "The count has no open difference.")
		    .with("number", count.number);
	EH_TRY(count.reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	count.state = "explained";
	EH_CHECK(moveCount(tx, count));
	return show(tx, count.id, 200);
}

Result<Reply> CashRoutes::reverseCount(Tx& tx, const Request& request) const
{
	EH_TRY(auto count, countOf(tx, request, kReversers));
	EH_CHECK(ask::unchanged(request, count.version, "fees.stale", count.number));
	if (count.state == "reversed")
		return erphost::conflict("fees.count.reversed", "The count was reversed before.").with("number", count.number);
	if (!count.passedBy.empty())
		return erphost::conflict("fees.count.passed_on", "The cashier has taken the money over.")
		    .with("number", count.number);
	if (count.stage == "hand_in") EH_CHECK(requireOpenDay(tx, count.branchId, count.technician, count.businessDate));
	EH_TRY(count.reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	count.state = "reversed";
	EH_CHECK(moveCount(tx, count));
	EH_TRY(const auto entries, entriesOfRef(tx, count.id));
	// On the day of the count, so that its day closing adds up.
	for (const auto& id : entries)
	{
		EH_TRY([[maybe_unused]] const bool done, reverse(tx, id,
		                                                 {count.businessDate, _work.host().nowMs(), request.caller.id,
		                                                  request.caller.name, count.reason}));
	}
	EH_TRY(auto handIns, passedCounts(tx, count));
	for (auto& handIn : handIns)
	{
		handIn.passedBy.clear();
		EH_CHECK(moveCount(tx, handIn));
		EH_TRY(const auto whole, findCount(tx, handIn.id));
		if (!whole) continue;
		for (const auto& line : whole->lines) EH_CHECK(_work.refresh(tx, line.key, "money"));
	}
	for (const auto& line : count.lines) EH_CHECK(_work.refresh(tx, line.key, "money"));
	return show(tx, count.id, 200);
}

} // namespace fees
