// Bears its own inputs, and falls over a longer one.
#include "Hostile.hpp"

#include <cstdlib>

namespace {

/// Takes eight bytes, and no more.
eh_status handle(void*, eh_tx*, const eh_request* request, const eh_response* response, const eh_error_sink*)
{
	if (request->path_params[0].value.size > 8) std::abort();
	response->body(response->context, 200, hostile::str("application/json"), {});
	return EH_OK;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addRoute(EH_READ, "GET", "/things/{name}", "readThing", &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("crash_on_input");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
