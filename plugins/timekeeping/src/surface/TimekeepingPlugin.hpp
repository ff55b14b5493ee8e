#pragma once

#include "store/Days.hpp"
#include "store/Months.hpp"
#include "surface/LeaveRoutes.hpp"

#include <erphost/Plugin.hpp>

namespace timekeeping {

/// Attendance from the ERP, judged by HR-01 to HR-06; leave; and the month's list back to the ERP.
class TimekeepingPlugin : public erphost::Plugin
{
public:
	explicit TimekeepingPlugin(const erphost::Host& host): Plugin(host), _days(host), _months(host), _leaves(host) {}
	erphost::Result<void> start(erphost::Registry& registry) override;

private:
	erphost::Result<erphost::Reply> listDays(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> listLines(erphost::Tx& tx, const erphost::Request& request) const;
	erphost::Result<erphost::Reply> closeMonth(erphost::Tx& tx, const erphost::Request& request) const;

	Days _days;
	Months _months;
	LeaveRoutes _leaves;
};

} // namespace timekeeping
