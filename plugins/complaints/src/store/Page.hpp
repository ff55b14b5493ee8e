#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace complaints {

/// Where the next page of a list begins: after the row with this sort value and id. It stays right while rows come and
/// go.
struct Cursor
{
	bool given = false; ///< false: the first page
	std::int64_t number = 0;
	std::string text;
	std::string id;
};

/// "complaints.cursor.invalid" for a text that is not of such a list.
erphost::Result<Cursor> readCursor(const std::string& text, bool numeric);

std::string cursorOf(const nlohmann::json& sortValue, const std::string& id);

/// A text to search for as a pattern of LIKE: % and _ in what somebody types are letters, but LIKE without ESCAPE is
/// all that both engines share, so they match any one character.
std::string pattern(std::string_view search);

/// A query reads one row more than a page has: true, and the row is dropped, if there is a next page.
template <typename T>
bool cutToPage(std::vector<T>& rows, int limit)
{
	if (static_cast<int>(rows.size()) <= limit) return false;
	rows.pop_back();
	return true;
}

} // namespace complaints
