#include "rules/Decimal.hpp"

namespace parts {

namespace {

__extension__ using Wide = __int128;

struct Fraction
{
	Wide numerator = 0, denominator = 1;
	bool negative = false;
};

std::optional<Fraction> read(std::string_view text)
{
	// 12 digits before and 9 behind the point: what an ERP's decimal columns hold, far from overflow.
	constexpr int kWhole = 15, kBehind = 9;
	while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
	while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
	Fraction value;
	if (!text.empty() && (text.front() == '-' || text.front() == '+'))
	{
		value.negative = text.front() == '-';
		text.remove_prefix(1);
	}
	int whole = 0, behind = 0;
	bool point = false;
	for (const char c : text)
	{
		if (c == '.' && !point)
		{
			point = true;
			continue;
		}
		if (c < '0' || c > '9') return std::nullopt;
		if (point && behind >= kBehind)
		{
			if (c != '0') return std::nullopt;
			continue;
		}
		if (!point && whole >= kWhole) return std::nullopt;
		value.numerator = value.numerator * 10 + (c - '0');
		if (point)
		{
			value.denominator *= 10;
			++behind;
		}
		else if (value.numerator > 0) ++whole;
	}
	if (text.empty() || text == ".") return std::nullopt;
	return value;
}

std::optional<std::int64_t> whole(Wide magnitude, bool negative)
{
	constexpr Wide kMost = kMaximumFen;
	if (magnitude > kMost) return std::nullopt;
	const auto value = static_cast<std::int64_t>(magnitude);
	return negative ? -value : value;
}

} // namespace

std::optional<std::int64_t> scaled(std::string_view decimal, std::int64_t scale)
{
	const auto value = read(decimal);
	if (!value) return std::nullopt;
	const Wide product = value->numerator * scale;
	if (product % value->denominator != 0) return std::nullopt;
	return whole(product / value->denominator, value->negative);
}

std::optional<std::int64_t> scaledRounded(std::string_view decimal, std::int64_t scale)
{
	const auto value = read(decimal);
	if (!value) return std::nullopt;
	return whole((value->numerator * scale + value->denominator / 2) / value->denominator, value->negative);
}

std::string decimalText(std::int64_t quantity, std::int64_t unitSize)
{
	std::string text = quantity < 0 ? "-" : "";
	std::int64_t rest = quantity < 0 ? -quantity : quantity;
	text += std::to_string(rest / unitSize);
	rest %= unitSize;
	if (rest != 0) text += '.';
	for (int digits = 0; rest != 0 && digits < 9; ++digits)
	{
		rest *= 10;
		text += static_cast<char>('0' + rest / unitSize);
		rest %= unitSize;
	}
	return text;
}

} // namespace parts
