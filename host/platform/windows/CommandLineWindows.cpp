#include "host/platform/CommandLine.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <windows.h>
// After windows.h, which it needs.
#include <shellapi.h>

namespace erphost {

std::vector<std::string> commandLine(int, const char* const*)
{
	SetConsoleOutputCP(CP_UTF8);
	int count = 0;
	wchar_t** wide = CommandLineToArgvW(GetCommandLineW(), &count);
	std::vector<std::string> result;
	for (int i = 0; i < count; ++i) result.push_back(fromWide(wide[i], std::wstring_view(wide[i]).size()));
	LocalFree(wide);
	return result;
}

std::string environmentVariable(const char* name)
{
	const auto wide = toWide(name);
	std::wstring value(32768, L'\0');
	value.resize(GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size())));
	return fromWide(value.data(), value.size());
}

std::string sessionLanguage()
{
	// LANG first: it is how scripts and tests choose.
	if (const auto value = environmentVariable("LANG"); !value.empty()) return value.rfind("zh", 0) == 0 ? "zh" : "en";
	return PRIMARYLANGID(GetUserDefaultUILanguage()) == LANG_CHINESE ? "zh" : "en";
}

} // namespace erphost
