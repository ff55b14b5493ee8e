#pragma once

#include "store/CashCounts.hpp"
#include "surface/DeskAsk.hpp"

namespace fees {

/// FE-05: a technician's day is closed for good; what each account has, and the ERP's cash entries that fit nowhere.
class DayRoutes
{
public:
	explicit DayRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<Reply> day(Tx& tx, const Request& request) const;
	Result<Reply> close(Tx& tx, const Request& request) const;
	Result<Reply> days(Tx& tx, const Request& request) const;
	Result<Reply> entries(Tx& tx, const Request& request) const;
	Result<Reply> accounts(Tx& tx, const Request& request) const;
	Result<Reply> account(Tx& tx, const Request& request) const;

	const erphost::Host& _host;
};

} // namespace fees
