// Exports the right function, but what it returns is something else.
#include "Hostile.hpp"

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("wrong_magic");
		plugin.magic = 0xDEADBEEF;
		return plugin;
	}();
	return &kPlugin;
}
