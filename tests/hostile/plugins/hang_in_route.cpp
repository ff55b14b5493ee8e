// Starts well, then never comes back from a request; one of them holds a write transaction.
#include "Hostile.hpp"

namespace {

eh_status handle(void*, eh_tx*, const eh_request*, const eh_response*, const eh_error_sink*)
{
	hostile::hang();
}

eh_status start(void*, const eh_error_sink* sink)
{
	const eh_status status = hostile::addRoute(EH_READ, "GET", "/hang", "hangReading", &handle, sink);
	return status < 0 ? status : hostile::addRoute(EH_WRITE, "POST", "/hang", "hangWriting", &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("hang_in_route");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
