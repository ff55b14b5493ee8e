#include "host/platform/windows/WindowsError.hpp"

#include <windows.h>

namespace erphost {

std::string windowsReason(std::uint32_t number)
{
	wchar_t text[512];
	auto size = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, number, 0, text,
	                           512, nullptr);
	while (size > 0 && (text[size - 1] == L'\n' || text[size - 1] == L'\r' || text[size - 1] == L' ')) --size;
	if (size == 0) return "error " + std::to_string(number);
	return fromWide(text, size);
}

std::wstring toWide(const std::string& utf8)
{
	const int size = MultiByteToWideChar(CP_UTF8, 0, utf8.data(), static_cast<int>(utf8.size()), nullptr, 0);
	std::wstring wide(static_cast<std::size_t>(size), L'\0');
	MultiByteToWideChar(CP_UTF8, 0, utf8.data(), static_cast<int>(utf8.size()), wide.data(), size);
	return wide;
}

std::string fromWide(const wchar_t* text, std::size_t size)
{
	const int length = static_cast<int>(size);
	const int bytes = WideCharToMultiByte(CP_UTF8, 0, text, length, nullptr, 0, nullptr, nullptr);
	std::string utf8(static_cast<std::size_t>(bytes), '\0');
	WideCharToMultiByte(CP_UTF8, 0, text, length, utf8.data(), bytes, nullptr, nullptr);
	return utf8;
}

} // namespace erphost
