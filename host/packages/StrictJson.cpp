#include "host/packages/StrictJson.hpp"

#include <set>
#include <string>
#include <vector>

namespace erphost::packages {

using nlohmann::json;

std::optional<json> parseStrictJson(std::string_view text)
{
	constexpr int kDeepest = 32;
	bool good = true;
	std::vector<std::set<std::string>> members;
	const auto look = [&](int depth, json::parse_event_t event, json& parsed) {
		if (event == json::parse_event_t::object_start) members.emplace_back();
		else if (event == json::parse_event_t::object_end && !members.empty()) members.pop_back();
		else if (event == json::parse_event_t::key && !members.empty())
			good = members.back().insert(parsed.get<std::string>()).second && good;
		good = good && depth <= kDeepest;
		// What is too deep is dropped at once, so that no deep value is ever built.
		return depth <= kDeepest;
	};
	auto value = json::parse(text, look, false);
	if (!good || value.is_discarded()) return std::nullopt;
	return value;
}

} // namespace erphost::packages
