// Built for a later minor version of the contract.
#include "Hostile.hpp"

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("newer_minor");
		plugin.abi_minor = 99;
		return plugin;
	}();
	return &kPlugin;
}
