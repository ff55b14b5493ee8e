#include "store/Fines.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/FineSql.hpp"

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::Query;
using erphost::readCursor;

namespace {

FineProposal toFine(const Query& row)
{
	FineProposal fine;
	fine.id = row.text(0);
	fine.caseId = row.text(1);
	fine.caseNumber = row.text(2);
	fine.branchId = row.text(3);
	fine.offence = row.text(4);
	fine.sumFen = row.optionalInteger(5);
	fine.liable = {row.text(6), row.text(7), row.text(8)};
	fine.reason = row.text(9);
	fine.evidence = nlohmann::json::parse(row.view(10), nullptr, false);
	fine.state = row.text(11);
	fine.proposedAt = row.integer(12);
	fine.withdrawnAt = row.optionalInteger(13);
	fine.withdrawnWhy = row.text(14);
	return fine;
}

} // namespace

Result<bool> putProposal(Tx& tx, const FineProposal& fine)
{
	EH_TRY(const auto made, tx.execute(sql::kProposeFine, fine.id, fine.caseId, fine.branchId, fine.offence,
	                                   fine.sumFen, fine.liable.kind, fine.liable.key, fine.liable.name, fine.reason,
	                                   fine.evidence.dump(), fine.proposedAt));
	return made > 0;
}

Result<bool> withdrawProposal(Tx& tx, const std::string& id, const std::string& why, std::int64_t nowMs)
{
	EH_TRY(const auto gone, tx.execute(sql::kWithdrawFine, id, nowMs, why));
	return gone > 0;
}

Result<std::optional<FineProposal>> findProposal(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kFine, id));
	return firstRow(rows, toFine);
}

Result<std::vector<FineProposal>> proposalsOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kFinesOfCase, caseId));
	return allRows(rows, toFine);
}

Result<int> earlierProposals(Tx& tx, const Liable& liable, const std::string& offence, const std::string& notCase)
{
	EH_TRY(auto row, tx.query(sql::kEarlierFines, liable.kind, liable.key, offence, notCase));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return static_cast<int>(row.integer(0));
}

Result<FinePage> listProposals(Tx& tx, const FineFilter& filter, const std::string& cursor, int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	EH_TRY(auto rows, tx.query(sql::kFines, filter.branches, filter.state, filter.branch, filter.offence, filter.fromMs,
	                           filter.toMs, last.number, last.id, last.given, limit + 1));
	FinePage page;
	EH_TRY(page.fines, allRows(rows, toFine));
	if (cutToPage(page.fines, limit)) page.next = cursorOf(page.fines.back().proposedAt, page.fines.back().id);
	return page;
}

Result<void> listNeverAgain(Tx& tx, const NeverAgain& entry)
{
	EH_TRY([[maybe_unused]] const auto listed,
	       tx.execute(sql::kListNeverAgain, entry.technician, entry.name, entry.branchId, entry.reason, entry.caseId,
	                  entry.listedAt, entry.listedBy));
	return {};
}

Result<std::vector<NeverAgain>> neverAgainList(Tx& tx)
{
	EH_TRY(auto rows, tx.query(sql::kNeverAgain));
	return allRows(rows, [](const Query& row) {
		return NeverAgain{row.text(0), row.text(1),    row.text(2), row.text(3),
		                  row.text(4), row.integer(5), row.text(6), row.optionalInteger(7),
		                  row.text(8), row.text(9)};
	});
}

Result<std::map<std::string, std::string>> barredTechnicians(Tx& tx)
{
	std::map<std::string, std::string> barred;
	EH_TRY(auto rows, tx.query(sql::kBarred));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return barred;
		barred.emplace(rows.text(0), rows.text(1));
	}
}

Result<bool> liftNeverAgain(Tx& tx, const std::string& technician, const std::string& by, const std::string& why,
                            std::int64_t nowMs)
{
	EH_TRY(const auto lifted, tx.execute(sql::kLiftNeverAgain, technician, nowMs, by, why));
	return lifted > 0;
}

} // namespace complaints
