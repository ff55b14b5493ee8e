#pragma once

#include "surface/CarryInRoutes.hpp"
#include "surface/DefectiveRoutes.hpp"
#include "surface/DisposalRoutes.hpp"
#include "surface/LoanRoutes.hpp"
#include "surface/OldLotRoutes.hpp"
#include "surface/OldPartRoutes.hpp"
#include "surface/ReorderRoutes.hpp"
#include "surface/StockCounts.hpp"
#include "surface/StocktakeRoutes.hpp"
#include "surface/WaitingRoutes.hpp"

namespace parts {

/// Everything of docs/desk.md. Its parts hold references to each other: it stays where it was made.
class Desk
{
public:
	explicit Desk(const erphost::Host& host);
	Desk(const Desk&) = delete;
	Desk& operator=(const Desk&) = delete;
	Result<void> addTo(erphost::Registry& registry) const;

private:
	Result<erphost::Reply> counters(Tx& tx, const erphost::Request& request) const;

	DeskKit _kit;
	Charges _charges;
	CustomerMessages _messages;
	StocktakeRoutes _stocktakes;
	CountEntries _countEntries;
	WaitingRoutes _waiting;
	ReorderRoutes _reorder;
	OldPartRoutes _oldParts;
	OldLotRoutes _oldLots;
	LoanRoutes _loans;
	DisposalRoutes _disposals;
	DefectiveRoutes _defectives;
	CarryInRoutes _carryIns;
};

} // namespace parts
