#pragma once

#include "surface/CashRoutes.hpp"
#include "surface/CompensationRoutes.hpp"
#include "surface/DayRoutes.hpp"
#include "surface/ErpCash.hpp"
#include "surface/ExceptionRoutes.hpp"
#include "surface/FeeEvents.hpp"
#include "surface/ListRoutes.hpp"
#include "surface/NewsWork.hpp"
#include "surface/OrderRoutes.hpp"
#include "surface/ReceiptRoutes.hpp"

namespace fees {

/// The half of the plugin that goes from the price list to the ERP's till.
class OrdersAndCash
{
public:
	explicit OrdersAndCash(const erphost::Host& host):
		_work(host), _lists(host), _orders(_work), _receipts(_work), _cash(_work), _days(host), _exceptions(_work),
		_compensations(_work), _erpCash(_work), _events(_work), _news(_work)
	{
	}

	Result<void> addTo(erphost::Registry& registry) const
	{
		EH_CHECK(_lists.addTo(registry));
		EH_CHECK(_orders.addTo(registry));
		EH_CHECK(_receipts.addTo(registry));
		EH_CHECK(_cash.addTo(registry));
		EH_CHECK(_days.addTo(registry));
		EH_CHECK(_exceptions.addTo(registry));
		EH_CHECK(_compensations.addTo(registry));
		EH_CHECK(_erpCash.addTo(registry));
		EH_CHECK(_news.addTo(registry));
		return _events.addTo(registry);
	}

private:
	OrderWork _work;
	ListRoutes _lists;
	OrderRoutes _orders;
	ReceiptRoutes _receipts;
	CashRoutes _cash;
	DayRoutes _days;
	ExceptionRoutes _exceptions;
	CompensationRoutes _compensations;
	ErpCash _erpCash;
	FeeEvents _events;
	NewsWork _news;
};

} // namespace fees
