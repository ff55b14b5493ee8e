// Keeps the transaction of a call and uses it in the next one.
#include "Hostile.hpp"

namespace {

eh_tx* kept = nullptr;

eh_status handle(void*, eh_tx* tx, const eh_request*, const eh_response* response, const eh_error_sink*)
{
	if (kept) hostile::service<eh_erp>(EH_SERVICE_ERP).go_live_date(kept);
	kept = tx;
	response->body(response->context, 200, hostile::str("application/json"), {});
	return EH_OK;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addRoute(EH_READ, "GET", "/keep", "keep", &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("keeps_transaction");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
