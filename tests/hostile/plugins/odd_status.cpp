// Answers with a status that the contract does not have.
#include "Hostile.hpp"

namespace {

eh_status handle(void*, eh_tx*, const eh_request*, const eh_response* response, const eh_error_sink*)
{
	response->body(response->context, 200, hostile::str("application/json"), {});
	return 7;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addRoute(EH_READ, "GET", "/odd", "odd", &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("odd_status");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
