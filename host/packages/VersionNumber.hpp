#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace erphost::packages {

/// "1.2.3": three numbers below 100,000 without leading zeros, so that equal versions are equal texts and every version
/// is the name of a folder.
struct VersionNumber
{
	std::array<std::int32_t, 3> parts{};
	auto operator<=>(const VersionNumber&) const = default;

	static std::optional<VersionNumber> parse(std::string_view text)
	{
		VersionNumber version;
		for (std::size_t i = 0; i < version.parts.size(); ++i)
		{
			std::size_t digits = 0;
			std::int32_t value = 0;
			while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits < 6)
				value = value * 10 + (text[digits++] - '0');
			if (digits == 0 || digits > 5 || (digits > 1 && text.front() == '0')) return std::nullopt;
			version.parts[i] = value;
			text.remove_prefix(digits);
			const bool last = i + 1 == version.parts.size();
			if (last) return text.empty() ? std::optional(version) : std::nullopt;
			if (text.empty() || text.front() != '.') return std::nullopt;
			text.remove_prefix(1);
		}
		return std::nullopt;
	}
};

} // namespace erphost::packages
