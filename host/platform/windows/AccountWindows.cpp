#include "host/platform/Account.hpp"

namespace erphost {

Result<void> actAsOwnerOf(const std::filesystem::path&)
{
	return {};
}

} // namespace erphost
