#pragma once

#include "surface/CardRoutes.hpp"
#include "surface/ClaimRoutes.hpp"
#include "surface/FineEvents.hpp"
#include "surface/FineRoutes.hpp"
#include "surface/Gatekeeper.hpp"
#include "surface/MonthDesk.hpp"
#include "surface/PayeeRoutes.hpp"
#include "surface/RewardRoutes.hpp"
#include "surface/SettlementRoutes.hpp"
#include "surface/TraceRoutes.hpp"
#include "surface/WorkRoutes.hpp"

namespace fees {

/// Fines, rewards, settlements and the manufacturers' money: all that the plugin does besides what an order costs.
class FinesAndSettlements
{
public:
	explicit FinesAndSettlements(const erphost::Host& host):
		_fines(host), _events(host), _payees(host), _rewards(host), _gate(host), _works(host), _settlements(host),
		_cards(host), _claims(host), _desk(host), _trace(host)
	{
	}

	Result<void> addTo(erphost::Registry& registry) const
	{
		EH_CHECK(_fines.addTo(registry));
		EH_CHECK(_events.addTo(registry));
		EH_CHECK(_payees.addTo(registry));
		EH_CHECK(_rewards.addTo(registry));
		EH_CHECK(_gate.addTo(registry));
		EH_CHECK(_works.addTo(registry));
		EH_CHECK(_settlements.addTo(registry));
		EH_CHECK(_cards.addTo(registry));
		EH_CHECK(_claims.addTo(registry));
		EH_CHECK(_desk.addTo(registry));
		return _trace.addTo(registry);
	}

private:
	FineRoutes _fines;
	FineEvents _events;
	PayeeRoutes _payees;
	RewardRoutes _rewards;
	Gatekeeper _gate;
	WorkRoutes _works;
	SettlementRoutes _settlements;
	CardRoutes _cards;
	ClaimRoutes _claims;
	MonthDesk _desk;
	TraceRoutes _trace;
};

} // namespace fees
