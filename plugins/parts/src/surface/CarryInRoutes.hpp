#pragma once

#include "surface/CustomerMessages.hpp"

namespace parts {

/// PT-20: the desk where customers leave and fetch their units.
class CarryInRoutes
{
public:
	CarryInRoutes(const DeskKit& kit, const CustomerMessages& messages): _kit(kit), _messages(messages) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> takeIn(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> move(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> finishWork(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> tell(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> handOut(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> reply(Tx& tx, const erphost::Request& request, const std::string& id,
	                             int status = 200) const;
	Result<std::int64_t> fetchBefore() const;

	const DeskKit& _kit;
	const CustomerMessages& _messages;
};

} // namespace parts
