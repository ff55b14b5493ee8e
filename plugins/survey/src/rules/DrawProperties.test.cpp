#include "Draw.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace survey;

namespace {

using Orders = std::vector<std::string>;

/// What one stratum finished: on its days, and what the ERP told only after a day had been drawn.
struct Stratum
{
	std::int64_t rate = 0;
	std::map<std::string, Orders> days;
	std::vector<std::pair<std::string, Orders>> late; ///< in the order in which they came in
};

struct Drawn
{
	std::set<std::string> main, topUp;
	std::int64_t mainTaken = 0, topUpTaken = 0;
};

/// The draws of a month, one after the other, as the nights bring them.
Drawn drawMonth(const std::string& key, const Stratum& stratum)
{
	Drawn result;
	std::int64_t carry = 0;
	const auto draw = [&](const std::string& day, const Orders& orders, std::set<std::string>& into) {
		const Quota quota = quotaOf(stratum.rate, static_cast<std::int64_t>(orders.size()), carry);
		carry = quota.carry;
		const auto taken = drawn(key, day, orders, quota.take);
		for (const auto index : taken) into.insert(orders[index]);
		return static_cast<std::int64_t>(taken.size());
	};
	for (const auto& [day, orders] : stratum.days) result.mainTaken += draw(day, orders, result.main);
	for (const auto& [day, orders] : stratum.late) result.topUpTaken += draw(day, orders, result.topUp);
	return result;
}

std::int64_t ceilingOf(std::int64_t rate, std::int64_t orders)
{
	return (rate * orders + kWhole - 1) / kWhole;
}

} // namespace

TEST_CASE("SV-01 in a thousand random months every stratum reaches ceil(rate x N), top-ups apart, and replays the same",
          "[SV-01][property]")
{
	std::mt19937_64 random(20'261'101);
	const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); };
	int topUps = 0, small = 0;
	for (int month = 0; month < 1'000; ++month)
	{
		const std::string key = "key " + std::to_string(month % 7);
		const int strata = 1 + below(6);
		for (int i = 0; i < strata; ++i)
		{
			Stratum stratum;
			const std::int64_t usual[] = {3'000, 5'000, 10'000, below(10'001)};
			stratum.rate = usual[below(4)];
			int next = 0;
			const auto orders = [&](int count) {
				Orders made;
				for (; count > 0; --count)
					made.push_back("0" + std::to_string(i) + "|AZ" + std::to_string(month) + "-" +
					               std::to_string(next++));
				return made;
			};
			std::int64_t total = 0, lateTotal = 0;
			const int busy = 1 + below(6);
			for (int day = 1; day <= 28; ++day)
			{
				const std::string date = "2026-11-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
				if (Orders made = orders(below(busy)); !made.empty())
				{
					total += static_cast<std::int64_t>(made.size());
					stratum.days[date] = std::move(made);
				}
				if (below(14) != 0) continue;
				stratum.late.emplace_back(date, orders(1 + below(2)));
				lateTotal += static_cast<std::int64_t>(stratum.late.back().second.size());
			}
			const Drawn once = drawMonth(key, stratum);
			REQUIRE(once.mainTaken == ceilingOf(stratum.rate, total));
			REQUIRE(once.mainTaken + once.topUpTaken == ceilingOf(stratum.rate, total + lateTotal));
			REQUIRE(static_cast<std::int64_t>(once.main.size()) == once.mainTaken);
			REQUIRE(static_cast<std::int64_t>(once.topUp.size()) == once.topUpTaken);
			topUps += once.topUpTaken > 0 ? 1 : 0;
			small += busy <= 2 ? 1 : 0;

			// The ERP tells the same orders in another order: the same ones are called.
			Stratum again = stratum;
			for (auto& [day, made] : again.days) std::shuffle(made.begin(), made.end(), random);
			for (auto& [day, made] : again.late) std::shuffle(made.begin(), made.end(), random);
			const Drawn replayed = drawMonth(key, again);
			REQUIRE(replayed.main == once.main);
			REQUIRE(replayed.topUp == once.topUp);

			// What arrives late changes nothing of what was drawn before.
			again.late.clear();
			REQUIRE(drawMonth(key, again).main == once.main);
		}
	}
	// The test tests something.
	CHECK(topUps > 500);
	CHECK(small > 500);
}
