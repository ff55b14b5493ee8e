#include "surface/ClockKeeper.hpp"

#include "rules/Id.hpp"
#include "store/Cases.hpp"
#include "store/Notices.hpp"
#include "store/Sheets.hpp"
#include "surface/CaseWork.hpp"
#include "surface/ClockFines.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace complaints {

using nlohmann::json;

HostTime& ClockKeeper::timeOf(const std::string& branchId)
{
	return _times.try_emplace(branchId, _host, branchId).first->second;
}

Result<const std::string*> ClockKeeper::calendarVersion()
{
	if (!_version)
	{
		EH_TRY(_version, _host.calendarVersion());
	}
	return &*_version;
}

Result<std::optional<Course>> ClockKeeper::courseOf(const WatchedClock& clock)
{
	if (clock.untilAt) return std::optional(courseUntil(clock.startedAt, *clock.untilAt));
	if (!clock.target) return std::optional<Course>{};
	EH_TRY(const Course course, complaints::courseOf(clock.startedAt, *clock.target, timeOf(clock.branchId)));
	return std::optional(course);
}

Result<std::vector<Stretch>> ClockKeeper::stretches(Tx& tx, const WatchedClock& clock)
{
	std::vector<Pause> pauses;
	if (clock.version > 0)
	{
		EH_TRY(const auto rows, pausesOf(tx, clock.id));
		for (const auto& row : rows) pauses.push_back(row.pause);
	}
	// CP-18: what depends on the ERP's timestamps stands still while they cannot come.
	if (clock.ofOrder())
	{
		EH_TRY(const auto outages, outagesSince(tx, clock.startedAt));
		pauses.insert(pauses.end(), outages.begin(), outages.end());
	}
	return merged(pauses, clock.doneAt.value_or(_host.nowMs()));
}

Result<void> ClockKeeper::compute(Tx& tx, WatchedClock& clock)
{
	EH_TRY(const std::string* version, calendarVersion());
	clock.calendar = *version;
	clock.nextAt = kNever;
	EH_TRY(const auto course, courseOf(clock));
	if (!course)
	{
		clock.dueAt = kNever;
		clock.dueProvisional = clock.late = false;
		return {};
	}
	HostTime& time = timeOf(clock.branchId);
	EH_TRY(const auto paused, stretches(tx, clock));
	EH_TRY(const Due due, dueAt(*course, 100, time, paused));
	clock.dueAt = due.at;
	clock.dueProvisional = due.provisional;
	const std::int64_t now = _host.nowMs();
	clock.late = clock.doneAt.value_or(now) > clock.dueAt && clock.state != "void";
	if (clock.state == "running")
	{
		EH_TRY(const WarningTimes times, warningTimes(*course, clock.leads, time, paused));
		clock.nextAt = nextWarning(times, clock.level).value_or(kNever);
		if (!clock.late) clock.nextAt = std::min(clock.nextAt, clock.dueAt + 1);
	}
	return {};
}

Result<std::optional<Case>> ClockKeeper::complaintAbout(Tx& tx, const WatchedClock& clock)
{
	if (!needsComplaint(clock.offence)) return std::optional<Case>{};
	EH_TRY(const auto cases, casesOfOrder(tx, clock.kind, clock.branchId, clock.erpKey));
	// One from before was about something else, and a warning is our own word.
	const auto found = std::find_if(cases.begin(), cases.end(), [&](const Case& item) {
		return item.receivedAt >= clock.dueAt && item.state != "voided" && item.source != "warning";
	});
	return found == cases.end() ? std::optional<Case>{} : std::optional(*found);
}

Result<void> ClockKeeper::judge(Tx& tx, WatchedClock& clock)
{
	if (clock.offence.empty()) return {};
	const bool stood = clock.proposal == "proposed";
	std::string verdict = "none";
	if (clock.state == "running" || clock.state == "done")
	{
		const auto due = clock.dueAt == kNever ? std::nullopt : std::optional(clock.dueAt);
		const Proposal proposal = proposalOf(due, clock.doneAt, _host.nowMs(), clock.basis);
		ClockEvidence heard;
		if (proposal == Proposal::waiting || (proposal == Proposal::proposed && needsComplaint(clock.offence)))
		{
			EH_TRY(heard.said, confirmationOf(tx, clock));
			EH_TRY(heard.complaint, complaintAbout(tx, clock));
		}
		verdict = verdictOf(proposal, clock.offence, heard.said ? std::optional(heard.said->inTime) : std::nullopt,
		                    heard.complaint.has_value());
		// What an event proves stays late, even if the customer did not mind.
		if (verdict == "in_time" && proposal == Proposal::waiting) clock.late = false;
		if (verdict == "proposed")
		{
			EH_TRY(const bool stands, proposeFor(tx, _host, clock, heard));
			if (!stands) verdict = "none";
		}
	}
	else if (clock.state == "paused") return {};
	if (stood && verdict != "proposed")
	{
		// "waiting" again: the complaint was a mistake, or the call-back took its word back.
		const char* why = verdict == "in_time" ? "in_time" : verdict == "waiting" ? "unconfirmed" : "not_late";
		EH_CHECK(withdrawFor(tx, _host, clock, why));
		if (verdict == "none") verdict = "withdrawn";
	}
	else if (verdict == "none" && clock.proposal == "withdrawn") return {};
	clock.proposal = verdict;
	return {};
}

Result<void> ClockKeeper::write(Tx& tx, WatchedClock& clock)
{
	EH_CHECK(putClock(tx, clock));
	if (!clock.sheetId.empty()) EH_CHECK(saveSheetDue(tx, clock.sheetId, clock.dueAt, clock.dueProvisional));
	if (!clock.caseId.empty()) EH_CHECK(tellCase(tx, clock.caseId, clock.level));
	return {};
}

Result<void> ClockKeeper::tellCase(Tx& tx, const std::string& caseId, int level)
{
	EH_TRY(auto item, findCase(tx, caseId));
	if (!item) return {};
	EH_TRY(const auto running, clocksOfCase(tx, caseId, "running"));
	std::optional<std::int64_t> due;
	if (!running.empty() && running.front().dueAt != kNever) due = running.front().dueAt;
	// A case changes for its readers only if it did: a version that rises for nothing refuses somebody's save.
	if (item->dueAt == due && item->warningLevel >= level) return {};
	item->warningLevel = std::max(item->warningLevel, level);
	item->dueAt = due;
	// the deadline stands on the ERP's order too.
	return CaseWork(_host).save(tx, *item);
}

Result<void> ClockKeeper::keep(Tx& tx, WatchedClock& clock)
{
	EH_CHECK(compute(tx, clock));
	EH_CHECK(judge(tx, clock));
	return write(tx, clock);
}

Result<void> ClockKeeper::stop(Tx& tx, WatchedClock& clock, std::int64_t doneAt)
{
	if (clock.state == "done" || clock.state == "void") return {};
	if (clock.state == "paused") EH_CHECK(endPause(tx, clock.id, std::max(doneAt, clock.pausedSince.value_or(doneAt))));
	clock.state = "done";
	clock.pausedBy.clear();
	clock.pausedSince.reset();
	clock.doneAt = doneAt;
	return keep(tx, clock);
}

Result<void> ClockKeeper::drop(Tx& tx, WatchedClock& clock, const std::string& why)
{
	if (clock.state == "void") return {};
	if (clock.proposal == "proposed")
	{
		EH_CHECK(withdrawFor(tx, _host, clock, why));
		clock.proposal = "withdrawn";
	}
	clock.state = "void";
	clock.late = false;
	clock.nextAt = kNever;
	return write(tx, clock);
}

Result<void> ClockKeeper::pause(Tx& tx, WatchedClock& clock, const std::string& reason, const std::string& note,
                                const std::string& byName)
{
	if (clock.state != "running") return {};
	const std::int64_t now = _host.nowMs();
	EH_CHECK(addPause(tx, clock.id, now, reason, note, byName));
	clock.state = "paused";
	clock.pausedBy = reason;
	clock.pausedSince = now;
	return keep(tx, clock);
}

Result<void> ClockKeeper::resume(Tx& tx, WatchedClock& clock)
{
	if (clock.state != "paused") return {};
	EH_CHECK(endPause(tx, clock.id, _host.nowMs()));
	clock.state = "running";
	clock.pausedBy.clear();
	clock.pausedSince.reset();
	return keep(tx, clock);
}

Result<void> ClockKeeper::raiseDue(Tx& tx, WatchedClock& clock)
{
	if (clock.state != "running") return {};
	// What stood in the row may be older than a pause or a new calendar: computed first, then judged.
	EH_CHECK(compute(tx, clock));
	EH_TRY(const auto course, courseOf(clock));
	if (course)
	{
		EH_TRY(const auto paused, stretches(tx, clock));
		EH_TRY(const WarningTimes times, warningTimes(*course, clock.leads, timeOf(clock.branchId), paused));
		for (const int level : levelsToRaise(times, clock.level, _host.nowMs()))
		{
			clock.level = level;
			EH_CHECK(warn(tx, clock, level));
		}
	}
	return keep(tx, clock);
}

Result<void> ClockKeeper::warn(Tx& tx, const WatchedClock& clock, int level)
{
	const std::int64_t now = _host.nowMs();
	EH_TRY(const bool isNew, addWarning(tx, clock, level, now));
	if (!isNew) return {};
	const json payload = {{"clock", clock.clock},
	                      {"level", level},
	                      {"due_at", clock.dueAt},
	                      {"case", clock.caseId.empty() ? json() : json(clock.caseId)},
	                      {"sheet", clock.sheetId.empty() ? json() : json(clock.sheetId)},
	                      {"kind", clock.kind},
	                      {"branch", clock.branchId},
	                      {"erp_key", clock.erpKey},
	                      {"order", clock.orderNumber}};
	EH_CHECK(tx.append(
		erphost::Event{"complaints.warning.raised", 1, clock.branchId, clock.erpKey, payload.dump(), 0, 0, {}}));
	for (const std::string_view role : rolesOf(level))
	{
		Notice notice;
		notice.id = idOf({"warning", clock.id, std::to_string(level), role});
		notice.role = role;
		notice.branchId = clock.branchId;
		notice.what = "warning." + clock.clock;
		notice.params = {{"level", level},
		                 {"order", clock.orderNumber},
		                 {"case", clock.caseNumber},
		                 {"clock", clock.id},
		                 {"due_at", clock.dueAt}};
		notice.caseId = clock.caseId;
		notice.at = now;
		EH_CHECK(tell(tx, notice));
	}
	return {};
}

Result<WatchedClock> ClockKeeper::make(ClockKind kind, std::int64_t startedAt)
{
	EH_TRY(const TimeSettings* set, _settings.at(_host.localDate(startedAt)));
	WatchedClock clock;
	clock.clock = name(kind);
	clock.startedAt = startedAt;
	clock.leads = set->leads;
	if (const auto target = set->deadlines.find(kind); target != set->deadlines.end()) clock.target = target->second;
	return clock;
}

Result<std::optional<std::int64_t>> ClockKeeper::usedPercent(Tx& tx, const WatchedClock& clock)
{
	EH_TRY(const auto course, courseOf(clock));
	if (!course || course->budget <= 0) return std::optional<std::int64_t>{};
	EH_TRY(const auto paused, stretches(tx, clock));
	EH_TRY(const std::int64_t used,
	       usedAt(*course, clock.doneAt.value_or(_host.nowMs()), timeOf(clock.branchId), paused));
	return std::optional(used * 100 / course->budget);
}

} // namespace complaints
