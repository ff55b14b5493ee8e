#include "surface/WaitingRoutes.hpp"

#include "erphost/CustomerText.hpp"
#include "rules/DeskQuantity.hpp"
#include "rules/Id.hpp"
#include "rules/WaitingDue.hpp"
#include "store/CarryInSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// No date yet: behind all that have one.
constexpr std::int64_t kNever = 9'007'199'254'740'991;

const RecordKind kKind{sql::kWaiting, sql::kWaitingColumns};
const std::array kListSortings{PARTS_SORTINGS("dueAt", sql::kWaitings, true)};
const DeskListing kList{kListSortings, sql::kWaitingColumns, "dueAt"};
const std::array kCallSortings{erphost::Sorting{"dueAt", sql::kWaitingCalls, sql::kWaitingCalls, true},
                               erphost::Sorting{"-dueAt", sql::kWaitingCallsDown, sql::kWaitingCallsDown, true}};
const DeskListing kCalls{kCallSortings, sql::kWaitingColumns, "dueAt"};
const Actor kErp{"erp", "ERP"};

void finish(json& waiting, std::int64_t now)
{
	const bool open = waiting.at("state") == "waiting";
	WaitingFacts facts;
	facts.supplierDate = waiting.at("supplierDate");
	facts.toldDate = waiting.at("toldDate");
	if (!waiting.at("toldAt").is_null()) facts.toldAt = waiting.at("toldAt").get<std::int64_t>();
	const std::int64_t due = waiting.at("dueAt");
	const auto dueAt = due == kNever ? std::nullopt : std::optional(due);
	const std::string_view reason = open ? tellReason(facts, dueAt, now) : "";
	waiting["class"] = waiting.at("special").get<bool>() ? "special" : "regular";
	waiting["overdue"] = open && dueAt && *dueAt < now;
	waiting["toTell"] = !reason.empty();
	waiting["tellReason"] = reason;
	for (const char* inner : {"special", "issuedBefore", "toldDate"}) waiting.erase(inner);
	if (waiting.at("supplierDate").get<std::string>().empty()) waiting["supplierDate"] = nullptr;
}

OrderRef waitingOrder(const json& waiting)
{
	const json& order = waiting.at("order");
	return {order.at("kind"), order.at("branchId"), order.at("key"), order.at("number")};
}

/// A list sorts by the number; the answer says null where there is no date.
Reply withoutNever(Reply reply)
{
	for (json& item : reply.body.at("items"))
		if (item.at("dueAt") == kNever) item["dueAt"] = nullptr;
	return reply;
}

} // namespace

Result<void> WaitingRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("waiting_orders", "work_order", [this](Tx& tx, std::int64_t from, std::int64_t to) {
		return ordersChanged(tx, from, to);
	}));
	EH_CHECK(registry.subscribe("waiting_parts", {"parts.order.changed"},
	                            [this](Tx& tx, const erphost::Event& event) { return partsMoved(tx, event); }));
	const json text = textSchema(2000), item = textSchema(100), quantity = integerSchema();
	EH_CHECK(deskRoute(registry, this, "GET", "/waiting", "listWaiting",
	                   "Orders that wait for parts, the first due first.", kDeskReaders,
	                   listQuery({"branch", "state", "overdue"}, kListSortings), &WaitingRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/waiting/calls", "listWaitingCalls",
	                   "Waiting orders whose customers must be told something.", kDeskTellers,
	                   listQuery({"branch"}, kCallSortings), &WaitingRoutes::calls));
	EH_CHECK(deskRoute(registry, this, "GET", "/waiting/{id}", "readWaiting", "A waiting order with its customer.",
	                   kDeskViewers, nullptr, &WaitingRoutes::read));
	EH_CHECK(deskRoute(registry, this, "POST", "/waiting", "askForPart", "An order waits for a part.", kDeskTellers,
	                   objectSchema({{"order", orderSchema()}, {"itemCode", item}, {"quantity", quantity}},
	                                {"order", "itemCode", "quantity"}),
	                   &WaitingRoutes::ask));
	EH_CHECK(deskRoute(
		registry, this, "POST", "/waiting/{id}/item", "setWaitingItem", "Which part an order waits for.", kDeskWorkers,
		objectSchema({{"itemCode", item}, {"quantity", quantity}}, {"itemCode", "quantity"}), &WaitingRoutes::setItem));
	EH_CHECK(deskRoute(registry, this, "POST", "/waiting/{id}/supplier-date", "setWaitingDate",
	                   "The supplier's shortest date.", kDeskWorkers,
	                   objectSchema({{"date", textSchema(10)}, {"reason", text}}, {"date", "reason"}),
	                   &WaitingRoutes::setDate));
	EH_CHECK(deskRoute(registry, this, "POST", "/waiting/{id}/told", "tellWaiting", "The customer was told.",
	                   kDeskTellers,
	                   objectSchema({{"via", {{"enum", {"phone", "visit"}}}}, {"words", text}}, {"via", "words"}),
	                   &WaitingRoutes::tell));
	return deskRoute(registry, this, "POST", "/waiting/{id}/cancel", "cancelWaiting",
	                 "The part is not wanted any more.", kDeskWorkers, objectSchema({{"reason", text}}, {"reason"}),
	                 &WaitingRoutes::cancel);
}

Result<json> WaitingRoutes::ofOrder(Tx& tx, const OrderRef& order) const
{
	EH_TRY(auto rows, tx.query(sql::kWaitingOfOrder, order.kind, order.branchId, order.key));
	return jsonRows(rows, sql::kWaitingColumns);
}

Result<std::int64_t> WaitingRoutes::issued(Tx& tx, const OrderRef& order, const std::string& itemCode) const
{
	EH_TRY(auto row, tx.query(sql::kOrderIssued, order.kind, order.branchId, order.key, itemCode));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<std::int64_t> WaitingRoutes::dueOf(bool special, std::int64_t requestedAt, const std::string& supplierDate) const
{
	EH_TRY(const json settings, _kit.host().settings(_kit.host().localDate(requestedAt)));
	WaitingFacts facts;
	facts.special = special;
	facts.requestedAt = requestedAt;
	if (!supplierDate.empty())
	{
		EH_TRY(facts.supplierEnd, _kit.host().instantOf(supplierDate, 24 * 60));
	}
	return waitingDue(facts, settings.at("waiting").at("regular_hours").get<std::int64_t>()).value_or(kNever);
}

Result<void> WaitingRoutes::add(Tx& tx, const std::string& id, const NewWaiting& waiting, const Actor& actor) const
{
	const OrderRef& order = waiting.order;
	EH_TRY(const std::int64_t before, issued(tx, order, waiting.itemCode));
	// Of a part that nobody has named, nobody knows whether it is a special one.
	const bool undated = waiting.special || waiting.itemCode.empty();
	EH_TRY(const std::int64_t due, dueOf(undated, _kit.now(), ""));
	EH_TRY(const std::string number, _kit.number(tx, "DJ", order.branchId));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddWaiting, id, number, order.kind, order.branchId, order.key, order.number,
	                  waiting.itemCode, waiting.quantity, before, waiting.special, waiting.origin, _kit.now(), due));
	return _kit.begin(tx, id, "asked", actor, waiting.itemCode);
}

Result<void> WaitingRoutes::end(Tx& tx, const json& waiting, const char* state, const Actor& actor,
                                const std::string& note) const
{
	const std::optional<std::int64_t> leftAt =
		std::string_view(state) == "left" ? std::optional(_kit.now()) : std::nullopt;
	EH_CHECK(_kit.step(tx, waiting, state, actor, note));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kEndWaiting, waiting.at("id").get<std::string>(), state, leftAt));
	return {};
}

Result<void> WaitingRoutes::ordersChanged(Tx& tx, std::int64_t from, std::int64_t to) const
{
	json orders;
	{
		EH_TRY(auto rows, tx.query(sql::kFlaggedOrders, from, to));
		EH_TRY(orders, jsonRows(rows, sql::kFlaggedOrderColumns));
	}
	for (const json& order : orders) EH_CHECK(flagged(tx, order));
	return {};
}

Result<void> WaitingRoutes::flagged(Tx& tx, const json& order) const
{
	const OrderRef ref{"work_order", order.at("branchId"), order.at("key"), order.at("number")};
	EH_TRY(const json open, ofOrder(tx, ref));
	const bool ended = order.at("ended"), waits = order.at("waiting");
	if (waits && !ended)
	{
		// What somebody asked for already is what the ERP means.
		if (!open.empty()) return {};
		return add(tx, newId(_kit.now()), {ref, "", 0, false, "erp"}, kErp);
	}
	for (const json& waiting : open)
		if (ended) EH_CHECK(end(tx, waiting, "cancelled", kErp, "order ended"));
		else if (waiting.at("origin") == "erp") EH_CHECK(end(tx, waiting, "left", kErp, "flag taken away"));
	return {};
}

Result<void> WaitingRoutes::partsMoved(Tx& tx, const erphost::Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object()) return {};
	const OrderRef order{payload.value("kind", ""), payload.value("branch", ""), payload.value("erp_key", ""), ""};
	EH_TRY(const json open, ofOrder(tx, order));
	for (const json& waiting : open)
	{
		const std::string item = waiting.at("itemCode");
		if (item.empty()) continue;
		EH_TRY(const std::int64_t now, issued(tx, order, item));
		if (now - waiting.at("issuedBefore").get<std::int64_t>() < waiting.at("quantity").get<std::int64_t>()) continue;
		EH_CHECK(end(tx, waiting, "left", {"ledger", "ledger"}, item));
	}
	return {};
}

Result<Reply> WaitingRoutes::list(Tx& tx, const Request& request) const
{
	const std::int64_t now = _kit.now();
	EH_TRY(Reply page, deskList(
						   tx, request, kDeskReaders, kList, [&](json& waiting) { finish(waiting, now); },
						   !request.queryText("overdue").empty(), now));
	return withoutNever(std::move(page));
}

Result<Reply> WaitingRoutes::calls(Tx& tx, const Request& request) const
{
	const std::int64_t now = _kit.now();
	EH_TRY(Reply page, deskList(
						   tx, request, kDeskTellers, kCalls, [&](json& waiting) { finish(waiting, now); }, now));
	return withoutNever(std::move(page));
}

Result<Reply> WaitingRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const json waiting, _kit.readable(tx, request, kKind, kDeskViewers));
	return reply(tx, request, waiting.at("id"));
}

Result<Reply> WaitingRoutes::reply(Tx& tx, const Request& request, const std::string& id, int status) const
{
	EH_TRY(json waiting, _kit.find(tx, kKind, id));
	finish(waiting, _kit.now());
	if (waiting.at("dueAt") == kNever) waiting["dueAt"] = nullptr;
	const auto order = _kit.order(tx, waiting.at("order"));
	const bool shown =
		waiting.at("state") == "waiting" && request.caller.may(kDeskTellers, waiting.at("branchId").get<std::string>());
	const std::string phone = order ? order->at("phone").get<std::string>() : std::string();
	waiting["customerName"] = order ? order->at("customerName") : json("");
	waiting["phone"] = shown ? phone : erphost::maskedPhone(phone);
	waiting["masked"] = !shown;
	EH_TRY(waiting["steps"], _kit.steps(tx, id));
	return recordReply(std::move(waiting), status);
}

Result<Reply> WaitingRoutes::ask(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const json& key = body.at("order");
	EH_CHECK(_kit.requireBranch(request, kDeskTellers, key.at("branchId")));
	EH_TRY(const json order, _kit.order(tx, key));
	const std::string code = body.at("itemCode");
	EH_TRY(const json item, _kit.item(tx, code, "/itemCode"));
	const std::int64_t quantity = body.at("quantity");
	EH_CHECK(checkQuantity(quantity, kMaximumQuantity));
	const OrderRef ref{"work_order", key.at("branchId"), key.at("key"), order.at("number")};
	EH_TRY(const json open, ofOrder(tx, ref));
	for (const json& waiting : open)
		if (waiting.at("itemCode") == code)
			return erphost::conflict("parts.waiting.exists", "The order waits for this part already.")
			    .with("number", waiting.at("number").get<std::string>())
			    .with("item", code);
	const std::string id = newId(_kit.now());
	EH_CHECK(add(tx, id, {ref, code, quantity, item.at("class") == "special", "desk"}, actorOf(request)));
	return reply(tx, request, id, 201);
}

Result<Reply> WaitingRoutes::setItem(Tx& tx, const Request& request) const
{
	EH_TRY(const json waiting, _kit.changeable(tx, request, kKind, kDeskWorkers));
	if (waiting.at("state") != "waiting") return wrongState(waiting, "item");
	const std::string code = request.body.at("itemCode"), id = waiting.at("id");
	EH_TRY(const json item, _kit.item(tx, code, "/itemCode"));
	const std::int64_t quantity = request.body.at("quantity");
	EH_CHECK(checkQuantity(quantity, kMaximumQuantity));
	const bool special = item.at("class") == "special";
	EH_TRY(const std::int64_t before, issued(tx, waitingOrder(waiting), code));
	EH_TRY(const std::int64_t due, dueOf(special, waiting.at("requestedAt"), waiting.at("supplierDate")));
	EH_CHECK(_kit.step(tx, waiting, "item", actorOf(request), code));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSetWaitingItem, id, code, quantity, before, special, due));
	return reply(tx, request, id);
}

Result<Reply> WaitingRoutes::setDate(Tx& tx, const Request& request) const
{
	EH_TRY(const json waiting, _kit.changeable(tx, request, kKind, kDeskWorkers));
	if (waiting.at("state") != "waiting") return wrongState(waiting, "supplier_date");
	EH_TRY(const std::string date, deskDate(request.body, "date"));
	if (date < _kit.today())
		return erphost::permanent("parts.desk.date.invalid", "The day is past.").with("pointer", "/date");
	EH_TRY(const std::string reason, deskText(request.body, "reason"));
	const std::string id = waiting.at("id");
	// A regular part whose supplier has named a date is late by the rule and awaited by that date.
	EH_TRY(const std::int64_t due,
	       dueOf(waiting.at("special").get<bool>() || waiting.at("itemCode") == "", waiting.at("requestedAt"), date));
	EH_CHECK(_kit.step(tx, waiting, "supplier_date", actorOf(request), date + " " + reason));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kSetWaitingDate, id, date, reason, due));
	const OrderRef order = waitingOrder(waiting);
	if (const auto customer = _kit.order(tx, waiting.at("order")))
		EH_CHECK(_messages.send(tx, {"waiting",
		                             id,
		                             date,
		                             customer->at("phone"),
		                             order.branchId,
		                             order.key,
		                             {{"order", order.number}, {"date", date}}}));
	return reply(tx, request, id);
}

Result<Reply> WaitingRoutes::tell(Tx& tx, const Request& request) const
{
	EH_TRY(const json waiting, _kit.changeable(tx, request, kKind, kDeskTellers));
	if (waiting.at("state") != "waiting") return wrongState(waiting, "told");
	EH_TRY(const std::string words, deskText(request.body, "words"));
	const std::string id = waiting.at("id"), via = request.body.at("via");
	EH_CHECK(_kit.step(tx, waiting, "told", actorOf(request), via + ": " + words));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kTellWaiting, id, waiting.at("supplierDate").get<std::string>(), _kit.now(), via));
	return reply(tx, request, id);
}

Result<Reply> WaitingRoutes::cancel(Tx& tx, const Request& request) const
{
	EH_TRY(const json waiting, _kit.changeable(tx, request, kKind, kDeskWorkers));
	if (waiting.at("state") != "waiting") return wrongState(waiting, "cancelled");
	EH_TRY(const std::string reason, deskText(request.body, "reason"));
	EH_CHECK(end(tx, waiting, "cancelled", actorOf(request), reason));
	return reply(tx, request, waiting.at("id"));
}

} // namespace parts
