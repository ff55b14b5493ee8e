#pragma once

#include "store/PriceLists.hpp"
#include "surface/OrderWork.hpp"

namespace fees {

/// FE-01, FE-02: computes orders again for which a list was published, or goods arrived, after them. A page of orders a
/// transaction, whatever there is.
class NewsWork
{
public:
	explicit NewsWork(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> goodsChanged(Tx& tx, std::int64_t from, std::int64_t to) const;
	/// True if there is more to look at.
	Result<bool> lookAtPage(Tx& tx) const;

	const OrderWork& _work;
};

/// Marks the orders of a list that was just published; the job looks at them.
Result<void> tellOfList(Tx& tx, const PriceList& list, std::int64_t nowMs);

} // namespace fees
