#include "host/platform/AbruptEnd.hpp"
#include "host/platform/Files.hpp"

#include <cstdlib>

#include <windows.h>

namespace erphost {

void endAbruptly()
{
	TerminateProcess(GetCurrentProcess(), 137);
	std::abort();
}

bool createMarker(const std::string& file)
{
	const HANDLE handle =
		CreateFileW(toPath(file).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
	if (handle == INVALID_HANDLE_VALUE) return false;
	CloseHandle(handle);
	return true;
}

} // namespace erphost
