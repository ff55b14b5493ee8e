#include "host/platform/windows/Registry.hpp"

#include "host/platform/windows/WindowsError.hpp"

#include <windows.h>

namespace erphost {
namespace {

HKEY handle(void* key)
{
	return static_cast<HKEY>(key);
}

/// As stored, without the zeros behind it.
std::wstring textOf(const wchar_t* data, DWORD bytes)
{
	std::wstring text(data, bytes / sizeof(wchar_t));
	while (!text.empty() && text.back() == L'\0') text.pop_back();
	return text;
}

} // namespace

Registry::Registry(const std::wstring& path, bool ofAccount, View view)
{
	const REGSAM wow = view == View::bits32 ? KEY_WOW64_32KEY : view == View::bits64 ? KEY_WOW64_64KEY : 0;
	HKEY opened = nullptr;
	if (RegOpenKeyExW(ofAccount ? HKEY_CURRENT_USER : HKEY_LOCAL_MACHINE, path.c_str(), 0, KEY_READ | wow, &opened) ==
	    ERROR_SUCCESS)
		_key = opened;
}

Registry::~Registry()
{
	if (_key != nullptr) RegCloseKey(handle(_key));
}

std::string Registry::text(const std::wstring& name) const
{
	wchar_t buffer[2048];
	DWORD size = sizeof buffer, type = 0;
	if (_key == nullptr || RegQueryValueExW(handle(_key), name.c_str(), nullptr, &type, reinterpret_cast<BYTE*>(buffer),
	                                        &size) != ERROR_SUCCESS)
		return {};
	if (type != REG_SZ && type != REG_EXPAND_SZ) return {};
	const auto text = textOf(buffer, size);
	return fromWide(text.data(), text.size());
}

std::optional<std::uint32_t> Registry::number(const std::wstring& name) const
{
	DWORD value = 0, size = sizeof value, type = 0;
	if (_key == nullptr || RegQueryValueExW(handle(_key), name.c_str(), nullptr, &type, reinterpret_cast<BYTE*>(&value),
	                                        &size) != ERROR_SUCCESS)
		return std::nullopt;
	return type == REG_DWORD ? std::optional<std::uint32_t>(value) : std::nullopt;
}

std::vector<std::pair<std::wstring, std::wstring>> Registry::values() const
{
	std::vector<std::pair<std::wstring, std::wstring>> found;
	if (_key == nullptr) return found;
	std::vector<wchar_t> name(16384), data(16384);
	for (DWORD i = 0;; ++i)
	{
		DWORD nameSize = static_cast<DWORD>(name.size()), type = 0;
		DWORD dataSize = static_cast<DWORD>(data.size() * sizeof(wchar_t));
		const auto code = RegEnumValueW(handle(_key), i, name.data(), &nameSize, nullptr, &type,
		                                reinterpret_cast<BYTE*>(data.data()), &dataSize);
		if (code == ERROR_MORE_DATA) continue;
		if (code != ERROR_SUCCESS) return found;
		if (type == REG_SZ || type == REG_EXPAND_SZ)
			found.emplace_back(std::wstring(name.data(), nameSize), textOf(data.data(), dataSize));
	}
}

} // namespace erphost
