#pragma once

#include "erphost/Sql.hpp"

/// SQL about the ERP's orders.
namespace complaints::sql {

using erphost::Sql;

// The three kinds of ERP records in one shape. Column order: see store/Orders.cpp.
#define COMPLAINTS_WORK_ORDER                                                                                          \
	"SELECT 'work_order', w.branch_id, COALESCE(b.name, w.branch_name, w.branch_id), w.erp_key, "                      \
	"COALESCE(w.number, w.erp_key), COALESCE(w.product_type, 'other'), COALESCE(w.brand, ''), COALESCE(w.model, ''), " \
	"COALESCE(w.store_name, w.store, ''), COALESCE(w.provider_number, ''), COALESCE(w.provider_name, ''), "            \
	"COALESCE(w.technician_number, ''), COALESCE(w.technician_name, ''), COALESCE(w.customer_name, ''), "              \
	"COALESCE(w.customer_phone, ''), COALESCE(w.customer_address, ''), COALESCE(w.vip, 0), COALESCE(w.status, ''), "   \
	"COALESCE(w.completed_at, w.dispatched_at, w.ordered_at, w.created_at, 0)"
#define COMPLAINTS_DELIVERY                                                                                            \
	"SELECT 'delivery', w.branch_id, COALESCE(b.name, w.branch_name, w.branch_id), w.erp_key, "                        \
	"COALESCE(w.number, w.erp_key), COALESCE(w.product_type, 'other'), COALESCE(w.brand, ''), COALESCE(w.model, ''), " \
	"COALESCE(w.store_name, w.store, ''), COALESCE(w.provider_number, ''), COALESCE(w.provider_name, ''), "            \
	"COALESCE(w.driver_number, ''), COALESCE(w.driver_name, ''), COALESCE(w.customer_name, ''), "                      \
	"COALESCE(w.customer_phone, ''), COALESCE(w.customer_address, ''), COALESCE(w.vip, 0), COALESCE(w.status, ''), "   \
	"COALESCE(w.completed_at, w.dispatched_at, w.ordered_at, w.created_at, 0)"
#define COMPLAINTS_SALE                                                                                                \
	"SELECT 'sale', w.branch_id, COALESCE(b.name, w.branch_name, w.branch_id), w.erp_key, "                            \
	"COALESCE(w.number, w.erp_key), COALESCE(w.product_type, 'other'), COALESCE(w.brand, ''), COALESCE(w.model, ''), " \
	"COALESCE(w.store_name, w.store, ''), '', '', "                                                                    \
	"COALESCE(w.salesperson_number, ''), COALESCE(w.salesperson_name, ''), COALESCE(w.customer_name, ''), "            \
	"COALESCE(w.customer_phone, ''), COALESCE(w.customer_address, ''), COALESCE(w.vip, 0), COALESCE(w.status, ''), "   \
	"COALESCE(w.completed_at, w.ordered_at, w.created_at, 0)"
#define COMPLAINTS_BRANCH "LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "

#define COMPLAINTS_ONE "WHERE w.branch_id = ?1 AND w.erp_key = ?2 AND w.deleted = 0"
inline constexpr Sql kOneWorkOrder{"complaints.one_work_order",
                                   COMPLAINTS_WORK_ORDER " FROM erp_work_order w " COMPLAINTS_BRANCH COMPLAINTS_ONE};
inline constexpr Sql kOneDelivery{"complaints.one_delivery",
                                  COMPLAINTS_DELIVERY " FROM erp_delivery w " COMPLAINTS_BRANCH COMPLAINTS_ONE};
inline constexpr Sql kOneSale{"complaints.one_sale",
                              COMPLAINTS_SALE " FROM erp_sale w " COMPLAINTS_BRANCH COMPLAINTS_ONE};

// Changed rows; a deleted one says so in the last column.
#define COMPLAINTS_CHANGED "WHERE w.change_seq > ?1 AND w.change_seq <= ?2 ORDER BY w.change_seq"
inline constexpr Sql kChangedWorkOrders{"complaints.changed_work_orders", COMPLAINTS_WORK_ORDER
                                        ", w.deleted FROM erp_work_order w " COMPLAINTS_BRANCH COMPLAINTS_CHANGED};
inline constexpr Sql kChangedDeliveries{"complaints.changed_deliveries", COMPLAINTS_DELIVERY
                                        ", w.deleted FROM erp_delivery w " COMPLAINTS_BRANCH COMPLAINTS_CHANGED};
inline constexpr Sql kChangedSales{"complaints.changed_sales",
                                   COMPLAINTS_SALE ", w.deleted FROM erp_sale w " COMPLAINTS_BRANCH COMPLAINTS_CHANGED};

// What somebody typed, whole: ?1 number of an order, or ?2 digits of a telephone number; ?3 branches.
#define COMPLAINTS_FOUND(kind, condition)                                                                              \
	"JOIN complaints_order o ON o.kind = '" kind                                                                       \
	"' AND o.branch_id = w.branch_id AND o.erp_key = w.erp_key " COMPLAINTS_BRANCH "WHERE " condition                  \
	" AND w.deleted = 0 AND (?2 = '*' OR REPLACE(?2, '|' || o.branch_id || '|', '') <> ?2)"
#define COMPLAINTS_SEARCH(condition)                                                                                   \
	COMPLAINTS_WORK_ORDER " FROM erp_work_order w " COMPLAINTS_FOUND(                                                  \
		"work_order", condition) " UNION ALL " COMPLAINTS_DELIVERY                                                     \
								 " FROM erp_delivery w " COMPLAINTS_FOUND(                                             \
									 "delivery",                                                                       \
									 condition) " UNION ALL " COMPLAINTS_SALE                                          \
												" FROM erp_sale w " COMPLAINTS_FOUND("sale", condition) " LIMIT 50"
inline constexpr Sql kOrdersByNumber{"complaints.orders_by_number", COMPLAINTS_SEARCH("o.number = ?1")};
inline constexpr Sql kOrdersByPhone{"complaints.orders_by_phone", COMPLAINTS_SEARCH("o.phone_key = ?1")};
#undef COMPLAINTS_SEARCH
#undef COMPLAINTS_FOUND
#undef COMPLAINTS_CHANGED
#undef COMPLAINTS_ONE
#undef COMPLAINTS_BRANCH
#undef COMPLAINTS_SALE
#undef COMPLAINTS_DELIVERY
#undef COMPLAINTS_WORK_ORDER

inline constexpr Sql kPutOrder{
	"complaints.put_order",
	"INSERT INTO complaints_order (kind, branch_id, erp_key, number, phone_key, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
	"ON CONFLICT (kind, branch_id, erp_key) DO UPDATE SET number = excluded.number, phone_key = excluded.phone_key, "
	"at = excluded.at WHERE complaints_order.number <> excluded.number OR complaints_order.phone_key <> "
	"excluded.phone_key OR complaints_order.at <> excluded.at"};
inline constexpr Sql kDropOrder{"complaints.drop_order", "DELETE FROM complaints_order WHERE kind = ?1 AND branch_id = "
                                                         "?2 AND erp_key = ?3"};

inline constexpr Sql kBranchName{"complaints.branch_name",
                                 "SELECT COALESCE(name, erp_key), COALESCE(manager_number, '') FROM erp_branch "
                                 "WHERE erp_key = ?1 AND deleted = 0 LIMIT 1"};
inline constexpr Sql kEmployeeName{"complaints.employee_name",
                                   "SELECT COALESCE(name, '') FROM erp_employee WHERE branch_id = ?1 AND erp_key = ?2 "
                                   "AND deleted = 0"};

/// Orders with a number and their cases, for a customer's look at his order. ?1 number.
inline constexpr Sql kStatesOfNumber{
	"complaints.states_of_number",
	"SELECT c.phone_key, c.state, c.step, c.received_at, c.handled_at, c.closed_at FROM "
	"complaints_order o "
	"LEFT JOIN complaints_case c ON c.kind = o.kind AND c.branch_id = o.branch_id AND c.erp_key = o.erp_key "
	"WHERE o.number = ?1 ORDER BY c.received_at DESC LIMIT 100"};

inline constexpr const Sql* kOrderStatements[] = {
	&kOneWorkOrder, &kOneDelivery,    &kOneSale,       &kChangedWorkOrders, &kChangedDeliveries,
	&kChangedSales, &kOrdersByNumber, &kOrdersByPhone, &kPutOrder,          &kDropOrder,
	&kBranchName,   &kEmployeeName,   &kStatesOfNumber};

} // namespace complaints::sql
