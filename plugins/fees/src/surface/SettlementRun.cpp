#include "surface/SettlementRun.hpp"

#include "erphost/Rows.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/FeeOrders.hpp"
#include "store/PayeeSql.hpp"
#include "store/Payees.hpp"
#include "store/SettlementSql.hpp"
#include "store/WorkSql.hpp"
#include "surface/Booking.hpp"

namespace fees {

using erphost::allRows;
using erphost::Query;
using nlohmann::json;

namespace {

constexpr int kEveryLine = 1'000'000;

erphost::Error wrongState(const Settlement& settlement)
{
	return erphost::conflict("fees.settlement.state", "The settlement is not in a state in which this can be done.")
	    .with("number", settlement.number)
	    .with("state", settlement.state);
}

using Payee = std::pair<std::string, std::string>; // key, name

Result<std::vector<Payee>> payeesOf(Tx& tx, const erphost::Sql& sql, const std::string& branchId,
                                    const std::string& until)
{
	EH_TRY(auto rows, tx.query(sql, branchId, until));
	return allRows(rows, [](const Query& row) { return Payee{row.text(0), row.text(1)}; });
}

} // namespace

Result<SettlementRun::Outcome> SettlementRun::run(Tx& tx, const std::string& branchId, const std::string& month,
                                                  const std::string& payee, const Doer& who) const
{
	Outcome outcome;
	std::map<std::string, std::string> payees;
	EH_TRY(const auto working, payeesOf(tx, sql::kPayeesWithWork, branchId, dayOfMonth(month, 31)));
	EH_TRY(const auto owing, payeesOf(tx, sql::kPayeesWithOffsets, branchId, month));
	payees.insert(working.begin(), working.end());
	payees.insert(owing.begin(), owing.end());
	EH_TRY(const std::string branchName, branchNameOf(tx, branchId));
	const std::int64_t now = _host.nowMs();
	for (const auto& [key, name] : payees)
	{
		if (!payee.empty() && key != payee) continue;
		EH_TRY(const auto open, openSettlementOf(tx, branchId, key));
		if (open) continue;
		Settlement settlement;
		settlement.id = newId(now);
		settlement.branchId = branchId;
		settlement.branchName = branchName;
		settlement.payee = key;
		settlement.payeeName = name;
		settlement.month = month;
		settlement.draftedAt = now;
		settlement.drafter = who;
		EH_CHECK(fill(tx, settlement, outcome));
		if (settlement.version > 1) outcome.settlements.push_back(settlement);
	}
	return outcome;
}

Result<void> SettlementRun::fill(Tx& tx, Settlement& settlement, Outcome& outcome) const
{
	const std::string lastDay = dayOfMonth(settlement.month, 31);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, lastDay));
	std::vector<Work> unpaid;
	{
		EH_TRY(auto rows, tx.query(sql::kUnpaidWork, settlement.branchId, settlement.payee, lastDay, settlement.id));
		EH_TRY(unpaid, allRows(rows, toWork));
	}
	EH_TRY(const auto offsets, openOffsets(tx, settlement.branchId, settlement.payee, settlement.month, settlement.id));
	std::vector<const Work*> payable;
	settlement.waiting = 0;
	for (const Work& work : unpaid)
	{
		EH_TRY(const Verdict verdict, _gate.look(tx, work, settings));
		if (verdict == Verdict::payable && work.rateFen)
		{
			payable.push_back(&work);
			continue;
		}
		++settlement.waiting;
		if (verdict == Verdict::payable) ++outcome.noRate;
		else ++outcome.waiting[std::string(name(verdict))];
	}
	const bool isNew = settlement.number.empty();
	if (isNew && payable.empty() && offsets.empty()) return {};
	{
		EH_TRY(auto row, tx.query(sql::kSatisfactionOf, settlement.branchId, settlement.payee, settlement.month));
		EH_TRY([[maybe_unused]] const bool found, row.next());
		settlement.content = row.integer(0);
		settlement.answered = row.integer(1);
	}
	const Grade grade = gradeOf(settings.grades, settlement.content, settlement.answered, settings.qualityMinimum);
	settlement.grade = grade.grade;
	settlement.factor = grade.factorPermille;
	std::vector<ReckoningPart> parts;
	for (const Work* work : payable) parts.push_back({true, *work->rateFen});
	for (const Offset& offset : offsets) parts.push_back({false, offset.sumFen});
	DepositRule deposit;
	EH_TRY(deposit.balanceFen, balanceOf(tx, settlement.branchId, account::kDeposit, settlement.payee));
	EH_TRY(deposit.targetFen, depositTarget(tx, settlement.branchId, settlement.payee, settings));
	deposit.holdPermille = settings.depositHoldPermille;
	const Reckoning sums = reckon(parts, settlement.factor, deposit);
	if (isNew)
	{
		EH_TRY(settlement.number, nextNumber(tx, "JS", settlement.branchId, _host.localDate(_host.nowMs())));
		EH_CHECK(insertSettlement(tx, settlement));
	}
	std::int64_t sequence = 0;
	const auto line = [&](const std::string& type, const std::string& ref, const std::string& order,
	                      const std::string& text, Fen base, std::int64_t factor, Fen sum) -> Result<void> {
		++sequence;
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddLine, settlement.id + ":" + std::to_string(sequence), settlement.id, sequence, type,
		                  ref, order, text, base, factor, sum));
		return {};
	};
	std::size_t part = 0;
	for (const Work* work : payable)
	{
		// FE-40: no order is settled twice: it is in this settlement only if nobody else has it.
		EH_TRY(const auto taken, tx.execute(sql::kDraftWork, work->id, settlement.id));
		if (taken != 1) return erphost::bug("fees.settlement.taken", "An order is in another settlement already.");
		EH_CHECK(line("order", work->id, work->orderNumber, work->serviceType + "/" + work->productType, *work->rateFen,
		              settlement.factor, sums.sums[part++]));
		EH_CHECK(_gate.show(tx, *work, "drafted", "", settlement.number, sums.sums[part - 1]));
	}
	for (const Offset& offset : offsets)
	{
		EH_TRY(const bool taken, moveOffset(tx, offset.id, "open", "taken", settlement.id));
		if (!taken) return erphost::bug("fees.settlement.taken", "An offset is in another settlement already.");
		EH_CHECK(line(offset.type, offset.id, offset.orderNumber, offset.text, offset.sumFen, 1000, sums.sums[part++]));
	}
	if (sums.depositFen != 0) EH_CHECK(line("deposit_hold", "", "", "", sums.depositFen, 1000, sums.depositFen));
	settlement.state = "draft";
	settlement.orders = static_cast<std::int64_t>(payable.size());
	settlement.ordersFen = sums.ordersFen;
	settlement.offsetFen = sums.offsetFen;
	settlement.depositFen = sums.depositFen;
	settlement.totalFen = sums.totalFen;
	settlement.paidFen = sums.paidFen;
	settlement.carriedFen = sums.carriedFen;
	return saveSettlement(tx, settlement);
}

Result<void> SettlementRun::release(Tx& tx, const Settlement& settlement) const
{
	EH_TRY([[maybe_unused]] const auto lines, tx.execute(sql::kDropLines, settlement.id));
	EH_TRY([[maybe_unused]] const auto works, tx.execute(sql::kFreeWork, settlement.id));
	EH_TRY([[maybe_unused]] const auto offsets, tx.execute(sql::kFreeOffsets, settlement.id));
	return {};
}

Result<void> SettlementRun::recompute(Tx& tx, Settlement& settlement, const Doer& who) const
{
	if (!settlement.open()) return wrongState(settlement);
	EH_CHECK(release(tx, settlement));
	settlement.drafter = who;
	settlement.checkedAt.reset();
	settlement.approvedAt.reset();
	settlement.checker = settlement.approver = {};
	Outcome outcome;
	return fill(tx, settlement, outcome);
}

Result<void> SettlementRun::drop(Tx& tx, Settlement& settlement, const std::string& why) const
{
	if (!settlement.open()) return wrongState(settlement);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	std::vector<Work> works;
	{
		EH_TRY(auto rows, tx.query(sql::kWorkOfSettlement, settlement.id));
		EH_TRY(works, allRows(rows, toWork));
	}
	EH_CHECK(release(tx, settlement));
	for (const Work& work : works)
		EH_CHECK(_gate.show(tx, work, "waiting", std::string(name(_gate.verdictNow(work, settings))), {},
		                    work.rateFen.value_or(0)));
	settlement.state = "dropped";
	settlement.droppedWhy = why;
	return saveSettlement(tx, settlement);
}

Result<std::vector<Work>> SettlementRun::blocked(Tx& tx, const Settlement& settlement) const
{
	std::vector<Work> found;
	if (!settlement.open()) return found;
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, dayOfMonth(settlement.month, 31)));
	EH_TRY(auto rows, tx.query(sql::kWorkOfSettlement, settlement.id));
	EH_TRY(auto works, allRows(rows, toWork));
	for (Work& work : works)
		if (work.state != "drafted" || _gate.verdictNow(work, settings) != Verdict::payable)
			found.push_back(std::move(work));
	return found;
}

Result<void> SettlementRun::requireGate(Tx& tx, const Settlement& settlement) const
{
	EH_TRY(const auto refused, blocked(tx, settlement));
	if (refused.empty()) return {};
	std::string numbers;
	for (std::size_t i = 0; i < refused.size() && i < 10; ++i) numbers += (i ? ", " : "") + refused[i].orderNumber;
	return erphost::conflict("fees.settlement.blocked", "Orders of the settlement may not be paid now.")
	    .with("number", settlement.number)
	    .with("count", std::to_string(refused.size()))
	    .with("orders", numbers);
}

Result<void> SettlementRun::check(Tx& tx, Settlement& settlement, const Doer& who) const
{
	if (settlement.state != "draft") return wrongState(settlement);
	EH_CHECK(requireGate(tx, settlement));
	settlement.state = "checked";
	settlement.checkedAt = _host.nowMs();
	settlement.checker = who;
	return saveSettlement(tx, settlement);
}

Result<void> SettlementRun::approve(Tx& tx, Settlement& settlement, const Doer& who) const
{
	if (settlement.state != "checked") return wrongState(settlement);
	if (who.id == settlement.checker.id || who.id == settlement.drafter.id)
		return erphost::permanent("fees.settlement.four_eyes", "Somebody else approves than who drafted or checked it.")
		    .with("number", settlement.number);
	EH_CHECK(requireGate(tx, settlement));
	settlement.state = "approved";
	settlement.approvedAt = _host.nowMs();
	settlement.approver = who;
	return saveSettlement(tx, settlement);
}

Result<void> SettlementRun::pay(Tx& tx, Settlement& settlement, const std::string& paidOn, const std::string& reference,
                                const Doer& who) const
{
	if (settlement.state != "approved") return wrongState(settlement);
	// the complaints are read in the transaction that pays.
	EH_CHECK(requireGate(tx, settlement));
	const std::int64_t now = _host.nowMs();
	std::map<std::string, Fen> sums;
	std::vector<std::string> fines;
	{
		EH_TRY(auto rows, tx.query(sql::kLines, settlement.id, 0, kEveryLine));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			if (rows.view(2) == "order") sums[rows.text(3)] = rows.integer(8);
			if (rows.view(2) == "fine") fines.push_back(rows.text(3));
		}
	}
	std::vector<Work> works;
	{
		EH_TRY(auto rows, tx.query(sql::kWorkOfSettlement, settlement.id));
		EH_TRY(works, allRows(rows, toWork));
	}
	for (const Work& work : works)
	{
		const Fen sum = sums[work.id];
		EH_TRY(const auto paid, tx.execute(sql::kPayWork, work.id, sum, now));
		if (paid != 1) return erphost::bug("fees.settlement.taken", "An order of the settlement was paid before.");
		EH_CHECK(_gate.show(tx, work, "paid", "", settlement.number, sum));
		EH_CHECK(_gate.tellSettled(tx, work, settlement.id, settlement.number, sum));
	}
	EH_TRY([[maybe_unused]] const auto settled, tx.execute(sql::kSettleOffsets, settlement.id));
	for (const std::string& fine : fines)
	{
		// The offset of a notice has its id and ":o".
		const std::string notice = fine.substr(0, fine.size() - 2);
		EH_TRY([[maybe_unused]] const auto ended,
		       tx.execute(sql::kEndNotice, notice, "offset", paidOn, settlement.number, ""));
	}
	const auto booking = [&](const char* what) {
		return Booking{std::string(what) + ":" + settlement.id,
		               what,
		               settlement.branchId,
		               settlement.number,
		               settlement.id,
		               who,
		               {},
		               {},
		               paidOn};
	};
	EH_CHECK(fees::book(tx, _host, booking("settlement_earned"), account::kCompany, "settlements", account::kProvider,
	                    settlement.payee, settlement.ordersFen));
	EH_CHECK(fees::book(tx, _host, booking("deposit_held"), account::kProvider, settlement.payee, account::kDeposit,
	                    settlement.payee, -settlement.depositFen));
	EH_CHECK(fees::book(tx, _host, booking("settlement_paid"), account::kProvider, settlement.payee, account::kCompany,
	                    "settlements_paid", settlement.paidFen));
	if (settlement.carriedFen != 0)
	{
		EH_TRY([[maybe_unused]] const bool put, putOffset(tx, {settlement.id + ":carried",
		                                                       settlement.branchId,
		                                                       settlement.payee,
		                                                       settlement.payeeName,
		                                                       "carried",
		                                                       settlement.id,
		                                                       {},
		                                                       settlement.number,
		                                                       settlement.carriedFen,
		                                                       now,
		                                                       settlement.month,
		                                                       {},
		                                                       {}}));
	}
	settlement.state = "paid";
	settlement.paidAt = now;
	settlement.payer = who;
	settlement.paidOn = paidOn;
	settlement.reference = reference;
	return saveSettlement(tx, settlement);
}

Result<Fen> SettlementRun::depositTarget(Tx& tx, const std::string& branchId, const std::string& payee,
                                         const FeeSettings& settings) const
{
	EH_TRY(auto row, tx.query(sql::kProviderDeposit, branchId, payee));
	EH_TRY(const bool found, row.next());
	const auto said = found ? fenOfDecimal(row.view(0)) : std::nullopt;
	return said.value_or(settings.depositTargetFen);
}

} // namespace fees
