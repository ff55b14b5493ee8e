#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace erphost::odbc {

/// A decimal number as written: value = ±0.digits × 10^exponent, digits without zeros at either end. Zero has none.
struct DecimalText
{
	bool negative = false;
	std::string digits;
	int exponent = 0;

	/// nullopt: not a number. `scientific`: an exponent is allowed ("1.5e-7").
	static std::optional<DecimalText> parse(std::string_view text, bool scientific);

	std::size_t wholeDigits() const { return exponent > 0 ? static_cast<std::size_t>(exponent) : 0; }
	std::size_t fractionDigits() const
	{
		const auto behind = static_cast<long>(digits.size()) - exponent;
		return behind > 0 && !digits.empty() ? static_cast<std::size_t>(behind) : 0;
	}
	/// By value: −0 equals 0.
	bool operator==(const DecimalText& other) const
	{
		return digits == other.digits && (digits.empty() || (negative == other.negative && exponent == other.exponent));
	}
};

} // namespace erphost::odbc
