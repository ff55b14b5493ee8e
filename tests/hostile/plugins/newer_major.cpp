// Built for the next major version of the contract, though its plugin.json says otherwise.
#include "Hostile.hpp"

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("newer_major");
		plugin.abi_major = EH_ABI_MAJOR + 1;
		plugin.abi_minor = 0;
		return plugin;
	}();
	return &kPlugin;
}
