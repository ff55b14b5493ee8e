#pragma once

#include "erphost/Plugin.hpp"
#include "surface/SheetDesk.hpp"

namespace complaints {

/// a branch without access answers a sheet by its link or QR code: one sheet, expiring, no account. Forged,
/// revoked and expired links are told apart by nobody.
class SheetLink
{
public:
	explicit SheetLink(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<ContactSheet> require(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> answer(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace complaints
