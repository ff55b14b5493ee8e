#pragma once

#include "erphost/Abi.hpp"

#include <string>
#include <utility>

namespace erphost::worker {

/// Calls into a plugin. The contract forbids exceptions to cross, but a plugin that breaks it must not take the worker
/// down without a word: what it throws becomes "plugin.threw".
template <typename Call>
Result<void> callPlugin(const std::string& plugin, Call&& call)
{
	abi::Catcher catcher;
	std::string what = "an exception of an unknown type";
	try
	{
		return catcher.check(call(catcher.sink()));
	}
	catch (const std::exception& e)
	{
		what = e.what();
	}
	catch (...)
	{
	}
	return bug("plugin.threw", "The plugin threw an exception into the host.")
	    .with("plugin", plugin)
	    .with("what", what);
}

} // namespace erphost::worker
