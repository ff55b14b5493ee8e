#pragma once

#include "rules/OnTime.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace survey {

inline constexpr std::array kLateCauses{LateCause::none, LateCause::weather, LateCause::shopPromise,
                                        LateCause::goodsLate, LateCause::exchanged};

constexpr std::string_view name(LateCause cause)
{
	switch (cause)
	{
	case LateCause::none: return "none";
	case LateCause::weather: return "weather";
	case LateCause::shopPromise: return "shop_promise";
	case LateCause::goodsLate: return "goods_late";
	case LateCause::exchanged: return "exchanged";
	}
	return "";
}

/// The cause that an option of a questionnaire names (SV-38).
constexpr std::optional<LateCause> lateCauseNamed(std::string_view text)
{
	for (const LateCause cause : kLateCauses)
		if (name(cause) == text) return cause;
	return std::nullopt;
}

} // namespace survey
