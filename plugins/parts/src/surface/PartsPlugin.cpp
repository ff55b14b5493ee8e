#include "surface/PartsPlugin.hpp"

namespace parts {

erphost::Result<void> PartsPlugin::start(erphost::Registry&)
{
	return {};
}

} // namespace parts
