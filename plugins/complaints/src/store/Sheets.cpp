#include "store/Sheets.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/SheetSql.hpp"

#include <algorithm>
#include <array>

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;
using erphost::Sorting;
using erphost::sortingNamed;
using erphost::Sql;

namespace {

ContactSheet toSheet(const Query& row)
{
	ContactSheet sheet;
	sheet.id = row.text(0);
	sheet.number = row.text(1);
	sheet.caseId = row.text(2);
	sheet.caseNumber = row.text(3);
	sheet.kind = row.text(4);
	sheet.branchId = row.text(5);
	sheet.branchName = row.text(6);
	sheet.erpKey = row.text(7);
	sheet.orderNumber = row.text(8);
	sheet.product = row.text(9);
	sheet.department = row.text(10);
	sheet.problem = row.text(11);
	sheet.state = sheetStateNamed(row.view(12)).value_or(SheetState::withdrawn);
	sheet.round = static_cast<int>(row.integer(13));
	sheet.createdAt = row.integer(14);
	sheet.createdByName = row.text(15);
	sheet.signedAt = row.optionalInteger(16);
	sheet.signedByName = row.text(17);
	sheet.sentAt = row.optionalInteger(18);
	sheet.dueAt = row.integer(19);
	sheet.dueProvisional = row.integer(20) != 0;
	sheet.answeredAt = row.optionalInteger(21);
	sheet.answeredByName = row.text(22);
	sheet.via = row.text(23);
	sheet.late = row.integer(24) != 0;
	sheet.result = row.text(25);
	sheet.measure = row.text(26);
	sheet.withdrawnReason = row.text(27);
	sheet.version = row.integer(28);
	return sheet;
}

GivenAnswer toAnswer(const Query& row)
{
	GivenAnswer answer;
	answer.id = row.text(0);
	answer.sheetId = row.text(1);
	answer.round = static_cast<int>(row.integer(2));
	answer.at = row.integer(3);
	answer.enteredAt = row.integer(4);
	answer.byName = row.text(5);
	answer.via = row.text(6);
	answer.words = {row.text(7), row.text(8), row.text(9), row.text(10), row.text(11), row.text(12)};
	answer.stands = row.integer(13) != 0;
	answer.late = row.integer(14) != 0;
	return answer;
}

SheetLinkRow toLink(const Query& row)
{
	return {row.text(0), row.integer(1), row.integer(2), row.optionalInteger(3)};
}

Result<void> addEvent(Tx& tx, const ContactSheet& sheet, const SheetEvent& event)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddSheetEvent, sheet.id, sheet.version, event.at, event.what, event.byName, event.note));
	return {};
}

const std::array kSortings{
	Sorting{"dueAt", sql::kSheetsByDue, sql::kStateSheetsByDue, true},
	Sorting{"-dueAt", sql::kSheetsByDueDown, sql::kStateSheetsByDueDown, true},
	Sorting{"number", sql::kSheetsByNumber, sql::kStateSheetsByNumber, false},
	Sorting{"-number", sql::kSheetsByNumberDown, sql::kStateSheetsByNumberDown, false},
	Sorting{"createdAt", sql::kSheetsByCreation, sql::kStateSheetsByCreation, true},
	Sorting{"-createdAt", sql::kSheetsByCreationDown, sql::kStateSheetsByCreationDown, true},
};

nlohmann::json sortValue(const ContactSheet& sheet, std::string_view sort)
{
	if (sort.ends_with("dueAt")) return sheet.dueAt;
	if (sort.ends_with("number")) return sheet.number;
	return sheet.createdAt;
}

} // namespace

Result<bool> addSheet(Tx& tx, const ContactSheet& sheet)
{
	EH_TRY(const auto added,
	       tx.execute(sql::kAddSheet, sheet.id, sheet.number, sheet.caseId, sheet.caseNumber, sheet.kind,
	                  sheet.branchId, sheet.branchName, sheet.erpKey, sheet.orderNumber, sheet.product,
	                  sheet.department, sheet.problem, name(sheet.state), sheet.round, sheet.createdAt,
	                  sheet.createdByName, sheet.signedAt, sheet.signedByName, sheet.sentAt, sheet.dueAt,
	                  sheet.dueProvisional, sheet.answeredAt, sheet.answeredByName, sheet.via, sheet.late, sheet.result,
	                  sheet.measure, sheet.withdrawnReason, sheet.version));
	if (added == 0) return false;
	EH_CHECK(addEvent(tx, sheet, {sheet.createdAt, "created", sheet.createdByName, ""}));
	return true;
}

Result<void> saveSheet(Tx& tx, ContactSheet& sheet, const SheetEvent& event)
{
	EH_TRY(const auto saved, tx.execute(sql::kSaveSheet, sheet.id, sheet.department, sheet.problem, name(sheet.state),
	                                    sheet.round, sheet.signedAt, sheet.signedByName, sheet.sentAt, sheet.dueAt,
	                                    sheet.dueProvisional, sheet.answeredAt, sheet.answeredByName, sheet.via,
	                                    sheet.late, sheet.result, sheet.measure, sheet.withdrawnReason, sheet.version));
	if (saved == 0)
		return erphost::conflict("complaints.sheet.stale", "The contact sheet has changed since it was read.")
		    .with("number", sheet.number);
	++sheet.version;
	return addEvent(tx, sheet, event);
}

Result<void> saveSheetDue(Tx& tx, const std::string& id, std::int64_t dueAt, bool provisional)
{
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kSheetDue, id, dueAt, provisional));
	return {};
}

Result<std::optional<ContactSheet>> findSheet(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kSheet, id));
	return firstRow(rows, toSheet);
}

Result<std::optional<ContactSheet>> sheetNumbered(Tx& tx, const std::string& number)
{
	EH_TRY(auto rows, tx.query(sql::kSheetByNumber, number));
	return firstRow(rows, toSheet);
}

Result<std::vector<ContactSheet>> sheetsOfCase(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kSheetsOfCase, caseId));
	return allRows(rows, toSheet);
}

Result<bool> addAnswer(Tx& tx, const GivenAnswer& answer)
{
	const SheetAnswer& words = answer.words;
	EH_TRY(const auto added,
	       tx.execute(sql::kAddAnswer, answer.id, answer.sheetId, answer.round, answer.at, answer.enteredAt,
	                  answer.byName, answer.via, words.result, words.measure, words.facts, words.cause, words.solution,
	                  words.carriedOut, answer.stands, answer.late));
	return added > 0;
}

Result<std::vector<GivenAnswer>> answersOf(Tx& tx, const std::string& sheetId)
{
	EH_TRY(auto rows, tx.query(sql::kAnswers, sheetId));
	return allRows(rows, toAnswer);
}

Result<void> addAnswerFile(Tx& tx, const GivenAnswer& answer, int sequence, const AnswerFile& file)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddSheetFile, answer.id, sequence, answer.sheetId, file.fileId, file.name, file.mediaType));
	return {};
}

Result<std::vector<AnswerFile>> filesOf(Tx& tx, const std::string& sheetId)
{
	EH_TRY(auto rows, tx.query(sql::kSheetFiles, sheetId));
	return allRows(rows, [](const Query& row) {
		return AnswerFile{row.text(0), row.text(1), row.text(2), row.text(3)};
	});
}

Result<std::vector<SheetEvent>> historyOf(Tx& tx, const std::string& sheetId)
{
	EH_TRY(auto rows, tx.query(sql::kSheetHistory, sheetId));
	return allRows(rows, [](const Query& row) {
		return SheetEvent{row.integer(0), row.text(1), row.text(2), row.text(3)};
	});
}

Result<void> addLink(Tx& tx, const std::string& sheetId, const std::string& tokenHash, std::int64_t nowMs,
                     std::int64_t expiresAtMs, const std::string& issuedBy)
{
	EH_CHECK(revokeLinks(tx, sheetId, nowMs));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddSheetLink, tokenHash, sheetId, nowMs, issuedBy, expiresAtMs));
	return {};
}

Result<void> revokeLinks(Tx& tx, const std::string& sheetId, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto ended, tx.execute(sql::kRevokeLinks, sheetId, nowMs));
	return {};
}

Result<std::optional<SheetLinkRow>> linkOf(Tx& tx, const std::string& tokenHash)
{
	EH_TRY(auto rows, tx.query(sql::kLinkByHash, tokenHash));
	return firstRow(rows, toLink);
}

Result<std::optional<SheetLinkRow>> newestLink(Tx& tx, const std::string& sheetId)
{
	EH_TRY(auto rows, tx.query(sql::kLinkOfSheet, sheetId));
	return firstRow(rows, toLink);
}

Result<SheetPage> listSheets(Tx& tx, const SheetFilter& filter, const std::string& sort, const std::string& cursor,
                             int limit)
{
	EH_TRY(const Sorting* sorting, sortingNamed(kSortings, sort));
	EH_TRY(const Cursor last, readCursor(cursor, sorting->numeric));
	const std::string search = pattern(filter.search);
	const auto run = [&](const auto& value) {
		return tx.query(filter.state.empty() ? sorting->all : sorting->ofState, filter.branches, filter.state,
		                filter.branch, filter.department, filter.caseId, filter.dueBefore, search, value, last.id,
		                last.given, limit + 1);
	};
	EH_TRY(auto rows, sorting->numeric ? run(last.number) : run(last.text));
	SheetPage page;
	EH_TRY(page.sheets, allRows(rows, toSheet));
	if (cutToPage(page.sheets, limit)) page.next = cursorOf(sortValue(page.sheets.back(), sort), page.sheets.back().id);
	EH_TRY(auto count,
	       tx.query(filter.state.empty() ? sql::kCountSheets : sql::kCountStateSheets, filter.branches, filter.state,
	                filter.branch, filter.department, filter.caseId, filter.dueBefore, search));
	EH_TRY([[maybe_unused]] const bool counted, count.next());
	page.total = count.integer(0);
	return page;
}

} // namespace complaints
