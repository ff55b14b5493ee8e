#include "rules/Money.hpp"

#include <algorithm>
#include <numeric>

namespace fees {

std::vector<Fen> splitByParts(Fen total, std::span<const std::int64_t> parts)
{
	std::int64_t sum = 0;
	for (const std::int64_t part : parts)
	{
		if (part < 0 || part > kMaxUnitSize) return {};
		sum += part;
	}
	if (sum == 0 || total > kMaxFen || total < -kMaxFen) return {};
	const Fen magnitude = total < 0 ? -total : total;
	std::vector<Fen> shares;
	std::vector<std::int64_t> rests;
	Fen left = magnitude;
	for (const std::int64_t part : parts)
	{
		// magnitude = sum × whole + rest: the product of two large numbers never arises.
		const Fen whole = magnitude / sum, rest = magnitude % sum;
		shares.push_back(whole * part + rest * part / sum);
		rests.push_back(rest * part % sum);
		left -= shares.back();
	}
	std::vector<std::size_t> order(parts.size());
	std::iota(order.begin(), order.end(), std::size_t{0});
	std::stable_sort(order.begin(), order.end(),
	                 [&](std::size_t one, std::size_t other) { return rests[one] > rests[other]; });
	for (std::size_t at = 0; left > 0; ++at, --left) ++shares[order[at]];
	if (total < 0)
		for (Fen& share : shares) share = -share;
	return shares;
}

std::optional<Fen> fenOfDecimal(std::string_view yuan)
{
	bool negative = false;
	if (!yuan.empty() && (yuan.front() == '-' || yuan.front() == '+'))
	{
		negative = yuan.front() == '-';
		yuan.remove_prefix(1);
	}
	const auto point = yuan.find('.');
	const std::string_view whole = yuan.substr(0, point);
	const std::string_view fraction = point == std::string_view::npos ? std::string_view() : yuan.substr(point + 1);
	if (whole.empty() && fraction.empty()) return std::nullopt;
	const auto isDigit = [](char each) { return each >= '0' && each <= '9'; };
	if (!std::all_of(whole.begin(), whole.end(), isDigit) || !std::all_of(fraction.begin(), fraction.end(), isDigit))
		return std::nullopt;
	Fen fen = 0;
	for (const char digit : whole)
	{
		fen = fen * 10 + (digit - '0') * 100;
		if (fen > kMaxFen) return std::nullopt;
	}
	// The first two decimals are fen, the third alone decides where to round: half is up.
	const auto decimal = [&](std::size_t at) { return at < fraction.size() ? fraction[at] - '0' : 0; };
	fen += decimal(0) * 10 + decimal(1) + (decimal(2) >= 5 ? 1 : 0);
	if (fen > kMaxFen) return std::nullopt;
	return negative ? -fen : fen;
}

std::string yuanText(Fen fen)
{
	const Fen magnitude = fen < 0 ? -fen : fen;
	std::string cents = std::to_string(magnitude % 100);
	if (cents.size() < 2) cents.insert(0, 1, '0');
	return (fen < 0 ? "-" : "") + std::to_string(magnitude / 100) + "." + cents;
}

} // namespace fees
