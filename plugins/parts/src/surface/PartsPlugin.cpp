#include "surface/PartsPlugin.hpp"

#include "store/StockImportSql.hpp"
#include "surface/OldPartImport.hpp"
#include "surface/StockImport.hpp"

namespace parts {

PartsPlugin::PartsPlugin(const erphost::Host& host):
	Plugin(host), _stock(host), _desk(host), _imports(host, sql::kImport)
{
	_imports.add(std::make_unique<StockImport>(host));
	_imports.add(std::make_unique<OldPartImport>(host));
}

erphost::Result<void> PartsPlugin::start(erphost::Registry& registry)
{
	EH_CHECK(_stock.addTo(registry));
	EH_CHECK(_imports.addTo(registry));
	return _desk.addTo(registry);
}

} // namespace parts
