#include "host/platform/Machine.hpp"

#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/LibraryKind.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include <pwd.h>
#include <unistd.h>

namespace erphost {
namespace {

using Section = std::map<std::string, std::string>; ///< keys in lower case
using Ini = std::vector<std::pair<std::string, Section>>;

std::string trimmed(std::string_view text)
{
	const auto first = text.find_first_not_of(" \t\r");
	if (first == std::string_view::npos) return {};
	return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

/// unixODBC's own files: [name] and key = value. What cannot be read is empty.
Ini readIni(const std::filesystem::path& file)
{
	Ini ini;
	std::ifstream stream(file);
	for (std::string line; std::getline(stream, line);)
	{
		const auto text = trimmed(line);
		if (text.empty() || text[0] == ';' || text[0] == '#') continue;
		if (text[0] == '[')
		{
			ini.emplace_back(trimmed(std::string_view(text).substr(1, text.find(']') - 1)), Section());
			continue;
		}
		const auto equals = text.find('=');
		if (ini.empty() || equals == std::string::npos) continue;
		auto key = trimmed(std::string_view(text).substr(0, equals));
		std::transform(key.begin(), key.end(), key.begin(),
		               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
		ini.back().second[key] = trimmed(std::string_view(text).substr(equals + 1));
	}
	return ini;
}

/// A library named without a folder lies where the loader looks.
std::filesystem::path located(const std::string& library)
{
	const auto given = toPath(library);
	std::error_code failed;
	if (given.is_absolute()) return given;
	const auto paths = environmentVariable("LD_LIBRARY_PATH");
	std::vector<std::filesystem::path> folders;
	for (std::size_t at = 0; at < paths.size();)
	{
		const auto end = std::min(paths.find(':', at), paths.size());
		if (end > at) folders.push_back(toPath(paths.substr(at, end - at)));
		at = end + 1;
	}
	for (const char* folder :
	     {"/usr/lib/x86_64-linux-gnu/odbc", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu/odbc",
	      "/usr/lib/aarch64-linux-gnu", "/usr/lib/odbc", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/lib"})
		folders.emplace_back(folder);
	for (const auto& folder : folders)
		if (std::filesystem::exists(folder / given, failed)) return folder / given;
	return given;
}

std::filesystem::path home()
{
	if (auto given = environmentVariable("HOME"); !given.empty()) return toPath(given);
	const passwd* account = ::getpwuid(::geteuid());
	return account != nullptr ? account->pw_dir : "";
}

} // namespace

OdbcRegistry odbcRegistry()
{
	const auto given = environmentVariable("ODBCSYSINI");
	const std::filesystem::path folder = given.empty() ? toPath("/etc") : toPath(given);
	const auto named = environmentVariable("ODBCINSTINI");
	const auto drivers = named.empty() ? folder / "odbcinst.ini" : folder / toPath(named);
	OdbcRegistry registry;
	for (const auto& [name, section] : readIni(drivers))
	{
		std::string library;
		for (const char* key : {"driver64", "driver"}) // unixODBC on a 64-bit system looks for the first one first
			if (const auto found = section.find(key); library.empty() && found != section.end())
				library = found->second;
		if (library.empty()) continue; // [ODBC] is about tracing
		OdbcDriver driver{name, located(library), 0, false};
		std::error_code failed;
		driver.found = std::filesystem::exists(driver.library, failed);
		driver.bits = bitsOf(libraryKind(driver.library));
		registry.drivers.push_back(std::move(driver));
	}
	const auto add = [&](const std::filesystem::path& file, bool system) {
		for (const auto& [name, section] : readIni(file))
		{
			const auto driver = section.find("driver");
			if (name == "ODBC Data Sources" || name == "ODBC" || driver == section.end()) continue;
			registry.sources.push_back({name, driver->second, system, 0});
		}
	};
	const auto user = environmentVariable("ODBCINI");
	add(user.empty() ? home() / ".odbc.ini" : toPath(user), false);
	add(folder / "odbc.ini", true);
	return registry;
}

} // namespace erphost
