#include "host/messaging/Policy.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

namespace erphost::messaging {

using nlohmann::json;

namespace {

std::optional<int> minuteOf(const json& object, const char* member)
{
	const auto found = object.find(member);
	if (found == object.end() || !found->is_string()) return std::nullopt;
	const auto& text = found->get_ref<const std::string&>();
	if (text.size() != 5 || text[2] != ':') return std::nullopt;
	for (const auto at : {0, 1, 3, 4})
		if (text[static_cast<std::size_t>(at)] < '0' || text[static_cast<std::size_t>(at)] > '9') return std::nullopt;
	const int minute = ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
	return text[3] < '6' && minute < 24 * 60 ? std::optional(minute) : std::nullopt;
}

int numberOf(const json& object, const char* member, int fallback)
{
	const auto found = object.find(member);
	return found != object.end() && found->is_number_integer() ? found->get<int>() : fallback;
}

std::string clockText(int minute)
{
	return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

} // namespace

Policy Policy::of(const json& setting)
{
	Policy policy;
	if (!setting.is_object()) return policy;
	if (const auto quiet = setting.find("quietHours"); quiet != setting.end() && quiet->is_object())
	{
		const auto from = minuteOf(*quiet, "from"), to = minuteOf(*quiet, "to");
		if (from && to)
		{
			policy.quietFrom = *from;
			policy.quietTo = *to;
		}
	}
	policy.giveUpHours = numberOf(setting, "giveUpHours", policy.giveUpHours);
	policy.keepDays = numberOf(setting, "keepDays", policy.keepDays);
	return policy;
}

json Policy::toJson() const
{
	return {{"quietHours", {{"from", clockText(quietFrom)}, {"to", clockText(quietTo)}}},
	        {"giveUpHours", giveUpHours},
	        {"keepDays", keepDays}};
}

json Policy::schema()
{
	const json time = {{"type", "string"}, {"pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$"}};
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties",
	         {{"quietHours",
	           {{"type", "object"},
	            {"additionalProperties", false},
	            {"required", {"from", "to"}},
	            {"properties", {{"from", time}, {"to", time}}}}},
	          {"giveUpHours", {{"type", "integer"}, {"minimum", 1}, {"maximum", 720}}},
	          {"keepDays", {{"type", "integer"}, {"minimum", 1}, {"maximum", 3650}}}}}};
}

} // namespace erphost::messaging
