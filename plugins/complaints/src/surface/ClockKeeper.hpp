#pragma once

#include "erphost/Plugin.hpp"
#include "store/Cases.hpp"
#include "store/Clocks.hpp"
#include "surface/HostTime.hpp"
#include "surface/TimeSettings.hpp"

#include <map>
#include <optional>
#include <string>

namespace complaints {

/// Keeps clocks (CP-11, CP-12, CP-18): computes where they stand, stops and pauses them, raises what is due, proposes
/// what was missed. One object per handler call; it remembers calendar and settings for that long.
class ClockKeeper
{
public:
	explicit ClockKeeper(const erphost::Host& host): _host(host), _settings(host) {}

	/// Starts a clock, or goes on with one whose beginning, end or limit has changed: everything that follows from them
	/// is computed anew and written.
	Result<void> keep(Tx& tx, WatchedClock& clock);

	/// Ends it at an instant, which may lie back; what was missed by then is late. One that has ended stays as it is.
	Result<void> stop(Tx& tx, WatchedClock& clock, std::int64_t doneAt);
	/// It watches nothing any more: nothing of it counts, a proposed fine is withdrawn.
	Result<void> drop(Tx& tx, WatchedClock& clock, const std::string& why);

	/// CP-12. A clock that is paused already goes on being paused for its first reason.
	Result<void> pause(Tx& tx, WatchedClock& clock, const std::string& reason, const std::string& note,
	                   const std::string& byName);
	Result<void> resume(Tx& tx, WatchedClock& clock);

	/// CP-12: raises what has become due; each level of each clock once.
	Result<void> raiseDue(Tx& tx, WatchedClock& clock);

	/// CP-11: the clock of a limit that began on the local day of `startedAt`, without its subject.
	Result<WatchedClock> make(ClockKind kind, std::int64_t startedAt);

	/// Percent of the time used, for people to look at; nullopt without a deadline.
	Result<std::optional<std::int64_t>> usedPercent(Tx& tx, const WatchedClock& clock);

	TimeSettingsByDate& settings() { return _settings; }
	const erphost::Host& host() const { return _host; }

private:
	Result<std::optional<Course>> courseOf(const WatchedClock& clock);
	Result<std::vector<Stretch>> stretches(Tx& tx, const WatchedClock& clock);
	Result<void> compute(Tx& tx, WatchedClock& clock);
	/// §5.1: the customer's complaint about a miss of this clock.
	Result<std::optional<Case>> complaintAbout(Tx& tx, const WatchedClock& clock);
	Result<void> judge(Tx& tx, WatchedClock& clock);
	Result<void> write(Tx& tx, WatchedClock& clock);
	Result<void> warn(Tx& tx, const WatchedClock& clock, int level);
	Result<void> tellCase(Tx& tx, const std::string& caseId, int level);
	HostTime& timeOf(const std::string& branchId);
	Result<const std::string*> calendarVersion();

	const erphost::Host& _host;
	TimeSettingsByDate _settings;
	std::map<std::string, HostTime> _times;
	std::optional<std::string> _version;
};

} // namespace complaints
