// Registers another job while a job runs.
#include "Hostile.hpp"

namespace {

eh_status run(void*, eh_tx*, const eh_cancel*, int32_t*, const eh_error_sink* sink)
{
	hostile::addJob(60, "second", &run, sink);
	return EH_OK;
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addJob(60, "first", &run, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("registers_late");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
