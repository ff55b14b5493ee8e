// Never comes back from start.
#include "Hostile.hpp"

namespace {

eh_status start(void*, const eh_error_sink*)
{
	hostile::hang();
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("hang_in_start");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
