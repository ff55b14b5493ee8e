#pragma once

#include "store/FeeOrders.hpp"

#include <nlohmann/json.hpp>

namespace fees {

/// The ERP record order_fee of an order: what is due, where the money is, and how far its settlement is.
inline Result<void> showFeeInErp(Tx& tx, const FeeOrder& order)
{
	const nlohmann::json record = {{"kind", order.key.kind},
	                               {"branch", order.key.branchId},
	                               {"erp_key", order.key.erpKey},
	                               {"order", order.number},
	                               {"warranty", order.verdict},
	                               {"warranty_reason", order.verdictReason},
	                               {"fee", yuanText(order.computedFen)},
	                               {"charged", yuanText(order.chargedFen)},
	                               {"handed_in", yuanText(order.handedFen)},
	                               {"in_till", yuanText(order.cashedFen)},
	                               {"money_state", order.moneyState},
	                               {"exception", order.exception},
	                               {"settlement_state", order.settlementState},
	                               {"changed_at", order.touchedAt}};
	return tx.put({"order_fee", order.key.branchId, order.key.erpKey,
	               order.key.kind + ":" + order.key.branchId + ":" + order.key.erpKey + ":fee", record.dump()});
}

} // namespace fees
