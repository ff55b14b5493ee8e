#include "host/platform/DurableMove.hpp"

#include "host/platform/Files.hpp"

#include <system_error>

#include <windows.h>

namespace erphost {

Result<void> moveDurably(const std::filesystem::path& from, const std::filesystem::path& to)
{
	if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) return {};
	const auto reason = std::system_category().message(static_cast<int>(GetLastError()));
	return misconfigured("file.unwritable", "cannot write " + toUtf8(to) + ": " + reason)
	    .with("file", toUtf8(to))
	    .with("reason", reason);
}

} // namespace erphost
