#include "rules/Money.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace fees;

namespace {

// The second computation: on strings of decimal digits, the way it is done on paper. It shares nothing with Money.

std::string stripped(std::string digits)
{
	const auto first = digits.find_first_not_of('0');
	return first == std::string::npos ? "0" : digits.substr(first);
}

std::string product(const std::string& one, const std::string& other)
{
	std::vector<int> places(one.size() + other.size(), 0);
	for (std::size_t a = 0; a < one.size(); ++a)
		for (std::size_t b = 0; b < other.size(); ++b) places[a + b + 1] += (one[a] - '0') * (other[b] - '0');
	for (std::size_t at = places.size() - 1; at > 0; --at)
	{
		places[at - 1] += places[at] / 10;
		places[at] %= 10;
	}
	std::string digits;
	for (const int place : places) digits += static_cast<char>('0' + place);
	return stripped(digits);
}

bool atLeast(const std::string& one, const std::string& other)
{
	return one.size() != other.size() ? one.size() > other.size() : one >= other;
}

std::string difference(std::string one, const std::string& other)
{
	int borrow = 0;
	for (std::size_t at = 0; at < one.size(); ++at)
	{
		char& digit = one[one.size() - 1 - at];
		int value = digit - '0' - borrow - (at < other.size() ? other[other.size() - 1 - at] - '0' : 0);
		borrow = value < 0 ? 1 : 0;
		digit = static_cast<char>('0' + value + 10 * borrow);
	}
	return stripped(one);
}

std::string sum(const std::string& one, const std::string& other)
{
	std::string digits;
	int carry = 0;
	for (std::size_t at = 0; at < std::max(one.size(), other.size()) || carry; ++at)
	{
		const int value = carry + (at < one.size() ? one[one.size() - 1 - at] - '0' : 0) +
		                  (at < other.size() ? other[other.size() - 1 - at] - '0' : 0);
		digits.insert(digits.begin(), static_cast<char>('0' + value % 10));
		carry = value / 10;
	}
	return stripped(digits.empty() ? "0" : digits);
}

/// Long division; returns quotient and rest.
std::pair<std::string, std::string> quotient(const std::string& numerator, const std::string& denominator)
{
	std::string result, rest = "0";
	for (const char digit : numerator)
	{
		rest = stripped(rest + digit);
		char times = '0';
		for (; atLeast(rest, denominator); ++times) rest = difference(rest, denominator);
		result += times;
	}
	return {stripped(result), rest};
}

std::string onPaper(std::int64_t price, std::int64_t quantity, std::int64_t unitSize)
{
	const bool negative = (price < 0) != (quantity < 0);
	const auto digits = [](std::int64_t value) { return std::to_string(value < 0 ? -value : value); };
	auto [whole, rest] = quotient(product(digits(price), digits(quantity)), digits(unitSize));
	if (atLeast(sum(rest, rest), digits(unitSize))) whole = sum(whole, "1");
	return (negative && whole != "0" ? "-" : "") + whole;
}

} // namespace

TEST_CASE("FE-08 a line is rounded half-up on its magnitude", "[FE-08]")
{
	struct Row
	{
		std::int64_t price, quantity, size, amount;
	};
	for (const auto& [price, quantity, size, amount] :
	     {Row{8000, 1, 1, 8000}, Row{8000, 3, 1, 24000}, Row{6000, 2500, 1000, 15000}, Row{1, 499, 1000, 0},
	      Row{1, 500, 1000, 1}, Row{3, 500, 1000, 2}, Row{5, 500, 1000, 3}, Row{-5, 500, 1000, -3},
	      Row{5, -500, 1000, -3}, Row{333, 1, 3, 111}, Row{100, 1, 3, 33}, Row{200, 1, 3, 67}, Row{0, 5, 1, 0},
	      Row{9999, 0, 7, 0}})
	{
		CAPTURE(price, quantity, size);
		CHECK(lineAmount(price, quantity, size) == amount);
		CHECK(lineAmount(price, -quantity, size) == -amount);
	}
}

TEST_CASE("FE-08 what no line can cost is refused, not wrapped", "[FE-08]")
{
	CHECK_FALSE(lineAmount(kMaxFen + 1, 1));
	CHECK_FALSE(lineAmount(1, kMaxQuantity + 1));
	CHECK_FALSE(lineAmount(1, 1, 0));
	CHECK_FALSE(lineAmount(1, 1, -1));
	CHECK_FALSE(lineAmount(1, 1, kMaxUnitSize + 1));
	CHECK_FALSE(lineAmount(kMaxFen, 2));
	CHECK_FALSE(lineAmount(kMaxFen / 2 + 1, 2));
	CHECK_FALSE(lineAmount(INT64_MIN, 1));
	CHECK(lineAmount(kMaxFen, 1) == kMaxFen);
	CHECK(lineAmount(kMaxFen, kMaxUnitSize - 1, kMaxUnitSize) == kMaxFen - kMaxFen / kMaxUnitSize);
}

TEST_CASE("FE-08 ERP decimals are read exactly", "[FE-08]")
{
	struct Row
	{
		const char* text;
		std::optional<Fen> fen;
	};
	for (const auto& [text, fen] :
	     {Row{"0", 0}, Row{"12", 1200}, Row{"12.5", 1250}, Row{"12.34", 1234}, Row{"12.345", 1235},
	      Row{"12.3449999", 1234}, Row{"-12.345", -1235}, Row{"-0.005", -1}, Row{"0.004", 0}, Row{".5", 50},
	      Row{"7.", 700}, Row{"+1.00", 100}, Row{"000012.10", 1210}, Row{"10000000000.00", kMaxFen}, Row{"0.29", 29},
	      Row{"1.005", 101}, Row{"8.115", 812}})
	{
		CAPTURE(text);
		CHECK(fenOfDecimal(text) == fen);
	}
	for (const char* text : {"", ".", "-", "+", "1,200", "1e3", " 1", "1 ", "12.3.4", "0x10", "NaN", "--1", "１２",
	                         "10000000000.01", "99999999999999999999999999", "12.34元"})
	{
		CAPTURE(text);
		CHECK_FALSE(fenOfDecimal(text));
	}
	CHECK(yuanText(0) == "0.00");
	CHECK(yuanText(5) == "0.05");
	CHECK(yuanText(-5) == "-0.05");
	CHECK(yuanText(128050) == "1280.50");
}

TEST_CASE("FE-08 a split leaves no fen over", "[FE-08]")
{
	const auto split = [](Fen total, std::vector<std::int64_t> parts) { return splitByParts(total, parts); };
	CHECK(split(100, {1, 1, 1}) == std::vector<Fen>{34, 33, 33});
	CHECK(split(-100, {1, 1, 1}) == std::vector<Fen>{-34, -33, -33});
	CHECK(split(101, {1, 1}) == std::vector<Fen>{51, 50});
	CHECK(split(10, {3, 3, 1}) == std::vector<Fen>{4, 4, 2});
	CHECK(split(1, {1, 2}) == std::vector<Fen>{0, 1});
	CHECK(split(0, {1, 2}) == std::vector<Fen>{0, 0});
	CHECK(split(7, {0, 5}) == std::vector<Fen>{0, 7});
	CHECK(split(7, {}).empty());
	CHECK(split(7, {0, 0}).empty());
	CHECK(split(7, {1, -1}).empty());
	CHECK(split(7, {kMaxUnitSize + 1}).empty());
	CHECK(split(kMaxFen + 1, {1}).empty());
}

TEST_CASE("FE-08 a million charges, refunds and splits agree with paper", "[FE-08][property]")
{
	std::mt19937_64 random(20261122);
	const auto upTo = [&](std::int64_t limit) {
		return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
	};
	const std::int64_t sizes[] = {1, 1, 3, 7, 10, 12, 100, 144, 1000, 999'983, kMaxUnitSize};
	std::int64_t wrong = 0;
	std::string totalOnPaper = "0";
	Fen total = 0;
	for (int run = 0; run < 600'000; ++run)
	{
		const std::int64_t price = upTo(run % 10 == 0 ? 100'000'000 : 50'000), size = sizes[upTo(11)];
		const std::int64_t quantity = upTo(run % 7 == 0 ? 9'000 : 20 * size < 9'000 ? 20 * size : 9'000);
		const auto charge = lineAmount(price, quantity, size), refund = lineAmount(price, -quantity, size);
		wrong += !charge || !refund || *refund != -*charge || onPaper(price, quantity, size) != std::to_string(*charge);
		total += *charge;
		totalOnPaper = sum(totalOnPaper, std::to_string(*charge));
	}
	CHECK(wrong == 0);
	CHECK(std::to_string(total) == totalOnPaper);

	wrong = 0;
	for (int run = 0; run < 400'000; ++run)
	{
		std::vector<std::int64_t> parts(static_cast<std::size_t>(1 + upTo(6)));
		for (auto& part : parts) part = upTo(run % 5 == 0 ? kMaxUnitSize : 5);
		if (std::all_of(parts.begin(), parts.end(), [](std::int64_t part) { return part == 0; })) parts[0] = 1;
		const Fen whole = upTo(run % 3 == 0 ? 1'000'000'000 : 1'000) * (run % 2 == 0 ? 1 : -1);
		const auto shares = splitByParts(whole, parts);
		const std::string magnitude = std::to_string(whole < 0 ? -whole : whole);
		std::string all = "0", used = "0";
		for (const auto part : parts) all = sum(all, std::to_string(part));
		bool fine = shares.size() == parts.size();
		std::vector<std::pair<std::string, bool>> rests;
		for (std::size_t at = 0; fine && at < parts.size(); ++at)
		{
			const auto [floor, rest] = quotient(product(magnitude, std::to_string(parts[at])), all);
			const std::string share = std::to_string(shares[at] < 0 ? -shares[at] : shares[at]);
			const bool extra = share == sum(floor, "1");
			fine = (extra || share == floor) && (whole >= 0 ? shares[at] >= 0 : shares[at] <= 0);
			rests.emplace_back(rest, extra);
			used = sum(used, share);
		}
		// Largest remainders: nobody who got an extra fen had a smaller rest than somebody who got none.
		for (std::size_t one = 0; fine && one < rests.size(); ++one)
			for (std::size_t other = 0; fine && other < rests.size(); ++other)
				if (rests[one].second && !rests[other].second)
					fine = atLeast(rests[one].first, rests[other].first) &&
					       (rests[one].first != rests[other].first || one < other);
		wrong += !fine || used != magnitude;
	}
	CHECK(wrong == 0);
}
