// Crashes in an event handler, and so again after every start.
#include "Hostile.hpp"

#include <csignal>

namespace {

eh_status tell(void*, eh_tx* tx, const eh_cancel*, int32_t*, const eh_error_sink* sink)
{
	return hostile::append(tx, "crash_in_event.thing.happened", sink);
}

eh_status handle(void*, eh_tx*, const eh_event*, const eh_error_sink*)
{
	std::raise(SIGSEGV);
	return EH_OK;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addEvent("crash_in_event.thing.happened", &tell, &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("crash_in_event");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
