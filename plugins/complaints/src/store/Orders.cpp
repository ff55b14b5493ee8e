#include "store/Orders.hpp"

#include "erphost/Rows.hpp"
#include "rules/Mask.hpp"
#include "store/OrderSql.hpp"

namespace complaints {

using erphost::allRows;
using erphost::firstRow;
using erphost::Query;
using erphost::Sql;

namespace {

Order toOrder(const Query& row)
{
	Order order;
	int at = 0;
	for (std::string* each :
	     {&order.kind, &order.branchId, &order.branchName, &order.erpKey, &order.number, &order.productType,
	      &order.brand, &order.model, &order.store, &order.provider, &order.providerName, &order.technician,
	      &order.technicianName, &order.customerName, &order.phone, &order.address})
		*each = row.text(at++);
	order.vip = row.integer(at++) != 0;
	order.status = row.text(at++);
	order.at = row.integer(at);
	return order;
}

const Sql& changedSql(std::string_view kind)
{
	return kind == "work_order" ? sql::kChangedWorkOrders
	       : kind == "delivery" ? sql::kChangedDeliveries
	                            : sql::kChangedSales;
}

} // namespace

Result<std::optional<Order>> findOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey)
{
	const Sql* one = kind == "work_order" ? &sql::kOneWorkOrder
	                 : kind == "delivery" ? &sql::kOneDelivery
	                 : kind == "sale"     ? &sql::kOneSale
	                                      : nullptr;
	if (!one) return std::optional<Order>{};
	EH_TRY(auto rows, tx.query(*one, branchId, erpKey));
	return firstRow(rows, toOrder);
}

Result<void> changedOrders(Tx& tx, std::string_view kind, std::int64_t from, std::int64_t to,
                           const std::function<Result<void>(const Order&)>& use)
{
	constexpr int kDeleted = 19;
	EH_TRY(auto rows, tx.query(changedSql(kind), from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		Order order = toOrder(rows);
		order.deleted = rows.integer(kDeleted) != 0;
		EH_CHECK(use(order));
	}
}

Result<std::vector<Order>> searchOrders(Tx& tx, const std::string& text, const std::string& branches)
{
	std::vector<Order> found;
	{
		EH_TRY(auto rows, tx.query(sql::kOrdersByNumber, text, branches));
		EH_TRY(found, allRows(rows, toOrder));
	}
	const std::string digits = phoneKey(text);
	// A short run of digits is no telephone number.
	if (!found.empty() || digits.size() < 7) return found;
	EH_TRY(auto rows, tx.query(sql::kOrdersByPhone, digits, branches));
	return allRows(rows, toOrder);
}

Result<void> rememberOrder(Tx& tx, const Order& order)
{
	if (order.deleted)
	{
		EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kDropOrder, order.kind, order.branchId, order.erpKey));
		return {};
	}
	EH_TRY([[maybe_unused]] const auto kept, tx.execute(sql::kPutOrder, order.kind, order.branchId, order.erpKey,
	                                                    order.number, phoneKey(order.phone), order.at));
	return {};
}

void takeOver(const Order& order, Case& item)
{
	item.kind = order.kind;
	item.branchId = order.branchId;
	item.branchName = order.branchName;
	item.erpKey = order.erpKey;
	item.orderNumber = order.number;
	item.productType = order.productType;
	item.brand = order.brand;
	item.model = order.model;
	item.store = order.store;
	item.provider = order.provider;
	item.providerName = order.providerName;
	item.technician = order.technician;
	item.technicianName = order.technicianName;
	item.customerName = order.customerName;
	item.phone = order.phone;
	item.address = order.address;
	item.vip = order.vip;
}

Result<Branch> findBranch(Tx& tx, const std::string& branchId)
{
	Branch branch{branchId, {}, {}};
	{
		EH_TRY(auto row, tx.query(sql::kBranchName, branchId));
		EH_TRY(const bool found, row.next());
		if (!found) return branch;
		branch.name = row.text(0);
		branch.managerNumber = row.text(1);
	}
	if (branch.managerNumber.empty()) return branch;
	EH_TRY(auto row, tx.query(sql::kEmployeeName, branchId, branch.managerNumber));
	EH_TRY(const bool found, row.next());
	if (found) branch.managerName = row.text(0);
	return branch;
}

Result<std::vector<OrderState>> statesOfNumber(Tx& tx, const std::string& number)
{
	EH_TRY(auto rows, tx.query(sql::kStatesOfNumber, number));
	return allRows(rows, [](const Query& row) {
		return OrderState{row.text(0),    row.optionalText(1).value_or(""), row.optionalText(2).value_or(""),
		                  row.integer(3), row.optionalInteger(4),           row.optionalInteger(5)};
	});
}

} // namespace complaints
