#pragma once

#include "host/supervisor/ProcessInfo.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace erphost::supervisor {

/// Decides whether a new version of a plugin holds: ready for the whole health window without a break. One failure of
/// any kind — a crash, a hang, a slow start — and it does not. A restart that somebody asked for begins the window
/// anew. Pure: time comes in as steady milliseconds.
class TrialWatch
{
public:
	enum class Verdict
	{
		open,
		holds,
		failed
	};

	explicit TrialWatch(std::int64_t windowMs): _windowMs(windowMs) {}

	Verdict look(const std::string& plugin, const std::string& version, ProcessState state, std::int64_t nowMs)
	{
		auto& seen = _seen[plugin];
		if (seen.version != version) seen = {version, std::nullopt};
		if (state == ProcessState::backoff || state == ProcessState::quarantined) return ended(plugin, Verdict::failed);
		if (state != ProcessState::ready) seen.readySince.reset();
		else if (!seen.readySince) seen.readySince = nowMs;
		else if (nowMs - *seen.readySince >= _windowMs) return ended(plugin, Verdict::holds);
		return Verdict::open;
	}

	/// When the window of a plugin ends if nothing happens; nothing while it is not ready.
	std::optional<std::int64_t> endsAt(const std::string& plugin) const
	{
		const auto seen = _seen.find(plugin);
		if (seen == _seen.end() || !seen->second.readySince) return std::nullopt;
		return *seen->second.readySince + _windowMs;
	}

private:
	struct Seen
	{
		std::string version;
		std::optional<std::int64_t> readySince;
	};
	Verdict ended(const std::string& plugin, Verdict verdict)
	{
		_seen.erase(plugin);
		return verdict;
	}

	const std::int64_t _windowMs;
	std::map<std::string, Seen> _seen;
};

} // namespace erphost::supervisor
