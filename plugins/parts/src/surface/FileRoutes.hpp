#pragma once

#include "erphost/Plugin.hpp"
#include "store/Items.hpp"

namespace parts {

/// PT-01: the files of items and suppliers, and the names of places.
class FileRoutes
{
public:
	explicit FileRoutes(const erphost::Host& host): _host(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> items(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> item(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> makeItem(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> changeItem(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> acceptErp(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> suppliers(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> makeSupplier(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> changeSupplier(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> places(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> makePlace(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> changePlace(Tx& tx, const erphost::Request& request) const;

	const erphost::Host& _host;
};

} // namespace parts
