#include "store/OrderParts.hpp"

#include "erphost/Rows.hpp"
#include "rules/LineEffect.hpp"
#include "store/PaperSql.hpp"

namespace parts {

using erphost::allRows;
using erphost::firstRow;
using erphost::Query;

Result<std::vector<OrderPart>> orderParts(Tx& tx, const OrderRef& order)
{
	EH_TRY(auto rows, tx.query(sql::kOrderParts, order.kind, order.branchId, order.key));
	return allRows(rows, [](const Query& row) {
		return OrderPart{row.text(0),     row.text(1),     row.text(2),    row.text(3),    row.text(4),
		                 row.integer(5),  row.text(6),     row.integer(7), row.integer(8), row.integer(9),
		                 row.integer(10), row.integer(11), row.integer(12)};
	});
}

Result<void> countForOrder(Tx& tx, const Movement& movement, std::string_view kind, int sign, bool bound)
{
	const OrderRef& order = movement.order;
	const OrderEffect effect = orderEffect(kind, bound);
	if (!order) return {};
	if (effect.issued > 0 && sign > 0)
	{
		EH_TRY(auto row, tx.query(sql::kOrderPart, order.kind, order.branchId, order.key, movement.itemCode));
		EH_TRY(const bool known, row.next());
		if (known && row.integer(1) != row.integer(2) && row.text(0) != movement.warranty)
			return erphost::conflict("parts.warranty.differs", "The item stands in the order under the other warranty.")
			    .with("pointer", "/warranty")
			    .with("item", movement.itemCode)
			    .with("order", order.number);
	}
	EH_TRY([[maybe_unused]] const auto there,
	       tx.execute(sql::kAddOrderPart, order.kind, order.branchId, order.key, movement.itemCode, order.number,
	                  effect.issued > 0 ? movement.warranty : std::string()));
	const std::int64_t quantity = sign * movement.quantity;
	// A counter-entry's fee has its sign already.
	EH_TRY([[maybe_unused]] const auto moved,
	       tx.execute(sql::kMoveOrderPart, order.kind, order.branchId, order.key, movement.itemCode,
	                  effect.issued * quantity, effect.returned * quantity, effect.cost * sign * *movement.costFen,
	                  movement.chargedFen, effect.oldBack * quantity));
	return {};
}

Result<std::optional<FreeApproval>> freeApprovalOf(Tx& tx, const OrderRef& order)
{
	EH_TRY(auto rows, tx.query(sql::kFreeApproval, order.kind, order.branchId, order.key));
	return firstRow(rows, [](const Query& row) { return FreeApproval{row.text(0), row.integer(1), row.text(2)}; });
}

Result<bool> approveFree(Tx& tx, const OrderRef& order, const std::string& reason, const Actor& actor,
                         std::int64_t nowMs)
{
	EH_TRY(const auto approved, tx.execute(sql::kApproveFree, order.kind, order.branchId, order.key, order.number,
	                                       reason, nowMs, actor.id, actor.name));
	return approved > 0;
}

Result<OrderRef> requireOrder(Tx& tx, const OrderRef& order)
{
	if (order.kind == "work_order")
	{
		EH_TRY(auto row, tx.query(sql::kErpWorkOrder, order.branchId, order.key));
		EH_TRY(const bool found, row.next());
		if (found) return OrderRef{order.kind, order.branchId, order.key, row.text(0)};
	}
	return erphost::permanent("parts.order.not_found", "The ERP has no such order.")
	    .with("pointer", "/order")
	    .with("order", order.key);
}

} // namespace parts
