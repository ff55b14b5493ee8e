#include "store/Items.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Decimal.hpp"
#include "store/StockItemSql.hpp"

#include <array>

namespace parts {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;

namespace {

Item toItem(const Query& row)
{
	Item item;
	int at = 0;
	const auto text = [&] { return row.text(at++); };
	const auto number = [&] { return row.integer(at++); };
	item.code = text();
	item.name = text();
	item.specification = text();
	item.unit = text();
	item.unitSize = number();
	item.brand = text();
	item.kind = text();
	item.itemClass = text();
	item.supplier = text();
	item.costFen = number();
	item.minimum = number();
	item.hazardous = number() != 0;
	item.active = number() != 0;
	item.origin = text();
	item.erpBranch = text();
	item.erpKey = text();
	item.erpName = text();
	item.erpSpecification = text();
	item.erpUnit = text();
	item.updatedAt = number();
	item.version = number();
	return item;
}

ErpPart toErpPart(const Query& row)
{
	ErpPart part;
	part.branchId = row.text(0);
	part.erpKey = row.text(1);
	part.code = row.text(2);
	int at = 3;
	for (auto* each : {&part.name, &part.specification, &part.unit, &part.brand, &part.kind, &part.itemClass,
	                   &part.supplier, &part.cost, &part.minimum})
		*each = row.optionalText(at++);
	if (!row.isNull(at)) part.hazardous = row.integer(at) != 0;
	++at;
	if (!row.isNull(at)) part.active = row.integer(at) != 0;
	part.deleted = row.integer(++at) != 0;
	return part;
}

Supplier toSupplier(const Query& row)
{
	return {row.text(0), row.text(1),    row.text(2),         row.text(3),   row.text(4),
	        row.text(5), row.integer(6), row.integer(7) != 0, row.integer(8)};
}

std::string searchOf(const Item& item)
{
	return item.code + " " + item.name + " " + item.specification;
}

/// Takes over what the ERP says, or, once the code has movements, notes it beside.
void takeIdentity(std::string& own, std::string& noted, const std::optional<std::string>& theirs, bool moved)
{
	if (!theirs) return;
	if (!moved) own = *theirs;
	noted = own == *theirs ? std::string() : *theirs;
}

} // namespace

std::span<const erphost::Sorting> itemSortings()
{
	static const std::array all{PARTS_SORTINGS("code", sql::kItems, false),
	                            PARTS_SORTINGS("name", sql::kItemsByName, false)};
	return all;
}

std::span<const erphost::Sorting> supplierSortings()
{
	using erphost::Sorting;
	static const std::array all{Sorting{"code", sql::kSuppliers, sql::kSuppliers, false},
	                            Sorting{"-code", sql::kSuppliersDown, sql::kSuppliersDown, false},
	                            Sorting{"name", sql::kSuppliersByName, sql::kSuppliersByName, false},
	                            Sorting{"-name", sql::kSuppliersByNameDown, sql::kSuppliersByNameDown, false}};
	return all;
}

Result<std::optional<Item>> findItem(Tx& tx, const std::string& code)
{
	EH_TRY(auto rows, tx.query(sql::kItem, code));
	return firstRow(rows, toItem);
}

Result<Item> requireItem(Tx& tx, const std::string& code, bool active)
{
	EH_TRY(const auto item, findItem(tx, code));
	if (!item) return erphost::permanent("parts.item.not_found", "There is no such item.").with("item", code);
	if (active && !item->active)
		return erphost::conflict("parts.item.inactive", "The item is not in use any more.").with("item", code);
	return *item;
}

Result<ItemPage> listItems(Tx& tx, const ItemFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit)
{
	EH_TRY(const erphost::Sorting* sorting, erphost::sortingNamed(itemSortings(), sort));
	EH_TRY(const Cursor last, readCursor(cursor, false));
	EH_TRY(auto rows, tx.query(filter.kind.empty() ? sorting->all : sorting->ofState, pattern(filter.search),
	                           filter.active, filter.kind, last.text, last.id, last.given, limit + 1));
	ItemPage page;
	EH_TRY(page.items, allRows(rows, toItem));
	if (!cutToPage(page.items, limit)) return page;
	const Item& end = page.items.back();
	page.next = cursorOf(sort.ends_with("name") ? end.name : end.code, end.code);
	return page;
}

Result<bool> addItem(Tx& tx, const Item& item)
{
	EH_TRY(const auto added,
	       tx.execute(sql::kAddItem, item.code, item.name, item.specification, item.unit, item.unitSize, item.brand,
	                  item.kind, item.itemClass, item.supplier, item.costFen, item.minimum, item.hazardous, item.active,
	                  item.origin, item.erpBranch, item.erpKey, item.erpName, item.erpSpecification, item.erpUnit,
	                  searchOf(item), item.updatedAt));
	return added > 0;
}

Result<void> saveItem(Tx& tx, const Item& item)
{
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSaveItem, item.code, item.name, item.specification, item.unit, item.unitSize, item.brand,
	                  item.kind, item.itemClass, item.supplier, item.costFen, item.minimum, item.hazardous, item.active,
	                  item.origin, item.erpBranch, item.erpKey, item.erpName, item.erpSpecification, item.erpUnit,
	                  searchOf(item), item.updatedAt));
	return {};
}

std::vector<std::string> ErpPart::fields() const
{
	std::vector<std::string> names;
	const auto add = [&](const char* name, bool given) {
		if (given) names.emplace_back(name);
	};
	add("name", name.has_value());
	add("specification", specification.has_value());
	add("unit", unit.has_value());
	add("brand", brand.has_value());
	add("kind", kind.has_value());
	add("class", itemClass.has_value());
	add("supplier", supplier.has_value());
	add("costFen", cost.has_value());
	add("minimum", minimum.has_value());
	add("hazardous", hazardous.has_value());
	add("active", active.has_value());
	return names;
}

Result<void> changedParts(Tx& tx, std::int64_t from, std::int64_t to,
                          const std::function<Result<void>(const ErpPart&)>& use)
{
	EH_TRY(auto rows, tx.query(sql::kChangedParts, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		EH_CHECK(use(toErpPart(rows)));
	}
}

Result<std::optional<ErpPart>> erpPartOf(Tx& tx, const Item& item)
{
	if (item.origin != "erp") return std::optional<ErpPart>{};
	EH_TRY(auto rows, tx.query(sql::kErpPart, item.erpBranch, item.erpKey));
	EH_TRY(auto part, firstRow(rows, toErpPart));
	// What the ERP has thrown away is kept by hand from now on.
	if (part && part->deleted) part.reset();
	return part;
}

Item takenOver(Item item, const ErpPart& part, bool moved,
               const std::function<std::int64_t(const std::string&)>& defaultUnitSize)
{
	const bool isNew = item.code.empty();
	item.code = part.code;
	item.origin = "erp";
	item.erpBranch = part.branchId;
	item.erpKey = part.erpKey;
	if (part.deleted)
	{
		item.active = false;
		return item;
	}
	const std::string unit = item.unit;
	takeIdentity(item.name, item.erpName, part.name, moved);
	takeIdentity(item.specification, item.erpSpecification, part.specification, moved);
	takeIdentity(item.unit, item.erpUnit, part.unit, moved);
	if (isNew || item.unit != unit) item.unitSize = defaultUnitSize(item.unit);
	item.brand = part.brand.value_or(item.brand);
	item.kind = part.kind.value_or(item.kind);
	item.itemClass = part.itemClass.value_or(item.itemClass);
	item.supplier = part.supplier.value_or(item.supplier);
	// A price or minimum that cannot be read leaves what stands: the item itself is needed.
	if (part.cost) item.costFen = scaledRounded(*part.cost, 100).value_or(item.costFen);
	if (part.minimum) item.minimum = scaledRounded(*part.minimum, item.unitSize).value_or(item.minimum);
	if (item.costFen < 0) item.costFen = 0;
	if (item.minimum < 0) item.minimum = 0;
	item.hazardous = part.hazardous.value_or(item.hazardous);
	item.active = part.active.value_or(true);
	if (item.name.empty()) item.name = item.code;
	return item;
}

Result<std::optional<Supplier>> findSupplier(Tx& tx, const std::string& code)
{
	EH_TRY(auto rows, tx.query(sql::kSupplier, code));
	return firstRow(rows, toSupplier);
}

Result<SupplierPage> listSuppliers(Tx& tx, const std::string& search, const std::string& sort,
                                   const std::string& cursor, int limit)
{
	EH_TRY(const erphost::Sorting* sorting, erphost::sortingNamed(supplierSortings(), sort));
	EH_TRY(const Cursor last, readCursor(cursor, false));
	EH_TRY(auto rows, tx.query(sorting->all, pattern(search), last.text, last.id, last.given, limit + 1));
	SupplierPage page;
	EH_TRY(page.suppliers, allRows(rows, toSupplier));
	if (!cutToPage(page.suppliers, limit)) return page;
	const Supplier& end = page.suppliers.back();
	page.next = cursorOf(sort.ends_with("name") ? end.name : end.code, end.code);
	return page;
}

Result<bool> addSupplier(Tx& tx, const Supplier& supplier, std::int64_t nowMs)
{
	EH_TRY(const auto added,
	       tx.execute(sql::kAddSupplier, supplier.code, supplier.name, supplier.contact, supplier.phone,
	                  supplier.address, supplier.terms, supplier.leadDays, supplier.active, nowMs));
	return added > 0;
}

Result<void> saveSupplier(Tx& tx, const Supplier& supplier, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSaveSupplier, supplier.code, supplier.name, supplier.contact, supplier.phone,
	                  supplier.address, supplier.terms, supplier.leadDays, supplier.active, nowMs));
	return {};
}

} // namespace parts
