#include "store/TimeCursor.hpp"

#include <nlohmann/json.hpp>

namespace survey {

erphost::Result<TimeCursor> timeCursor(const std::string& text)
{
	if (text.empty()) return TimeCursor{};
	const auto last = nlohmann::json::parse(text, nullptr, false);
	if (!last.is_array() || last.size() != 2 || !last[0].is_number_integer() || !last[1].is_string())
		return erphost::permanent("survey.cursor.invalid", "The cursor does not belong to this list.");
	return TimeCursor{last[0].get<std::int64_t>(), last[1].get<std::string>(), false};
}

std::string cursorText(std::int64_t at, const std::string& id)
{
	return nlohmann::json::array({at, id}).dump();
}

} // namespace survey
