#pragma once

#include <map>
#include <string>
#include <string_view>

namespace survey {

/// SV-70: the text with {name} replaced by its value; a name that has none stays as it is, so that the mistake is seen.
/// Values are not looked into: a customer's "{hotline}" stays what he wrote.
std::string filled(std::string_view text, const std::map<std::string, std::string, std::less<>>& values);

} // namespace survey
