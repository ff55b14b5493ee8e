#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace survey {

/// How the customer's answer came in (SV-08).
enum class Channel
{
	phone,
	onSite,
	sms,
	web,
	email,
	visit
};

inline constexpr std::array kChannels{Channel::phone, Channel::onSite, Channel::sms,
                                      Channel::web,   Channel::email,  Channel::visit};

constexpr std::string_view name(Channel channel)
{
	switch (channel)
	{
	case Channel::phone: return "phone";
	case Channel::onSite: return "on_site";
	case Channel::sms: return "sms";
	case Channel::web: return "web";
	case Channel::email: return "email";
	case Channel::visit: return "visit";
	}
	return "";
}

constexpr std::optional<Channel> channelNamed(std::string_view text)
{
	for (const Channel channel : kChannels)
		if (name(channel) == text) return channel;
	return std::nullopt;
}

} // namespace survey
