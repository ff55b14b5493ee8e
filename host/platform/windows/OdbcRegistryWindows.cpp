#include "host/platform/Machine.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/LibraryKind.hpp"
#include "host/platform/windows/Registry.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <windows.h>

namespace erphost {
namespace {

std::string utf8(const std::wstring& text)
{
	return fromWide(text.data(), text.size());
}

std::filesystem::path expanded(const std::string& text)
{
	wchar_t path[32768];
	const auto size = ExpandEnvironmentStringsW(toWide(text).c_str(), path, 32768);
	return size > 0 && size <= 32768 ? std::filesystem::path(path) : toPath(text);
}

} // namespace

OdbcRegistry odbcRegistry()
{
	OdbcRegistry registry;
	for (const auto view : {Registry::View::bits64, Registry::View::bits32})
	{
		const int bits = view == Registry::View::bits64 ? 64 : 32;
		const std::wstring drivers = L"SOFTWARE\\ODBC\\ODBCINST.INI\\";
		for (const auto& [name, installed] : Registry(drivers + L"ODBC Drivers", false, view).values())
		{
			OdbcDriver driver{utf8(name), expanded(Registry(drivers + name, false, view).text(L"Driver")), bits, false};
			std::error_code failed;
			driver.found = std::filesystem::exists(driver.library, failed);
			registry.drivers.push_back(std::move(driver));
		}
		const std::wstring sources = L"SOFTWARE\\ODBC\\ODBC.INI\\ODBC Data Sources";
		for (const auto& [name, driver] : Registry(sources, false, view).values())
			registry.sources.push_back({utf8(name), utf8(driver), true, bits});
	}
	// An account's own sources are shared by both bitnesses.
	for (const auto& [name, driver] : Registry(L"SOFTWARE\\ODBC\\ODBC.INI\\ODBC Data Sources", true).values())
		registry.sources.push_back({utf8(name), utf8(driver), false, 0});
	return registry;
}

} // namespace erphost
