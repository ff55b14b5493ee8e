#include "store/Actions.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/ActionSql.hpp"

#include <array>

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::Query;
using erphost::readCursor;
using erphost::Sorting;
using erphost::sortingNamed;

namespace {

Action toAction(const Query& row)
{
	return {row.text(0), row.text(1), row.text(2), row.text(3),         row.text(4),  row.text(5),
	        row.text(6), row.text(7), row.text(8), row.optionalText(9), row.text(10), row.integer(11)};
}

Document toDocument(const Query& row)
{
	Document document;
	document.caseId = row.text(0);
	document.type = row.text(1);
	document.content = nlohmann::json::parse(row.view(2), nullptr, false);
	document.authorName = row.text(3);
	document.at = row.integer(4);
	document.sharedAt = row.optionalInteger(5);
	document.version = row.integer(6);
	document.caseNumber = row.text(7);
	return document;
}

const std::array kActionSortings{
	Sorting{"dueOn", sql::kActions, sql::kActions, false},
	Sorting{"-dueOn", sql::kActionsDown, sql::kActionsDown, false},
};
const std::array kDocumentSortings{
	Sorting{"sharedAt", sql::kDocuments, sql::kDocuments, true},
	Sorting{"-sharedAt", sql::kDocumentsDown, sql::kDocumentsDown, true},
};

} // namespace

Result<std::vector<CauseCount>> causeCounts(Tx& tx, const std::string& fromMonth, const std::string& toMonth,
                                            const std::string& branches, const std::string& branch)
{
	EH_TRY(auto rows, tx.query(sql::kCauses, fromMonth, toMonth, branches, branch));
	return allRows(rows, [](const Query& row) { return CauseCount{row.text(0), row.integer(1)}; });
}

Result<void> addAction(Tx& tx, const Action& action, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddAction, action.id, action.branchId, action.cause, action.caseId, action.type,
	                  action.what, action.person, action.dueOn, nowMs));
	return {};
}

Result<std::optional<Action>> findAction(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kAction, id));
	return firstRow(rows, toAction);
}

Result<std::vector<Action>> actionsOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kActionsOfCase, caseId));
	return allRows(rows, toAction);
}

Result<void> moveAction(Tx& tx, const Action& action)
{
	EH_TRY([[maybe_unused]] const auto moved,
	       tx.execute(sql::kMoveAction, action.id, action.state, action.doneOn, action.effect));
	return {};
}

Result<ActionPage> listActions(Tx& tx, const std::string& branches, const std::string& state, const std::string& cause,
                               const std::string& branch, const std::string& sort, const std::string& cursor, int limit)
{
	EH_TRY(const Sorting* sorting, sortingNamed(kActionSortings, sort));
	EH_TRY(const Cursor last, readCursor(cursor, sorting->numeric));
	EH_TRY(auto rows,
	       tx.query(sorting->ofState, branches, state, cause, branch, last.text, last.id, last.given, limit + 1));
	ActionPage page;
	EH_TRY(page.actions, allRows(rows, toAction));
	if (cutToPage(page.actions, limit)) page.next = cursorOf(page.actions.back().dueOn, page.actions.back().id);
	return page;
}

Result<std::int64_t> countActionsOverdue(Tx& tx, const std::string& branches, const std::string& today)
{
	EH_TRY(auto row, tx.query(sql::kCountActionsOverdue, branches, today));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<std::optional<Document>> findDocument(Tx& tx, const std::string& caseId, const std::string& type)
{
	EH_TRY(auto rows, tx.query(sql::kDocument, caseId, type));
	return firstRow(rows, toDocument);
}

Result<std::vector<std::string>> documentTypesOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kDocumentsOfCase, caseId));
	return allRows(rows, [](const Query& row) { return row.text(0); });
}

Result<void> putDocument(Tx& tx, const Document& document)
{
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutDocument, document.caseId, document.type, document.content.dump(), document.author,
	                  document.authorName, document.at));
	return {};
}

Result<void> shareDocument(Tx& tx, const std::string& caseId, const std::string& type, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto shared, tx.execute(sql::kShareDocument, caseId, type, nowMs));
	return {};
}

Result<DocumentPage> listDocuments(Tx& tx, const std::string& type, const std::string& sort, const std::string& cursor,
                                   int limit)
{
	EH_TRY(const Sorting* sorting, sortingNamed(kDocumentSortings, sort));
	EH_TRY(const Cursor last, readCursor(cursor, sorting->numeric));
	EH_TRY(auto rows, tx.query(sorting->all, type, last.number, last.id, last.given, limit + 1));
	DocumentPage page;
	EH_TRY(page.documents, allRows(rows, toDocument));
	if (cutToPage(page.documents, limit))
		page.next = cursorOf(page.documents.back().sharedAt.value_or(0), page.documents.back().caseId);
	return page;
}

Result<Counters> counters(Tx& tx, const std::string& branches, std::int64_t nowMs, const std::string& userId)
{
	EH_TRY(auto row, tx.query(sql::kCounters, branches, nowMs, userId));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return Counters{row.integer(0), row.integer(1), row.integer(2), row.integer(3),
	                row.integer(4), row.integer(5), row.integer(6), row.integer(7)};
}

} // namespace complaints
