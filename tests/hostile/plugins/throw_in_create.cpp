// Throws an int out of create.
#include "Hostile.hpp"

namespace {

eh_status create(const eh_host*, void**, const eh_error_sink*)
{
	throw 42;
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("throw_in_create");
		plugin.create = &create;
		return plugin;
	}();
	return &kPlugin;
}
