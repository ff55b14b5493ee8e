#include "host/platform/StandardError.hpp"

#include <windows.h>

namespace erphost {

void writeStandardError(const std::string& text)
{
	const HANDLE handle = GetStdHandle(STD_ERROR_HANDLE);
	DWORD written = 0;
	if (handle && handle != INVALID_HANDLE_VALUE)
		WriteFile(handle, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
}

} // namespace erphost
