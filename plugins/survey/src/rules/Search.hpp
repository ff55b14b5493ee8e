#pragma once

#include <algorithm>
#include <string>

namespace survey {

/// What people type, as a pattern of LIKE that finds it anywhere; empty stays empty. % and _ in it are letters, not
/// wildcards; LIKE without ESCAPE is all that both engines share, so they match any one character.
inline std::string searchPattern(std::string search)
{
	if (search.empty()) return search;
	std::replace(search.begin(), search.end(), '%', '_');
	return "%" + search + "%";
}

} // namespace survey
