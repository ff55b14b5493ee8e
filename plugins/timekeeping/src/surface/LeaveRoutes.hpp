#pragma once

#include "Settings.hpp"

#include <erphost/Plugin.hpp>

namespace timekeeping {

/// Leave: asked for, decided by whom HR-04 says, within what HR-06 gives.
class LeaveRoutes
{
public:
	explicit LeaveRoutes(const erphost::Host& host): _host(host) {}
	erphost::Result<void> addTo(erphost::Registry& registry) const;

private:
	struct Wish
	{
		std::string employee, kind, from, to;
		int hours = 0;
	};
	erphost::Result<erphost::Reply> list(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> ask(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> decide(erphost::Tx& tx, const erphost::Request& request,
	                                       const std::string& state) const;
	/// What does not fit, naming the field.
	erphost::Result<void> check(const Wish& wish) const;
	/// HR-04 for rest, HR-06 for the others: what was taken and what is asked for, against what there is.
	erphost::Result<void> checkEntitlement(erphost::Tx& tx, const Wish& wish, const std::string& hiredOn,
	                                       const Settings& settings) const;

	const erphost::Host& _host;
};

} // namespace timekeeping
