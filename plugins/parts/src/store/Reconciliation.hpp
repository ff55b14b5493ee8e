#pragma once

#include "store/Places.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace parts {

/// What the ERP says lies in a store of one item: one text for each of its warehouses that belong to the store.
struct ErpStock
{
	std::string itemCode;
	std::vector<std::string> quantities;
};
/// Their sum in smallest units; nullopt where one cannot be read exactly.
std::optional<std::int64_t> quantityOf(const ErpStock& stock, std::int64_t unitSize);

/// All that the ERP has in a store, by item; nothing where it is not said whose stock of the ERP the store is.
Result<std::vector<ErpStock>> erpStockOf(Tx& tx, const NamedPlace& store);
Result<std::optional<ErpStock>> erpStockOf(Tx& tx, const NamedPlace& store, const std::string& itemCode);

/// Keeps the ERP's changed stock findable and tells which item of which of its branches it is about.
Result<void>
changedErpStock(Tx& tx, std::int64_t from, std::int64_t to,
                const std::function<Result<void>(const std::string& erpBranch, const std::string& itemCode)>& use);

/// PT-05: whether ledger and ERP agree on one item of a store.
struct Agreement
{
	std::string placeId, itemCode;
	std::optional<std::int64_t> agreedAt; ///< nullopt: never yet
	std::int64_t agreedSequence = 0;
	std::string state = "agrees";
	std::string what; ///< quantity, name, specification, unit, unknown_item, unreadable; with commas
	std::int64_t ours = 0;
	std::optional<std::int64_t> theirs;
	std::string theirsText;
	std::optional<std::int64_t> differsSince;
	std::int64_t checkedAt = 0;
	std::string explanation, explainedBy, told;
	std::string number; ///< KC-勉县-20261121-0001; '' while they never differed
	std::int64_t version = 0;
	std::string placeName, branchId, itemName, specification, unit; ///< read only
	std::int64_t unitSize = 1;
};
Result<std::optional<Agreement>> findAgreement(Tx& tx, const std::string& placeId, const std::string& itemCode);
Result<void> putAgreement(Tx& tx, const Agreement& agreement);

struct DifferenceFilter
{
	std::string branches = "*", placeId, branch;
	std::string sort; ///< "since", "-since"; otherwise by place and item
};
struct DifferencePage
{
	std::vector<Agreement> differences;
	std::string next;
};
Result<DifferencePage> listDifferences(Tx& tx, const DifferenceFilter& filter, const std::string& cursor, int limit);

/// Items of a store that either side knows, above `after`.
Result<std::vector<std::string>> itemsToCheck(Tx& tx, const NamedPlace& store, const std::string& after, int limit);

struct Moved
{
	std::int64_t sequence = 0;
	std::string itemCode, fromPlace, toPlace;
};
Result<std::vector<Moved>> movedSince(Tx& tx, std::int64_t sequence, int limit);

/// Where a job stands; '' at first.
Result<std::string> markOf(Tx& tx, const std::string& name);
Result<void> setMark(Tx& tx, const std::string& name, const std::string& value);

} // namespace parts
