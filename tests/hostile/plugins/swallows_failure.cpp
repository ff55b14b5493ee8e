// Says that all went well when the store did not take what it wrote.
#include "Hostile.hpp"

namespace {

eh_status run(void*, eh_tx* tx, const eh_cancel*, int32_t*, const eh_error_sink* sink)
{
	hostile::append(tx, "swallows_failure.something.done", sink);
	return EH_OK;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addJob(60, "write", &run, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("swallows_failure");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
