#pragma once

#include "surface/PaperWork.hpp"

namespace parts {

/// What comes into the company's stock: opening balances, purchases with their inspection (PT-09), recovered and
/// repaired parts with their test (PT-10).
class ReceiptRoutes
{
public:
	explicit ReceiptRoutes(const PaperWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> open(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> receive(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> recover(Tx& tx, const erphost::Request& request) const;

	const PaperWork& _work;
};

} // namespace parts
