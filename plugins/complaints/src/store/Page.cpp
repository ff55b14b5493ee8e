#include "store/Page.hpp"

#include <algorithm>

namespace complaints {

erphost::Result<Cursor> readCursor(const std::string& text, bool numeric)
{
	Cursor cursor;
	if (text.empty()) return cursor;
	const auto last = nlohmann::json::parse(text, nullptr, false);
	if (!last.is_array() || last.size() != 2 || !last[1].is_string() ||
	    (numeric ? !last[0].is_number_integer() : !last[0].is_string()))
		return erphost::permanent("complaints.cursor.invalid", "The cursor does not belong to this list.");
	cursor.given = true;
	if (numeric) cursor.number = last[0].get<std::int64_t>();
	else cursor.text = last[0].get<std::string>();
	cursor.id = last[1].get<std::string>();
	return cursor;
}

std::string cursorOf(const nlohmann::json& sortValue, const std::string& id)
{
	return nlohmann::json::array({sortValue, id}).dump();
}

std::string pattern(std::string_view search)
{
	if (search.empty()) return {};
	std::string text(search);
	std::replace(text.begin(), text.end(), '%', '_');
	return "%" + text + "%";
}

} // namespace complaints
