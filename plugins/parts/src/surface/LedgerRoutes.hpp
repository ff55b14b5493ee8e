#pragma once

#include "surface/PaperWork.hpp"

namespace parts {

/// PT-02…PT-04: what lies where, every movement, counter-entries, and the papers.
class LedgerRoutes
{
public:
	explicit LedgerRoutes(const PaperWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> balances(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> movements(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> movement(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> reverse(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> papers(Tx& tx, const erphost::Request& request) const;

	const PaperWork& _work;
};

} // namespace parts
