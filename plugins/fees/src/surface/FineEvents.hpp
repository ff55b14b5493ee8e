#pragma once

#include "surface/FineWork.hpp"

namespace fees {

/// Hears proposals of fines, bonuses and charges from the other plugins.
class FineEvents
{
public:
	explicit FineEvents(const erphost::Host& host): _host(host), _work(host) {}
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<void> heard(Tx& tx, const erphost::Event& event) const;
	Result<void> proposed(Tx& tx, const erphost::Event& event, const nlohmann::json& payload) const;
	Result<void> withdrawn(Tx& tx, const erphost::Event& event, const nlohmann::json& payload) const;
	Result<void> bonus(Tx& tx, const nlohmann::json& payload, bool given) const;
	Result<void> charge(Tx& tx, const nlohmann::json& payload, bool given) const;
	/// FE-07: a paid compensation is charged to the liable persons; the ledger has it already.
	Result<void> compensated(Tx& tx, const nlohmann::json& payload) const;

	const erphost::Host& _host;
	FineWork _work;
};

/// What somebody gets (> 0) or owes (< 0) besides fines, once: on HR's list, or offset in a provider's settlement.
/// Given or withdrawn twice it is done once; what was withdrawn may be given again.
struct Given
{
	std::string what; ///< bonus, charge
	std::string id;   ///< of the act
	std::string branchId;
	LiablePerson person; ///< kind technician, provider, employee
	Fen sumFen = 0;
	std::string orderNumber, text;
};
/// `booked`: into the ledger too; false where the caller's own entries have it there.
Result<void> give(Tx& tx, const erphost::Host& host, const Given& given, bool booked = true);
Result<void> takeBackGiven(Tx& tx, const erphost::Host& host, const std::string& what, const std::string& id,
                           bool booked = true);

} // namespace fees
