#include "store/History.hpp"

#include "erphost/Rows.hpp"
#include "store/HistorySql.hpp"

namespace complaints {

using erphost::allRows;
using erphost::firstRow;
using erphost::Query;

namespace {

Line toLine(const Query& row)
{
	return {row.integer(0), static_cast<int>(row.integer(1)),        row.text(2),
	        row.integer(3), {row.text(4), row.text(5), row.text(6)}, row.text(7)};
}

DeedRow toDeed(const Query& row)
{
	DeedRow deed;
	deed.sequence = row.integer(0);
	deed.round = static_cast<int>(row.integer(1));
	deed.deed = row.text(2);
	deed.at = row.integer(3);
	deed.actor = {row.text(4), row.text(5), {}};
	deed.wanted = row.text(6);
	deed.person = row.text(7);
	deed.personName = row.text(8);
	deed.amountFen = row.optionalInteger(9);
	deed.what = row.text(10);
	return deed;
}

StoryLine toStoryLine(const Query& row)
{
	return {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)};
}

Linked toLinked(const Query& row)
{
	return {row.text(0),   row.text(1), row.text(2), row.text(3), row.text(4), static_cast<int>(row.integer(5)),
	        row.integer(6)};
}

} // namespace

Result<std::int64_t> addLine(Tx& tx, Case& item, const std::string& step, const Actor& actor, const std::string& what,
                             std::int64_t nowMs)
{
	const std::int64_t sequence = item.nextSequence++;
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddStep, item.id, sequence, item.round, step, nowMs,
	                                                     actor.id, actor.name, actor.via, what));
	return sequence;
}

Result<std::vector<Line>> linesOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kSteps, caseId));
	return allRows(rows, toLine);
}

Result<std::optional<Line>> lastLine(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kLastStep, caseId));
	return firstRow(rows, toLine);
}

Result<std::vector<StoryLine>> storyOf(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kStory, kind, branchId, erpKey));
	return allRows(rows, toStoryLine);
}

Result<std::vector<StoryLine>> sheetStoryOf(Tx& tx, const std::string& kind, const std::string& branchId,
                                            const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kSheetStory, kind, branchId, erpKey));
	return allRows(rows, toStoryLine);
}

Result<std::vector<ClockLine>> clockStoryOf(Tx& tx, const std::string& kind, const std::string& branchId,
                                            const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kClockStory, kind, branchId, erpKey));
	return allRows(rows, [](const Query& row) {
		return ClockLine{row.integer(0), row.text(1), row.integer(2) != 0, static_cast<int>(row.integer(3)),
		                 row.text(4)};
	});
}

Result<void> addDeed(Tx& tx, const std::string& caseId, const DeedRow& deed)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddDeed, caseId, deed.sequence, deed.round, deed.deed, deed.at, deed.actor.id,
	                  deed.actor.name, deed.wanted, deed.person, deed.personName, deed.amountFen, deed.what));
	return {};
}

Result<std::vector<DeedRow>> deedsOfCase(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kDeeds, caseId));
	return allRows(rows, toDeed);
}

Result<std::vector<Linked>> linkCandidates(Tx& tx, const Case& item, int days)
{
	const std::int64_t period = days * std::int64_t{86'400'000};
	EH_TRY(auto rows, tx.query(sql::kLinkCandidates, item.kind, item.branchId, item.erpKey, item.phoneKey,
	                           item.receivedAt - period, item.receivedAt + period, item.id));
	return allRows(rows, toLinked);
}

Result<void> link(Tx& tx, const std::string& one, const std::string& other, const std::string& basis)
{
	EH_TRY([[maybe_unused]] const auto there, tx.execute(sql::kAddLink, one, other, basis));
	EH_TRY([[maybe_unused]] const auto back, tx.execute(sql::kAddLink, other, one, basis));
	return {};
}

Result<std::vector<Linked>> linksOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kLinks, caseId));
	return allRows(rows, toLinked);
}

Result<void> countRepeats(Tx& tx, const std::string& caseId)
{
	EH_TRY([[maybe_unused]] const auto counted, tx.execute(sql::kCountRepeats, caseId));
	return {};
}

Result<int> earlierComplaints(Tx& tx, const std::string& phoneKey, std::int64_t untilMs)
{
	EH_TRY(auto row, tx.query(sql::kEarlier, phoneKey, untilMs));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return static_cast<int>(row.integer(0));
}

Result<void> addFinding(Tx& tx, const std::string& id, const std::string& kind, const std::string& branchId,
                        const std::string& erpKey, const std::string& task, const Finding& finding)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddFinding, id, kind, branchId, erpKey, finding.finding, finding.question, finding.said,
	                  finding.amountFen, task, finding.at));
	return {};
}

Result<void> withdrawFinding(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey,
                             const std::string& task, const Finding& finding)
{
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kWithdrawFinding, kind, branchId, erpKey, task,
	                                                    finding.finding, finding.question, finding.said));
	return {};
}

Result<std::vector<Finding>> findingsOf(Tx& tx, const Case& item)
{
	EH_TRY(auto rows, tx.query(sql::kFindings, item.kind, item.branchId, item.erpKey));
	return allRows(rows, [](const Query& row) {
		return Finding{row.text(0), row.text(1), row.text(2), row.optionalInteger(3), row.integer(4)};
	});
}

} // namespace complaints
