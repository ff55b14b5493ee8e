// One plugin in several versions: it says which one it is, and some do not live long.
#include "../Hostile.hpp"

#include <cstdlib>

namespace {

const auto kBegun = std::chrono::steady_clock::now();

eh_status tell(void*, eh_tx*, const eh_request*, const eh_response* response, const eh_error_sink*)
{
	response->body(response->context, 200, hostile::str("application/json"),
	               hostile::str("{\"version\": \"" STEADY_VERSION "\"}"));
	return EH_OK;
}

eh_status grow(void*, eh_tx*, const eh_cancel*, int32_t*, const eh_error_sink*)
{
	if (std::chrono::steady_clock::now() - kBegun > std::chrono::seconds(STEADY_LIFE)) std::abort();
	return EH_OK;
}

eh_status start(void*, const eh_error_sink* sink)
{
	if (STEADY_LIFE == 0) std::abort();
	static const eh_str kRoles[] = {hostile::str("admin")};
	eh_route route{};
	route.size = sizeof route;
	route.mode = EH_READ;
	route.method = hostile::str("GET");
	route.path = hostile::str("/version");
	route.operation_id = hostile::str("readVersion");
	route.summary = hostile::str("Tells its version.");
	route.roles = kRoles;
	route.role_count = 1;
	route.response_schema = hostile::str("{\"type\": \"object\"}");
	route.handle = &tell;
	const eh_status status = hostile::service<eh_http>(EH_SERVICE_HTTP).route(hostile::host, &route, sink);
	return status < 0 ? status : hostile::addJob(1, "grow", &grow, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("steady");
		plugin.version = hostile::str(STEADY_VERSION);
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
