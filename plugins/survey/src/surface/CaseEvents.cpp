#include "surface/CaseEvents.hpp"

#include "erphost/Date.hpp"
#include "store/RoundSql.hpp"
#include "store/Rounds.hpp"
#include "surface/Settings.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace survey {

using nlohmann::json;

namespace {

/// A member that may be absent or null.
std::string textOf(const json& payload, const char* member)
{
	const auto found = payload.find(member);
	return found != payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

Result<void> CaseEvents::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.subscribe("cases.handled", {"complaints.case.handled"},
	                            [this](Tx& tx, const erphost::Event& event) { return handled(tx, event); }));
	return registry.subscribe("cases.over", {"complaints.case.closed", "complaints.case.voided"},
	                          [this](Tx& tx, const erphost::Event& event) { return over(tx, event); });
}

Result<void> CaseEvents::handled(Tx& tx, const erphost::Event& event) const
{
	const json payload = json::parse(event.payload);
	Handled handled;
	handled.caseId = payload.at("case");
	handled.caseNumber = textOf(payload, "case_number");
	handled.taskId = textOf(payload, "task");
	handled.round = payload.value("round", 1);
	handled.answer = textOf(payload, "answer");
	handled.at = payload.value("handled_at", event.occurredAtMs);
	EH_TRY(const auto task, taskFor(tx, handled));
	if (!task) return {};
	return openNext(tx, *task, handled);
}

Result<std::optional<Task>> CaseEvents::taskFor(Tx& tx, const Handled& handled) const
{
	if (handled.taskId.empty()) return taskForCase(tx, handled);
	EH_TRY(auto task, findTask(tx, handled.taskId));
	if (!task) return task;
	EH_TRY(const History history, historyOf(tx, task->id, 1));
	// SV-15: the sheet was taken back meanwhile, so there is nothing to ask about.
	if (!standingOf(history).sheet) return std::optional<Task>{};
	return task;
}

Result<std::optional<Task>> CaseEvents::taskForCase(Tx& tx, const Handled& handled) const
{
	FollowUp followUp;
	std::string kind, erpKey;
	{
		EH_TRY(auto row, tx.query(sql::kFollowup, handled.caseId));
		EH_TRY(const bool found, row.next());
		if (!found) return std::optional<Task>{}; // it went on meanwhile
		followUp.caseId = handled.caseId;
		followUp.caseNumber = row.text(0);
		kind = row.text(1);
		followUp.branchId = row.text(2);
		erpKey = row.text(3);
		followUp.orderNumber = row.text(4);
		followUp.customerName = row.text(7);
		followUp.phone = row.text(8);
	}
	EH_TRY(auto known, findTaskOf(tx, name(Kind::complaint), followUp.branchId, handled.caseId));
	if (known) return known;
	if (!erpKey.empty())
	{
		EH_TRY(auto ofOrder, findTaskOf(tx, kind, followUp.branchId, erpKey));
		// While its first call-back is open, the case is asked about beside it: one call, two answers (SV-13).
		// SV-16: nothing is added to what was taken over; the case gets a task of its own.
		if (ofOrder && !ofOrder->takenOver() && ofOrder->state != "open" && ofOrder->state != "cancelled")
			return ofOrder;
	}
	TaskFrame frame;
	frame.createdAt = _host.nowMs();
	frame.createdOn = _host.localDate(frame.createdAt);
	frame.completedAt = handled.at;
	frame.completedOn = _host.localDate(handled.at);
	EH_TRY(frame.dueOn, dueOn(handled.at));
	EH_TRY(const std::string id, createTask(tx, followUp, frame));
	return findTask(tx, id);
}

Result<std::string> CaseEvents::dueOn(std::int64_t handledAt) const
{
	SettingsByDate settings(_host);
	const std::string day = _host.localDate(handledAt);
	EH_TRY(const Settings set, settings.at(day));
	return erphost::daysAfter(day, set.nextRoundDueDays);
}

Result<void> CaseEvents::openNext(Tx& tx, const Task& task, const Handled& handled) const
{
	EH_TRY(const History before, historyOf(tx, task.id, 1));
	const auto isOpen = [&](const OpenedRound& round) {
		return round.caseId == handled.caseId &&
		       std::none_of(before.attempts.begin(), before.attempts.end(), [&](const RecordedAttempt& attempt) {
				   return attempt.round == round.round && attempt.disposition == Disposition::answered;
			   });
	};
	// A round about this case waits already, and has not been given up: it asks about the further handling too.
	if (task.state == "open" && std::any_of(before.rounds.begin(), before.rounds.end(), isOpen)) return {};
	NewRound round;
	EH_TRY(round.round, nextRound(tx, task.id));
	round.openedAt = _host.nowMs();
	EH_TRY(round.dueOn, dueOn(handled.at));
	round.caseId = handled.caseId;
	round.caseNumber = handled.caseNumber;
	round.caseRound = handled.round;
	round.handledAt = handled.at;
	round.answer = handled.answer;
	round.ownCase = !handled.taskId.empty();
	EH_CHECK(openRound(tx, task.id, round));
	History after = before;
	after.rounds.push_back({round.round, round.caseId, round.ownCase, round.dueOn});
	return setStanding(tx, task.id, standingOf(after), round.dueOn);
}

Result<void> CaseEvents::over(Tx& tx, const erphost::Event& event) const
{
	const json payload = json::parse(event.payload);
	const std::string caseId = payload.at("case");
	std::vector<std::pair<std::string, int>> rounds;
	{
		EH_TRY(auto rows, tx.query(sql::kRoundsOfCase, caseId));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			rounds.emplace_back(rows.text(0), static_cast<int>(rows.integer(1)));
		}
	}
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(_host.localDate(_host.nowMs())));
	for (const auto& round : rounds)
	{
		EH_TRY(const auto task, findTask(tx, round.first));
		if (!task || task->state != "open" || task->round != round.second) continue;
		EH_CHECK(withdrawRound(tx, task->id, round.second, _host.nowMs()));
		EH_TRY(const History left, historyOf(tx, task->id, set.attempts));
		Standing standing = standingOf(left);
		// A case's own task had no other reason to be.
		if (left.rounds.empty())
		{
			standing.state = "cancelled";
			standing.round = round.second;
			standing.closedAt = _host.nowMs();
		}
		EH_CHECK(setStanding(tx, task->id, standing, left.rounds.empty() ? "" : left.rounds.back().dueOn));
	}
	return {};
}

} // namespace survey
