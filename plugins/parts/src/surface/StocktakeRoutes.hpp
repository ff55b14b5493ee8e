#pragma once

#include "rules/CountRound.hpp"
#include "surface/Charges.hpp"

namespace parts {

/// PT-06: stocktakes, counted blind and posted as differences from the frozen quantity.
class StocktakeRoutes
{
public:
	StocktakeRoutes(const DeskKit& kit, const Charges& charges): _kit(kit), _charges(charges) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> list(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> due(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> read(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> sheet(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> plan(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> freeze(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> count(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> close(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> explain(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> approve(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> reject(Tx& tx, const erphost::Request& request) const;
	Result<erphost::Reply> cancel(Tx& tx, const erphost::Request& request) const;

	/// What lies at a place with its value class, the most valuable first.
	Result<nlohmann::json> countable(Tx& tx, const std::string& placeId) const;
	Result<nlohmann::json> dueItems(Tx& tx, const std::string& placeId) const;
	Result<void> addLine(Tx& tx, const std::string& id, const std::string& placeId, const std::string& itemCode,
	                     const std::string& valueClass, const std::string& pointer) const;
	Result<nlohmann::json> lines(Tx& tx, const std::string& id) const;
	/// Asks for the lines of a round, here and in the ERP.
	Result<void> ask(Tx& tx, const nlohmann::json& stocktake, const std::vector<CountLine>& before,
	                 const std::vector<CountLine>& after, int round) const;
	Result<void> requireOther(Tx& tx, const nlohmann::json& stocktake, const nlohmann::json& all,
	                          const Actor& actor) const;
	Result<void> postDifference(Tx& tx, const nlohmann::json& stocktake, const nlohmann::json& line,
	                            const Actor& actor) const;
	Result<erphost::Reply> reply(Tx& tx, const std::string& id, int status = 200) const;

	const DeskKit& _kit;
	const Charges& _charges;
};

} // namespace parts
