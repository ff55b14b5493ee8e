#pragma once

#include "surface/DeskAsk.hpp"
#include "surface/OrderWork.hpp"

namespace fees {

/// The fee of an order, and where its money is (FE-01, FE-02, FE-43); one order's story.
class OrderRoutes
{
public:
	explicit OrderRoutes(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> read(Tx& tx, const Request& request) const;
	Result<Reply> note(Tx& tx, const Request& request) const;
	Result<Reply> proposal(Tx& tx, const Request& request) const;
	Result<Reply> story(Tx& tx, const Request& request) const;
	Result<Reply> detail(Tx& tx, const OrderKey& key) const;

	const OrderWork& _work;
};

/// The order of a request, of a branch for which the caller holds one of the roles: "fees.order.not_found".
Result<FeeOrder> requireOrder(Tx& tx, const Request& request, const OrderKey& key,
                              const std::vector<std::string>& roles);

} // namespace fees
