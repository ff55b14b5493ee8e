#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Money is whole fen in a std::int64_t (FE-08). Nothing here ever touches floating point.
namespace fees {

using Fen = std::int64_t;

/// Ten billion yuan: more is a typing mistake. It also keeps every product below within 64 bits.
inline constexpr Fen kMaxFen = 1'000'000'000'000;
inline constexpr std::int64_t kMaxQuantity = 1'000'000'000;
inline constexpr std::int64_t kMaxUnitSize = 1'000'000;

/// FE-08: numerator / denominator (> 0), half-up on the magnitude: −2.5 becomes −3, so that what is taken back mirrors
/// what was charged.
constexpr std::int64_t divideHalfUp(std::int64_t numerator, std::int64_t denominator)
{
	const std::int64_t magnitude = numerator < 0 ? -numerator : numerator;
	const std::int64_t rest = magnitude % denominator;
	const std::int64_t rounded = magnitude / denominator + (rest >= denominator - rest ? 1 : 0);
	return numerator < 0 ? -rounded : rounded;
}

/// FE-08: what one line costs: price of one unit in fen × quantity in smallest units ÷ smallest units in one unit.
/// nullopt where a number is beyond the limits above, or the result is.
constexpr std::optional<Fen> lineAmount(Fen unitPrice, std::int64_t quantity, std::int64_t unitSize = 1)
{
	const auto beyond = [](std::int64_t value, std::int64_t limit) { return value > limit || value < -limit; };
	if (unitSize < 1 || beyond(unitPrice, kMaxFen) || beyond(quantity, kMaxQuantity) || unitSize > kMaxUnitSize)
		return std::nullopt;
	const std::int64_t whole = quantity / unitSize, rest = quantity % unitSize;
	// Each factor alone is within its limit; their product is only if the price is small enough.
	if (whole != 0 && beyond(unitPrice, kMaxFen / (whole < 0 ? -whole : whole))) return std::nullopt;
	const Fen amount = unitPrice * whole + divideHalfUp(unitPrice * rest, unitSize);
	return beyond(amount, kMaxFen) ? std::nullopt : std::optional(amount);
}

/// FE-08: a total by stated parts, to the last fen: everybody gets the whole fen of his share, what is left goes to the
/// largest remainders, of equal ones to the first. A negative total is the mirror of the positive one.
/// Empty if there are no parts, one is negative or above kMaxUnitSize, or all are zero, or the total is beyond kMaxFen.
std::vector<Fen> splitByParts(Fen total, std::span<const std::int64_t> parts);

/// FE-08: yuan as an ERP writes them ("1280.5", "-0.005", ".5") in whole fen, half-up on the magnitude. nullopt for
/// anything but digits with one point and one sign, and beyond kMaxFen.
std::optional<Fen> fenOfDecimal(std::string_view yuan);

/// "1280.50", "-0.05": the form in which an amount goes to the ERP.
std::string yuanText(Fen fen);

} // namespace fees
