// Refuses with a code that has no text.
#include "Hostile.hpp"

namespace {

eh_status handle(void*, eh_tx*, const eh_request*, const eh_response*, const eh_error_sink* sink)
{
	sink->report(sink->context, hostile::str("no_texts.refused"), hostile::str("no"), nullptr, 0);
	return EH_PERMANENT;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addRoute(EH_READ, "GET", "/refuse", "refuse", &handle, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("no_texts");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
