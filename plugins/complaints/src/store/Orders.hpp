#pragma once

#include "erphost/Tx.hpp"
#include "store/Case.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// Kinds of ERP records that a complaint may be about.
inline constexpr std::array<std::string_view, 3> kOrderKinds{"work_order", "delivery", "sale"};

/// One order of the ERP, as far as a complaint needs it.
struct Order
{
	std::string kind, branchId, branchName, erpKey, number, productType, brand, model, store, provider, providerName;
	std::string technician, technicianName; ///< who did it: technician, driver or salesperson
	std::string customerName, phone, address;
	bool vip = false;
	std::string status; ///< open, dispatched, done, cancelled
	std::int64_t at = 0;
	bool deleted = false;
};

/// nullopt if the ERP does not have it, or `kind` is none of kOrderKinds.
Result<std::optional<Order>> findOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey);

/// Calls `use` for each record of the kind with from < change_seq <= to, in that order.
Result<void> changedOrders(Tx& tx, std::string_view kind, std::int64_t from, std::int64_t to,
                           const std::function<Result<void>(const Order&)>& use);

/// Orders by their whole number, or by a whole telephone number; `branches` as branchList makes it.
Result<std::vector<Order>> searchOrders(Tx& tx, const std::string& text, const std::string& branches);

/// Keeps an order findable by number and telephone.
Result<void> rememberOrder(Tx& tx, const Order& order);

/// What a case knows from the order that it is about.
void takeOver(const Order& order, Case& item);

/// A branch and who manages it, as the ERP knows them.
struct Branch
{
	std::string name, managerNumber, managerName;
};
Result<Branch> findBranch(Tx& tx, const std::string& branchId);

/// What a customer may see of the complaints about his order.
struct OrderState
{
	std::string phoneKey, state, step;
	std::int64_t receivedAt = 0;
	std::optional<std::int64_t> handledAt, closedAt;
};
Result<std::vector<OrderState>> statesOfNumber(Tx& tx, const std::string& number);

} // namespace complaints
