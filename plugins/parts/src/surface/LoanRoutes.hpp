#pragma once

#include "surface/Charges.hpp"
#include "surface/Lives.hpp"

namespace parts {

/// PT-15: tools lent to persons.
class LoanRoutes
{
public:
	LoanRoutes(const DeskKit& kit, const Charges& charges): _kit(kit), _charges(charges) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> lend(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> giveBack(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> damage(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> lose(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> replace(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> move(Tx& tx, const erphost::Request& request, LoanMove move) const;
	Result<erphost::Reply> reply(Tx& tx, const std::string& id, int status = 200) const;

	const DeskKit& _kit;
	const Charges& _charges;
};

} // namespace parts
