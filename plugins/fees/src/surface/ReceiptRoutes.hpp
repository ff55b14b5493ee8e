#pragma once

#include "store/Receipts.hpp"
#include "surface/DeskAsk.hpp"
#include "surface/OrderWork.hpp"

namespace fees {

/// FE-04: quotation, the customer's word on it, a receipt for every charge and every refund.
class ReceiptRoutes
{
public:
	explicit ReceiptRoutes(const OrderWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<Reply> quote(Tx& tx, const Request& request) const;
	Result<Reply> answer(Tx& tx, const Request& request) const;
	Result<Reply> charge(Tx& tx, const Request& request) const;
	Result<Reply> refund(Tx& tx, const Request& request) const;
	Result<Reply> read(Tx& tx, const Request& request) const;
	Result<Reply> show(Tx& tx, const std::string& id, int status) const;
	/// Whether a new agreement may take the place of the one that stands, `named` by its id.
	Result<void> mayReplace(Tx& tx, const Quotation& item, const std::string& named) const;
	Result<std::vector<PaperLine>> dueLines(Tx& tx, const FeeOrder& order) const;
	Result<void> book(Tx& tx, Receipt receipt, const FeeOrder& order, const Request& request) const;

	const OrderWork& _work;
};

} // namespace fees
