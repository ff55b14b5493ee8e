#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace survey {

/// An answer's value or a fact of the order; monostate where it is not known.
using Value = std::variant<std::monostate, bool, std::int64_t, std::string>;

/// By question id, or by name of the fact.
using Values = std::map<std::string, Value>;

inline bool known(const Value& value)
{
	return !std::holds_alternative<std::monostate>(value);
}

} // namespace survey
