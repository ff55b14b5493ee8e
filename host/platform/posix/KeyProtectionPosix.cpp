#include "host/platform/KeyProtection.hpp"

namespace erphost {

Result<std::string> protectKey(std::string_view key)
{
	return std::string(key);
}

Result<std::string> unprotectKey(std::string_view stored)
{
	return std::string(stored);
}

} // namespace erphost
