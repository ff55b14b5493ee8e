#include "surface/OrderRoutes.hpp"

#include "store/Compensations.hpp"
#include "store/MoneyLedger.hpp"
#include "store/Receipts.hpp"
#include "surface/FeeJson.hpp"
#include "surface/MoneyStory.hpp"

#include <algorithm>

namespace fees {

namespace {

json textJson(const Computation& each)
{
	return {{"generation", each.generation}, {"at", each.at},           {"cause", each.cause},
	        {"totalFen", each.totalFen},     {"verdict", each.verdict}, {"verdictReason", each.verdictReason}};
}

/// The story's word for an entry of the ledger; '' for one that another line tells already.
std::string toldAs(const MoneyEntry& entry)
{
	if (!entry.reverses.empty()) return "fee.reversed";
	// What left the ERP's till is a refund to whoever reads the story, not one more receipt.
	const bool leftTill = std::any_of(entry.lines.begin(), entry.lines.end(), [](const MoneyLine& line) {
		return line.account == account::kTill && line.deltaFen < 0;
	});
	if (entry.what == "cash_entry" && leftTill) return "fee.cash_refund";
	for (const char* what : {"hand_in", "hand_over", "cash_entry", "difference", "overcharge", "confiscation"})
		if (entry.what == what) return std::string("fee.") + what;
	return {};
}

} // namespace

Result<FeeOrder> requireOrder(Tx& tx, const Request& request, const OrderKey& key,
                              const std::vector<std::string>& roles)
{
	EH_TRY(const auto order, findFeeOrder(tx, key));
	if (order && request.caller.may(roles, key.branchId)) return *order;
	return erphost::permanent("fees.order.not_found", "There is no such order.")
	    .with("order", key.erpKey)
	    .with("branch", key.branchId);
}

Result<void> OrderRoutes::addTo(erphost::Registry& registry) const
{
	json query = ask::listQuery({"branch", "q"});
	query["properties"]["moneyState"] = {
		{"enum", {"", "open", "free", "due", "technician", "clerk", "cashier", "till", "differs"}}};
	const json one = ask::object(ask::orderMembers(), {"kind", "branch", "key"});
	EH_CHECK(registry.route({"GET", "/orders", "listOrders", "Orders and where their money is, the last touched first.",
	                         roles::kOrderReaders, query, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/order", "readOrder", "An order's fee with everything that belongs to it.",
	                         roles::kOrderReaders, one, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return read(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/order/proposal", "proposeFee", "What the order costs by today's list.",
	                         roles::kOrderDesk, one, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return proposal(tx, request); }}));
	const json note = ask::orderMembers(
		{{"id", ask::clientId()},
	     {"exclusion", {{"enum", {"", "misuse", "force_majeure", "bad_mains", "unauthorised_repair"}}}},
	     {"proof", {{"enum", {"", "seen", "refused"}}}},
	     {"purchasedOn", ask::text(10)},
	     {"reason", ask::text(1000)}});
	EH_CHECK(registry.route({"POST", "/order/warranty", "noteWarranty",
	                         "What was found out about the warranty; the last note counts.", roles::kDecide, nullptr,
	                         ask::object(note, {"id", "kind", "branch", "key", "reason"}), ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return this->note(tx, request); }}));
	return registry.route(
		{"GET", "/story", "readFeeStory", "What fees know about one order, in time.", roles::kOrderReaders,
	     ask::object({{"kind", ask::id()}, {"branch", ask::id()}, {"key", ask::id()}}, {"kind", "branch", "key"}),
	     nullptr, ask::anObject(), false, [this](Tx& tx, const Request& request) { return story(tx, request); }});
}

Result<Reply> OrderRoutes::list(Tx& tx, const Request& request) const
{
	const OrderFilter filter{ask::branchList(request, roles::kOrderReaders), request.queryText("branch"),
	                         request.queryText("q"), request.queryText("moneyState")};
	EH_TRY(const auto page, listFeeOrders(tx, filter, request.queryText("cursor"), ask::limitOf(request)));
	return pageReply(listJson(page.orders), page.next);
}

Result<Reply> OrderRoutes::detail(Tx& tx, const OrderKey& key) const
{
	EH_TRY(const auto order, findFeeOrder(tx, key));
	json body = toJson(*order);
	EH_TRY(const auto notes, notesOf(tx, key));
	json told = json::array();
	for (const auto& each : notes)
		told.push_back({{"id", each.id},
		                {"exclusion", each.exclusion},
		                {"proof", each.proof},
		                {"purchasedOn", each.purchasedOn},
		                {"reason", each.reason},
		                {"whoName", each.whoName},
		                {"at", each.at}});
	body["warranty"] = {{"purchasedOn", order->purchasedOn},       {"months", order->warrantyMonths},
	                    {"source", order->warrantySource},         {"list", textOrNull(order->warrantyList)},
	                    {"repairOf", textOrNull(order->repairOf)}, {"notes", told}};
	EH_TRY(const auto lines, computedLines(tx, key, order->generation));
	body["lines"] = listJson(lines);
	EH_TRY(const auto computations, computationsOf(tx, key));
	body["generations"] = json::array();
	for (const auto& each : computations) body["generations"].push_back(textJson(each));
	EH_TRY(const auto quotations, quotationsOf(tx, key));
	body["quotations"] = listJson(quotations);
	EH_TRY(const auto receipts, receiptsOf(tx, key));
	body["receipts"] = listJson(receipts);
	EH_TRY(const auto entries, entriesOfOrder(tx, key.kind, key.branchId, key.erpKey));
	body["entries"] = listJson(entries);
	EH_TRY(const auto exceptions, exceptionsOf(tx, key));
	body["exceptions"] = listJson(exceptions);
	EH_TRY(const auto compensations, compensationsOf(tx, key));
	body["compensations"] = listJson(compensations);
	return Reply{200, std::move(body), std::to_string(order->version)};
}

Result<Reply> OrderRoutes::read(Tx& tx, const Request& request) const
{
	const OrderKey key = ask::keyOf(request.query);
	EH_TRY([[maybe_unused]] const auto order, requireOrder(tx, request, key, roles::kOrderReaders));
	return detail(tx, key);
}

Result<Reply> OrderRoutes::note(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const OrderKey key = ask::keyOf(body);
	EH_TRY([[maybe_unused]] const auto order, requireOrder(tx, request, key, roles::kDecide));
	WarrantyNote note;
	note.id = body.at("id");
	note.exclusion = body.value("exclusion", "");
	note.proof = body.value("proof", "");
	note.purchasedOn = body.value("purchasedOn", "");
	if (!note.purchasedOn.empty())
	{
		EH_TRY(note.purchasedOn, ask::dayOf(body, "purchasedOn", _work.host().localDate(_work.host().nowMs())));
	}
	EH_TRY(note.reason, ask::wanted(body, "reason", "fees.text.invalid"));
	note.whoName = request.caller.name;
	note.at = _work.host().nowMs();
	EH_TRY(const bool isNew, addNote(tx, key, note, request.caller.id));
	if (!isNew)
	{
		EH_TRY(const auto notes, notesOf(tx, key));
		const bool same = std::any_of(notes.begin(), notes.end(), [&](const WarrantyNote& each) {
			return each.id == note.id && each.exclusion == note.exclusion && each.proof == note.proof &&
			       each.purchasedOn == note.purchasedOn;
		});
		if (!same) return erphost::conflict("fees.id_taken", "Another record has this id.").with("id", note.id);
	}
	EH_CHECK(_work.refresh(tx, key, "warranty"));
	return detail(tx, key);
}

Result<Reply> OrderRoutes::proposal(Tx& tx, const Request& request) const
{
	const OrderKey key = ask::keyOf(request.query);
	EH_TRY(FeeOrder order, requireOrder(tx, request, key, roles::kOrderDesk));
	EH_TRY(const auto erp, findErpOrder(tx, key.branchId, key.erpKey));
	std::vector<FeeLine> lines;
	if (erp)
	{
		const std::string today = _work.host().localDate(_work.host().nowMs());
		EH_TRY(lines, _work.priceOn(tx, *erp, order, order.completedOn.empty() ? today : order.completedOn));
	}
	json items = json::array();
	for (const auto& line : lines)
		if (line.charged())
			items.push_back(toJson(
				PaperLine{line.what, line.code, line.name, line.quantity, line.unit, line.unitSize, line.amountFen}));
	return Reply{200,
	             {{"lines", items},
	              {"totalFen", totalOf(lines)},
	              {"verdict", order.verdict},
	              {"verdictReason", order.verdictReason}},
	             {}};
}

Result<Reply> OrderRoutes::story(Tx& tx, const Request& request) const
{
	const OrderKey key = ask::keyOf(request.query);
	json items = json::array();
	if (!request.caller.may(roles::kOrderReaders, key.branchId)) return Reply{200, {{"items", items}}, {}};
	const auto add = [&](std::int64_t at, const std::string& what, json params, const std::string& who,
	                     const char* type, const std::string& id) {
		items.push_back({{"at", at},
		                 {"source", "fees"},
		                 {"what", what},
		                 {"params", std::move(params)},
		                 {"who", who},
		                 {"ref", {{"type", type}, {"id", id}}},
		                 {"basis", nullptr}});
	};
	EH_TRY(const auto computations, computationsOf(tx, key));
	for (const auto& each : computations)
		add(each.at, "fee.computed",
		    {{"fen", each.totalFen}, {"verdict", each.verdict}, {"verdictReason", each.verdictReason}}, "", "order",
		    key.erpKey);
	EH_TRY(const auto quotations, quotationsOf(tx, key));
	for (const auto& each : quotations)
	{
		add(each.madeAt, "fee.quoted", {{"fen", each.totalFen}, {"number", each.number}}, each.madeName, "quotation",
		    each.id);
		if (each.answeredAt)
			add(*each.answeredAt, each.state == "refused" ? "fee.refused" : "fee.agreed",
			    {{"fen", each.totalFen}, {"number", each.number}, {"via", each.answeredVia}}, each.madeName,
			    "quotation", each.id);
	}
	EH_TRY(const auto receipts, receiptsOf(tx, key));
	for (const auto& each : receipts)
		add(each.at, each.what == "charge" ? "fee.receipt" : "fee.refund",
		    {{"fen", each.totalFen}, {"number", each.number}, {"reason", each.reason}}, each.whoName, "receipt",
		    each.id);
	EH_TRY(const auto entries, entriesOfOrder(tx, key.kind, key.branchId, key.erpKey));
	for (const auto& each : entries)
		if (const auto what = toldAs(each); !what.empty())
			add(each.at, what,
			    {{"fen", std::max(each.lines[0].deltaFen, -each.lines[0].deltaFen)}, {"reason", each.reason}},
			    each.whoName, "entry", each.id);
	EH_TRY(const auto exceptions, exceptionsOf(tx, key));
	for (const auto& each : exceptions)
	{
		add(each.openedAt, "fee.exception", {{"exceptionKind", each.what}, {"fen", each.differenceFen}}, "",
		    "exception", each.id);
		if (each.state == "closed")
			add(each.changedAt, "fee.exception_closed",
			    {{"exceptionKind", each.what}, {"outcome", each.outcome}, {"reason", each.reason}}, each.changedName,
			    "exception", each.id);
	}
	EH_TRY(const auto compensations, compensationsOf(tx, key));
	for (const auto& each : compensations)
		add(each.paidAt.value_or(each.claimedAt), "fee.compensation",
		    {{"fen", each.sumFen}, {"number", each.number}, {"compensationState", each.state}}, each.claimedName,
		    "compensation", each.id);
	EH_TRY(const json money, moneyStory(tx, _work.host(), key.kind, key.branchId, key.erpKey));
	items.insert(items.end(), money.begin(), money.end());
	std::stable_sort(items.begin(), items.end(), [](const json& one, const json& other) {
		return one.at("at").get<std::int64_t>() < other.at("at").get<std::int64_t>();
	});
	return Reply{200, {{"items", items}}, {}};
}

} // namespace fees
