// Fails without saying why.
#include "Hostile.hpp"

namespace {

eh_status handle(void*, eh_tx*, const eh_request*, const eh_response*, const eh_error_sink*)
{
	return EH_PERMANENT;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addRoute(EH_READ, "GET", "/fail", "fail", &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("fails_silently");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
