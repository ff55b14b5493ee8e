#include "surface/CaseWork.hpp"

#include "rules/Id.hpp"
#include "rules/Link.hpp"
#include "rules/Mask.hpp"
#include "rules/Path.hpp"
#include "rules/Route.hpp"
#include "store/People.hpp"
#include "surface/CaseJson.hpp"

#include <algorithm>

namespace complaints {

using erphost::ErpRecord;
using erphost::Event;
using nlohmann::json;

namespace {

void apply(const Progress& progress, Case& item)
{
	item.state = name(progress.life);
	item.step = name(progress.step);
	item.round = progress.round;
}

Actor program()
{
	return {{}, {}, "program"};
}

bool blank(const std::string& text)
{
	return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

erphost::Error refusal(Refusal why, const Case& item)
{
	const auto step = stepNamed(item.step);
	const auto next = step ? nextStep(*step) : std::nullopt;
	switch (why)
	{
	case Refusal::skipped:
		return erphost::conflict("complaints.step_skipped", "Another step comes first.")
		    .with("number", item.number)
		    .with("next", std::string(next ? name(*next) : ""));
	case Refusal::byCallback:
		return erphost::permanent("complaints.step_by_callback",
		                          "Satisfaction is confirmed by the second call-back alone.")
		    .with("number", item.number);
	case Refusal::notReached:
		return erphost::conflict("complaints.step_not_reached", "A step that was not done yet cannot have failed.")
		    .with("number", item.number);
	case Refusal::notOpen:
	case Refusal::notWaiting:
	case Refusal::none: break;
	}
	return erphost::conflict("complaints.case_closed", "The case is not open any more.").with("number", item.number);
}

} // namespace

Progress progressOf(const Case& item)
{
	const Life life = item.state == "closed" ? Life::closed : item.state == "voided" ? Life::voided : Life::open;
	return {life, stepNamed(item.step).value_or(Step::received), item.round};
}

Result<Case> CaseWork::open(Tx& tx, Case item, const Actor& actor) const
{
	const std::int64_t now = _host.nowMs();
	if (item.receivedAt == 0) item.receivedAt = now;
	if (item.id.empty()) item.id = newId(now);
	else
	{
		EH_TRY(const auto known, findCase(tx, item.id));
		if (known) return *known;
	}
	if (!item.hasOrder()) item.erpKey = item.id;
	const std::string day = _host.localDate(item.receivedAt);
	item.month = day.substr(0, 7);
	item.phoneKey = phoneKey(item.phone);
	if (item.department.empty()) item.department = item.complaintKind;
	EH_TRY(item.number, nextNumber(tx, "TS", item.branchId, item.branchName, _host.localDate(now)));

	// CP-16: a VIP of the ERP or of our own list; whoever complained before.
	EH_TRY(const auto customer, findCustomer(tx, customerIdOf(item.phoneKey)));
	if (customer && !item.phoneKey.empty()) item.vip = item.vip || customer->vip;
	EH_TRY(item.earlier, earlierComplaints(tx, item.phoneKey, item.receivedAt));

	// CP-20: what it is linked with; CP-08: which makes a repeat of it.
	EH_TRY(const Settings settings, settingsOf(item));
	EH_TRY(const auto linked, linkCandidates(tx, item, settings.linkDays));
	item.repeats = static_cast<int>(linked.size());
	bool repeated = false;
	for (const auto& other : linked) repeated = repeated || makesRepeat(other.basis, settings.phoneRepeatRaises);
	SeverityReason known = SeverityReason::first;
	for (const SeverityReason each : {SeverityReason::goingPublic, SeverityReason::media, SeverityReason::decided})
		if (name(each) == item.severityReason) known = each;
	const Severity severity = severityOf(repeated, {std::max(item.severity, leastClass(known)), known});
	item.severity = severity.level;
	item.severityReason = name(severity.reason);

	item.nextSequence = 1;
	// From a list of before, it was received when the list says.
	EH_TRY([[maybe_unused]] const auto received,
	       addLine(tx, item, "received", actor, item.words, item.imported() ? item.receivedAt : now));
	EH_TRY([[maybe_unused]] const bool added, openCase(tx, item));
	for (const auto& other : linked) EH_CHECK(link(tx, item.id, other.id, other.basis));
	if (!linked.empty()) EH_CHECK(countRepeats(tx, item.id));

	EH_CHECK(tellRole(tx, item, routeOf(item.complaintKind), "case_routed", "opened"));
	if (item.owner.empty()) EH_CHECK(tellRole(tx, item, "callback_clerk", "unowned", "opened"));
	EH_CHECK(tellClass(tx, item));
	EH_CHECK(emit(tx, item, "complaints.case.opened",
	              {{"source", item.source},
	               {"complaint_kind", item.complaintKind},
	               {"class", item.severity},
	               {"task", item.task.empty() ? json() : json(item.task)}}));
	EH_CHECK(putStatus(tx, item));
	return item;
}

Result<void> CaseWork::requireDeeds(Tx& tx, const Case& item) const
{
	EH_TRY(const auto deeds, deedsOfCase(tx, item.id));
	std::vector<std::string> ever, now;
	for (const auto& deed : deeds)
	{
		ever.push_back(deed.deed);
		if (deed.round == item.round) now.push_back(deed.deed);
	}
	EH_TRY(const Settings settings, settingsOf(item));
	std::string missing;
	for (const Deed deed : missingDeeds(item.subKind, ever, now, item.rework, settings.reworkLimit))
		missing += (missing.empty() ? "" : ", ") + std::string(name(deed));
	if (missing.empty()) return {};
	return erphost::conflict("complaints.path_incomplete", "What this kind of complaint asks for is not done yet.")
	    .with("number", item.number)
	    .with("missing", missing);
}

Result<void> CaseWork::step(Tx& tx, Case& item, Step step, const Actor& actor, const std::string& what,
                            const std::string& cause) const
{
	const Move move = recordStep(progressOf(item), step);
	if (move.refusal != Refusal::none) return refusal(move.refusal, item);
	if (blank(what))
		return erphost::permanent("complaints.what.invalid", "What was done must be written down.")
		    .with("pointer", "/what");
	if (step == Step::cause)
	{
		EH_TRY(const Settings settings, settingsAt(_host, _host.localDate(_host.nowMs())));
		if (!settings.cause(cause))
			return erphost::permanent("complaints.cause.invalid", "The cause needs one of the cause codes.")
			    .with("pointer", "/cause");
		item.cause = cause;
	}
	if (step == Step::carriedOut) EH_CHECK(requireDeeds(tx, item));
	if (step == Step::prevention)
	{
		EH_TRY(const bool missing, writeUpMissing(tx, item));
		if (missing)
			return erphost::conflict("complaints.write_up_missing",
			                         "A case of class 3 is handled when it is written up and shared.")
			    .with("number", item.number);
	}
	apply(move.progress, item);
	const std::int64_t now = _host.nowMs();
	EH_TRY([[maybe_unused]] const auto line, addLine(tx, item, std::string(name(step)), actor, what, now));
	if (step == Step::prevention) item.handledAt = now;
	EH_CHECK(save(tx, item));
	if (step != Step::prevention) return {};
	EH_TRY(const auto lines, linesOf(tx, item.id));
	const auto carriedOut = std::find_if(lines.rbegin(), lines.rend(),
	                                     [](const Line& each) { return each.step == name(Step::carriedOut); });
	// Whoever asks the customer next must know what he was promised and what was done.
	return emit(tx, item, "complaints.case.handled",
	            {{"task", item.task.empty() ? json() : json(item.task)},
	             {"round", item.round},
	             {"handled_at", now},
	             {"answer", carriedOut == lines.rend() ? json() : json(carriedOut->what)}});
}

Result<void> CaseWork::answered(Tx& tx, Case& item, bool content, const Actor& actor, const std::string& what) const
{
	EH_TRY(const Settings settings, settingsOf(item));
	const Move move = complaints::answered(progressOf(item), content, settings.reopenAt);
	// The customer was asked about something that has moved on: his words are kept, nothing is closed by them.
	if (move.refusal != Refusal::none) return remark(tx, item, "remark", actor, what);
	if (content) return close(tx, item, actor, what);
	EH_CHECK(dissatisfied(tx, item, what));
	EH_CHECK(raiseRepeated(tx, item));
	return moveBack(tx, item, move.progress, actor, what);
}

Result<void> CaseWork::raiseRepeated(Tx& tx, Case& item) const
{
	const Severity severity = severityOf(true, {item.severity, SeverityReason::decided});
	if (severity.level == item.severity) return {};
	item.severity = severity.level;
	item.severityReason = name(severity.reason);
	EH_TRY([[maybe_unused]] const auto line, addLine(tx, item, "class", program(), item.severityReason, _host.nowMs()));
	return tellClass(tx, item);
}

Result<bool> CaseWork::isRepeat(Tx& tx, const Case& item, int round) const
{
	if (round > 1) return true; // reopened: the customer complains again
	EH_TRY(const Settings settings, settingsOf(item));
	EH_TRY(const auto linked, linksOf(tx, item.id));
	return std::any_of(linked.begin(), linked.end(), [&](const Linked& each) {
		return each.state != "voided" && each.receivedAt <= item.receivedAt &&
		       makesRepeat(each.basis, settings.phoneRepeatRaises);
	});
}

Result<void> CaseWork::dissatisfied(Tx& tx, Case& item, const std::string& what) const
{
	if (item.subKind != "service") return {};
	// CP-07: still dissatisfied after both apologised: the offence of the cause, or the one that the path names.
	EH_TRY(const Settings settings, settingsOf(item));
	const Cause* cause = settings.cause(item.cause);
	FineDraft draft;
	draft.offence = cause && !cause->offence.empty() ? cause->offence : settings.pathOffences.at("service");
	draft.liable = FineWork::whoDidIt(item);
	draft.reason = "CP-07";
	draft.act = "second_callback";
	draft.evidence = {{{"source", "callback"}, {"ref", item.taskNumber}, {"at", _host.nowMs()}, {"text", what}},
	                  {{"source", "complaint"}, {"ref", item.number}, {"at", item.receivedAt}, {"text", item.words}}};
	EH_TRY([[maybe_unused]] const bool proposed, _fines.propose(tx, subjectOf(item), draft));
	return {};
}

Result<void> CaseWork::moveBack(Tx& tx, Case& item, const Progress& progress, const Actor& actor,
                                const std::string& what) const
{
	apply(progress, item);
	item.handledAt.reset();
	item.closedAt.reset();
	EH_TRY([[maybe_unused]] const auto line, addLine(tx, item, "reopened", actor, what, _host.nowMs()));
	EH_CHECK(save(tx, item));
	EH_CHECK(tellOwner(tx, item, "reopened", std::to_string(item.nextSequence)));
	EH_CHECK(tellRole(tx, item, managerOf(item.department), "reopened", std::to_string(item.nextSequence)));
	return emit(tx, item, "complaints.case.reopened", {{"step", item.step}});
}

Result<void> CaseWork::reopen(Tx& tx, Case& item, Step failed, const Actor& actor, const std::string& what) const
{
	const Move move = reopened(progressOf(item), failed);
	if (move.refusal != Refusal::none) return refusal(move.refusal, item);
	if (blank(what))
		return erphost::permanent("complaints.what.invalid", "What failed must be written down.")
		    .with("pointer", "/what");
	return moveBack(tx, item, move.progress, actor, what);
}

Result<void> CaseWork::corrected(Tx& tx, Case& item, bool nowContent, const Actor& actor, const std::string& what) const
{
	EH_TRY(const Settings settings, settingsOf(item));
	if (!nowContent)
	{
		// The content answer that only a write-up kept from closing the case is one all the same.
		EH_TRY(const bool held, contentAlready(tx, item));
		const Move move = held ? complaints::answered(progressOf(item), false, settings.reopenAt)
		                       : contentWithdrawn(progressOf(item), settings.reopenAt);
		if (move.refusal != Refusal::none) return remark(tx, item, "corrected", actor, what);
		EH_CHECK(dissatisfied(tx, item, what));
		EH_CHECK(raiseRepeated(tx, item));
		return moveBack(tx, item, move.progress, actor, what);
	}
	const Move move = reopeningWithdrawn(progressOf(item), settings.reopenAt);
	EH_TRY(const auto last, lastLine(tx, item.id));
	// Work that was done since stands; the owner decides what becomes of it.
	if (move.refusal != Refusal::none || !last || last->step != "reopened" || last->actor.via != "callback")
	{
		EH_CHECK(tellOwner(tx, item, "correction", std::to_string(item.nextSequence)));
		return remark(tx, item, "corrected", actor, what);
	}
	EH_TRY(const auto fines, proposalsOf(tx, item.id));
	for (const auto& fine : fines)
		if (fine.state == "proposed" && fine.reason == "CP-07")
		{
			EH_TRY([[maybe_unused]] const bool gone, _fines.withdraw(tx, subjectOf(item), fine, "SV-15"));
		}
	EH_TRY(const bool repeated, isRepeat(tx, item, move.progress.round));
	if (!repeated && item.severityReason == name(SeverityReason::repeated))
	{
		item.severity = 1;
		item.severityReason = name(SeverityReason::first);
		EH_TRY([[maybe_unused]] const auto lowered,
		       addLine(tx, item, "class", program(), item.severityReason, _host.nowMs()));
	}
	apply(move.progress, item);
	item.handledAt = last->at;
	EH_TRY([[maybe_unused]] const auto line, addLine(tx, item, "corrected", actor, what, _host.nowMs()));
	return close(tx, item, actor, what);
}

Result<void> CaseWork::voidCase(Tx& tx, Case& item, const Actor& actor, const std::string& reason) const
{
	const Move move = voided(progressOf(item));
	if (move.refusal != Refusal::none) return refusal(move.refusal, item);
	apply(move.progress, item);
	item.closedAt = _host.nowMs();
	item.warningLevel = 0;
	item.dueAt.reset();
	EH_TRY([[maybe_unused]] const auto line, addLine(tx, item, "voided", actor, reason, *item.closedAt));
	EH_CHECK(_fines.withdrawAll(tx, item, reason));
	EH_CHECK(save(tx, item));
	EH_CHECK(lowerRepeats(tx, item));
	return emit(tx, item, "complaints.case.voided", {{"step", item.step}, {"reason", reason}});
}

Result<void> CaseWork::lowerRepeats(Tx& tx, const Case& item) const
{
	EH_CHECK(countRepeats(tx, item.id));
	EH_TRY(const auto linked, linksOf(tx, item.id));
	for (const auto& other : linked)
	{
		if (other.state != "open" || other.receivedAt < item.receivedAt) continue;
		EH_TRY(auto raised, findCase(tx, other.id));
		if (!raised || raised->severityReason != name(SeverityReason::repeated)) continue;
		EH_TRY(const bool repeated, isRepeat(tx, *raised, raised->round));
		if (!repeated) EH_CHECK(setClass(tx, *raised, {1, SeverityReason::first}, program(), item.number));
	}
	return {};
}

Result<void> CaseWork::setClass(Tx& tx, Case& item, Severity severity, const Actor& actor,
                                const std::string& what) const
{
	item.severity = severity.level;
	item.severityReason = name(severity.reason);
	EH_TRY([[maybe_unused]] const auto line, addLine(tx, item, "class", actor, what, _host.nowMs()));
	EH_CHECK(save(tx, item));
	EH_CHECK(tellClass(tx, item));
	return writtenUp(tx, item, actor);
}

Result<void> CaseWork::remark(Tx& tx, Case& item, const std::string& type, const Actor& actor,
                              const std::string& what) const
{
	EH_TRY([[maybe_unused]] const auto line, addLine(tx, item, type, actor, what, _host.nowMs()));
	return saveCase(tx, item);
}

} // namespace complaints
