#pragma once

#include "surface/Charges.hpp"
#include "surface/Lives.hpp"

namespace parts {

/// PT-11, PT-18: parts replaced in warranty must come back. What an order owes follows its parts (event
/// parts.order.changed), so that it is told once however often it is heard.
class OldPartRoutes
{
public:
	OldPartRoutes(const DeskKit& kit, const Charges& charges): _kit(kit), _charges(charges) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> orderChanged(Tx& tx, const erphost::Event& event) const;
	Result<void> owe(Tx& tx, const OrderRef& order, const nlohmann::json& part) const;

	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> overdueByPerson(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> ofOrder(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> toSend(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> handOver(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> lose(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> reply(Tx& tx, const std::string& id) const;
	Posting postingOf(const nlohmann::json& old, std::string_view kind, std::int64_t quantity,
	                  const Actor& actor) const;

	const DeskKit& _kit;
	const Charges& _charges;
};

} // namespace parts
