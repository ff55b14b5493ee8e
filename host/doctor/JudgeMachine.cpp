#include "host/doctor/Judgement.hpp"

#include <cstdlib>

namespace erphost::doctor {
namespace {

constexpr const char* kArea = "machine";
constexpr std::int64_t kGibi = std::int64_t{1024} * 1024 * 1024;
/// Below this the store soon cannot grow any more, and the host becomes read-only.
constexpr std::int64_t kFullBytes = kGibi / 2;
constexpr std::int64_t kLowBytes = 2 * kGibi;
/// An upgrade and a backup each want a copy of the store beside it.
constexpr std::int64_t kCopies = 2;
/// Two clocks of a network differ by seconds; more means that one was set.
constexpr std::int64_t kBehindMs = 5 * 60'000;

void disk(const Facts& facts, Findings& into)
{
	if (facts.data.freeBytes < 0) return;
	const auto free = facts.data.freeBytes;
	const auto store = facts.store.seen ? facts.store.seen->bytes : 0;
	const auto needed = std::max(kLowBytes, kCopies * store);
	const auto say = [&](Level level, const char* code) {
		into.push_back({kArea, level, "",
		                misconfigured(code, "disk space")
		                    .with("free", bytesText(free))
		                    .with("total", bytesText(facts.data.totalBytes))
		                    .with("needed", bytesText(needed))
		                    .with("data", facts.data.folder.generic_string())});
	};
	if (free < kFullBytes) say(Level::red, "doctor.disk_full");
	else if (free < needed) say(Level::amber, "doctor.disk_low");
	else say(Level::green, "doctor.disk_good");
}

void clock(const Facts& facts, Findings& into)
{
	const auto newest = facts.store.seen ? facts.store.seen->newestAuditMs : 0;
	if (newest - facts.nowMs > kBehindMs)
		into.push_back({kArea, Level::red, "",
		                misconfigured("doctor.clock_behind", "the clock is behind the store")
		                    .with("minutes", std::to_string((newest - facts.nowMs) / 60'000))});
	if (!facts.machine.clockSynchronised) return;
	if (*facts.machine.clockSynchronised)
		into.push_back({kArea, Level::green, "", misconfigured("doctor.clock_good", "the clock is synchronised")});
	else into.push_back({kArea, Level::amber, "", misconfigured("doctor.clock_free", "the clock is not synchronised")});
}

std::string offsetText(int minutes)
{
	const auto sign = minutes < 0 ? "-" : "+";
	const int hours = std::abs(minutes) / 60, rest = std::abs(minutes) % 60;
	return std::string("UTC") + sign + std::to_string(hours) +
	       (rest == 0 ? "" : (rest < 10 ? ":0" : ":") + std::to_string(rest));
}

void timeZone(const Facts& facts, Findings& into)
{
	if (!facts.config) return;
	const auto say = [&](Level level, const char* code) {
		into.push_back({kArea, level, "",
		                misconfigured(code, "time zone")
		                    .with("zone", facts.config->timeZone)
		                    .with("machine", facts.machine.timeZone)
		                    .with("offset", offsetText(facts.machine.utcOffsetMinutes))});
	};
	if (!facts.zoneKnown) say(Level::red, "doctor.time_zone_unknown");
	// A server kept in UTC is right; any other difference is mostly a clock that somebody set right in a wrong zone.
	else if (facts.machine.utcOffsetMinutes != facts.zoneOffsetMinutes && facts.machine.utcOffsetMinutes != 0)
		say(Level::amber, "doctor.time_zone_differs");
	else say(Level::green, "doctor.time_zone_good");
}

void sleep(const Facts& facts, Findings& into)
{
	if (!facts.machine.fallsAsleep) return;
	if (*facts.machine.fallsAsleep)
		into.push_back({kArea, Level::amber, "",
		                misconfigured("doctor.sleep_on", "the machine goes to sleep")
		                    .with("setting", facts.machine.sleepSetting)});
	else into.push_back({kArea, Level::green, "", misconfigured("doctor.sleep_off", "the machine stays awake")});
}

void antivirus(const Facts& facts, Findings& into)
{
	if (facts.machine.antivirus.empty())
		into.push_back({kArea, Level::green, "", misconfigured("doctor.antivirus_none", "no scanner seen")});
	else
		into.push_back({kArea, Level::amber, "",
		                misconfigured("doctor.antivirus_seen", "a scanner runs")
		                    .with("names", joined(facts.machine.antivirus))
		                    .with("data", facts.data.folder.generic_string())});
}

} // namespace

void judgeMachine(const Facts& facts, Findings& into)
{
	disk(facts, into);
	clock(facts, into);
	timeZone(facts, into);
	sleep(facts, into);
	antivirus(facts, into);
}

} // namespace erphost::doctor
