#include "host/supervisor/WorkerState.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace erphost;
using namespace erphost::supervisor;

namespace {

constexpr std::int64_t kWall = 1'700'000'000'000;

Moment at(std::int64_t ms)
{
	return {ms, kWall + ms};
}

using Actions = WorkerState::Actions;

/// A worker that is ready at 100 ms.
WorkerState readyWorker(bool plugin = true, std::string name = "plugin:survey")
{
	WorkerState worker(std::move(name), plugin, Timing{});
	REQUIRE(worker.start(at(0)) == Actions{Action::spawn});
	worker.spawned(at(1), 4711);
	worker.ready(at(100), 4000);
	return worker;
}

} // namespace

TEST_CASE("a worker starts, gets ready, and says so")
{
	WorkerState worker("front", false, Timing{});
	CHECK(worker.start(at(0)) == Actions{Action::spawn});
	worker.spawned(at(1), 4711);
	CHECK(worker.state() == ProcessState::starting);
	CHECK_FALSE(worker.settled());
	worker.ready(at(100), 8080);
	const auto json = worker.info().toJson();
	CHECK(json["name"] == "front");
	CHECK(json["state"] == "ready");
	CHECK(json["pid"] == 4711);
	CHECK(json["port"] == 8080);
	CHECK(json["since"] == kWall + 100);
	CHECK(json["restarts"] == 0);
	CHECK(json["error"].is_null());
	CHECK(json["nextStartAt"].is_null());
	CHECK(worker.settled());
	CHECK(worker.start(at(200)).empty());
}

TEST_CASE("a start without a sign of life fails; heartbeats while starting extend it up to a limit")
{
	const Timing timing;
	WorkerState worker("sync", false, timing);
	worker.start(at(0));
	worker.spawned(at(0), 1);
	CHECK(worker.tick(at(timing.readyMs - 1)).empty());
	worker.heartbeat(at(timing.readyMs - 1));
	CHECK(worker.tick(at(timing.readyMs + 5)).empty());
	std::int64_t now = timing.readyMs;
	for (; now < timing.readyLimitMs; now += 1000)
	{
		worker.heartbeat(at(now));
		REQUIRE(worker.tick(at(now)).empty());
	}
	CHECK(worker.tick(at(timing.readyLimitMs)) == Actions{Action::kill});
	CHECK(worker.exited(at(timing.readyLimitMs + 1), {9, true}).empty());
	CHECK(worker.state() == ProcessState::backoff);
	CHECK(worker.info().error->code == "worker.slow_start");
	CHECK(worker.info().error->param("seconds") == "600");
}

TEST_CASE("missed heartbeats get a worker killed and restarted with the reason on show")
{
	const Timing timing;
	auto worker = readyWorker();
	worker.heartbeat(at(1000));
	CHECK(worker.tick(at(1000 + timing.heartbeatMs - 1)).empty());
	CHECK(worker.dueMs() == 1000 + timing.heartbeatMs);
	CHECK(worker.tick(at(1000 + timing.heartbeatMs)) == Actions{Action::kill});
	CHECK(worker.tick(at(1001 + timing.heartbeatMs)).empty()); // once
	worker.exited(at(12'000), {9, true});
	CHECK(worker.info().error->code == "worker.silent");
	CHECK(worker.info().nextStartAt == kWall + 12'100);
	CHECK(worker.tick(at(12'099)).empty());
	CHECK(worker.tick(at(12'100)) == Actions{Action::spawn});
	worker.spawned(at(12'101), 5);
	CHECK(worker.info().error->code == "worker.silent"); // until it is ready again
	worker.ready(at(12'200), 4001);
	CHECK_FALSE(worker.info().error);
	CHECK(worker.info().restarts == 1);
}

TEST_CASE("a machine that slept is not a hung worker")
{
	const Timing timing;
	auto worker = readyWorker();
	worker.forgive(at(3'600'000));
	CHECK(worker.tick(at(3'600'000)).empty());
	CHECK(worker.tick(at(3'600'000 + timing.heartbeatMs)) == Actions{Action::kill});
}

TEST_CASE("the worker's own explanation is what people see")
{
	auto worker = readyWorker();
	worker.explain(misconfigured("plugin.abi_newer", "built for a newer host"));
	worker.exited(at(500), {1, false});
	CHECK(worker.info().error->code == "plugin.abi_newer");

	auto crashed = readyWorker();
	crashed.exited(at(500), {11, true});
	CHECK(crashed.info().error->code == "worker.exited");
	CHECK_FALSE(crashed.info().error->param("status").empty());

	auto silent = readyWorker();
	silent.exited(at(500), {0, false}); // also a failure: nobody asked
	CHECK(silent.state() == ProcessState::backoff);
}

TEST_CASE("a plugin that keeps failing is quarantined with its reason, front and sync never")
{
	for (const bool plugin : {true, false})
	{
		WorkerState worker(plugin ? "plugin:parts" : "front", plugin, Timing{});
		worker.start(at(0));
		std::int64_t now = 0;
		for (int i = 0; i < 5; ++i)
		{
			worker.spawned(at(now), 1);
			worker.explain(bug("plugin.threw", "threw"));
			worker.exited(at(now + 10), {1, false});
			now = *worker.dueMs();
			if (i < 4) REQUIRE(worker.tick(at(now)) == Actions{Action::spawn});
		}
		CHECK(worker.state() == (plugin ? ProcessState::quarantined : ProcessState::backoff));
		CHECK(worker.info().error->code == "plugin.threw");
		CHECK(worker.settled());
		if (!plugin) continue;
		// The slow retry: it works, but has to prove itself before the reason goes away.
		CHECK(worker.tick(at(now)) == Actions{Action::spawn});
		worker.spawned(at(now), 2);
		worker.ready(at(now), 1);
		CHECK(worker.state() == ProcessState::ready);
		CHECK(worker.info().error);
		const auto lift = now + Timing{}.quarantineLiftMs;
		worker.heartbeat(at(lift));
		worker.tick(at(lift));
		CHECK_FALSE(worker.info().error);
	}
}

TEST_CASE("a person's restart ends a quarantine at once")
{
	WorkerState worker("plugin:parts", true, Timing{});
	worker.start(at(0));
	for (int i = 0; i < 5; ++i)
	{
		worker.spawned(at(i), 1);
		worker.exited(at(i), {1, false});
		if (i < 4) worker.tick(at(*worker.dueMs()));
	}
	REQUIRE(worker.state() == ProcessState::quarantined);
	CHECK(worker.restart(at(1000)) == Actions{Action::spawn});
	worker.spawned(at(1000), 1);
	worker.exited(at(1001), {1, false});
	CHECK(worker.state() == ProcessState::backoff);
}

TEST_CASE("stopping drains, then stops, then kills, each with its deadline; a slow stop is a failure")
{
	const Timing timing;
	auto worker = readyWorker();
	CHECK(worker.stop(at(1000)) == Actions{Action::drain});
	CHECK(worker.state() == ProcessState::stopping);
	CHECK(worker.stop(at(1001)).empty());
	CHECK(worker.tick(at(1000 + timing.drainMs - 1)).empty());
	CHECK(worker.tick(at(1000 + timing.drainMs)) == Actions{Action::stop});
	const auto killAt = 1000 + timing.drainMs + timing.stopMs;
	CHECK(worker.tick(at(killAt - 1)).empty());
	CHECK(worker.tick(at(killAt)) == Actions{Action::kill});
	CHECK_FALSE(worker.finished());
	worker.exited(at(killAt + 5), {9, true});
	CHECK(worker.finished());
	CHECK(worker.info().error->code == "worker.slow_stop");
}

TEST_CASE("a worker that says it is drained is stopped at once, and an orderly exit is no failure")
{
	auto worker = readyWorker();
	worker.restart(at(1000));
	CHECK(worker.drained(at(1010)) == Actions{Action::stop});
	CHECK(worker.drained(at(1011)).empty());
	CHECK(worker.exited(at(1020), {0, false}) == Actions{Action::spawn});
	CHECK(worker.info().restarts == 1);
	CHECK_FALSE(worker.info().error);
}

TEST_CASE("disable and enable, also while the process is still going")
{
	auto worker = readyWorker();
	CHECK(worker.disable(at(1000)) == Actions{Action::drain});
	CHECK(worker.enable(at(1001)).empty()); // changed his mind
	CHECK(worker.exited(at(1100), {0, false}) == Actions{Action::spawn});
	worker.spawned(at(1100), 2);
	worker.disable(at(1200));
	worker.exited(at(1300), {0, false});
	CHECK(worker.state() == ProcessState::disabled);
	CHECK(worker.finished());
	CHECK(worker.tick(at(10'000'000)).empty());
	CHECK(worker.restart(at(10'000'001)).empty());
	CHECK(worker.enable(at(10'000'002)) == Actions{Action::spawn});
}

TEST_CASE("a program that cannot be started is a failure like any other")
{
	WorkerState worker("front", false, Timing{});
	worker.start(at(0));
	worker.spawnFailed(at(1), misconfigured("process.spawn_failed", "no such file"));
	CHECK(worker.state() == ProcessState::backoff);
	CHECK(worker.tick(at(101)) == Actions{Action::spawn});
}

TEST_CASE("in 400 random lives no process is started twice, killed without one, or forgotten")
{
	const Timing timing;
	for (unsigned seed = 1; seed <= 400; ++seed)
	{
		INFO("seed " << seed);
		std::mt19937 random(seed);
		const bool plugin = seed % 3 != 0;
		WorkerState worker(plugin ? "plugin:x" : "sync", plugin, timing);
		bool alive = false;
		bool killed = false;
		std::int64_t now = 0;
		auto before = worker.info().toJson();
		auto version = worker.version();
		const auto obey = [&](const Actions& actions) {
			for (const auto action : actions)
			{
				if (action == Action::spawn)
				{
					REQUIRE_FALSE(alive);
					killed = false;
					if (random() % 10 == 0) worker.spawnFailed(at(now), misconfigured("process.spawn_failed", ""));
					else
					{
						alive = true;
						worker.spawned(at(now), 1 + static_cast<std::int64_t>(random() % 1000));
					}
					continue;
				}
				REQUIRE(alive);
				if (action == Action::kill)
				{
					REQUIRE_FALSE(killed);
					killed = true;
				}
			}
		};
		const auto check = [&] {
			REQUIRE(worker.running() == alive);
			const auto info = worker.info();
			if (!plugin) REQUIRE(info.state != ProcessState::quarantined);
			REQUIRE((info.pid != 0) == alive);
			REQUIRE(info.nextStartAt.has_value() ==
			        (info.state == ProcessState::backoff || info.state == ProcessState::quarantined));
			const auto json = info.toJson();
			if (json != before) REQUIRE(worker.version() != version);
			before = json;
			version = worker.version();
		};
		obey(worker.start(at(now)));
		for (int step = 0; step < 300; ++step)
		{
			now += static_cast<std::int64_t>(random() % 3000);
			switch (random() % 14)
			{
			case 0:
				if (alive) worker.ready(at(now), 4000);
				break;
			case 1:
			case 2:
			case 3:
				if (alive) worker.heartbeat(at(now));
				break;
			case 4:
				if (alive && random() % 3 == 0)
				{
					alive = false;
					obey(worker.exited(at(now), {static_cast<int>(random() % 3), random() % 2 == 0}));
				}
				break;
			case 5:
				if (alive) obey(worker.drained(at(now)));
				break;
			case 6:
				if (random() % 4 == 0) obey(worker.restart(at(now)));
				break;
			case 7:
				if (random() % 4 == 0) obey(worker.disable(at(now)));
				break;
			case 8: obey(worker.enable(at(now))); break;
			case 9:
				if (alive && killed)
				{
					alive = false;
					obey(worker.exited(at(now), {9, true}));
				}
				break;
			case 10: worker.forgive(at(now)); break;
			default: obey(worker.tick(at(now)));
			}
			check();
		}
		// Whatever happened before, it can be ended.
		obey(worker.stop(at(now)));
		for (int step = 0; step < 100 && !worker.finished(); ++step)
		{
			now += 1000;
			obey(worker.tick(at(now)));
			if (alive && killed)
			{
				alive = false;
				obey(worker.exited(at(now), {9, true}));
			}
		}
		REQUIRE(worker.finished());
		REQUIRE_FALSE(alive);
		REQUIRE(worker.tick(at(now + 100'000'000)).empty());
	}
}
