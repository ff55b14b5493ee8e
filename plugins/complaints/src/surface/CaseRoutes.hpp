#pragma once

#include "erphost/Plugin.hpp"

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// The board: list, one case, counters, notices.
class CaseRoutes
{
public:
	explicit CaseRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> count(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> notices(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> markAsRead(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace complaints
