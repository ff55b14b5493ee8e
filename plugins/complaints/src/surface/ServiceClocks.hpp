#pragma once

#include "erphost/Plugin.hpp"
#include "store/ServiceOrders.hpp"
#include "surface/ClockKeeper.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace complaints {

/// CP-18: keeps the clocks of orders as the ERP tells of them, CP-17: and which orders wait. Only what began on the
/// go-live date or later is watched (SV-16).
class ServiceClocks
{
public:
	explicit ServiceClocks(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	using Bases = std::map<std::string, Basis, std::less<>>;

	Result<void> changed(Tx& tx, const std::string& kind, std::int64_t from, std::int64_t to) const;
	Result<void> take(Tx& tx, ClockKeeper& keeper, const ServiceOrder& order, const Bases& bases,
	                  std::int64_t goLiveMs) const;
	Result<void> takeClock(Tx& tx, ClockKeeper& keeper, const ServiceOrder& order, const ServiceClock& now,
	                       const WatchedClock* before, const Bases& bases) const;
	Result<void> takeOverdue(Tx& tx, ClockKeeper& keeper, const ServiceOrder& order) const;
	Result<void> heard(Tx& tx, const erphost::Event& event) const;
	Result<void> confirmed(Tx& tx, const erphost::Event& event, const nlohmann::json& payload) const;
	Result<void> complained(Tx& tx, const erphost::Event& event, const nlohmann::json& payload) const;

	const erphost::Host& _host;
};

} // namespace complaints
