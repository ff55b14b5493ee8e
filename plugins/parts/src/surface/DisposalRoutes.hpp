#pragma once

#include "surface/DeskKit.hpp"

namespace parts {

/// PT-16: hazardous, scrapped and slow stock goes by plan, approved by somebody else.
class DisposalRoutes
{
public:
	explicit DisposalRoutes(const DeskKit& kit): _kit(kit) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> plan(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> approve(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> reject(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> cancel(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> dispose(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> decide(Tx& tx, const erphost::Request& request, const char* state, const char* reason) const;
	Result<erphost::Reply> reply(Tx& tx, const std::string& id, int status = 200) const;

	const DeskKit& _kit;
};

} // namespace parts
