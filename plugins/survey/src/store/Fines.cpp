#include "store/Fines.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/RoundSql.hpp"

#include <array>
#include <utility>

namespace survey {

namespace {

Fine toFine(const erphost::Query& row)
{
	Fine fine;
	fine.id = row.text(0);
	fine.act = {row.optionalText(1), row.text(2), row.text(3), row.text(4), row.text(5)};
	fine.offence = row.text(6);
	fine.sumFen = row.optionalInteger(7);
	fine.liableKind = row.text(8);
	fine.liableKey = row.text(9);
	fine.liableName = row.text(10);
	fine.reason = row.text(11);
	fine.noticeDueOn = row.text(12);
	fine.byClock = row.view(13) == "clock";
	fine.proposed = row.view(14) == "proposed";
	fine.proposedAt = row.integer(15);
	fine.withdrawnAt = row.optionalInteger(16);
	fine.withdrawnReason = row.optionalText(17);
	fine.evidence = row.optionalInteger(18);
	return fine;
}

using erphost::Sorting;

const std::array kSortings{
	Sorting{"proposedAt", sql::kFines, sql::kFines, true},
	Sorting{"-proposedAt", sql::kFinesDown, sql::kFinesDown, true},
};

} // namespace

Result<std::vector<Fine>> finesOfOrder(Tx& tx, const Act& act)
{
	std::vector<Fine> fines;
	EH_TRY(auto rows, tx.query(sql::kFinesOfOrder, act.kind, act.branchId, act.erpKey));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return fines;
		fines.push_back(toFine(rows));
	}
}

Result<bool> proposeFine(Tx& tx, const Fine& fine)
{
	const std::optional<std::string> due = fine.noticeDueOn.empty() ? std::nullopt : std::optional(fine.noticeDueOn);
	EH_TRY(const auto changed,
	       tx.execute(sql::kProposeFine, fine.id, fine.act.taskId, fine.act.kind, fine.act.branchId, fine.act.erpKey,
	                  fine.act.orderNumber, fine.offence, fine.sumFen, fine.liableKind, fine.liableKey, fine.liableName,
	                  fine.reason, due, fine.byClock ? "clock" : "answers", fine.proposedAt, fine.evidence));
	return changed > 0;
}

Result<void> withdrawFine(Tx& tx, const std::string& id, std::int64_t nowMs, const std::string& reason)
{
	EH_TRY([[maybe_unused]] const auto withdrawn, tx.execute(sql::kWithdrawFine, id, nowMs, reason));
	return {};
}

Result<FinePage> listFines(Tx& tx, const FineFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit)
{
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(kSortings, sort));
	EH_TRY(const auto last, erphost::readCursor(cursor, sorting->numeric));
	EH_TRY(auto rows, tx.query(sorting->all, filter.branches, filter.state, filter.offence, filter.branch, last.number,
	                           last.id, last.given, limit + 1));
	FinePage page;
	EH_TRY(page.fines, erphost::allRows(rows, toFine));
	if (erphost::cutToPage(page.fines, limit))
		page.next = erphost::cursorOf(page.fines.back().proposedAt, page.fines.back().id);
	return page;
}

} // namespace survey
