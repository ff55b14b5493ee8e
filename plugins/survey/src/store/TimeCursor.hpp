#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <string>

namespace survey {

/// Where the next page of a list in order of time begins: time and id of the last row seen.
struct TimeCursor
{
	std::int64_t at = 0;
	std::string id;
	bool first = true; ///< the first page: nothing seen yet
};

/// "survey.cursor.invalid" for a text that is not one of cursorText.
erphost::Result<TimeCursor> timeCursor(const std::string& text);

std::string cursorText(std::int64_t at, const std::string& id);

} // namespace survey
