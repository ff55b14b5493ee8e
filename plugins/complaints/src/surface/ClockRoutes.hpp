#pragma once

#include "erphost/Plugin.hpp"
#include "surface/ClockKeeper.hpp"

namespace complaints {

/// CP-11, CP-12, CP-18: clocks and warnings for people to look at, pauses with their reasons.
class ClockRoutes
{
public:
	explicit ClockRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> board(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> warnings(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> pause(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> resume(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> done(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> detail(Tx& tx, const WatchedClock& clock) const;
	Result<WatchedClock> require(Tx& tx, const erphost::Request& request) const;
	Result<WatchedClock> requireChange(Tx& tx, const erphost::Request& request,
	                                   const std::vector<std::string>& roles) const;
	/// Since when the ERP is away; nullopt while it is not.
	Result<std::optional<std::int64_t>> erpAwaySince(Tx& tx) const;

	const erphost::Host& _host;
};

} // namespace complaints
