// Throws out of its routes: an int, and a std::exception.
#include "Hostile.hpp"

#include <stdexcept>

namespace {

eh_status throwInt(void*, eh_tx*, const eh_request*, const eh_response*, const eh_error_sink*)
{
	throw 42;
}

eh_status throwException(void*, eh_tx*, const eh_request*, const eh_response*, const eh_error_sink*)
{
	throw std::runtime_error("division by zero");
}

eh_status start(void*, const eh_error_sink* sink)
{
	const eh_status status = hostile::addRoute(EH_READ, "GET", "/int", "throwInt", &throwInt, sink);
	return status < 0 ? status
	                  : hostile::addRoute(EH_WRITE, "POST", "/exception", "throwException", &throwException, sink);
}

} // namespace

extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)
{
	static const eh_plugin kPlugin = [] {
		eh_plugin plugin = hostile::descriptor("throw_in_route");
		plugin.start = &start;
		return plugin;
	}();
	return &kPlugin;
}
