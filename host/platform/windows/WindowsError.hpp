#pragma once

#include <cstdint>
#include <string>

namespace erphost {

/// The system's text for an error number of GetLastError(), in UTF-8.
std::string windowsReason(std::uint32_t number);

std::wstring toWide(const std::string& utf8);
std::string fromWide(const wchar_t* text, std::size_t size);

} // namespace erphost
