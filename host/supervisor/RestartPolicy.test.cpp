#include "host/supervisor/RestartPolicy.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace erphost::supervisor;

TEST_CASE("delays double from the first to the longest")
{
	const Timing timing;
	RestartPolicy front(timing, false);
	std::vector<std::int64_t> delays;
	std::int64_t now = 0;
	for (int i = 0; i < 9; ++i)
	{
		delays.push_back(front.failed(now).delayMs);
		now += delays.back() + 10;
	}
	CHECK(delays == std::vector<std::int64_t>{100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000});
}

TEST_CASE("a worker that ran well for a while starts again quickly")
{
	const Timing timing;
	RestartPolicy sync(timing, false);
	for (int i = 0; i < 6; ++i) sync.failed(i);
	sync.ready(1000);
	CHECK(sync.failed(1000 + timing.steadyMs - 1).delayMs == 5000);
	sync.ready(20'000);
	CHECK(sync.failed(20'000 + timing.steadyMs).delayMs == 100);
}

TEST_CASE("a plugin with five failures in ten minutes is quarantined, retried slowly, and lifted when it holds")
{
	const Timing timing;
	RestartPolicy plugin(timing, true);
	for (int i = 0; i < 4; ++i) CHECK_FALSE(plugin.failed(i * 100'000).quarantined);
	const auto fifth = plugin.failed(400'000);
	CHECK(fifth.quarantined);
	CHECK(fifth.delayMs == 300'000);
	plugin.ready(700'000);
	CHECK_FALSE(plugin.tick(700'000 + timing.quarantineLiftMs - 1));
	CHECK(plugin.failed(700'000 + timing.quarantineLiftMs - 1).quarantined);
	plugin.ready(2'000'000);
	CHECK(plugin.tick(2'000'000 + timing.quarantineLiftMs));
	CHECK_FALSE(plugin.quarantined());
	CHECK(plugin.failed(3'000'000).delayMs == 100);
}

TEST_CASE("failures further apart than the window never quarantine")
{
	RestartPolicy plugin(Timing{}, true);
	for (int i = 0; i < 50; ++i) CHECK_FALSE(plugin.failed(i * 151'000).quarantined);
}

TEST_CASE("in 500 generated histories the rules of restarting hold")
{
	const Timing timing;
	for (unsigned seed = 1; seed <= 500; ++seed)
	{
		INFO("seed " << seed);
		std::mt19937 random(seed);
		const bool isPlugin = seed % 2 == 0;
		RestartPolicy policy(timing, isPlugin);
		std::vector<std::int64_t> failures; // since the past was last forgotten
		constexpr std::int64_t kNotReady = -1'000'000'000'000;
		std::int64_t readySince = kNotReady;
		std::int64_t now = 0;
		std::int64_t lastDelay = 0;
		bool quarantined = false;
		for (int step = 0; step < 200; ++step)
		{
			now += static_cast<std::int64_t>(random() % (step % 17 == 0 ? 700'000 : 20'000));
			switch (random() % 4)
			{
			case 0:
				policy.ready(now);
				readySince = now;
				break;
			case 1:
			{
				const bool proved = readySince != kNotReady && now - readySince >= timing.quarantineLiftMs;
				const bool lifted = policy.tick(now);
				REQUIRE(lifted == (quarantined && proved));
				if (lifted) failures.clear(), quarantined = false, lastDelay = 0;
				break;
			}
			default:
			{
				if (quarantined && readySince != kNotReady && now - readySince >= timing.quarantineLiftMs)
					failures.clear(), quarantined = false, lastDelay = 0;
				if (readySince != kNotReady && now - readySince >= timing.steadyMs) lastDelay = 0;
				readySince = kNotReady;
				failures.push_back(now);
				const auto inWindow = std::count_if(failures.begin(), failures.end(),
				                                    [&](auto at) { return now - at <= timing.quarantineWindowMs; });
				const auto decision = policy.failed(now);
				quarantined = quarantined || (isPlugin && inWindow >= timing.quarantineFailures);
				REQUIRE(decision.quarantined == quarantined);
				REQUIRE(policy.quarantined() == quarantined);
				if (quarantined) REQUIRE(decision.delayMs == timing.quarantineRetryMs);
				else
				{
					const auto longest = isPlugin ? timing.longestPluginDelayMs : timing.longestDelayMs;
					REQUIRE(decision.delayMs >= std::min(std::max(lastDelay, timing.firstDelayMs), longest));
					REQUIRE(decision.delayMs <= longest);
					lastDelay = decision.delayMs;
				}
			}
			}
		}
		policy.forget();
		REQUIRE(policy.failed(now + 1).delayMs == timing.firstDelayMs);
	}
}
