#include "host/platform/Files.hpp"

namespace erphost {

std::filesystem::path toPath(std::string_view utf8)
{
	return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string toUtf8(const std::filesystem::path& path)
{
	const auto text = path.u8string();
	return std::string(text.begin(), text.end());
}

} // namespace erphost
