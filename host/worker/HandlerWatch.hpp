#pragma once

#include "host/platform/Clock.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace erphost::worker {

/// Knows which handlers of a plugin are running and how long already. Any thread.
///
/// A thread that does not come back from a plugin cannot be ended, only its process can; and as long as it holds a
/// write transaction nobody else can write.
class HandlerWatch
{
public:
	/// A handler in a write transaction must be back well before others give up waiting for the store (10 s).
	static constexpr std::int64_t kLongestWriteMs = 5'000;
	/// Front does not wait for longer.
	static constexpr std::int64_t kLongestReadMs = 30'000;

	explicit HandlerWatch(const Clock& clock): _clock(clock) {}

	/// Notes a handler for as long as it runs.
	class Inside
	{
	public:
		Inside(HandlerWatch& watch, std::string what, std::int64_t limitMs): _watch(watch)
		{
			const auto now = watch._clock.steadyMs();
			const std::lock_guard lock(watch._mutex);
			_id = ++watch._last;
			watch._running[_id] = {std::move(what), now, now + limitMs};
		}
		~Inside()
		{
			const std::lock_guard lock(_watch._mutex);
			_watch._running.erase(_id);
		}
		Inside(const Inside&) = delete;
		Inside& operator=(const Inside&) = delete;

	private:
		HandlerWatch& _watch;
		std::uint64_t _id = 0;
	};

	struct Overdue
	{
		std::string what; ///< "POST /tasks/{id}/attempts", as the route is declared, or the name of job or subscription
		std::int64_t ms = 0; ///< since it began
	};
	/// A handler that should have come back; empty while there is none.
	std::optional<Overdue> overdue() const
	{
		const auto now = _clock.steadyMs();
		const std::lock_guard lock(_mutex);
		for (const auto& [id, one] : _running)
			if (now >= one.dueMs) return Overdue{one.what, now - one.beganMs};
		return std::nullopt;
	}

private:
	struct Running
	{
		std::string what;
		std::int64_t beganMs;
		std::int64_t dueMs;
	};

	const Clock& _clock;
	mutable std::mutex _mutex;
	std::map<std::uint64_t, Running> _running;
	std::uint64_t _last = 0;
};

} // namespace erphost::worker
