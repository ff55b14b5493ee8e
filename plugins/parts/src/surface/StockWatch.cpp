#include "surface/StockWatch.hpp"

#include "rules/Decimal.hpp"
#include "store/Items.hpp"
#include "store/Ledger.hpp"
#include "store/Papers.hpp"
#include "store/Reconciliation.hpp"
#include "surface/StockSettings.hpp"

#include <nlohmann/json.hpp>

namespace parts {

using nlohmann::json;

namespace {

constexpr const char* kMovedMark = "reconcile.moved";
constexpr const char* kAllMark = "reconcile.all";
/// Movements, or items, that one transaction looks at.
constexpr int kPiece = 200;
/// As many movements as a row of the ERP tells; the rest stands in the console.
constexpr int kToldMovements = 20;

/// What ledger and ERP do not agree on, with commas; '' nothing.
std::string differencesOf(const std::optional<Item>& item, std::int64_t ours, const std::optional<ErpStock>& stock,
                          const std::optional<std::int64_t>& theirs)
{
	std::string what;
	const auto add = [&](const char* word) { what += (what.empty() ? "" : ",") + std::string(word); };
	if (stock && !item) return "unknown_item";
	if (stock && !theirs) add("unreadable");
	else if (theirs.value_or(0) != ours) add("quantity");
	if (item && !item->erpName.empty()) add("name");
	if (item && !item->erpSpecification.empty()) add("specification");
	if (item && !item->erpUnit.empty()) add("unit");
	return what;
}

Result<json> recordOf(Tx& tx, const Agreement& now, const NamedPlace& store, const std::optional<Item>& item)
{
	MovementFilter filter;
	filter.itemCode = now.itemCode;
	filter.placeId = store.id;
	filter.afterSequence = now.agreedSequence;
	EH_TRY(const MovementPage since, listMovements(tx, filter, "", kToldMovements));
	std::string movements;
	for (const auto& each : since.movements)
		movements += (movements.empty() ? "" : "; ") + each.businessDate + " " + each.documentNumber +
		             (each.to.id() == store.id ? " +" : " -") + decimalText(each.quantity, each.unitSize);
	if (!since.next.empty()) movements += "; …";
	const std::int64_t size = item ? item->unitSize : 1;
	return json{{"number", now.number},
	            {"place", store.id},
	            {"place_name", store.name},
	            {"branch", store.erpBranch},
	            {"warehouse", store.erpWarehouse},
	            {"item_code", now.itemCode},
	            {"item_name", item ? item->name : ""},
	            {"specification", item ? item->specification : ""},
	            {"unit", item ? item->unit : ""},
	            {"state", now.state == "agrees" ? "settled" : "open"},
	            {"what", now.what},
	            {"ledger_quantity", decimalText(now.ours, size)},
	            {"erp_quantity", now.theirsText},
	            {"agreed_at", now.agreedAt ? json(*now.agreedAt) : json()},
	            {"since", now.differsSince ? json(*now.differsSince) : json()},
	            {"movements", movements}};
}

} // namespace

Result<void> StockWatch::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("stores", "branch", [this](Tx& tx, std::int64_t from, std::int64_t to) {
		return branchesChanged(tx, from, to);
	}));
	EH_CHECK(registry.watch("items", "part",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return partsChanged(tx, from, to); }));
	EH_CHECK(registry.watch("erp_stock", "stock_balance",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return stockChanged(tx, from, to); }));
	EH_CHECK(registry.job("reconcile_moved", 60, [this](Tx& tx) { return checkMoved(tx); }));
	return registry.job("reconcile_all", 300, [this](Tx& tx) { return checkAll(tx); });
}

Result<void> StockWatch::branchesChanged(Tx& tx, std::int64_t from, std::int64_t to) const
{
	EH_CHECK(rememberPlace(tx, centralStore()));
	EH_TRY(const auto branches, changedBranches(tx, from, to));
	for (const auto& branch : branches) EH_CHECK(rememberPlace(tx, storeOf(branch.id)));
	return {};
}

Result<void> StockWatch::partsChanged(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const std::int64_t now = _host.nowMs();
	EH_TRY(const StockSettings settings, stockSettings(_host, _host.localDate(now)));
	return changedParts(tx, from, to, [&](const ErpPart& part) -> Result<void> {
		EH_TRY(const auto known, findItem(tx, part.code));
		if (!known && part.deleted) return {};
		// The same code in another row of the ERP that was deleted says nothing about the one that stands.
		const bool other =
			known && known->origin == "erp" && (known->erpBranch != part.branchId || known->erpKey != part.erpKey);
		if (other && part.deleted) return {};
		EH_TRY(const bool moved, itemHasMoved(tx, part.code));
		Item item = takenOver(known.value_or(Item{}), part, moved,
		                      [&](const std::string& unit) { return settings.unitSize(unit); });
		item.updatedAt = now;
		if (known) return saveItem(tx, item);
		EH_TRY([[maybe_unused]] const bool added, addItem(tx, item));
		return {};
	});
}

Result<void> StockWatch::stockChanged(Tx& tx, std::int64_t from, std::int64_t to) const
{
	return changedErpStock(tx, from, to,
	                       [&](const std::string& erpBranch, const std::string& itemCode) -> Result<void> {
							   EH_TRY(const auto stores, storesOfErp(tx, erpBranch));
							   for (const auto& store : stores) EH_CHECK(check(tx, store, itemCode));
							   return {};
						   });
}

Result<bool> StockWatch::checkMoved(Tx& tx) const
{
	EH_TRY(const std::string mark, markOf(tx, kMovedMark));
	EH_TRY(const auto moved, movedSince(tx, mark.empty() ? 0 : std::stoll(mark), kPiece));
	if (moved.empty()) return false;
	for (const Moved& each : moved)
		for (const std::string& id : {each.fromPlace, each.toPlace})
		{
			if (!isStore(placeNamed(id).kind)) continue;
			EH_TRY(const auto store, findPlace(tx, id));
			if (store && !store->erpBranch.empty()) EH_CHECK(check(tx, *store, each.itemCode));
		}
	EH_CHECK(setMark(tx, kMovedMark, std::to_string(moved.back().sequence)));
	return static_cast<int>(moved.size()) == kPiece;
}

Result<bool> StockWatch::checkAll(Tx& tx) const
{
	// {"day", "store", "item"}: where the day's round stands; a store above `store` is next.
	EH_TRY(const std::string text, markOf(tx, kAllMark));
	const std::string today = _host.localDate(_host.nowMs());
	json mark = text.empty() ? json() : json::parse(text, nullptr, false);
	if (!mark.is_object() || mark.value("day", "") != today)
		mark = {{"day", today}, {"store", ""}, {"item", ""}, {"done", false}};
	if (mark.value("done", false)) return false;
	std::optional<NamedPlace> store;
	if (!mark.at("item").get<std::string>().empty())
	{
		EH_TRY(store, findPlace(tx, mark.at("store").get<std::string>()));
	}
	if (!store)
	{
		EH_TRY(const auto next, listStores(tx, mark.at("store").get<std::string>(), 1));
		if (!next.empty()) store = next.front();
	}
	if (!store)
	{
		mark["done"] = true;
		EH_CHECK(setMark(tx, kAllMark, mark.dump()));
		return false;
	}
	mark["store"] = store->id;
	std::vector<std::string> items;
	if (!store->erpBranch.empty())
	{
		EH_TRY(items, itemsToCheck(tx, *store, mark.at("item").get<std::string>(), kPiece));
	}
	for (const auto& item : items) EH_CHECK(check(tx, *store, item));
	mark["item"] = static_cast<int>(items.size()) == kPiece ? items.back() : std::string();
	EH_CHECK(setMark(tx, kAllMark, mark.dump()));
	return true;
}

Result<void> StockWatch::check(Tx& tx, const NamedPlace& store, const std::string& itemCode) const
{
	const std::int64_t at = _host.nowMs();
	EH_TRY(const auto item, findItem(tx, itemCode));
	EH_TRY(const Balance balance, balanceOf(tx, store.id, itemCode));
	EH_TRY(const auto stock, erpStockOf(tx, store, itemCode));
	EH_TRY(const auto known, findAgreement(tx, store.id, itemCode));
	if (!known && !stock && balance.sequence == 0) return {};
	Agreement now = known.value_or(Agreement{});
	now.placeId = store.id;
	now.itemCode = itemCode;
	now.checkedAt = at;
	now.ours = balance.quantity;
	now.theirs = stock && item ? quantityOf(*stock, item->unitSize) : std::nullopt;
	now.theirsText.clear();
	if (stock)
		for (const auto& text : stock->quantities) now.theirsText += (now.theirsText.empty() ? "" : " + ") + text;
	now.what = differencesOf(item, balance.quantity, stock, now.theirs);
	now.state = now.what.empty() ? "agrees" : "differs";
	if (now.what.empty())
	{
		now.agreedAt = at;
		now.agreedSequence = balance.sequence;
		now.differsSince.reset();
		now.explanation.clear();
		now.explainedBy.clear();
	}
	else if (!now.differsSince) now.differsSince = at;
	// Nothing new: no row is written, nobody is told.
	if (known && known->state == now.state && known->what == now.what && known->ours == now.ours &&
	    known->theirs == now.theirs && known->theirsText == now.theirsText &&
	    (now.state == "differs" || known->agreedSequence == now.agreedSequence))
		return {};
	if (now.state == "differs" || !now.told.empty())
	{
		if (now.number.empty())
		{
			std::string place = "总仓";
			if (!store.place.branchId.empty())
			{
				EH_TRY(place, branchName(tx, store.place.branchId));
			}
			EH_TRY(now.number, nextNumber(tx, "KC", store.place.branchId, place, _host.localDate(at)));
		}
		EH_TRY(const json record, recordOf(tx, now, store, item));
		now.told = now.state == "differs" ? now.state : std::string();
		EH_CHECK(tx.put({"stock_difference", store.erpBranch, now.number, now.number, record.dump()}));
	}
	return putAgreement(tx, now);
}

} // namespace parts
