#include "store/Earlier.hpp"

#include "rules/Draw.hpp"
#include "rules/Month.hpp"
#include "store/EarlierSql.hpp"
#include "store/RoundSql.hpp"
#include "store/Rounds.hpp"
#include "store/Tasks.hpp"

#include <utility>
#include <vector>

namespace survey {

using erphost::Query;

namespace {

EarlierLine toLine(const Query& row)
{
	EarlierLine line;
	line.branchId = row.text(0);
	line.erpKey = row.text(1);
	const auto kind = kindNamed(row.view(4));
	Business& order = line.business;
	order.kind = kind.value_or(Kind::workOrder);
	order.branchId = line.branchId;
	order.branchName = row.text(3);
	order.erpKey = row.text(5);
	order.orderNumber = row.text(6);
	order.serviceMode = row.text(7);
	order.stage = stageOf(order.kind, order.serviceMode);
	order.productType = row.text(8);
	order.serviceType = row.optionalText(9);
	order.brand = row.text(10);
	order.model = row.text(11);
	order.store = row.text(12);
	order.provider = row.text(13);
	order.technician = row.text(14);
	order.technicianName = row.text(15);
	order.customerName = row.text(16);
	order.phone = row.text(17);
	order.completedAt = row.isNull(18) ? row.optionalInteger(20) : row.optionalInteger(18);
	EarlierCall& call = line.call;
	call.number = row.text(2);
	if (!row.isNull(19)) call.round = static_cast<int>(row.integer(19));
	call.at = row.integer(20);
	call.channel = channelNamed(row.view(21)).value_or(Channel::phone);
	const auto outcome = earlierOutcome(row.view(22));
	if (outcome)
	{
		call.disposition = outcome->disposition;
		call.level = outcome->level;
	}
	call.words = row.text(23);
	call.clerkName = row.text(24);
	line.usable = row.integer(25) == 0 && kind && !order.erpKey.empty() && !row.isNull(20) && outcome;
	return line;
}

Result<std::vector<EarlierCall>> callsOfTask(Tx& tx, const std::string& task, const LocalDate& localDate)
{
	std::vector<EarlierCall> calls;
	EH_TRY(auto rows, tx.query(sql::kEarlierOfTask, task));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return calls;
		EarlierCall call;
		call.number = rows.text(0);
		if (!rows.isNull(1)) call.round = static_cast<int>(rows.integer(1));
		call.at = rows.integer(2);
		call.month = monthOf(localDate(call.at));
		call.channel = channelNamed(rows.view(3)).value_or(Channel::phone);
		call.disposition = dispositionNamed(rows.view(4)).value_or(Disposition::noAnswer);
		call.level = levelNamed(rows.view(5));
		call.words = rows.text(6);
		call.clerkName = rows.text(7);
		calls.push_back(std::move(call));
	}
}

Result<void> countAll(Tx& tx, const std::string& task, const History& history, int sign, const CountCause& cause)
{
	for (const auto& attempt : history.attempts)
		EH_CHECK(countFacts(tx, task, attempt.month, factsOf(attempt), sign, cause));
	return {};
}

Result<void> dropHistory(Tx& tx, const std::string& task)
{
	EH_TRY([[maybe_unused]] const auto rounds, tx.execute(sql::kDropRounds, task));
	EH_TRY([[maybe_unused]] const auto attempts, tx.execute(sql::kDropAttempts, task));
	return {};
}

/// The order as its lines say it; true if that is news. Its number is of the day of the first call.
Result<bool> putTask(Tx& tx, const std::string& id, const std::optional<Task>& known, const Business& order,
                     const EarlierCall& first, const LocalDate& localDate)
{
	const std::string day = localDate(first.at);
	std::string number;
	if (known) number = known->number;
	else
	{
		EH_TRY(number, nextTaskNumber(tx, order.branchId, order.branchName, day));
	}
	EH_TRY(const auto changed,
	       tx.execute(sql::kPutEarlierTask, id, number, name(order.kind), order.branchId, order.branchName,
	                  order.erpKey, order.orderNumber, name(order.stage), order.productType, order.serviceType,
	                  order.brand, order.model, order.store, order.provider, order.technician, order.technicianName,
	                  order.customerName, order.phone, *order.completedAt, localDate(*order.completedAt), day, first.at,
	                  order.serviceMode));
	return changed > 0;
}

Result<void> writeHistory(Tx& tx, const std::string& task, const std::string& branchId, const History& history)
{
	for (const auto& round : history.rounds)
	{
		std::int64_t openedAt = 0;
		for (const auto& attempt : history.attempts)
			if (attempt.round == round.round && (openedAt == 0 || attempt.at < openedAt)) openedAt = attempt.at;
		if (openedAt == 0) continue; // a register that begins with a later round
		EH_TRY([[maybe_unused]] const auto opened, tx.execute(sql::kAddRound, task, round.round, openedAt, nullptr,
		                                                      nullptr, nullptr, nullptr, nullptr, nullptr, false));
	}
	for (const auto& attempt : history.attempts)
	{
		NewAttempt added;
		added.attempt = attempt;
		added.branchId = branchId;
		added.recordedAt = attempt.at;
		EH_CHECK(addAttempt(tx, task, added));
	}
	return {};
}

} // namespace

std::string EarlierLine::task() const
{
	return taskId(name(business.kind), business.branchId, business.erpKey);
}

Result<void> changedEarlier(Tx& tx, std::int64_t from, std::int64_t to,
                            const std::function<Result<void>(const EarlierLine&)>& use)
{
	EH_TRY(auto rows, tx.query(sql::kChangedEarlier, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		EH_CHECK(use(toLine(rows)));
	}
}

Result<std::string> earlierTaskOf(Tx& tx, const EarlierLine& line)
{
	EH_TRY(auto row, tx.query(sql::kEarlierTaskOf, line.branchId, line.erpKey));
	EH_TRY(const bool found, row.next());
	return found ? row.text(0) : std::string();
}

Result<void> keepEarlier(Tx& tx, const EarlierLine& line)
{
	const EarlierCall& call = line.call;
	const std::optional<std::string> level = call.level ? std::optional(std::string(name(*call.level))) : std::nullopt;
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kPutEarlier, line.branchId, line.erpKey, line.task(), call.number, call.round, call.at,
	                  name(call.channel), name(call.disposition), level, call.words, call.clerkName));
	return {};
}

Result<void> forgetEarlier(Tx& tx, const EarlierLine& line)
{
	EH_TRY([[maybe_unused]] const auto dropped, tx.execute(sql::kDropEarlier, line.branchId, line.erpKey));
	return {};
}

Result<void> buildEarlier(Tx& tx, const std::string& task, const Business* business, const LocalDate& localDate,
                          const CountCause& cause)
{
	EH_TRY(const auto known, findTask(tx, task));
	const bool ours = known && known->takenOver();
	// What we do ourselves goes before; an order that was only planned and given up is free.
	if (known && !ours && known->state != "cancelled") return {};
	EH_TRY(const auto calls, callsOfTask(tx, task, localDate));
	History before;
	if (ours)
	{
		EH_TRY(before, historyOf(tx, task, 1));
	}
	if (calls.empty())
	{
		if (!ours) return {};
		EH_CHECK(countAll(tx, task, before, -1, cause));
		EH_CHECK(dropHistory(tx, task));
		EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kDropTask, task));
		return {};
	}
	if (!ours && !business) return {}; // the line that is gone was not what made a task
	bool moved = false;
	if (business)
	{
		EH_TRY(moved, putTask(tx, task, known, *business, calls.front(), localDate));
	}
	const History after = earlierHistory(calls);
	if (!moved && sameAttempts(before, after)) return {};
	EH_CHECK(countAll(tx, task, before, -1, cause));
	EH_CHECK(dropHistory(tx, task));
	EH_CHECK(writeHistory(tx, task, business ? business->branchId : known->branchId, after));
	EH_CHECK(countAll(tx, task, after, 1, cause));
	return setStanding(tx, task, earlierStanding(after), {});
}

} // namespace survey
