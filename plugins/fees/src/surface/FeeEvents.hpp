#pragma once

#include "surface/OrderWork.hpp"

namespace fees {

/// What other plugins tell about an order: its parts changed (FE-10, PT-12, PT-13), the customer named a sum (FE-06).
class FeeEvents
{
public:
	explicit FeeEvents(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> partsChanged(Tx& tx, const erphost::Event& event) const;
	Result<void> found(Tx& tx, const erphost::Event& event) const;

	const OrderWork& _work;
};

} // namespace fees
