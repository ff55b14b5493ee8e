#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace complaints {

/// What two complaints may have in common.
struct LinkKey
{
	std::string order; ///< kind, branch and key of the order; '' without one
	std::string phone; ///< digits; '' if nobody knows it
	std::int64_t receivedAt = 0;
};

/// CP-20: complaints about the same order or telephone number within so many days are linked, both kept. The order
/// tells more than the number.
inline std::optional<std::string_view> linkBasis(const LinkKey& one, const LinkKey& other, int days)
{
	constexpr std::int64_t kDayMs = 86'400'000;
	const std::int64_t apart =
		one.receivedAt > other.receivedAt ? one.receivedAt - other.receivedAt : other.receivedAt - one.receivedAt;
	if (apart > days * kDayMs) return std::nullopt;
	if (!one.order.empty() && one.order == other.order) return "order";
	if (!one.phone.empty() && one.phone == other.phone) return "phone";
	return std::nullopt;
}

/// CP-08, CP-20: whether a link makes a repeat: a second complaint about one order always, one of the same number by
/// setting.
constexpr bool makesRepeat(std::string_view basis, bool phoneCounts)
{
	return basis == "order" || phoneCounts;
}

} // namespace complaints
