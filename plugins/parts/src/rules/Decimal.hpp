#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parts {

/// An ERP's decimal ("12.50", "-3") times `scale`, exact: no floating point comes near it. nullopt where the text is no
/// decimal, is not whole after scaling (0.5 of a piece), or too large.
std::optional<std::int64_t> scaled(std::string_view decimal, std::int64_t scale);

/// The same, half up on the magnitude where it is not whole: prices with more than two decimals in fen.
std::optional<std::int64_t> scaledRounded(std::string_view decimal, std::int64_t scale);

/// A quantity as people write it: 1500 of a unit of 1000 → "1.5", at most nine digits behind the point.
std::string decimalText(std::int64_t quantity, std::int64_t unitSize);

/// No quantity of a line, no sum of money is larger: what is, was typed wrong.
inline constexpr std::int64_t kMaximumQuantity = 1'000'000'000;
inline constexpr std::int64_t kMaximumFen = 1'000'000'000'000;

} // namespace parts
