#include "store/Penalties.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/PenaltySql.hpp"

#include <array>

namespace fees {

using erphost::allRows;
using erphost::firstRow;
using erphost::Query;

namespace {

Fine toFine(const Query& row)
{
	Fine fine;
	int at = 0;
	const auto text = [&](std::string& into) { into = row.text(at++); };
	text(fine.id), text(fine.number), text(fine.source), text(fine.proposal);
	fine.generation = row.integer(at++);
	for (std::string* each : {&fine.branchId, &fine.branchName, &fine.kind, &fine.erpKey, &fine.orderNumber,
	                          &fine.caseId, &fine.caseNumber, &fine.offence, &fine.canonical, &fine.act,
	                          &fine.liable.kind, &fine.liable.key, &fine.liable.name, &fine.reason})
		text(*each);
	fine.evidence = nlohmann::json::parse(row.view(at++), nullptr, false);
	fine.severity = row.integer(at++);
	fine.proposedFen = row.optionalInteger(at++);
	fine.sumFen = row.optionalInteger(at++);
	fine.repetition = row.integer(at++);
	fine.dismissal = row.integer(at++) != 0;
	text(fine.noticeDueOn), text(fine.state);
	fine.actAt = row.integer(at++);
	fine.proposedAt = row.integer(at++);
	text(fine.proposer.id), text(fine.proposer.name);
	fine.checkedAt = row.optionalInteger(at++);
	text(fine.checker.id), text(fine.checker.name);
	fine.decidedAt = row.optionalInteger(at++);
	text(fine.decider.id), text(fine.decider.name), text(fine.decidedWhy), text(fine.month);
	fine.entries = row.integer(at++);
	fine.version = row.integer(at);
	return fine;
}

using erphost::Sorting;

const std::array kSortings{
	Sorting{"proposedAt", sql::kAllFines, sql::kFinesOfState, true},
	Sorting{"-proposedAt", sql::kAllFinesDown, sql::kFinesOfStateDown, true},
};
const std::array kOpenSortings{
	Sorting{"proposedAt", sql::kOpenFines, sql::kOpenFines, true},
	Sorting{"-proposedAt", sql::kOpenFinesDown, sql::kOpenFinesDown, true},
};
const std::array kDismissalSortings{
	Sorting{"proposedAt", sql::kDismissals, sql::kDismissals, true},
	Sorting{"-proposedAt", sql::kDismissalsDown, sql::kDismissalsDown, true},
};

} // namespace

Result<void> insertFine(Tx& tx, const Fine& fine)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kInsertFine, fine.id, fine.number, fine.source, fine.proposal, fine.generation,
	                  fine.branchId, fine.branchName, fine.kind, fine.erpKey, fine.orderNumber, fine.caseId,
	                  fine.caseNumber, fine.offence, fine.canonical, fine.act, fine.liable.kind, fine.liable.key,
	                  fine.liable.name, fine.reason, fine.evidence.dump(), fine.severity, fine.proposedFen, fine.sumFen,
	                  fine.repetition, fine.dismissal, fine.noticeDueOn, fine.state, fine.actAt, fine.proposedAt,
	                  fine.proposer.id, fine.proposer.name, fine.checkedAt, fine.checker.id, fine.checker.name,
	                  fine.decidedAt, fine.decider.id, fine.decider.name, fine.decidedWhy, fine.month, fine.entries));
	return {};
}

Result<void> saveFine(Tx& tx, Fine& fine)
{
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kUpdateFine, fine.id, fine.act, fine.sumFen, fine.repetition, fine.dismissal, fine.state,
	                  fine.checkedAt, fine.checker.id, fine.checker.name, fine.decidedAt, fine.decider.id,
	                  fine.decider.name, fine.decidedWhy, fine.month, fine.entries));
	++fine.version;
	return {};
}

Result<std::optional<Fine>> findFine(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kOneFine, id));
	return firstRow(rows, toFine);
}

Result<std::optional<Fine>> fineOfProposal(Tx& tx, const std::string& source, const std::string& proposal)
{
	EH_TRY(auto rows, tx.query(sql::kFineOfProposal, source, proposal));
	return firstRow(rows, toFine);
}

Result<std::vector<Fine>> finesOfAct(Tx& tx, const std::string& act, const LiablePerson& liable)
{
	EH_TRY(auto rows, tx.query(sql::kFinesOfAct, act, liable.kind, liable.key));
	return allRows(rows, toFine);
}

Result<std::vector<Fine>> finesOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kFinesOfOrder, kind, branchId, erpKey));
	return allRows(rows, toFine);
}

Result<std::int64_t> repetitionOf(Tx& tx, const Fine& fine)
{
	EH_TRY(auto row, tx.query(sql::kEarlierActs, fine.liable.key, fine.canonical, fine.act));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0) + 1;
}

Result<bool> exchangeCaused(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey)
{
	EH_TRY(auto row, tx.query(sql::kExchangeCaused, kind, branchId, erpKey));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0) > 0;
}

Result<FinePage> listFines(Tx& tx, const FineFilter& filter, const std::string& sort, const std::string& cursor,
                           int limit)
{
	const auto& sortings = filter.state == "open"        ? kOpenSortings
	                       : filter.state == "dismissal" ? kDismissalSortings
	                                                     : kSortings;
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(sortings, sort));
	EH_TRY(const auto last, erphost::readCursor(cursor, sorting->numeric));
	const std::string like = erphost::pattern(filter.search);
	const auto ask = [&](const erphost::Sql& sql, const auto&... more) {
		return tx.query(sql, filter.branches, filter.branch, filter.offence, filter.liable, filter.order, filter.caseId,
		                filter.month, like, last.number, last.id, last.given, limit + 1, more...);
	};
	// Only the statements of one state have a parameter for it.
	const bool ofState = &sorting->all != &sorting->ofState && !filter.state.empty();
	EH_TRY(auto rows, ofState ? ask(sorting->ofState, filter.state) : ask(sorting->all));
	FinePage page;
	EH_TRY(page.fines, allRows(rows, toFine));
	if (erphost::cutToPage(page.fines, limit))
		page.next = erphost::cursorOf(page.fines.back().proposedAt, page.fines.back().id);
	return page;
}

Result<void> putShares(Tx& tx, const std::string& fineId, const std::vector<Share>& shares)
{
	EH_TRY([[maybe_unused]] const auto dropped, tx.execute(sql::kDropShares, fineId));
	std::int64_t line = 0;
	for (const Share& share : shares)
	{
		EH_TRY([[maybe_unused]] const auto added,
		       tx.execute(sql::kAddShare, fineId, ++line, share.liable.kind, share.liable.key, share.liable.name,
		                  share.parts, share.byProvider ? "provider" : "hr", share.provider, share.providerName));
	}
	return {};
}

Result<std::vector<Share>> sharesOf(Tx& tx, const std::string& fineId)
{
	EH_TRY(auto rows, tx.query(sql::kShares, fineId));
	return allRows(rows, [](const Query& row) {
		return Share{{row.text(0), row.text(1), row.text(2)},
		             row.integer(3),
		             row.view(4) == "provider",
		             row.text(5),
		             row.text(6)};
	});
}

Result<Share> shareOf(Tx& tx, const std::string& branchId, const LiablePerson& liable, std::int64_t parts)
{
	Share share{liable, parts, false, {}, {}};
	if (liable.kind == "provider")
	{
		share.byProvider = true;
		share.provider = liable.key;
		share.providerName = liable.name;
		EH_TRY(auto row, tx.query(sql::kProviderName, branchId, liable.key));
		EH_TRY(const bool found, row.next());
		if (found) share.providerName = row.text(0);
		return share;
	}
	if (liable.kind != "technician") return share;
	EH_TRY(auto row, tx.query(sql::kTechnician, branchId, liable.key));
	EH_TRY(const bool found, row.next());
	if (!found || row.integer(1) == 0) return share;
	// FE-20: outsourced like own; who settles for him pays.
	share.byProvider = true;
	share.provider = row.view(2).empty() ? liable.key : row.text(2);
	share.providerName = row.view(2).empty() ? liable.name : row.view(3).empty() ? row.text(2) : row.text(3);
	return share;
}

} // namespace fees
