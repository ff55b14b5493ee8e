#pragma once

#include <cstdint>

namespace parts {

/// The share of `value` that `part` of `whole` has, half up, exact: value × part ÷ whole with a product of 128 bit.
/// 0 ≤ part ≤ whole, whole > 0, value ≥ 0. All of it for the whole, so that nothing is left over at the end.
constexpr std::int64_t shareOf(std::int64_t value, std::int64_t part, std::int64_t whole)
{
	__extension__ using Wide = unsigned __int128;
	const Wide product = static_cast<Wide>(value) * static_cast<Wide>(part);
	const Wide divisor = static_cast<Wide>(whole);
	return static_cast<std::int64_t>((product + divisor / 2) / divisor);
}

/// The share of the next `part` after `before` of them: what is taken piece by piece adds up to the value.
constexpr std::int64_t nextShare(std::int64_t value, std::int64_t before, std::int64_t part, std::int64_t whole)
{
	return shareOf(value, before + part, whole) - shareOf(value, before, whole);
}

} // namespace parts
