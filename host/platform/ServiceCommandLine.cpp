#include "host/platform/Files.hpp"
#include "host/platform/SystemService.hpp"

namespace erphost {

std::string serviceCommand(const std::filesystem::path& program, const std::filesystem::path& data)
{
	// No quotation mark can be part of a path there; a backslash before the closing one would be taken for its escape.
	auto folder = toUtf8(data);
	while (folder.size() > 1 && folder.back() == '\\') folder.pop_back();
	return "\"" + toUtf8(program) + "\" service run --data \"" + folder + "\"";
}

std::filesystem::path programOf(const std::string& command)
{
	if (command.starts_with('"')) return toPath(command.substr(1, command.find('"', 1) - 1));
	return toPath(command.substr(0, command.find(' ')));
}

std::filesystem::path dataOf(const std::string& command)
{
	const std::string mark = " --data \"";
	const auto at = command.find(mark);
	if (at == std::string::npos) return {};
	const auto begin = at + mark.size();
	return toPath(command.substr(begin, command.find('"', begin) - begin));
}

} // namespace erphost
