// Starts well, then never comes back from a job.
#include "Hostile.hpp"

namespace {

eh_status run(void*, eh_tx*, const eh_cancel*, int32_t*, const eh_error_sink*)
{
	hostile::hang();
}

eh_status start(void*, const eh_error_sink* sink)
{
	return hostile::addJob(1, "sleep", &run, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("hang_in_job");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
