#include "surface/ReorderRoutes.hpp"

#include "rules/DeskQuantity.hpp"
#include "rules/Id.hpp"
#include "rules/ReorderProposal.hpp"
#include "store/ReorderSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>
#include <cmath>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kWeekMs = 7 * kDayMs;
constexpr double kWeeksOfYear = 365.25 / 7;
/// A piece of the night's work: clerks' commits get in between.
constexpr int kPieceRows = 200;

const RecordKind kKind{sql::kReorder, sql::kReorderColumns};
const std::array kListSortings{PARTS_SORTINGS("valueFen", sql::kReorders, true)};
const DeskListing kList{kListSortings, sql::kReorderColumns, "-valueFen"};

std::optional<std::int64_t> optionalOf(const json& value)
{
	return value.is_null() ? std::nullopt : std::optional(value.get<std::int64_t>());
}

} // namespace

Result<void> ReorderRoutes::addTo(erphost::Registry& registry) const
{
	const json shortText = textSchema(100);
	EH_CHECK(registry.job("reorder", 600, [this](Tx& tx) { return nightly(tx); }));
	json query = listQuery({"branch"}, kListSortings);
	query["properties"]["warning"] = {{"enum", {"shortage", "overstock", "slow"}}};
	EH_CHECK(deskRoute(registry, this, "GET", "/reorder", "listReorder",
	                   "What to order, what is too much, what does not move.", kDeskReaders, query,
	                   &ReorderRoutes::list));
	EH_CHECK(deskRoute(registry, this, "POST", "/reorder/{id}/decide", "decideReorder",
	                   "The minimum of an item at a store from now on.", kDeskWorkers,
	                   objectSchema({{"minimum", integerSchema()}, {"note", textSchema(2000)}}, {"minimum", "note"}),
	                   &ReorderRoutes::decide));
	EH_CHECK(deskRoute(registry, this, "POST", "/reorder/compute", "computeReorder", "Computes a branch's stores now.",
	                   kDeskWorkers, objectSchema({{"branchId", shortText}}, {"branchId"}),
	                   &ReorderRoutes::computeBranch));
	EH_CHECK(deskRoute(registry, this, "GET", "/failure-rates", "listFailureRates",
	                   "How often parts of the units in service fail.", kDeskReaders,
	                   objectSchema({{"branch", shortText}}), &ReorderRoutes::failureRates));
	return deskRoute(registry, this, "POST", "/failure-rates", "setFailureRate", "Says how often a part fails.",
	                 kDeskWorkers,
	                 objectSchema({{"itemCode", shortText},
	                               {"branchId", shortText},
	                               {"unitsInService", integerSchema()},
	                               {"perMillionYear", integerSchema()}},
	                              {"itemCode", "branchId", "unitsInService", "perMillionYear"}),
	                 &ReorderRoutes::setFailureRate);
}

Result<Reply> ReorderRoutes::list(Tx& tx, const Request& request) const
{
	// The list's state is its warning.
	Request asked = request;
	if (request.query.contains("warning")) asked.query["state"] = request.query.at("warning");
	return deskList(tx, asked, kDeskReaders, kList, [](json&) {});
}

Result<std::optional<ReorderRoutes::Store>> ReorderRoutes::storeAfter(Tx& tx, const std::string& placeId,
                                                                      const std::string& branchId, bool ofBranch) const
{
	EH_TRY(auto rows, tx.query(sql::kNextStore, placeId, branchId, ofBranch));
	return erphost::firstRow(rows, [](const erphost::Query& row) { return Store{row.text(0), row.text(1)}; });
}

Result<ReorderRoutes::Piece> ReorderRoutes::compute(Tx& tx, const Store& store, const std::string& after,
                                                    const std::string& only) const
{
	EH_TRY(const json settings, _kit.host().settings(_kit.today()));
	json items;
	{
		EH_TRY(auto rows, tx.query(sql::kStocked, store.id, after, only, store.branchId));
		EH_TRY(items, jsonRows(rows, sql::kStockedColumns));
	}
	Piece piece;
	for (const json& item : items)
	{
		EH_CHECK(computeItem(tx, store, item, settings.at("reorder")));
		piece.last = item.at("itemCode");
		++piece.rows;
	}
	return piece;
}

Result<void> ReorderRoutes::computeItem(Tx& tx, const Store& store, const json& item, const json& set) const
{
	const std::int64_t now = _kit.now();
	const std::string code = item.at("itemCode"), itemClass = item.at("class");
	const int weeks = set.at("weeks");
	// Whole weeks that have ended: the one that runs would look like little demand.
	const std::int64_t since = now - weeks * kWeekMs;
	std::vector<std::int64_t> demand(static_cast<std::size_t>(weeks));
	{
		EH_TRY(auto rows, tx.query(sql::kDemand, store.id, code, since));
		EH_TRY(const json found, jsonRows(rows, sql::kDemandColumns));
		for (const json& week : found)
		{
			const std::int64_t at = week.at("week");
			if (at >= 0 && at < weeks) demand[static_cast<std::size_t>(at)] = week.at("quantity");
		}
	}
	ReorderFacts facts;
	facts.weekly = forecast(demand, set.at("alpha_per_mille").get<int>() / 1000.0);
	facts.unitSize = item.at("unitSize");
	facts.onHand = item.at("onHand");
	{
		EH_TRY(auto row, tx.query(sql::kOnOrder, store.id, code));
		EH_TRY([[maybe_unused]] const bool found, row.next());
		facts.onOrder = row.integer(0);
	}
	facts.failuresPerWeek = item.at("unitsInService").get<double>() * item.at("perMillion").get<double>() / 1e6 /
	                        kWeeksOfYear * static_cast<double>(facts.unitSize);
	facts.minimum = optionalOf(item.at("decided"));
	// What the file (or the ERP) says counts until somebody decides for this store.
	const std::int64_t fileMinimum = item.at("fileMinimum");
	if (!facts.minimum && fileMinimum > 0) facts.minimum = fileMinimum;
	const int supplierDays = item.at("leadDays");
	facts.leadDays = supplierDays > 0 ? supplierDays : set.at("lead_days").at(itemClass).get<int>();
	facts.reviewDays = set.at("review_days");
	facts.servicePerMille = set.at("service_per_mille").at(itemClass);
	facts.overstockDays = set.at("overstock_days");
	facts.slowDays = set.at("slow_days");
	const auto lastIssued = optionalOf(item.at("lastIssued"));
	const std::int64_t movedAt = lastIssued.value_or(optionalOf(item.at("firstCame")).value_or(now));
	facts.idleDays = static_cast<int>((now - movedAt) / kDayMs);
	const ReorderProposal proposal = propose(facts);
	const std::optional<std::string> issuedOn =
		lastIssued ? std::optional(_kit.host().localDate(*lastIssued)) : std::nullopt;
	const auto perMonth = static_cast<std::int64_t>(std::llround(proposal.perWeek * 30 / 7));
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutReorder, idOf({"reorder", store.id, code}), store.id, code, store.branchId, _kit.today(),
	                  facts.onHand, facts.onOrder, proposal.method, perMonth, facts.leadDays, facts.servicePerMille,
	                  proposal.safetyStock, proposal.reorderPoint, proposal.orderUpTo,
	                  facts.minimum.value_or(proposal.proposedMinimum), proposal.proposedMinimum,
	                  proposal.orderQuantity, proposal.warning, issuedOn, facts.idleDays,
	                  item.at("valueFen").get<std::int64_t>()));
	return {};
}

Result<bool> ReorderRoutes::nightly(Tx& tx) const
{
	const std::string today = _kit.today();
	json mark = {{"date", ""}, {"place", ""}, {"item", ""}};
	{
		EH_TRY(auto rows, tx.query(sql::kDeskMark, "reorder"));
		EH_TRY(const bool found, rows.next());
		if (found) mark = json::parse(rows.view(0));
	}
	if (mark.value("date", "") == today && mark.value("done", false)) return false;
	if (mark.value("date", "") != today) mark = {{"date", today}, {"place", ""}, {"item", ""}, {"branch", ""}};
	if (mark.value("item", "").empty())
	{
		EH_TRY(const auto next, storeAfter(tx, mark.at("place"), "", false));
		if (next)
		{
			mark["place"] = next->id;
			mark["branch"] = next->branchId;
		}
		else mark["done"] = true;
	}
	if (!mark.value("done", false))
	{
		EH_TRY(const Piece piece, compute(tx, {mark.at("place"), mark.at("branch")}, mark.at("item"), ""));
		mark["item"] = piece.rows == kPieceRows ? piece.last : "";
	}
	EH_TRY([[maybe_unused]] const auto set, tx.execute(sql::kSetDeskMark, "reorder", mark.dump()));
	return !mark.value("done", false);
}

Result<Reply> ReorderRoutes::computeBranch(Tx& tx, const Request& request) const
{
	const std::string branchId = request.body.at("branchId");
	EH_CHECK(_kit.requireBranch(request, kDeskWorkers, branchId));
	std::int64_t rows = 0;
	std::string place;
	for (;;)
	{
		EH_TRY(const auto store, storeAfter(tx, place, branchId, true));
		if (!store) return Reply{200, {{"rows", rows}}, {}};
		place = store->id;
		std::string after;
		for (;;)
		{
			EH_TRY(const Piece piece, compute(tx, *store, after, ""));
			rows += piece.rows;
			if (piece.rows < kPieceRows) break;
			after = piece.last;
		}
	}
}

Result<Reply> ReorderRoutes::decide(Tx& tx, const Request& request) const
{
	EH_TRY(const json row, _kit.changeable(tx, request, kKind, kDeskWorkers));
	const std::int64_t minimum = request.body.at("minimum");
	if (minimum < 0 || minimum > kMaximumQuantity)
		return erphost::permanent("parts.desk.quantity.invalid", "No such minimum.")
		    .with("pointer", "/minimum")
		    .with("quantity", std::to_string(minimum))
		    .with("available", std::to_string(kMaximumQuantity));
	EH_TRY(const std::string note, deskText(request.body, "note"));
	const Actor actor = actorOf(request);
	const std::string id = row.at("id");
	EH_CHECK(_kit.step(tx, row, "decided", actor, std::to_string(minimum) + " " + note));
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kDecideReorder, id, minimum, _kit.today(), actor.name));
	EH_TRY([[maybe_unused]] const Piece piece,
	       compute(tx, {row.at("place"), row.at("branchId")}, "", row.at("itemCode")));
	EH_TRY(json after, _kit.find(tx, kKind, id));
	return recordReply(std::move(after));
}

Result<Reply> ReorderRoutes::failureRates(Tx& tx, const Request& request) const
{
	EH_TRY(auto rows, tx.query(sql::kFailureRates, branchList(request.caller.branches(kDeskReaders)),
	                           request.queryText("branch")));
	EH_TRY(json items, jsonRows(rows, sql::kFailureRateColumns));
	return Reply{200, {{"items", std::move(items)}}, {}};
}

Result<Reply> ReorderRoutes::setFailureRate(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branchId = body.at("branchId"), code = body.at("itemCode");
	EH_CHECK(_kit.requireBranch(request, kDeskWorkers, branchId));
	EH_TRY([[maybe_unused]] const json item, _kit.item(tx, code, "/itemCode"));
	const std::int64_t units = body.at("unitsInService"), rate = body.at("perMillionYear");
	for (const auto& [value, most, member] : {std::tuple{units, std::int64_t{100'000'000}, "/unitsInService"},
	                                          {rate, std::int64_t{10'000'000}, "/perMillionYear"}})
		if (value < 0 || value > most)
			return erphost::permanent("parts.desk.quantity.invalid", "No such number of units or failures.")
			    .with("pointer", member)
			    .with("quantity", std::to_string(value))
			    .with("available", std::to_string(most));
	EH_TRY([[maybe_unused]] const auto put, tx.execute(sql::kPutFailureRate, branchId, code, units, rate));
	EH_TRY(auto rows, tx.query(sql::kFailureRate, branchId, code));
	EH_TRY(json kept, jsonRows(rows, sql::kFailureRateColumns));
	return Reply{200, std::move(kept[0]), {}};
}

} // namespace parts
