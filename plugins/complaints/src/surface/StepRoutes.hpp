#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// CP-09, CP-10: the steps of a case by hand, remarks, and mistakes.
class StepRoutes
{
public:
	explicit StepRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> record(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> reopen(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> remark(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> withdraw(Tx& tx, const erphost::Request& request) const;

	const CaseWork& _work;
};

} // namespace complaints
