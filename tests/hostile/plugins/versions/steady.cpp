// One plugin in several versions: it says which one it is, keeps notes, and some do not live long.
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

/// A note that is added twice shows it.
eh_status add(void*, eh_tx* tx, const eh_request* request, const eh_response* response, const eh_error_sink* sink)
{
	const auto& store = hostile::service<eh_store>(EH_SERVICE_STORE);
	eh_stmt* statement = nullptr;
	const eh_value values[] = {{EH_COLUMN_TEXT, 0, request->path_params[0].value},
	                           {EH_COLUMN_TEXT, 0, hostile::str(STEADY_VERSION)}};
	eh_status status =
		store.prepare(tx, hostile::str("steady.add"),
	                  hostile::str("INSERT INTO steady_note (id, words) VALUES (?1, ?2) ON CONFLICT (id) "
	                               "DO UPDATE SET words = steady_note.words || ' again'"),
	                  &statement, sink);
	if (status >= 0) status = store.execute_batch(statement, values, 2, 1, sink);
	if (status >= 0) response->body(response->context, 201, hostile::str("application/json"), hostile::str("{}"));
	return status < 0 ? status : EH_OK;
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
	route.roles = kRoles;
	route.role_count = 1;
	route.response_schema = hostile::str("{\"type\": \"object\"}");
	route.mode = EH_READ;
	route.method = hostile::str("GET");
	route.path = hostile::str("/version");
	route.operation_id = hostile::str("readVersion");
	route.summary = hostile::str("Tells its version.");
	route.handle = &tell;
	const auto& http = hostile::service<eh_http>(EH_SERVICE_HTTP);
	eh_status status = http.route(hostile::host, &route, sink);
	route.mode = EH_WRITE;
	route.method = hostile::str("POST");
	route.path = hostile::str("/notes/{id}");
	route.operation_id = hostile::str("addNote");
	route.summary = hostile::str("Adds a note.");
	route.creates = 1;
	route.handle = &add;
	if (status >= 0) status = http.route(hostile::host, &route, sink);
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
