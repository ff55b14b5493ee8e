#include "surface/StocktakeRoutes.hpp"

#include "erphost/Date.hpp"
#include "rules/DeskQuantity.hpp"
#include "rules/Id.hpp"
#include "rules/Share.hpp"
#include "rules/ValueClass.hpp"
#include "store/StocktakeSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"
#include "surface/StockCounts.hpp"
#include "surface/StocktakeLines.hpp"

#include <map>
#include <set>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::int64_t kYearMs = 365LL * 86'400'000;

const DeskListing kList{sql::kStocktakes, sql::kStocktakesOfState, sql::kStocktakeColumns, "createdAt", true};

} // namespace

Result<void> StocktakeRoutes::addTo(erphost::Registry& registry) const
{
	const json text = textSchema(2000), shortText = textSchema(100), place = textSchema(200);
	const json nothing = objectSchema(json::object()), reason = objectSchema({{"reason", text}}, {"reason"});
	EH_CHECK(deskRoute(registry, this, "GET", "/stocktakes", "listStocktakes", "Stocktakes, the newest first.",
	                   kDeskReaders, listQuery({"branch", "state"}), &StocktakeRoutes::list));
	EH_CHECK(deskRoute(registry, this, "GET", "/stocktakes/due", "listDueCounts", "What a cycle count would take.",
	                   kDeskReaders, objectSchema({{"branch", shortText}, {"place", place}}, {"place"}),
	                   &StocktakeRoutes::due));
	EH_CHECK(deskRoute(registry, this, "GET", "/stocktakes/{id}", "readStocktake",
	                   "A stocktake; the book quantity only when it was counted.", kDeskReaders, nullptr,
	                   &StocktakeRoutes::read));
	EH_CHECK(deskRoute(registry, this, "GET", "/stocktakes/{id}/sheet", "readCountSheet",
	                   "What this round counts, for paper.", kDeskWorkers, nullptr, &StocktakeRoutes::sheet));
	EH_CHECK(deskRoute(
		registry, this, "POST", "/stocktakes", "planStocktake", "Plans a stocktake.", kDeskWorkers,
		objectSchema({{"branchId", shortText},
	                  {"place", place},
	                  {"scope", {{"enum", {"full", "cycle"}}}},
	                  {"plannedOn", textSchema(10)},
	                  {"itemCodes", {{"type", "array"}, {"minItems", 1}, {"maxItems", 500}, {"items", shortText}}},
	                  {"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 500}}}},
	                 {"branchId", "place", "scope", "plannedOn"}),
		&StocktakeRoutes::plan));
	EH_CHECK(deskRoute(registry, this, "POST", "/stocktakes/{id}/freeze", "freezeStocktake",
	                   "Takes the book quantities and begins to count.", kDeskWorkers, nothing,
	                   &StocktakeRoutes::freeze));
	EH_CHECK(deskRoute(registry, this, "POST", "/stocktakes/{id}/counts", "countStocktake", "What was counted.",
	                   kDeskWorkers,
	                   objectSchema({{"lines", deskLinesSchema({{"itemCode", shortText}, {"quantity", integerSchema()}},
	                                                           {"itemCode", "quantity"})}},
	                                {"lines"}),
	                   &StocktakeRoutes::count));
	EH_CHECK(deskRoute(registry, this, "POST", "/stocktakes/{id}/close", "closeCountRound", "Ends the round.",
	                   kDeskWorkers, nothing, &StocktakeRoutes::close));
	const json causes = {
		{"enum", {"miscount", "unrecorded_issue", "unrecorded_receipt", "damage", "loss", "wrong_item", "other"}}};
	EH_CHECK(deskRoute(
		registry, this, "POST", "/stocktakes/{id}/explanations", "explainDifferences", "Why lines differ.",
		kDeskWorkers,
		objectSchema(
			{{"lines", deskLinesSchema(
						   {{"itemCode", shortText}, {"cause", causes}, {"text", text}, {"charge", deskPersonSchema()}},
						   {"itemCode", "cause", "text"})}},
			{"lines"}),
		&StocktakeRoutes::explain));
	EH_CHECK(deskRoute(registry, this, "POST", "/stocktakes/{id}/approve", "approveStocktake", "Posts the differences.",
	                   kDeskApprovers, objectSchema({{"note", text}}), &StocktakeRoutes::approve));
	EH_CHECK(deskRoute(registry, this, "POST", "/stocktakes/{id}/reject", "rejectStocktake",
	                   "Has what differs counted again.", kDeskApprovers, reason, &StocktakeRoutes::reject));
	return deskRoute(registry, this, "POST", "/stocktakes/{id}/cancel", "cancelStocktake", "Drops a stocktake.",
	                 kDeskWorkers, reason, &StocktakeRoutes::cancel);
}

Result<Reply> StocktakeRoutes::list(Tx& tx, const Request& request) const
{
	return deskList(tx, request, kDeskReaders, kList, finishStocktake);
}

Result<json> StocktakeRoutes::countable(Tx& tx, const std::string& placeId) const
{
	EH_TRY(auto rows, tx.query(sql::kCountable, placeId, _kit.now() - kYearMs));
	EH_TRY(json items, jsonRows(rows, sql::kCountableColumns));
	EH_TRY(const json settings, _kit.host().settings(_kit.today()));
	const json& cycle = settings.at("cycle");
	std::int64_t turnover = 0;
	for (const json& item : items) turnover += item.at("turnoverFen").get<std::int64_t>();
	std::vector<ClassedItem> classed;
	std::map<std::string, json> byCode;
	for (json& item : items)
	{
		const std::string code = item.at("itemCode");
		classed.push_back({code, item.at(turnover > 0 ? "turnoverFen" : "valueFen").get<std::int64_t>()});
		byCode[code] = std::move(item);
	}
	classify(classed, cycle.at("a_percent").get<int>(), cycle.at("b_percent").get<int>());
	json sorted = json::array();
	const std::string today = _kit.today();
	for (const ClassedItem& each : classed)
	{
		json item = std::move(byCode[each.itemCode]);
		const std::string valueClass(1, each.valueClass);
		const json& last = item.at("lastCountedAt");
		item["valueClass"] = valueClass;
		item["dueOn"] = last.is_null() ? today
		                               : erphost::daysAfter(_kit.host().localDate(last.get<std::int64_t>()),
		                                                    cycle.at("days").at(valueClass).get<int>());
		for (const char* inner : {"valueFen", "turnoverFen"}) item.erase(inner);
		sorted.push_back(std::move(item));
	}
	return sorted;
}

Result<json> StocktakeRoutes::dueItems(Tx& tx, const std::string& placeId) const
{
	EH_TRY(json all, countable(tx, placeId));
	const std::string today = _kit.today();
	json due = json::array();
	for (json& item : all)
		if (item.at("dueOn").get<std::string>() <= today) due.push_back(std::move(item));
	return due;
}

Result<Reply> StocktakeRoutes::due(Tx& tx, const Request& request) const
{
	const Place place = placeNamed(request.queryText("place"));
	json items = json::array();
	if (request.caller.may(kDeskReaders, place.branchId))
	{
		EH_TRY(items, dueItems(tx, place.id()));
	}
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<json> StocktakeRoutes::lines(Tx& tx, const std::string& id) const
{
	EH_TRY(auto rows, tx.query(sql::kStocktakeLines, id));
	return jsonRows(rows, sql::kStocktakeLineColumns);
}

Result<Reply> StocktakeRoutes::reply(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(json stocktake, _kit.find(tx, kStocktakeKind, id));
	EH_TRY(json items, lines(tx, id));
	for (json& line : items) blindLine(line, stocktake);
	finishStocktake(stocktake);
	stocktake["items"] = std::move(items);
	EH_TRY(stocktake["steps"], _kit.steps(tx, id));
	return recordReply(std::move(stocktake), status);
}

Result<Reply> StocktakeRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.readable(tx, request, kStocktakeKind, kDeskReaders));
	return reply(tx, stocktake.at("id"));
}

Result<Reply> StocktakeRoutes::sheet(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.readable(tx, request, kStocktakeKind, kDeskWorkers));
	EH_TRY(const json all, lines(tx, stocktake.at("id")));
	json items = json::array();
	for (const json& line : all)
		if (line.at("asked").get<bool>())
			items.push_back({{"itemCode", line.at("itemCode")},
			                 {"itemName", line.at("itemName")},
			                 {"specification", line.at("specification")},
			                 {"unit", line.at("unit")},
			                 {"unitSize", line.at("unitSize")}});
	json paper = {{"items", std::move(items)}};
	for (const char* member : {"number", "placeName", "branchId", "round", "frozenAt"})
		paper[member] = stocktake.at(member);
	return Reply{200, std::move(paper), {}};
}

Result<void> StocktakeRoutes::addLine(Tx& tx, const std::string& id, const std::string& placeId,
                                      const std::string& itemCode, const std::string& valueClass,
                                      const std::string& pointer) const
{
	{
		EH_TRY(auto row, tx.query(sql::kOpenCountOf, placeId, itemCode));
		EH_TRY(const bool taken, row.next());
		if (taken)
			return erphost::conflict("parts.stocktake.item_taken", "The item is counted at this place already.")
			    .with("pointer", pointer)
			    .with("item", itemCode)
			    .with("number", row.text(0));
	}
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddStocktakeLine, id, itemCode, placeId, valueClass));
	return {};
}

Result<Reply> StocktakeRoutes::plan(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branchId = body.at("branchId"), scope = body.at("scope");
	EH_CHECK(_kit.requireBranch(request, kDeskWorkers, branchId));
	EH_TRY(const Place place, _kit.placeIn(body.at("place"), branchId, {"store", "central", "technician"}));
	EH_TRY(const std::string plannedOn, deskDate(body, "plannedOn"));
	const std::string id = newId(_kit.now());
	EH_TRY(const json all, countable(tx, place.id()));
	std::map<std::string, std::string> classes;
	for (const json& item : all) classes[item.at("itemCode")] = item.at("valueClass");
	std::int64_t lineCount = 0;
	std::set<std::string> named;
	if (body.contains("itemCodes"))
	{
		for (const json& code : body.at("itemCodes"))
		{
			const std::string pointer = "/itemCodes/" + std::to_string(lineCount++);
			EH_TRY([[maybe_unused]] const json item, _kit.item(tx, code, pointer));
			if (!named.insert(code).second)
				return erphost::permanent("parts.desk.item.invalid", "The item is named twice.")
				    .with("pointer", pointer)
				    .with("item", code);
			// What never lay there can be counted too: that is how it is found.
			const std::string valueClass = classes.contains(code) ? classes.at(code) : "C";
			EH_CHECK(addLine(tx, id, place.id(), code, valueClass, pointer));
		}
	}
	else
	{
		EH_TRY(const json items, scope == "full" ? Result<json>(all) : dueItems(tx, place.id()));
		const std::int64_t most = scope == "full" ? std::int64_t{1'000'000} : body.value("limit", std::int64_t{50});
		for (const json& item : items)
		{
			if (lineCount++ == most) break;
			EH_CHECK(addLine(tx, id, place.id(), item.at("itemCode"), item.at("valueClass"), "/place"));
		}
	}
	if (lineCount == 0)
		return erphost::permanent("parts.stocktake.empty", "There is nothing to count at the place.")
		    .with("pointer", "/place")
		    .with("place", place.id());
	const Actor actor = actorOf(request);
	EH_TRY(const std::string number, _kit.number(tx, "PD", branchId));
	EH_TRY(const std::string placeName, _kit.placeName(tx, place));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddStocktake, id, number, branchId, place.id(), placeName, scope, plannedOn, actor.id,
	                  actor.name, _kit.now()));
	EH_CHECK(_kit.begin(tx, id, "planned", actor, scope));
	return reply(tx, id, 201);
}

Result<Reply> StocktakeRoutes::freeze(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.changeable(tx, request, kStocktakeKind, kDeskWorkers));
	if (stocktake.at("state") != "planned") return wrongState(stocktake, "frozen");
	const std::string id = stocktake.at("id"), place = stocktake.at("place");
	if (stocktake.at("scope") == "full")
	{
		// What came since it was planned is counted too.
		EH_TRY(const json known, lines(tx, id));
		std::map<std::string, bool> planned;
		for (const json& line : known) planned[line.at("itemCode")] = true;
		EH_TRY(const json all, countable(tx, place));
		for (const json& item : all)
			if (!planned.contains(item.at("itemCode")))
				EH_CHECK(addLine(tx, id, place, item.at("itemCode"), item.at("valueClass"), "/place"));
	}
	EH_TRY([[maybe_unused]] const auto frozen, tx.execute(sql::kFreezeLines, id));
	EH_CHECK(askInErp(tx, stocktake, stocktake.at("round")));
	EH_CHECK(_kit.step(tx, stocktake, "frozen", actorOf(request), ""));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kFreezeStocktake, id, _kit.now()));
	return reply(tx, id);
}

Result<Reply> StocktakeRoutes::count(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.changeable(tx, request, kStocktakeKind, kDeskWorkers));
	std::size_t at = 0;
	for (const json& line : request.body.at("lines"))
		EH_CHECK(takeCount(tx, stocktake,
		                   {line.at("itemCode"), line.at("quantity"), actorOf(request), _kit.now(), "console"},
		                   "/lines/" + std::to_string(at++)));
	return reply(tx, stocktake.at("id"));
}

Result<void> StocktakeRoutes::ask(Tx& tx, const json& stocktake, const std::vector<CountLine>& before,
                                  const std::vector<CountLine>& after, int round) const
{
	const std::string id = stocktake.at("id");
	for (std::size_t at = 0; at < after.size(); ++at)
		if (after[at].asked || before[at].asked)
		{
			EH_TRY([[maybe_unused]] const auto asked,
			       tx.execute(sql::kAskLine, id, after[at].itemCode, after[at].asked));
		}
	return askInErp(tx, stocktake, round);
}

Result<Reply> StocktakeRoutes::close(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.changeable(tx, request, kStocktakeKind, kDeskWorkers));
	if (stocktake.at("state") != "counting" && stocktake.at("state") != "recounting")
		return wrongState(stocktake, "closed");
	const std::string id = stocktake.at("id");
	EH_TRY(const json all, lines(tx, id));
	const auto before = countLines(all);
	auto after = before;
	EH_TRY(const CountVerdict verdict, closeRound(after, stocktake.at("round")));
	EH_CHECK(ask(tx, stocktake, before, after, verdict.round));
	EH_CHECK(_kit.step(tx, stocktake, "counted", actorOf(request), std::to_string(stocktake.at("round").get<int>())));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kMoveStocktake, id, verdict.state, verdict.round));
	return reply(tx, id);
}

Result<Reply> StocktakeRoutes::explain(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.changeable(tx, request, kStocktakeKind, kDeskWorkers));
	if (stocktake.at("state") != "explaining") return wrongState(stocktake, "explained");
	const std::string id = stocktake.at("id");
	EH_TRY(const json all, lines(tx, id));
	const Actor actor = actorOf(request);
	std::size_t at = 0;
	for (const json& given : request.body.at("lines"))
	{
		const std::string pointer = "/lines/" + std::to_string(at++), code = given.at("itemCode");
		const auto line =
			std::find_if(all.begin(), all.end(), [&](const json& each) { return each.at("itemCode") == code; });
		if (line == all.end() || differenceOf(*line) == 0)
			return erphost::permanent("parts.desk.item.invalid", "The item does not differ.")
			    .with("pointer", pointer + "/itemCode")
			    .with("item", code);
		if (given.value("text", "").find_first_not_of(" \t\r\n") == std::string::npos)
			return erphost::permanent("parts.desk.text.invalid", "The explanation is missing.")
			    .with("pointer", pointer + "/text");
		json person = {{"kind", ""}, {"key", ""}, {"name", ""}};
		if (given.contains("charge"))
		{
			EH_TRY(person, deskPerson(given.at("charge"), pointer + "/charge"));
			if (differenceOf(*line) > 0)
				return erphost::permanent("parts.desk.person.invalid", "Nobody is charged for what was found.")
				    .with("pointer", pointer + "/charge");
		}
		EH_TRY([[maybe_unused]] const auto saved,
		       tx.execute(sql::kExplainLine, id, code, given.at("cause").get<std::string>(),
		                  given.at("text").get<std::string>(), actor.id, person.at("kind").get<std::string>(),
		                  person.at("key").get<std::string>(), person.at("name").get<std::string>()));
	}
	EH_CHECK(_kit.step(tx, stocktake, "explained", actor, std::to_string(at)));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kMoveStocktake, id, "explaining", stocktake.at("round").get<int>()));
	return reply(tx, id);
}

Result<void> StocktakeRoutes::requireOther(Tx& tx, const json& stocktake, const json& all, const Actor& actor) const
{
	bool involved = stocktake.at("plannedById") == actor.id;
	for (const json& line : all) involved = involved || line.at("explainedBy") == actor.id;
	if (!involved)
	{
		EH_TRY(auto row, tx.query(sql::kHasCounted, stocktake.at("id").get<std::string>(), actor.id));
		EH_TRY(involved, row.next());
	}
	if (!involved) return {};
	return erphost::permanent("parts.desk.four_eyes", "Who planned, counted or explained does not decide.")
	    .with("number", stocktake.at("number").get<std::string>());
}

Result<void> StocktakeRoutes::postDifference(Tx& tx, const json& stocktake, const json& line, const Actor& actor) const
{
	const std::int64_t difference = differenceOf(line);
	const std::string id = stocktake.at("id"), branchId = stocktake.at("branchId"), code = line.at("itemCode");
	const Place place = placeNamed(stocktake.at("place").get<std::string>());
	Posting posting = _kit.posting(idOf({"stocktake", id, code}), "count", branchId, actor);
	posting.itemCode = code;
	posting.quantity = difference < 0 ? -difference : difference;
	posting.from = difference < 0 ? place : placeOf("difference", branchId);
	posting.to = difference < 0 ? placeOf("difference", branchId) : place;
	posting.reason = stocktake.at("number").get<std::string>() + " " + line.at("cause").get<std::string>();
	if (difference > 0)
	{
		// What is found is worth what lies beside it, or what the file says where nothing does.
		EH_TRY(const Balance there, balanceOf(tx, place.id(), code));
		posting.costFen = there.quantity > 0 ? shareOf(there.valueFen, posting.quantity, there.quantity)
		                                     : shareOf(line.at("costFen"), posting.quantity, line.at("unitSize"));
	}
	EH_TRY(const Movement posted, _kit.move(tx, posting));
	const json& person = line.at("charge");
	if (difference > 0 || person.at("key").get<std::string>().empty()) return {};
	const ChargeDraft draft{branchId,
	                        person,
	                        "stock_short",
	                        id,
	                        "",
	                        code,
	                        posting.quantity,
	                        posted.costFen.value_or(0),
	                        line.at("explanation"),
	                        {}};
	EH_TRY([[maybe_unused]] const std::string charge, _charges.raise(tx, draft, actor));
	return {};
}

Result<Reply> StocktakeRoutes::approve(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.changeable(tx, request, kStocktakeKind, kDeskApprovers));
	if (stocktake.at("state") != "explaining") return wrongState(stocktake, "posted");
	const std::string id = stocktake.at("id");
	const Actor actor = actorOf(request);
	EH_TRY(const json all, lines(tx, id));
	EH_CHECK(requireOther(tx, stocktake, all, actor));
	for (const json& line : all)
		if (differenceOf(line) != 0 && line.at("cause") == "")
			return erphost::conflict("parts.stocktake.unexplained", "A difference is not explained yet.")
			    .with("number", stocktake.at("number").get<std::string>())
			    .with("item", line.at("itemCode").get<std::string>());
	for (const json& line : all)
		if (differenceOf(line) != 0) EH_CHECK(postDifference(tx, stocktake, line, actor));
	EH_CHECK(_kit.step(tx, stocktake, "posted", actor, request.body.value("note", "")));
	EH_TRY([[maybe_unused]] const auto closed, tx.execute(sql::kCloseLines, id));
	EH_TRY([[maybe_unused]] const auto noted,
	       tx.execute(sql::kNoteCounted, id, stocktake.at("frozenAt").get<std::int64_t>()));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kPostStocktake, id, _kit.now(), actor.name));
	return reply(tx, id);
}

Result<Reply> StocktakeRoutes::reject(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.changeable(tx, request, kStocktakeKind, kDeskApprovers));
	if (stocktake.at("state") != "explaining") return wrongState(stocktake, "rejected");
	EH_TRY(const std::string reason, deskText(request.body, "reason"));
	const std::string id = stocktake.at("id");
	EH_TRY(const json all, lines(tx, id));
	const auto before = countLines(all);
	auto after = before;
	const CountVerdict verdict = countAgain(after, stocktake.at("round"));
	EH_CHECK(ask(tx, stocktake, before, after, verdict.round));
	EH_CHECK(_kit.step(tx, stocktake, "rejected", actorOf(request), reason));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kMoveStocktake, id, verdict.state, verdict.round));
	return reply(tx, id);
}

Result<Reply> StocktakeRoutes::cancel(Tx& tx, const Request& request) const
{
	EH_TRY(const json stocktake, _kit.changeable(tx, request, kStocktakeKind, kDeskWorkers));
	if (stocktake.at("state") == "posted" || stocktake.at("state") == "cancelled")
		return wrongState(stocktake, "cancelled");
	EH_TRY(const std::string reason, deskText(request.body, "reason"));
	const std::string id = stocktake.at("id");
	EH_CHECK(_kit.step(tx, stocktake, "cancelled", actorOf(request), reason));
	EH_TRY([[maybe_unused]] const auto closed, tx.execute(sql::kCloseLines, id));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kMoveStocktake, id, "cancelled", stocktake.at("round").get<int>()));
	return reply(tx, id);
}

} // namespace parts
