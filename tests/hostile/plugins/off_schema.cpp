// Answers otherwise than its route declares: without a body of the kind, and sometimes with one.
#include "Hostile.hpp"

namespace {

eh_status handle(void*, eh_tx*, const eh_request*, const eh_response* response, const eh_error_sink*)
{
	response->body(response->context, 200, hostile::str("application/json"), hostile::str("{\"more\": true}"));
	return EH_OK;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addRoute(EH_READ, "GET", "/off", "off", &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("off_schema");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
