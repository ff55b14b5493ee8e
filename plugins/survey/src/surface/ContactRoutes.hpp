#pragma once

#include "erphost/Plugin.hpp"
#include "store/Business.hpp"

#include <string>

namespace survey {

/// Contacts besides orders: plans, what is due, what came of it (SV-02, SV-09).
class ContactRoutes
{
public:
	explicit ContactRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> plans(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> addPlan(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> changePlan(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> one(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> finish(Tx& tx, const erphost::Request& request) const;
	/// Makes the contacts of the periods that have begun; never two of one plan and period.
	Result<bool> makeDue(Tx& tx) const;

	const erphost::Host& _host;
};

} // namespace survey
