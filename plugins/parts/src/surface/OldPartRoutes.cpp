#include "surface/OldPartRoutes.hpp"

#include "erphost/Date.hpp"
#include "rules/Id.hpp"
#include "rules/Share.hpp"
#include "store/OldPartSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"
#include "surface/OrderNews.hpp"

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const DeskListing kList{sql::kOldParts, sql::kOldPartsOfState, sql::kOldPartColumns, "dueOn", false};

void finish(json& old, const std::string& today)
{
	const OldPartLife life = oldPartLife(old);
	old["open"] = life.open();
	old["overdue"] = !life.done() && old.at("dueOn").get<std::string>() < today;
}

} // namespace

Result<void> OldPartRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.subscribe("old_parts", {"parts.order.changed"},
	                            [this](Tx& tx, const erphost::Event& event) { return orderChanged(tx, event); }));
	EH_CHECK(deskRoute(registry, this, "GET", "/old-parts", "listOldParts",
	                   "Old parts that are owed, the first due first.", kDeskReaders,
	                   listQuery({"branch", "state", "person", "overdue"}), &OldPartRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/old-parts/overdue-by-person", "listOverdueOldParts",
	                   "Who owes old parts for too long.", kDeskReaders, objectSchema({{"branch", textSchema(100)}}),
	                   &OldPartRoutes::overdueByPerson));
	EH_CHECK(deskRoute(registry, this, "GET", "/old-parts/of-order", "readOldPartsOfOrder",
	                   "What an order used and what came back of it.", kDeskReaders,
	                   objectSchema({{"kind", textSchema(20)}, {"branch", textSchema(100)}, {"key", textSchema(100)}},
	                                {"kind", "branch", "key"}),
	                   &OldPartRoutes::ofOrder));
	EH_CHECK(deskRoute(registry, this, "GET", "/old-parts/to-send", "listOldPartsToSend",
	                   "Old parts that were handed over and are in no lot.", kDeskReaders,
	                   objectSchema({{"branch", textSchema(100)}, {"brand", textSchema(100)}}),
	                   &OldPartRoutes::toSend));
	EH_CHECK(deskRoute(registry, this, "POST", "/old-parts/{id}/hand-over", "handOverOldPart",
	                   "Old parts were handed over.", kDeskWorkers,
	                   objectSchema({{"quantity", integerSchema()}, {"note", textSchema(2000)}}, {"quantity"}),
	                   &OldPartRoutes::handOver));
	return deskRoute(
		registry, this, "POST", "/old-parts/{id}/lost", "recordOldPartLost",
		"Old parts are lost; whoever had them is charged.", kDeskWorkers,
		objectSchema({{"quantity", integerSchema()}, {"sumFen", integerSchema()}, {"text", textSchema(2000)}},
	                 {"quantity", "sumFen", "text"}),
		&OldPartRoutes::lose);
}

Result<void> OldPartRoutes::orderChanged(Tx& tx, const erphost::Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object() || payload.value("erp_key", "").empty()) return {};
	const OrderRef order{payload.value("kind", ""), payload.value("branch", ""), payload.value("erp_key", ""),
	                     payload.value("order", "")};
	json lines;
	{
		EH_TRY(auto rows, tx.query(sql::kOrderOld, order.kind, order.branchId, order.key));
		EH_TRY(lines, jsonRows(rows, sql::kOrderOldColumns));
	}
	for (const json& part : lines) EH_CHECK(owe(tx, order, part));
	return {};
}

Result<void> OldPartRoutes::owe(Tx& tx, const OrderRef& order, const json& part) const
{
	const std::int64_t due = part.at("oldDue");
	const std::string code = part.at("itemCode");
	const Actor ledger{"ledger", "ledger"};
	EH_TRY(const json settings, _kit.host().settings(_kit.today()));
	const json& set = settings.at("old_parts");
	const std::int64_t perMille = set.at("deposit_per_mille");
	const std::int64_t deposit =
		shareOf(part.at("costFen").get<std::int64_t>() * perMille, due, part.at("unitSize").get<std::int64_t>() * 1000);
	if (part.at("id").is_string())
	{
		const std::string id = part.at("id");
		EH_TRY(const json old, _kit.find(tx, kOldPartKind, id));
		OldPartLife life = oldPartLife(old);
		if (life.due == due) return {};
		life.due = due;
		EH_CHECK(_kit.step(tx, old, "due", ledger, std::to_string(due)));
		EH_TRY([[maybe_unused]] const auto held, tx.execute(sql::kOldPartDeposit, id, deposit));
		return saveOldPart(tx, id, life);
	}
	if (due == 0) return {};
	json holder;
	{
		EH_TRY(auto rows, tx.query(sql::kOrderHolder, order.kind, order.branchId, order.key, code));
		EH_TRY(auto found, jsonRow(rows, sql::kOrderHolderColumns));
		if (found) holder = std::move(*found);
	}
	const std::string usedOn = holder.is_null() ? _kit.today() : holder.at("issuedOn").get<std::string>();
	const std::string id = idOf({"old_part", order.kind, order.branchId, order.key, code});
	EH_TRY(const std::string number, _kit.number(tx, "JJX", order.branchId));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddOldPart, id, number, order.kind, order.branchId, order.key,
	                  part.at("orderNumber").get<std::string>(), code, part.at("brand").get<std::string>(),
	                  holder.is_null() ? std::string() : holder.at("person").get<std::string>(),
	                  holder.is_null() ? std::string() : holder.at("personName").get<std::string>(), due,
	                  erphost::daysAfter(usedOn, set.at("due_days").get<int>()), deposit));
	return _kit.begin(tx, id, "due", ledger, std::to_string(due));
}

Result<Reply> OldPartRoutes::list(Tx& tx, const Request& request) const
{
	const std::string today = _kit.today();
	return deskList(
		tx, request, kDeskReaders, kList, [&](json& old) { finish(old, today); }, request.queryText("person"),
		!request.queryText("overdue").empty(), today);
}

Result<Reply> OldPartRoutes::overdueByPerson(Tx& tx, const Request& request) const
{
	EH_TRY(auto rows, tx.query(sql::kOldByPerson, branchList(request.caller.branches(kDeskReaders)),
	                           request.queryText("branch"), _kit.today()));
	EH_TRY(json items, jsonRows(rows, sql::kOldByPersonColumns));
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> OldPartRoutes::ofOrder(Tx& tx, const Request& request) const
{
	const std::string branch = request.queryText("branch");
	json items = json::array();
	if (!request.caller.may(kDeskReaders, branch)) return Reply{200, {{"items", items}}, {}};
	EH_TRY(auto rows, tx.query(sql::kOrderOld, request.queryText("kind"), branch, request.queryText("key")));
	EH_TRY(items, jsonRows(rows, sql::kOrderOldColumns));
	for (json& item : items)
	{
		const OldPartLife life{item.at("oldDue"), item.at("oldBack"), item.at("oldLost"), 0};
		item["difference"] = life.difference();
		for (const char* inner : {"costFen", "id", "orderNumber", "brand"}) item.erase(inner);
	}
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> OldPartRoutes::toSend(Tx& tx, const Request& request) const
{
	EH_TRY(auto rows, tx.query(sql::kOldToSend, branchList(request.caller.branches(kDeskReaders)),
	                           request.queryText("branch"), request.queryText("brand")));
	EH_TRY(json items, jsonRows(rows, sql::kOldToSendColumns));
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> OldPartRoutes::reply(Tx& tx, const std::string& id) const
{
	EH_TRY(json old, _kit.find(tx, kOldPartKind, id));
	finish(old, _kit.today());
	return recordReply(std::move(old));
}

Posting OldPartRoutes::postingOf(const json& old, std::string_view kind, std::int64_t quantity,
                                 const Actor& actor) const
{
	const std::string branchId = old.at("branchId");
	const json& order = old.at("order");
	Posting posting = _kit.posting(
		idOf({"old_part", old.at("id").get<std::string>(), std::to_string(old.at("version").get<std::int64_t>())}),
		kind, branchId, actor);
	posting.itemCode = old.at("itemCode");
	posting.quantity = quantity;
	posting.from = placeOf("used", branchId);
	posting.costFen = 0; // its value was used up; what is left of it is the deposit
	posting.brand = old.at("brand");
	posting.warranty = "in";
	posting.order = {order.at("kind"), order.at("branchId"), order.at("key"), order.at("number")};
	posting.person = old.at("person").at("key");
	posting.personName = old.at("person").at("name");
	return posting;
}

Result<Reply> OldPartRoutes::handOver(Tx& tx, const Request& request) const
{
	EH_TRY(const json old, _kit.changeable(tx, request, kOldPartKind, kDeskWorkers));
	const std::int64_t quantity = request.body.at("quantity");
	EH_TRY(const OldPartLife life, handedOver(oldPartLife(old), quantity));
	const Actor actor = actorOf(request);
	Posting posting = postingOf(old, "old_part", quantity, actor);
	posting.to = placeOf("old_parts", old.at("branchId"));
	posting.reason = request.body.value("note", "");
	EH_TRY([[maybe_unused]] const Movement posted, _kit.move(tx, posting));
	EH_CHECK(_kit.step(tx, old, "handed_over", actor, std::to_string(quantity) + " " + posting.reason));
	EH_CHECK(saveOldPart(tx, old.at("id"), life));
	EH_CHECK(tellOrderChanged(tx, posting.order, "old_part"));
	return reply(tx, old.at("id"));
}

Result<Reply> OldPartRoutes::lose(Tx& tx, const Request& request) const
{
	EH_TRY(const json old, _kit.changeable(tx, request, kOldPartKind, kDeskWorkers));
	const std::int64_t quantity = request.body.at("quantity");
	EH_TRY(const OldPartLife life, lost(oldPartLife(old), quantity));
	EH_TRY(const std::string text, deskText(request.body, "text"));
	EH_TRY(const std::int64_t sum, deskSum(request.body, "sumFen"));
	if (old.at("person").at("key").get<std::string>().empty())
		return erphost::permanent("parts.desk.person.invalid", "Nobody is known who had the part.")
		    .with("pointer", "/person");
	const Actor actor = actorOf(request);
	Posting posting = postingOf(old, "old_part_lost", quantity, actor);
	posting.to = placeOf("difference", old.at("branchId"));
	posting.reason = text;
	EH_TRY(const Movement posted, _kit.move(tx, posting));
	EH_CHECK(_kit.step(tx, old, "lost", actor, std::to_string(quantity) + " " + text));
	EH_CHECK(saveOldPart(tx, old.at("id"), life));
	const ChargeDraft draft{old.at("branchId"),
	                        old.at("person"),
	                        "old_part_lost",
	                        old.at("id"),
	                        posted.id,
	                        posting.itemCode,
	                        quantity,
	                        sum,
	                        text,
	                        posting.order};
	EH_TRY([[maybe_unused]] const std::string charge, _charges.raise(tx, draft, actor));
	return reply(tx, old.at("id"));
}

} // namespace parts
