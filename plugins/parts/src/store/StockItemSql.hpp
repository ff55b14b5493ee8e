#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

/// SQL of items, suppliers and places.
namespace parts::sql {

using erphost::Sql;

#define PARTS_ITEM                                                                                                     \
	"SELECT i.code, i.name, i.specification, i.unit, i.unit_size, i.brand, i.kind, i.class, i.supplier, i.cost_fen, "  \
	"i.minimum, i.hazardous, i.active, i.origin, i.erp_branch, i.erp_key, i.erp_name, i.erp_specification, "           \
	"i.erp_unit, i.updated_at, i.version FROM parts_item i "
inline constexpr Sql kItem{"parts.item", PARTS_ITEM "WHERE i.code = ?1"};
/// ?1 search; ?2 1 active, 0 not, -1 both; ?3 kind; ?4 ?5 value and code seen last if ?6 = 1; ?7 rows.
#define PARTS_ITEM_AS(condition, value, after, order)                                                                  \
	PARTS_ITEM "WHERE " condition " AND (?1 = '' OR i.search LIKE ?1) AND (CAST(?2 AS BIGINT) = -1 OR i.active = ?2) " \
			   "AND (CAST(?6 AS BIGINT) = 0 OR (" value ", i.code) " after " (?4, ?5)) ORDER BY " order " LIMIT ?7"
// The code decides alone: named twice, it would not be sorted by the index.
#define PARTS_ITEM_BY_CODE(condition, value, after, way) PARTS_ITEM_AS(condition, value, after, value " " way)
#define PARTS_ITEM_BY(condition, value, after, way)                                                                    \
	PARTS_ITEM_AS(condition, value, after, value " " way ", i.code " way)
PARTS_ORDERED(kItems, "items", PARTS_ITEM_BY_CODE, "i.kind", "i.code");
PARTS_ORDERED(kItemsByName, "items_by_name", PARTS_ITEM_BY, "i.kind", "i.name");
#undef PARTS_ITEM_BY
#undef PARTS_ITEM_BY_CODE
#undef PARTS_ITEM_AS
#undef PARTS_ITEM
inline constexpr Sql kAddItem{
	"parts.add_item",
	"INSERT INTO parts_item (code, name, specification, unit, unit_size, brand, kind, class, supplier, cost_fen, "
	"minimum, hazardous, active, origin, erp_branch, erp_key, erp_name, erp_specification, erp_unit, search, "
	"updated_at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
	"?19, ?20, ?21, 1) ON CONFLICT (code) DO NOTHING"};
inline constexpr Sql kSaveItem{
	"parts.save_item",
	"UPDATE parts_item SET name = ?2, specification = ?3, unit = ?4, unit_size = ?5, brand = ?6, kind = ?7, class = "
	"?8, supplier = ?9, cost_fen = ?10, minimum = ?11, hazardous = ?12, active = ?13, origin = ?14, erp_branch = ?15, "
	"erp_key = ?16, erp_name = ?17, erp_specification = ?18, erp_unit = ?19, search = ?20, updated_at = ?21, version = "
	"version + 1 WHERE code = ?1"};

#define PARTS_ERP_PART                                                                                                 \
	"SELECT p.branch_id, p.erp_key, COALESCE(p.code, p.erp_key), p.name, p.specification, p.unit, p.brand, p.kind, "   \
	"p.class, p.supplier, p.cost, p.minimum, p.hazardous, p.active, p.deleted FROM erp_part p WHERE "
inline constexpr Sql kChangedParts{"parts.changed_parts",
                                   PARTS_ERP_PART "p.change_seq > ?1 AND p.change_seq <= ?2 ORDER BY p.change_seq"};
inline constexpr Sql kErpPart{"parts.erp_part", PARTS_ERP_PART "p.branch_id = ?1 AND p.erp_key = ?2"};
#undef PARTS_ERP_PART

#define PARTS_SUPPLIER                                                                                                 \
	"SELECT code, name, contact, phone, address, terms, lead_days, active, version FROM parts_supplier "
inline constexpr Sql kSupplier{"parts.supplier", PARTS_SUPPLIER "WHERE code = ?1"};
/// ?1 search; ?2 ?3 value and code seen last if ?4 = 1; ?5 rows.
#define PARTS_SUPPLIER_PAGE(value, after, way)                                                                         \
	PARTS_SUPPLIER "WHERE (?1 = '' OR code LIKE ?1 OR name LIKE ?1) AND (CAST(?4 AS BIGINT) = 0 OR (" value            \
				   ", code) " after " (?2, ?3)) ORDER BY " value " " way ", code " way " LIMIT ?5"
inline constexpr Sql kSuppliers{"parts.suppliers", PARTS_SUPPLIER_PAGE("code", ">", "ASC")};
inline constexpr Sql kSuppliersDown{"parts.suppliers_down", PARTS_SUPPLIER_PAGE("code", "<", "DESC")};
inline constexpr Sql kSuppliersByName{"parts.suppliers_by_name", PARTS_SUPPLIER_PAGE("name", ">", "ASC")};
inline constexpr Sql kSuppliersByNameDown{"parts.suppliers_by_name_down", PARTS_SUPPLIER_PAGE("name", "<", "DESC")};
#undef PARTS_SUPPLIER_PAGE
#undef PARTS_SUPPLIER
inline constexpr Sql kAddSupplier{"parts.add_supplier",
                                  "INSERT INTO parts_supplier (code, name, contact, phone, address, terms, lead_days, "
                                  "active, updated_at, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1) ON "
                                  "CONFLICT (code) DO NOTHING"};
inline constexpr Sql kSaveSupplier{"parts.save_supplier",
                                   "UPDATE parts_supplier SET name = ?2, contact = ?3, phone = ?4, address = ?5, terms "
                                   "= ?6, lead_days = ?7, active = ?8, updated_at = ?9, version = version + 1 WHERE "
                                   "code = ?1"};

#define PARTS_PLACE                                                                                                    \
	"SELECT id, kind, branch_id, holder, name, keeper, keeper_name, erp_branch, erp_warehouse, active, version FROM "  \
	"parts_place "
inline constexpr Sql kPlace{"parts.place", PARTS_PLACE "WHERE id = ?1"};
/// ?1 branches, ?2 branch, ?3 kind.
inline constexpr Sql kPlaces{"parts.places", PARTS_PLACE
                             "WHERE (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND (?2 = "
                             "'' OR branch_id = ?2) AND (?3 = '' OR kind = ?3) ORDER BY branch_id, kind, id"};
inline constexpr Sql kStores{"parts.stores", PARTS_PLACE "WHERE kind IN ('central', 'store') AND id > ?1 ORDER BY id "
                                                         "LIMIT ?2"};
/// Stores whose stock in the ERP is that of a branch.
inline constexpr Sql kStoresOfErp{"parts.stores_of_erp",
                                  PARTS_PLACE "WHERE erp_branch = ?1 AND kind IN ('central', 'store') ORDER BY id"};
#undef PARTS_PLACE
inline constexpr Sql kAddPlace{
	"parts.add_place", "INSERT INTO parts_place (id, kind, branch_id, holder, name, keeper, keeper_name, "
					   "erp_branch, erp_warehouse, active, version) VALUES (?1, ?2, ?3, ?4, ?5, '', '', ?6, '', "
					   "1, 1) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kSavePlace{"parts.save_place",
                                "UPDATE parts_place SET name = ?2, keeper = ?3, keeper_name = ?4, erp_branch = ?5, "
                                "erp_warehouse = ?6, active = ?7, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kBranchName{"parts.branch_name",
                                 "SELECT COALESCE(name, erp_key) FROM erp_branch WHERE erp_key = ?1 AND deleted = 0 "
                                 "LIMIT 1"};
inline constexpr Sql kChangedBranches{"parts.changed_branches",
                                      "SELECT erp_key, COALESCE(name, erp_key) FROM erp_branch WHERE change_seq > ?1 "
                                      "AND change_seq <= ?2 AND deleted = 0 ORDER BY change_seq"};

inline constexpr const Sql* kItemStatements[] = {&kItem,
                                                 PARTS_ORDERED_STATEMENTS(kItems),
                                                 PARTS_ORDERED_STATEMENTS(kItemsByName),
                                                 &kAddItem,
                                                 &kSaveItem,
                                                 &kChangedParts,
                                                 &kErpPart,
                                                 &kSupplier,
                                                 &kSuppliers,
                                                 &kSuppliersDown,
                                                 &kSuppliersByName,
                                                 &kSuppliersByNameDown,
                                                 &kAddSupplier,
                                                 &kSaveSupplier,
                                                 &kPlace,
                                                 &kPlaces,
                                                 &kStores,
                                                 &kStoresOfErp,
                                                 &kAddPlace,
                                                 &kSavePlace,
                                                 &kBranchName,
                                                 &kChangedBranches};

} // namespace parts::sql
