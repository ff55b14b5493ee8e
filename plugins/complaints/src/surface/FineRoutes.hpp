#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// Fine proposals (§5) and the never-again list (CP-06).
class FineRoutes
{
public:
	explicit FineRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> propose(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> withdraw(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> neverAgain(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> lift(Tx& tx, const erphost::Request& request) const;

	const CaseWork& _work;
};

} // namespace complaints
