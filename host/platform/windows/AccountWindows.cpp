#include "host/platform/Account.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <windows.h>
// After windows.h, which it needs.
#include <sddl.h>

namespace erphost {

Result<void> actAsOwnerOf(const std::filesystem::path&)
{
	return {};
}

Result<void> closeToOthers(const std::filesystem::path& folder)
{
	// The system (the service), administrators, and whoever makes a file; protected against what the folder above
	// grants: %ProgramData% lets every user read.
	PSECURITY_DESCRIPTOR descriptor = nullptr;
	DWORD number = ERROR_SUCCESS;
	if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(
			L"D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;;FA;;;OW)(A;OICIIO;FA;;;CO)", SDDL_REVISION_1, &descriptor,
			nullptr))
		number = GetLastError();
	else
	{
		if (!SetFileSecurityW(folder.c_str(), DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION,
		                      descriptor))
			number = GetLastError();
		LocalFree(descriptor);
	}
	if (number == ERROR_SUCCESS) return {};
	return misconfigured("file.unwritable", "cannot protect " + toUtf8(folder) + ": " + windowsReason(number))
	    .with("file", toUtf8(folder))
	    .with("reason", windowsReason(number));
}

} // namespace erphost
