#pragma once

#include <string_view>

namespace complaints {

/// The sub-kind that a path of the handbook stands for (CP-04 … CP-07); '' for none.
constexpr std::string_view subKindOfPath(std::string_view path)
{
	if (path == "A") return "quality";
	if (path == "B") return "workmanship";
	if (path == "C") return "overcharge";
	if (path == "D") return "service";
	return "";
}

} // namespace complaints
