#pragma once

#include <string>
#include <string_view>

/// ODBC connection strings: "Key=value;Key={value with ; in it};".
namespace erphost::odbc::connectionstring {

/// The value of a key, without its braces; keys compare without case. Empty if absent.
std::string value(std::string_view text, std::string_view key);
bool has(std::string_view text, std::string_view key);
/// Appends key=value unless the string names the key already (or one of its other names).
std::string withDefault(std::string text, std::string_view key, std::string_view value,
                        std::string_view otherName = {});

} // namespace erphost::odbc::connectionstring
