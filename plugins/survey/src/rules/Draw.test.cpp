#include "Draw.hpp"
#include "Stage.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

using namespace survey;

namespace {

std::int64_t ceilingOf(std::int64_t rate, std::int64_t total)
{
	return (rate * total + kWhole - 1) / kWhole;
}

} // namespace

TEST_CASE("SV-01 over any run of days exactly ceil(rate x total) are taken", "[SV-01]")
{
	std::mt19937_64 random(1);
	for (int run = 0; run < 2'000; ++run)
	{
		const std::int64_t rate = std::uniform_int_distribution<std::int64_t>(0, kWhole)(random);
		std::int64_t carry = 0, total = 0, taken = 0;
		for (int day = 0; day < 60; ++day)
		{
			const std::int64_t finished = std::uniform_int_distribution<std::int64_t>(0, 7)(random);
			const Quota quota = quotaOf(rate, finished, carry);
			REQUIRE(quota.take >= 0);
			REQUIRE(quota.take <= finished);
			REQUIRE(quota.carry <= 0);
			REQUIRE(quota.carry > -kWhole);
			carry = quota.carry;
			total += finished;
			taken += quota.take;
			REQUIRE(taken == ceilingOf(rate, total));
		}
	}
}

TEST_CASE("SV-01 one order a day at 30 % is not everybody", "[SV-01]")
{
	std::int64_t carry = 0, taken = 0;
	for (int day = 0; day < 100; ++day)
	{
		const Quota quota = quotaOf(3'000, 1, carry);
		carry = quota.carry;
		taken += quota.take;
	}
	CHECK(taken == 30);
}

TEST_CASE("SV-01 the draw takes the same orders whatever order they come in", "[SV-01]")
{
	std::mt19937_64 random(2);
	std::vector<std::string> orders;
	for (int i = 0; i < 200; ++i) orders.push_back("01|AZ2026" + std::to_string(100'000 + i));
	const auto chosen = [](const std::vector<std::string>& from, const std::vector<std::size_t>& indices) {
		std::set<std::string> set;
		for (const auto index : indices) set.insert(from[index]);
		return set;
	};
	const auto first = chosen(orders, drawn("key", "2026-11-20", orders, 60));
	REQUIRE(first.size() == 60);
	for (int run = 0; run < 50; ++run)
	{
		std::shuffle(orders.begin(), orders.end(), random);
		REQUIRE(chosen(orders, drawn("key", "2026-11-20", orders, 60)) == first);
	}
	CHECK(chosen(orders, drawn("other key", "2026-11-20", orders, 60)) != first);
	CHECK(chosen(orders, drawn("key", "2026-11-21", orders, 60)) != first);
	CHECK(drawn("key", "2026-11-20", orders, 1'000).size() == orders.size());
	CHECK(drawn("key", "2026-11-20", {}, 3).empty());
}

TEST_CASE("SV-01 every order is as likely as any other", "[SV-01]")
{
	std::vector<std::string> orders;
	for (int i = 0; i < 10; ++i) orders.push_back(std::to_string(i));
	std::vector<int> hits(orders.size());
	for (int day = 0; day < 10'000; ++day)
		for (const auto index : drawn("key", std::to_string(day), orders, 3)) hits[index]++;
	for (const int count : hits) CHECK(std::abs(count - 3'000) < 250); // five standard deviations
}

TEST_CASE("SV-01 stages of work orders", "[SV-01]")
{
	CHECK(stageOfWorkOrder("on_site") == Stage::onSite);
	CHECK(stageOfWorkOrder("carry_in") == Stage::carryIn);
	CHECK(stageOfWorkOrder("") == Stage::onSite);
}

TEST_CASE("SV-12 an order has one task id, and no two orders share one", "[SV-12]")
{
	CHECK(taskId("work_order", "01", "01|A") == taskId("work_order", "01", "01|A"));
	std::set<std::string> ids;
	for (const char* kind : {"work_order", "delivery", "sale"})
		for (int i = 0; i < 5'000; ++i) ids.insert(taskId(kind, std::to_string(i % 7), std::to_string(i)));
	CHECK(ids.size() == 15'000);
	CHECK(taskId("sale", "1", "23") != taskId("sale", "12", "3"));
}
