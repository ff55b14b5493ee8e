#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Path.hpp"
#include "surface/CaseWork.hpp"

namespace complaints {

/// What a sub-kind asks for (CP-04 … CP-07), each deed with what follows from it.
class DeedRoutes
{
public:
	explicit DeedRoutes(const CaseWork& work): _work(work) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> record(Tx& tx, const erphost::Request& request) const;
	Result<void> check(const Case& item, Deed deed, const erphost::Request& request) const;
	Result<void> follow(Tx& tx, Case& item, Deed deed, const DeedRow& row) const;
	Result<void> requestDispatch(Tx& tx, const Case& item, const DeedRow& row) const;
	Result<void> reassign(Tx& tx, Case& item, const DeedRow& row) const;
	Result<void> overcharged(Tx& tx, const Case& item, const DeedRow& row) const;
	Result<void> barForever(Tx& tx, const Case& item, const DeedRow& row) const;

	const CaseWork& _work;
};

} // namespace complaints
