#pragma once

#include "erphost/Plugin.hpp"
#include "surface/CaseClocks.hpp"
#include "surface/ClockJobs.hpp"
#include "surface/ClockRoutes.hpp"
#include "surface/OverdueRoutes.hpp"
#include "surface/ServiceClocks.hpp"
#include "surface/SheetAnswers.hpp"
#include "surface/SheetLink.hpp"
#include "surface/SheetRoutes.hpp"

namespace complaints {

/// Contact sheets, deadlines and clocks, overdue orders: everything of docs/sheets.md.
class SheetsAndClocks
{
public:
	explicit SheetsAndClocks(const erphost::Host& host):
		_sheets(host), _links(host), _answers(host), _caseClocks(host), _serviceClocks(host), _jobs(host),
		_clocks(host), _overdue(host)
	{
	}

	Result<void> addTo(erphost::Registry& registry) const
	{
		EH_CHECK(_sheets.addTo(registry));
		EH_CHECK(_links.addTo(registry));
		EH_CHECK(_answers.addTo(registry));
		EH_CHECK(_caseClocks.addTo(registry));
		EH_CHECK(_serviceClocks.addTo(registry));
		EH_CHECK(_jobs.addTo(registry));
		EH_CHECK(_clocks.addTo(registry));
		return _overdue.addTo(registry);
	}

private:
	SheetRoutes _sheets;
	SheetLink _links;
	SheetAnswers _answers;
	CaseClocks _caseClocks;
	ServiceClocks _serviceClocks;
	ClockJobs _jobs;
	ClockRoutes _clocks;
	OverdueRoutes _overdue;
};

} // namespace complaints
