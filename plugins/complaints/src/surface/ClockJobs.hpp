#pragma once

#include "erphost/Plugin.hpp"
#include "store/Overdue.hpp"

namespace complaints {

/// What time brings by itself: warnings (CP-12), missed clocks (CP-18), what waiting customers are offered (CP-17).
class ClockJobs
{
public:
	explicit ClockJobs(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<bool> watchClocks(Tx& tx) const;
	Result<bool> offerRemedies(Tx& tx) const;
	Result<void> noticeOutages(Tx& tx, bool& away) const;

	const erphost::Host& _host;
};

} // namespace complaints
