#pragma once

#include "erphost/Result.hpp"
#include "erphost/Sql.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace erphost {

/// Where the next page of a list begins: after the row with this sort value and id. It stays right while rows come and
/// go.
struct Cursor
{
	bool given = false; ///< false: the first page
	std::int64_t number = 0;
	std::string text;
	std::string id;
};

/// The cursor that cursorOf wrote; `numeric`: its sort value is a number. Empty: the first page.
/// "cursor.invalid" for a text that is not of such a list.
inline Result<Cursor> readCursor(const std::string& text, bool numeric)
{
	Cursor cursor;
	if (text.empty()) return cursor;
	const auto last = nlohmann::json::parse(text, nullptr, false);
	if (!last.is_array() || last.size() != 2 || !last[1].is_string() ||
	    (numeric ? !last[0].is_number_integer() : !last[0].is_string()))
		return permanent("cursor.invalid", "The cursor does not belong to this list.");
	cursor.given = true;
	if (numeric) cursor.number = last[0].get<std::int64_t>();
	else cursor.text = last[0].get<std::string>();
	cursor.id = last[1].get<std::string>();
	return cursor;
}

inline std::string cursorOf(const nlohmann::json& sortValue, const std::string& id)
{
	return nlohmann::json::array({sortValue, id}).dump();
}

/// One order of a list that is asked for by name, with its statements.
struct Sorting
{
	std::string_view name; ///< "dueAt", "-dueAt" for the other way round
	const Sql& all;
	const Sql& ofState; ///< the same where one state is wanted: an index begins with it
	bool numeric;       ///< the sort value is a number, otherwise text
};

/// "sort.invalid" for a name that the list does not have.
inline Result<const Sorting*> sortingNamed(std::span<const Sorting> sortings, std::string_view name)
{
	const auto found =
		std::find_if(sortings.begin(), sortings.end(), [&](const Sorting& each) { return each.name == name; });
	if (found == sortings.end()) return permanent("sort.invalid", "The list cannot be sorted that way.");
	return &*found;
}

/// A text to search for as a pattern of LIKE: % and _ in what somebody types are letters, but LIKE without ESCAPE is
/// all that both engines share, so they match any one character.
inline std::string pattern(std::string_view search)
{
	if (search.empty()) return {};
	std::string text(search);
	std::replace(text.begin(), text.end(), '%', '_');
	return "%" + text + "%";
}

/// A query reads one row more than a page has: true, and the row is dropped, if there is a next page.
template <typename T>
bool cutToPage(std::vector<T>& rows, int limit)
{
	if (static_cast<int>(rows.size()) <= limit) return false;
	rows.pop_back();
	return true;
}

} // namespace erphost
