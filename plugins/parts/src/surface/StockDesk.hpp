#pragma once

#include "surface/DifferenceRoutes.hpp"
#include "surface/FileRoutes.hpp"
#include "surface/InspectionRoutes.hpp"
#include "surface/IssueRoutes.hpp"
#include "surface/LedgerRoutes.hpp"
#include "surface/OrderRoutes.hpp"
#include "surface/ReceiptRoutes.hpp"
#include "surface/StockWatch.hpp"
#include "surface/TransferRoutes.hpp"

namespace parts {

/// The ledger and its papers (docs/ledger.md).
class StockDesk
{
public:
	explicit StockDesk(const erphost::Host& host):
		_work(host), _files(host), _ledger(_work), _receipts(_work), _inspections(_work), _issues(_work),
		_transfers(_work), _orders(host), _watch(host)
	{
	}

	Result<void> addTo(erphost::Registry& registry) const
	{
		EH_CHECK(_files.addTo(registry));
		EH_CHECK(_ledger.addTo(registry));
		EH_CHECK(_receipts.addTo(registry));
		EH_CHECK(_inspections.addTo(registry));
		EH_CHECK(_issues.addTo(registry));
		EH_CHECK(_transfers.addTo(registry));
		EH_CHECK(_orders.addTo(registry));
		EH_CHECK(_differences.addTo(registry));
		return _watch.addTo(registry);
	}

private:
	PaperWork _work;
	FileRoutes _files;
	LedgerRoutes _ledger;
	ReceiptRoutes _receipts;
	InspectionRoutes _inspections;
	IssueRoutes _issues;
	TransferRoutes _transfers;
	OrderRoutes _orders;
	DifferenceRoutes _differences;
	StockWatch _watch;
};

} // namespace parts
