#include "host/platform/KeyProtection.hpp"
#include "host/platform/windows/WindowsError.hpp"

#include <windows.h>

#include <dpapi.h>
#include <sodium.h>

namespace erphost {
namespace {

DATA_BLOB blobOf(std::string_view bytes)
{
	return {static_cast<DWORD>(bytes.size()), reinterpret_cast<BYTE*>(const_cast<char*>(bytes.data()))};
}

/// Takes what DPAPI allocated, and leaves nothing of it behind.
std::string taken(DATA_BLOB& blob)
{
	std::string bytes(reinterpret_cast<const char*>(blob.pbData), blob.cbData);
	sodium_memzero(blob.pbData, blob.cbData);
	LocalFree(blob.pbData);
	return bytes;
}

} // namespace

Result<std::string> protectKey(std::string_view key)
{
	auto in = blobOf(key);
	DATA_BLOB out{};
	if (!CryptProtectData(&in, L"erphost", nullptr, nullptr, nullptr,
	                      CRYPTPROTECT_LOCAL_MACHINE | CRYPTPROTECT_UI_FORBIDDEN, &out))
		return misconfigured("key.not_protected", "DPAPI: " + windowsReason(GetLastError()))
		    .with("reason", windowsReason(GetLastError()));
	return taken(out);
}

Result<std::string> unprotectKey(std::string_view stored)
{
	auto in = blobOf(stored);
	DATA_BLOB out{};
	if (!CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out))
		return misconfigured("key.elsewhere", "DPAPI: " + windowsReason(GetLastError()))
		    .with("reason", windowsReason(GetLastError()));
	return taken(out);
}

} // namespace erphost
