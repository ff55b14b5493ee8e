// Throws a std::exception out of start.
#include "Hostile.hpp"

#include <stdexcept>

namespace {

eh_status start(void*, const eh_error_sink*)
{
	throw std::runtime_error("no configuration");
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("throw_in_start");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
