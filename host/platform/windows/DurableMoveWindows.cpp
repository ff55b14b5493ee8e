#include "host/platform/DurableMove.hpp"

#include "host/platform/Files.hpp"

#include <system_error>

#include <windows.h>

namespace erphost {
namespace {

Error unwritable(const std::filesystem::path& file, DWORD number)
{
	const auto reason = std::system_category().message(static_cast<int>(number));
	return misconfigured("file.unwritable", "cannot write " + toUtf8(file) + ": " + reason)
	    .with("file", toUtf8(file))
	    .with("reason", reason);
}

} // namespace

Result<void> moveDurably(const std::filesystem::path& from, const std::filesystem::path& to)
{
	if (MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) return {};
	return unwritable(to, GetLastError());
}

Result<void> flushFile(const std::filesystem::path& file)
{
	const HANDLE handle = CreateFileW(file.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING,
	                                  FILE_ATTRIBUTE_NORMAL, nullptr);
	if (handle == INVALID_HANDLE_VALUE) return unwritable(file, GetLastError());
	const DWORD number = FlushFileBuffers(handle) ? ERROR_SUCCESS : GetLastError();
	CloseHandle(handle);
	if (number == ERROR_SUCCESS) return {};
	return unwritable(file, number);
}

} // namespace erphost
