#include "host/platform/CommandLine.hpp"

#include <cstdlib>

namespace erphost {

std::vector<std::string> commandLine(int argc, const char* const* argv)
{
	return std::vector<std::string>(argv, argv + argc);
}

std::string environmentVariable(const char* name)
{
	const char* value = std::getenv(name);
	return value ? value : "";
}

std::string sessionLanguage()
{
	// The first that is set decides, in gettext's order.
	for (const char* name : {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"})
		if (const auto value = environmentVariable(name); !value.empty())
			return value.rfind("zh", 0) == 0 ? "zh" : "en";
	return "en";
}

} // namespace erphost
