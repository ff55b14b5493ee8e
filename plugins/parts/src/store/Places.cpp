#include "store/Places.hpp"

#include "erphost/Rows.hpp"
#include "store/StockItemSql.hpp"

#include <string_view>

namespace parts {

using erphost::allRows;
using erphost::firstRow;
using erphost::Query;

namespace {

NamedPlace toPlace(const Query& row)
{
	NamedPlace place;
	place.id = row.text(0);
	place.place = {row.text(1), row.text(2), row.text(3)};
	place.name = row.text(4);
	place.keeper = row.text(5);
	place.keeperName = row.text(6);
	place.erpBranch = row.text(7);
	place.erpWarehouse = row.text(8);
	place.active = row.integer(9) != 0;
	place.version = row.integer(10);
	return place;
}

/// The word that a place of a kind is called by, behind the branch's name.
std::string_view wordOf(const Place& place)
{
	const std::string& kind = place.kind;
	if (kind == "central") return "总仓";
	if (kind == "store") return "仓库";
	if (kind == "transit") return "在途";
	if (kind == "technician") return place.holder.empty() ? "维修间" : "师傅";
	if (kind == "used") return "已用";
	if (kind == "old_parts") return "旧件";
	if (kind == "manufacturer") return "厂家";
	if (kind == "scrap") return "报废";
	if (kind == "difference") return "盘点差异";
	if (kind == "quarantine") return "待检";
	return "供应商";
}

} // namespace

Result<std::optional<NamedPlace>> findPlace(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kPlace, id));
	return firstRow(rows, toPlace);
}

Result<bool> addPlace(Tx& tx, const Place& place, const std::string& name)
{
	EH_TRY(const auto added, tx.execute(sql::kAddPlace, place.id(), place.kind, place.branchId, place.holder, name,
	                                    isStore(place.kind) ? place.branchId : std::string()));
	return added > 0;
}

Result<void> rememberPlace(Tx& tx, const Place& place, const std::string& name)
{
	EH_TRY(const auto known, findPlace(tx, place.id()));
	if (known) return {};
	std::string shown = name;
	if (shown.empty())
	{
		if (!place.branchId.empty())
		{
			EH_TRY(shown, branchName(tx, place.branchId));
		}
		shown += wordOf(place);
		if (!place.holder.empty()) shown += place.holder;
	}
	EH_TRY([[maybe_unused]] const bool added, addPlace(tx, place, shown));
	return {};
}

Result<void> savePlace(Tx& tx, const NamedPlace& place)
{
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSavePlace, place.id, place.name, place.keeper, place.keeperName, place.erpBranch,
	                  place.erpWarehouse, place.active));
	return {};
}

Result<std::vector<NamedPlace>> listPlaces(Tx& tx, const std::string& branches, const std::string& branch,
                                           const std::string& kind)
{
	EH_TRY(auto rows, tx.query(sql::kPlaces, branches, branch, kind));
	return allRows(rows, toPlace);
}

Result<std::vector<NamedPlace>> listStores(Tx& tx, const std::string& after, int limit)
{
	EH_TRY(auto rows, tx.query(sql::kStores, after, limit));
	return allRows(rows, toPlace);
}

Result<std::vector<NamedPlace>> storesOfErp(Tx& tx, const std::string& erpBranch)
{
	EH_TRY(auto rows, tx.query(sql::kStoresOfErp, erpBranch));
	return allRows(rows, toPlace);
}

Result<std::string> branchName(Tx& tx, const std::string& branchId)
{
	EH_TRY(auto row, tx.query(sql::kBranchName, branchId));
	EH_TRY(const bool found, row.next());
	std::string name = found ? row.text(0) : branchId;
	constexpr std::string_view kBranch = "分公司";
	if (name.size() > kBranch.size() && name.ends_with(kBranch)) name.resize(name.size() - kBranch.size());
	return name;
}

Result<std::vector<ErpBranch>> changedBranches(Tx& tx, std::int64_t from, std::int64_t to)
{
	EH_TRY(auto rows, tx.query(sql::kChangedBranches, from, to));
	return allRows(rows, [](const Query& row) { return ErpBranch{row.text(0), row.text(1)}; });
}

} // namespace parts
