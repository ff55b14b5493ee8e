#include "surface/StockCounts.hpp"

#include "rules/Decimal.hpp"
#include "rules/DeskQuantity.hpp"
#include "rules/Id.hpp"
#include "store/Places.hpp"
#include "store/StocktakeSql.hpp"
#include "surface/DeskList.hpp"
#include "surface/DeskRoles.hpp"

#include <array>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

const RecordKind kStocktakeKind{sql::kStocktake, sql::kStocktakeColumns};

namespace {

const std::array kListSortings{PARTS_SORTINGS("at", sql::kCountEntries, true)};
const DeskListing kList{kListSortings, sql::kCountEntryColumns, "-at"};

Result<std::optional<json>> lineOf(Tx& tx, const std::string& stocktakeId, const std::string& itemCode)
{
	EH_TRY(auto rows, tx.query(sql::kStocktakeLine, stocktakeId, itemCode));
	return jsonRow(rows, sql::kStocktakeLineColumns);
}

/// The interface row of a line in a round: the same act is the same row, a recount another one.
std::string askedId(const std::string& stocktakeId, std::int64_t round, const std::string& itemCode)
{
	return idOf({"stock_count", stocktakeId, std::to_string(round), itemCode});
}

/// A refusal's code as the list of typed counts shows it.
std::string reasonOf(const std::string& code)
{
	if (code == "parts.desk.state") return "not_counting";
	if (code == "parts.desk.item.invalid") return "no_item";
	if (code == "parts.stocktake.not_asked") return "not_asked";
	if (code == "parts.stocktake.same_counter") return "same_counter";
	return "bad_quantity";
}

} // namespace

Result<void> takeCount(Tx& tx, const json& stocktake, const GivenCount& count, const std::string& pointer)
{
	const std::string id = stocktake.at("id"), number = stocktake.at("number");
	if (stocktake.at("state") != "counting" && stocktake.at("state") != "recounting")
		return wrongState(stocktake, "count");
	EH_TRY(const auto line, lineOf(tx, id, count.itemCode));
	if (!line)
		return erphost::permanent("parts.desk.item.invalid", "The item is not counted in this stocktake.")
		    .with("pointer", pointer + "/itemCode")
		    .with("item", count.itemCode);
	if (!line->at("asked").get<bool>())
		return erphost::conflict("parts.stocktake.not_asked", "The item is not asked for in this round.")
		    .with("pointer", pointer + "/itemCode")
		    .with("item", count.itemCode);
	if (count.quantity < 0 || count.quantity > kMaximumQuantity)
		return erphost::permanent("parts.desk.quantity.invalid", "No such quantity can be counted.")
		    .with("pointer", pointer + "/quantity")
		    .with("quantity", std::to_string(count.quantity))
		    .with("available", std::to_string(kMaximumQuantity));
	if (line->at("lastCounter") == count.actor.id)
		return erphost::conflict("parts.stocktake.same_counter", "Somebody else counts a second time.")
		    .with("item", count.itemCode)
		    .with("number", number);
	const std::int64_t round = stocktake.at("round");
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kAddCount, newId(count.at), id, count.itemCode, round, count.quantity, count.at,
	                  count.actor.id, count.actor.name, count.via));
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kCountLine, id, count.itemCode, count.quantity, round, count.actor.id, count.actor.name));
	return {};
}

Result<void> askInErp(Tx& tx, const json& stocktake, std::int64_t round)
{
	const std::string id = stocktake.at("id"), number = stocktake.at("number");
	EH_TRY(const auto place, findPlace(tx, stocktake.at("place").get<std::string>()));
	if (!place || place->erpBranch.empty() || place->erpWarehouse.empty()) return {};
	json lines;
	{
		EH_TRY(auto rows, tx.query(sql::kStocktakeLines, id));
		EH_TRY(lines, jsonRows(rows, sql::kStocktakeLineColumns));
	}
	for (const json& line : lines)
	{
		if (!line.at("asked").get<bool>()) continue;
		const std::string itemCode = line.at("itemCode");
		const json record{{"number", number},
		                  {"round", round},
		                  {"branch", place->erpBranch},
		                  {"warehouse", place->erpWarehouse},
		                  {"item_code", itemCode},
		                  {"item_name", line.at("itemName")},
		                  {"specification", line.at("specification")},
		                  {"unit", line.at("unit")}};
		EH_CHECK(tx.put({"stock_count", place->erpBranch, number, askedId(id, round, itemCode), record.dump()}));
	}
	return {};
}

Result<void> CountEntries::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("count_entries", "stock_count_entry",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); }));
	return deskRoute(registry, this, "GET", "/count-entries", "listCountEntries",
	                 "Counts typed in the ERP and what became of them.", kDeskReaders,
	                 listQuery({"branch", "state"}, kListSortings), &CountEntries::list);
}

Result<void> CountEntries::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	json typed;
	{
		EH_TRY(auto rows, tx.query(sql::kTypedCounts, from, to));
		EH_TRY(typed, jsonRows(rows, sql::kTypedCountColumns));
	}
	for (const json& entry : typed)
	{
		const auto text = [&](const char* member) { return entry.at(member).get<std::string>(); };
		// Typed field by field: it is a count when all three are there.
		if (text("number").empty() || text("itemCode").empty() || text("quantity").empty()) continue;
		const std::optional<std::int64_t> at =
			entry.at("countedAt").is_null() ? std::nullopt : std::optional(entry.at("countedAt").get<std::int64_t>());
		// The same words are the same count, however often the row is read.
		const std::string id = idOf({"count_entry", text("branchId"), text("key"), text("number"), text("itemCode"),
		                             text("quantity"), text("countedBy"), at ? std::to_string(*at) : ""});
		{
			EH_TRY(auto row, tx.query(sql::kKnownCountEntry, id));
			EH_TRY(const bool known, row.next());
			if (known) continue;
		}
		EH_TRY(const std::string refused, take(tx, entry));
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddCountEntry, id, text("key"), text("branchId"), text("number"), text("itemCode"),
		                  text("quantity"), text("countedBy"), at, refused.empty() ? "taken" : "refused", refused,
		                  _kit.now()));
	}
	return {};
}

Result<std::string> CountEntries::take(Tx& tx, const json& entry) const
{
	std::optional<json> stocktake;
	{
		EH_TRY(auto rows, tx.query(sql::kStocktakeNumbered, entry.at("number").get<std::string>()));
		EH_TRY(stocktake, jsonRow(rows, sql::kStocktakeColumns));
	}
	if (!stocktake) return std::string("no_stocktake");
	const std::string id = stocktake->at("id"), branchId = stocktake->at("branchId"), itemCode = entry.at("itemCode");
	// The central store belongs to no branch; its count may be typed anywhere.
	if (!branchId.empty() && entry.at("branchId") != branchId)
	{
		// A store's stock may stand under another branch of the ERP, and there it was asked for.
		EH_TRY(const auto place, findPlace(tx, stocktake->at("place").get<std::string>()));
		if (!place || entry.at("branchId") != place->erpBranch) return std::string("no_stocktake");
	}
	EH_TRY(const auto line, lineOf(tx, id, itemCode));
	if (!line) return std::string("no_item");
	// A first count that is typed or corrected late is no second one.
	for (std::int64_t round = 1; round < stocktake->at("round").get<std::int64_t>(); ++round)
		if (entry.at("key") == askedId(id, round, itemCode)) return std::string("old_round");
	const auto quantity = scaled(entry.at("quantity").get<std::string>(), line->at("unitSize").get<std::int64_t>());
	if (!quantity || *quantity < 0) return std::string("bad_quantity");
	const std::string name = entry.at("countedBy");
	// Not ahead of now, whatever the ERP's clock says.
	const std::int64_t at = entry.at("countedAt").is_null() ? _kit.now() : entry.at("countedAt").get<std::int64_t>();
	const GivenCount count{itemCode, *quantity, {"erp:" + name, name}, std::min(at, _kit.now()), "erp"};
	const auto taken = takeCount(tx, *stocktake, count, "");
	if (taken) return std::string();
	// A refusal is kept with the entry; what the store could not do is tried again.
	if (taken.error().code.starts_with("parts.")) return reasonOf(taken.error().code);
	return taken.error();
}

Result<Reply> CountEntries::list(Tx& tx, const Request& request) const
{
	return deskList(tx, request, kDeskReaders, kList, [](json&) {});
}

} // namespace parts
