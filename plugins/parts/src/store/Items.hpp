#pragma once

#include "erphost/Page.hpp"
#include "erphost/Tx.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parts {

using erphost::Result;
using erphost::Tx;

/// PT-01: a part, a material or a tool.
struct Item
{
	std::string code, name, specification, unit;
	std::int64_t unitSize = 1; ///< smallest units in one unit
	std::string brand, kind = "part", itemClass = "regular", supplier;
	std::int64_t costFen = 0; ///< of one unit, as the file says
	std::int64_t minimum = 0; ///< smallest units
	bool hazardous = false, active = true;
	std::string origin = "hand", erpBranch, erpKey;
	/// What the ERP calls a code that has movements, where that is something else: a code given to another part would
	/// change what lies in the store. '' where it agrees.
	std::string erpName, erpSpecification, erpUnit;
	std::int64_t updatedAt = 0, version = 1;

	bool differsFromErp() const { return !erpName.empty() || !erpSpecification.empty() || !erpUnit.empty(); }
};

Result<std::optional<Item>> findItem(Tx& tx, const std::string& code);
/// "parts.item.not_found", "parts.item.inactive" (only if `active` is wanted).
Result<Item> requireItem(Tx& tx, const std::string& code, bool active);

struct ItemFilter
{
	std::string search, kind;
	int active = -1; ///< 1 only active ones, 0 only others, -1 all
};
struct ItemPage
{
	std::vector<Item> items;
	std::string next;
};
/// "code", "name", and the other way round.
std::span<const erphost::Sorting> itemSortings();
Result<ItemPage> listItems(Tx& tx, const ItemFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit);

/// False if the code is taken.
Result<bool> addItem(Tx& tx, const Item& item);
Result<void> saveItem(Tx& tx, const Item& item);

/// A part as the ERP has it: nullopt where it says nothing and the file is kept by hand.
struct ErpPart
{
	std::string branchId, erpKey, code;
	std::optional<std::string> name, specification, unit, brand, kind, itemClass, supplier, cost, minimum;
	std::optional<bool> hazardous, active;
	bool deleted = false;

	/// Names of the fields that come from the ERP.
	std::vector<std::string> fields() const;
};
Result<void> changedParts(Tx& tx, std::int64_t from, std::int64_t to,
                          const std::function<Result<void>(const ErpPart&)>& use);
Result<std::optional<ErpPart>> erpPartOf(Tx& tx, const Item& item);

/// An item with what the ERP says of it. `moved`: it has movements, then name, specification and unit are not taken
/// over but kept beside (PT-05). `defaultUnitSize`: of a unit, for an item that is new.
Item takenOver(Item item, const ErpPart& part, bool moved,
               const std::function<std::int64_t(const std::string&)>& defaultUnitSize);

/// PT-01: a supplier's file.
struct Supplier
{
	std::string code, name, contact, phone, address, terms;
	std::int64_t leadDays = 0;
	bool active = true;
	std::int64_t version = 1;
};
Result<std::optional<Supplier>> findSupplier(Tx& tx, const std::string& code);
struct SupplierPage
{
	std::vector<Supplier> suppliers;
	std::string next;
};
/// "code", "name", and the other way round.
std::span<const erphost::Sorting> supplierSortings();
Result<SupplierPage> listSuppliers(Tx& tx, const std::string& search, const std::string& sort,
                                   const std::string& cursor, int limit);
/// False if the code is taken.
Result<bool> addSupplier(Tx& tx, const Supplier& supplier, std::int64_t nowMs);
Result<void> saveSupplier(Tx& tx, const Supplier& supplier, std::int64_t nowMs);

} // namespace parts
