#include "surface/Consequences.hpp"

#include "rules/Group.hpp"
#include "store/Business.hpp"
#include "store/Figures.hpp"
#include "store/OnSite.hpp"
#include "store/RoundSql.hpp"
#include "store/Rounds.hpp"
#include "surface/FineEvents.hpp"
#include "surface/TaskEvents.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace survey {

using erphost::ErpRecord;
using nlohmann::json;

namespace {

/// An effect with the round in which it was shown.
struct Shown
{
	int round = 1;
	Effect effect;

	bool operator==(const Shown&) const = default;
};

std::vector<Shown> shownIn(const Standing& standing)
{
	std::vector<Shown> all;
	for (const auto& attempt : standing.shown)
		for (const Effect& effect : attempt.effects)
			if (effect.what == EffectKind::finding || effect.what == EffectKind::clock ||
			    effect.what == EffectKind::visit)
				all.push_back({attempt.round, effect});
	return all;
}

/// What stands in `all` and not in `others`, as multisets.
std::vector<Shown> only(const std::vector<Shown>& all, std::vector<Shown> others)
{
	std::vector<Shown> left;
	for (const auto& each : all)
	{
		const auto same = std::find(others.begin(), others.end(), each);
		if (same == others.end()) left.push_back(each);
		else others.erase(same);
	}
	return left;
}

json levelOf(const std::optional<RecordedAttempt>& attempt)
{
	return attempt ? json(name(*attempt->level)) : json();
}

/// What the ERP sees of an answer, beside the words that were appended before.
json recordOf(const Task& task, const Standing& standing)
{
	const ErpStatus status = erpStatusOf(standing);
	json record = about(task);
	record["round"] = standing.latest ? standing.latest->round : standing.round;
	record["callback_status"] = status.callbackStatus;
	record["handling_status"] = status.handlingStatus;
	record["level"] = levelOf(standing.latest);
	record["answered_at"] = standing.latest ? json(standing.latest->at) : json();
	record["disposition"] = standing.latest ? json(name(standing.latest->disposition)) : json();
	record["clerk"] = standing.latest ? json(standing.latest->clerkName) : json();
	record["words"] = standing.latest ? json(standing.latest->words) : json();
	return record;
}

/// CP-02: who heard it owns what comes of it; a text message is heard by nobody.
void addClerk(json& payload, const RecordedAttempt& attempt)
{
	if (attempt.channel == Channel::sms) return;
	payload["clerk"] = attempt.clerk;
	payload["clerk_name"] = attempt.clerkName;
}

/// SV-52: the words that go to 反馈意见; empty: none.
std::string feedbackOf(const Standing& standing)
{
	return standing.latest && consequenceOf(*standing.latest->level).feedback ? standing.latest->words : std::string();
}

} // namespace

bool isOthersWork(const Task& task)
{
	return task.performedBy == "manufacturer" || task.performedBy == "partner";
}

Act actOf(const Task& task)
{
	return {task.id, task.kind, task.branchId, task.erpKey, task.orderNumber};
}

Result<Surroundings> Consequences::surroundings(const Task& task) const
{
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(task.completedOn));
	Surroundings about;
	about.stage = task.stage;
	about.workOrder = task.kind == name(Kind::workOrder);
	about.outsourced = task.performedBy == "outsourced";
	about.passedOn = isOthersWork(task);
	about.fines = set.fines;
	about.bonus = set.bonus;
	return about;
}

Result<void> Consequences::carryOut(Tx& tx, const Change& change) const
{
	SettingsByDate settings(_host);
	// Last month's work is judged by last month's table.
	EH_TRY(const Settings set, settings.at(change.task.completedOn));
	const Standing before = standingOf(change.before);
	const Standing after = standingOf(change.after);
	EH_CHECK(count(tx, change));
	EH_CHECK(report(tx, change, after));
	EH_CHECK(moveSheet(tx, change, before, after));
	EH_CHECK(tellErp(tx, change, before, after, set));
	EH_CHECK(moveEffects(tx, change, before, after));
	EH_CHECK(moveFines(tx, change, before, after, set));
	EH_CHECK(moveBonus(tx, change, after, set));
	return passOn(tx, change, after);
}

Result<void> Consequences::count(Tx& tx, const Change& change) const
{
	const auto made = factsOf(change.made);
	CountCause cause;
	cause.atMs = change.now;
	cause.who = change.made.clerkName;
	cause.respondent = name(groupOf(change.task.customerKind));
	cause.questionnaire = change.questionnaire;
	if (change.corrected)
	{
		cause.reason = change.reason;
		if (const auto old = factsOf(*change.corrected); !old.empty())
			EH_CHECK(countFacts(tx, change.task.id, change.corrected->month, old, -1, cause));
	}
	if (made.empty()) return {};
	return countFacts(tx, change.task.id, change.made.month, made, 1, cause);
}

Result<void> Consequences::report(Tx& tx, const Change& change, const Standing& after) const
{
	const RecordedAttempt& made = change.made;
	json payload = about(change.task);
	payload["round"] = made.round;
	payload["attempt"] = made.attempt;
	payload["channel"] = name(made.channel);
	addClerk(payload, made);
	for (const auto& round : change.before.rounds)
		if (round.round == made.round && !round.caseId.empty()) payload["case"] = round.caseId;
	if (change.corrected)
	{
		const auto& old = *change.corrected;
		payload["corrects"] = old.attempt;
		payload["from_level"] = old.level ? json(name(*old.level)) : json();
		payload["to_level"] = made.level ? json(name(*made.level)) : json();
		payload["reason"] = change.reason;
		payload["corrected_at"] = change.now;
		EH_CHECK(tell(tx, change.task, "survey.callback.corrected", payload));
		if (after.state != "not_reachable" || standingOf(change.before).state == "not_reachable") return {};
		for (const char* only : {"corrects", "from_level", "to_level", "reason", "corrected_at"}) payload.erase(only);
		payload["given_up_at"] = *after.closedAt;
		return tell(tx, change.task, "survey.callback.not_reached", payload);
	}
	if (made.level)
	{
		payload["level"] = name(*made.level);
		payload["content"] = content(*made.level);
		payload["answered_at"] = made.at;
		return tell(tx, change.task, "survey.callback.recorded", payload);
	}
	if (after.state != "not_reachable") return {};
	payload["given_up_at"] = made.at;
	return tell(tx, change.task, "survey.callback.not_reached", payload);
}

Result<void> Consequences::moveSheet(Tx& tx, const Change& change, const Standing& before, const Standing& after) const
{
	if (before.sheet && !after.sheet)
	{
		json payload = about(change.task);
		payload["round"] = before.sheet->round;
		payload["reason"] = change.reason;
		return tell(tx, change.task, "survey.contact_sheet.withdrawn", payload);
	}
	// SV-52: a later round's dissatisfied answer goes on with the case that is there.
	if (before.sheet || !after.sheet) return {};
	const RecordedAttempt& answer = *after.sheet;
	json payload = about(change.task);
	payload["round"] = answer.round;
	payload["attempt"] = answer.attempt;
	payload["channel"] = name(answer.channel);
	addClerk(payload, answer);
	payload["level"] = name(*answer.level);
	payload["content"] = false;
	payload["answered_at"] = answer.at;
	payload["words"] = answer.words;
	return tell(tx, change.task, "survey.contact_sheet.requested", payload);
}

Result<void> Consequences::tellErp(Tx& tx, const Change& change, const Standing& before, const Standing& after,
                                   const Settings& set) const
{
	const Task& task = change.task;
	// A case's own follow-up is shown in the ERP by the complaints plugin.
	if (task.kind == name(Kind::complaint)) return {};
	if (!before.latest && !after.latest) return {};
	json record = recordOf(task, after);
	const std::string old = feedbackOf(before);
	const std::string now = feedbackOf(after);
	if (change.corrected && record == recordOf(task, before) && old == now) return {};
	std::string feedback = now;
	// words that stand in the ERP are never replaced; that they do not hold any more is appended.
	if (change.corrected && !old.empty() && old != now && !set.correctionNote.empty())
		feedback = set.correctionNote + now;
	record["feedback"] = feedback.empty() ? json() : json(feedback);
	// SV-51, SV-52: only work orders carry the two statuses; every kind gets its row in the interface table.
	if (task.kind == name(Kind::workOrder))
		EH_CHECK(tx.put(ErpRecord{"callback_status", task.branchId, task.erpKey, task.id + ":status", record.dump()}));
	return tx.put(ErpRecord{"callback_result", task.branchId, task.erpKey, task.id + ":result", record.dump()});
}

Result<void> Consequences::moveEffects(Tx& tx, const Change& change, const Standing& before,
                                       const Standing& after) const
{
	const auto had = shownIn(before), has = shownIn(after);
	const auto payloadOf = [&](const Shown& shown) {
		json payload = about(change.task);
		payload["round"] = shown.round;
		const Effect& effect = shown.effect;
		if (effect.what == EffectKind::finding)
		{
			payload["finding"] = effect.key;
			payload["question"] = effect.question;
			payload["said"] = effect.text;
			payload["amount_fen"] = effect.amountFen ? json(*effect.amountFen) : json();
		}
		if (effect.what == EffectKind::clock)
		{
			payload["clock"] = effect.key;
			payload["in_time"] = effect.value == kYes;
		}
		if (effect.what == EffectKind::visit) payload["reason"] = effect.key;
		return payload;
	};
	const auto typeOf = [](const Effect& effect, bool made) -> std::string {
		if (effect.what == EffectKind::finding) return made ? "survey.finding.recorded" : "survey.finding.withdrawn";
		if (effect.what == EffectKind::clock) return made ? "survey.clock.confirmed" : "survey.clock.withdrawn";
		return made ? "survey.visit.requested" : "survey.visit.withdrawn";
	};
	for (const auto& gone : only(had, has))
		EH_CHECK(tell(tx, change.task, typeOf(gone.effect, false), payloadOf(gone)));
	for (const auto& made : only(has, had)) EH_CHECK(tell(tx, change.task, typeOf(made.effect, true), payloadOf(made)));
	return {};
}

Result<void> Consequences::moveFines(Tx& tx, const Change& change, const Standing& before, const Standing& after,
                                     const Settings& set) const
{
	const Task& task = change.task;
	const auto wanted = finesOf(after, task.stage, set.fines);
	EH_TRY(const auto kept, finesOfOrder(tx, actOf(task)));
	// SV-21: a call that comes later takes nothing back; that there was one all along does.
	const bool calledAllAlong = change.corrected && !before.onSite && after.onSite;
	const auto idOf = [&](const WantedFine& each) {
		return fineId(task.kind, task.branchId, task.erpKey, each.offence, each.liableKind);
	};
	std::vector<std::string> standing;
	for (const Fine& fine : kept)
	{
		if (!fine.proposed) continue;
		const auto still = std::find_if(wanted.begin(), wanted.end(), [&](const WantedFine& each) {
			return idOf(each) == fine.id && each.reason == fine.reason && each.noticeDueOn == fine.noticeDueOn;
		});
		const bool holds = fine.byClock ? !calledAllAlong : still != wanted.end();
		if (holds) standing.push_back(fine.id);
		else EH_CHECK(takeBack(tx, fine, change.now, change.reason));
	}
	for (const WantedFine& each : wanted)
	{
		Fine fine;
		fine.id = idOf(each);
		if (std::find(standing.begin(), standing.end(), fine.id) != standing.end()) continue;
		fine.act = actOf(task);
		fine.offence = each.offence;
		fine.sumFen = each.sumFen;
		const bool person = each.liableKind == kTechnician && !(task.technician.empty() && task.technicianName.empty());
		fine.liableKind = person ? kTechnician : kProvider;
		fine.liableKey = !person ? task.provider : task.technician.empty() ? task.technicianName : task.technician;
		fine.liableName = !person ? task.provider : task.technicianName;
		fine.reason = each.reason;
		fine.noticeDueOn = each.noticeDueOn;
		fine.proposedAt = change.now;
		EH_CHECK(propose(tx, fine, "callback", each.evidence));
	}
	if (task.kind != name(Kind::workOrder) || before.onSite == after.onSite) return {};
	return settleCall(tx, task.branchId, task.erpKey, after.onSite ? "met" : "waiting");
}

Result<void> Consequences::moveBonus(Tx& tx, const Change& change, const Standing& after, const Settings& set) const
{
	std::string keptLevel;
	std::int64_t keptSum = 0;
	{
		EH_TRY(auto row, tx.query(sql::kBonus, change.task.id));
		EH_TRY(const bool found, row.next());
		if (found && row.view(2) == "earned")
		{
			keptLevel = row.text(0);
			keptSum = row.integer(1);
		}
	}
	const std::int64_t sum = bonusOf(after, set.bonus);
	const std::string level = sum > 0 ? std::string(name(*after.first->level)) : std::string();
	// What was earned stays as it was earned, whatever the table says now.
	if (level == keptLevel) return {};
	const auto move = [&](const std::string& of, std::int64_t fen, bool earned) -> Result<void> {
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kSetBonus, change.task.id, of, fen, earned ? "earned" : "withdrawn", change.now));
		json payload = about(change.task);
		payload["level"] = of;
		payload["technician"] = {{"key", change.task.technician}, {"name", change.task.technicianName}};
		payload["provider"] = change.task.provider;
		payload["sum_fen"] = fen;
		return tell(tx, change.task, earned ? "survey.bonus.earned" : "survey.bonus.withdrawn", payload);
	};
	if (!keptLevel.empty()) EH_CHECK(move(keptLevel, keptSum, false));
	if (sum > 0) EH_CHECK(move(level, sum, true));
	return {};
}

Result<void> Consequences::passOn(Tx& tx, const Change& change, const Standing& after) const
{
	if (!isOthersWork(change.task)) return {};
	const bool wanted = after.latest.has_value();
	{
		EH_TRY(auto row, wanted ? tx.query(sql::kPassOn, change.task.id, change.task.performedBy, change.now)
		                        : tx.query(sql::kPassOnNot, change.task.id));
		EH_TRY(const bool moved, row.next());
		if (!moved) return {};
	}
	json payload = about(change.task);
	payload["performed_by"] = change.task.performedBy;
	return tell(tx, change.task, wanted ? "survey.work.passed_on" : "survey.work.taken_back", payload);
}

} // namespace survey
