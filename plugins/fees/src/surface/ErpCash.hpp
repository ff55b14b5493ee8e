#pragma once

#include "surface/OrderWork.hpp"

namespace fees {

/// FE-05, X-05: what the ERP's cashiers type comes back: an entry of the ERP moves money from the cashier to its till;
/// one that was changed or deleted there is turned round here by a counter-entry.
class ErpCash
{
public:
	explicit ErpCash(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	struct Row;
	Result<void> changed(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<void> ordersChanged(Tx& tx, std::int64_t from, std::int64_t to) const;
	Result<void> takeUp(Tx& tx, const Row& row) const;
	Result<std::optional<OrderKey>> orderOf(Tx& tx, const Row& row) const;

	const OrderWork& _work;
};

} // namespace fees
