#pragma once

#include "rules/Text.hpp"

#include <string>
#include <vector>

namespace survey {

/// Something in a questionnaire that keeps it from being published, told to the person who writes it.
struct Problem
{
	std::string pointer; ///< RFC 6901, into the questionnaire: "/questions/3/showIf"
	std::string code;    ///< stable: "type", "missing", "member", "length", "value", "unique", "reference"
	Text message;
};

using Problems = std::vector<Problem>;

} // namespace survey
