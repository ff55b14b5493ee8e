#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// CP-01: taking a complaint, with the ERP's order beside it.
class IntakeRoutes
{
public:
	explicit IntakeRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> orders(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> preview(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> take(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> codes(const erphost::Request& request) const;
	Result<erphost::Reply> offences() const;
	Result<Case> draft(Tx& tx, const erphost::Request& request) const;

	const CaseWork& _work;
};

} // namespace complaints
