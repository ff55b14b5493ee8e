#include "surface/OrderNews.hpp"

#include <nlohmann/json.hpp>

namespace parts {

Result<void> tellOrderChanged(Tx& tx, const OrderRef& order, std::string_view reason)
{
	if (!order || reason.empty()) return {};
	erphost::Event event;
	event.type = "parts.order.changed";
	event.branchId = order.branchId;
	event.businessKey = order.key;
	event.payload = nlohmann::json{
		{"kind", order.kind},
		{"branch", order.branchId},
		{"erp_key", order.key},
		{"order", order.number},
		{"reason",
	     reason}}.dump();
	return tx.append(event);
}

} // namespace parts
