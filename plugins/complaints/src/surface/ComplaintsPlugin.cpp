#include "surface/ComplaintsPlugin.hpp"

#include "store/ImportSql.hpp"
#include "surface/CaseImport.hpp"

namespace complaints {

ComplaintsPlugin::ComplaintsPlugin(const erphost::Host& host):
	Plugin(host), _work(host), _cases(host), _intake(_work), _steps(_work), _owners(_work), _deeds(_work),
	_fines(_work), _actions(host), _documents(_work), _people(_work), _attachments(_work), _events(_work),
	_feeEvents(_work), _orders(host), _earlier(host), _time(host), _imports(host, sql::kImport)
{
	_imports.add(std::make_unique<CaseImport>(_work));
}

Result<void> ComplaintsPlugin::start(erphost::Registry& registry)
{
	EH_CHECK(_cases.addTo(registry));
	EH_CHECK(_intake.addTo(registry));
	EH_CHECK(_steps.addTo(registry));
	EH_CHECK(_owners.addTo(registry));
	EH_CHECK(_deeds.addTo(registry));
	EH_CHECK(_fines.addTo(registry));
	EH_CHECK(_actions.addTo(registry));
	EH_CHECK(_documents.addTo(registry));
	EH_CHECK(_people.addTo(registry));
	EH_CHECK(_story.addTo(registry));
	EH_CHECK(_attachments.addTo(registry));
	EH_CHECK(_events.addTo(registry));
	EH_CHECK(_feeEvents.addTo(registry));
	EH_CHECK(_orders.addTo(registry));
	EH_CHECK(_earlier.addTo(registry));
	EH_CHECK(_imports.addTo(registry));
	return _time.addTo(registry);
}

} // namespace complaints
