#pragma once

#include <string>

namespace survey {

/// A text in the two languages of the console.
struct Text
{
	std::string zh, en;
};

} // namespace survey
