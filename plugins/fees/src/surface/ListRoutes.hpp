#pragma once

#include "surface/DeskAsk.hpp"

namespace fees {

/// FE-03: versions of price lists, commission tables and warranty policies: draft, check, publish; today's price for
/// anybody.
class ListRoutes
{
public:
	explicit ListRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> addReading(erphost::Registry& registry) const;
	Result<Reply> list(Tx& tx, const Request& request) const;
	Result<Reply> read(Tx& tx, const Request& request) const;
	Result<Reply> check(const Request& request) const;
	Result<Reply> create(Tx& tx, const Request& request) const;
	Result<Reply> rewrite(Tx& tx, const Request& request) const;
	Result<Reply> publish(Tx& tx, const Request& request) const;
	Result<Reply> end(Tx& tx, const Request& request) const;
	Result<Reply> drop(Tx& tx, const Request& request) const;
	Result<Reply> today(Tx& tx, const Request& request) const;
	Result<PriceList> draft(const Request& request) const;
	Result<PriceList> changed(Tx& tx, const Request& request) const;
	Result<Reply> show(Tx& tx, const std::string& id, int status = 200) const;

	const erphost::Host& _host;
};

} // namespace fees
