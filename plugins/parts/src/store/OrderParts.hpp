#pragma once

#include "store/Ledger.hpp"

#include <optional>
#include <string>
#include <vector>

namespace parts {

/// What an order's parts come to, per item (PT-12, PT-18).
struct OrderPart
{
	std::string orderNumber, itemCode, itemName, specification, unit;
	std::int64_t unitSize = 1;
	std::string warranty;
	std::int64_t issued = 0, returned = 0, costFen = 0, chargedFen = 0, oldDue = 0, oldBack = 0;
};
Result<std::vector<OrderPart>> orderParts(Tx& tx, const OrderRef& order);

/// Takes a movement that names an order into its parts; `sign` −1: a counter-entry of it. `bound`: it moves on an issue
/// that was made for the order.
/// "parts.warranty.differs": the item stands in the order under the other warranty.
Result<void> countForOrder(Tx& tx, const Movement& movement, std::string_view kind, int sign, bool bound);

/// PT-13
struct FreeApproval
{
	std::string reason;
	std::int64_t at = 0;
	std::string name;
};
Result<std::optional<FreeApproval>> freeApprovalOf(Tx& tx, const OrderRef& order);
/// False if it is approved already.
Result<bool> approveFree(Tx& tx, const OrderRef& order, const std::string& reason, const Actor& actor,
                         std::int64_t nowMs);

/// An order of the ERP with its number; "parts.order.not_found".
Result<OrderRef> requireOrder(Tx& tx, const OrderRef& order);

} // namespace parts
