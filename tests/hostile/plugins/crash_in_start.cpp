// Crashes while it starts.
#include "Hostile.hpp"

#include <csignal>

namespace {

eh_status start(void*, const eh_error_sink*)
{
	std::raise(SIGSEGV);
	return EH_OK;
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("crash_in_start");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
