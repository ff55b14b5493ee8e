#include "host/platform/StandardError.hpp"

#include <cstdio>

namespace erphost {

void writeStandardError(const std::string& text)
{
	std::fwrite(text.data(), 1, text.size(), stderr);
	std::fflush(stderr);
}

} // namespace erphost
