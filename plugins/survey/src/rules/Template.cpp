#include "Template.hpp"

namespace survey {

std::string filled(std::string_view text, const std::map<std::string, std::string, std::less<>>& values)
{
	std::string result;
	while (!text.empty())
	{
		const auto open = text.find('{');
		const auto close = open == std::string_view::npos ? open : text.find('}', open);
		if (close == std::string_view::npos) break;
		const auto value = values.find(text.substr(open + 1, close - open - 1));
		result += text.substr(0, open);
		if (value != values.end()) result += value->second;
		else result += text.substr(open, close - open + 1);
		text.remove_prefix(close + 1);
	}
	return result + std::string(text);
}

} // namespace survey
