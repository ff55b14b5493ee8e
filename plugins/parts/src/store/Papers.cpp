#include "store/Papers.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/PaperSql.hpp"

#include <algorithm>

namespace parts {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::firstRow;
using erphost::pattern;
using erphost::Query;
using erphost::readCursor;

namespace {

Paper toPaper(const Query& row)
{
	Paper paper;
	int at = 0;
	const auto text = [&] { return row.text(at++); };
	for (std::string* each :
	     {&paper.id, &paper.number, &paper.kind, &paper.state, &paper.branchId, &paper.fromPlace, &paper.toPlace,
	      &paper.order.kind, &paper.order.branchId, &paper.order.key, &paper.order.number, &paper.warranty,
	      &paper.person, &paper.personName, &paper.supplier, &paper.reference, &paper.reason})
		*each = text();
	paper.urgent = row.integer(at++) != 0;
	paper.transportFen = row.integer(at++);
	paper.carrier = text();
	paper.tracking = text();
	paper.businessDate = text();
	paper.createdAt = row.integer(at++);
	paper.actor = {row.text(at), row.text(at + 1)};
	at += 2;
	paper.settledAt = row.optionalInteger(at++);
	paper.settledBy = {row.text(at), row.text(at + 1)};
	at += 2;
	paper.settledNote = text();
	paper.frozenSequence = row.integer(at++);
	paper.content = text();
	paper.version = row.integer(at++);
	for (std::string* each : {&paper.fromName, &paper.toName, &paper.fromBranch, &paper.toBranch}) *each = text();
	return paper;
}

PaperLine toLine(const Query& row)
{
	PaperLine line;
	int at = 0;
	const auto text = [&] { return row.text(at++); };
	const auto number = [&] { return row.integer(at++); };
	line.ref.documentId = text();
	line.ref.line = number();
	line.itemCode = text();
	for (std::int64_t* each : {&line.quantity, &line.costFen, &line.held, &line.heldCostFen, &line.done, &line.back,
	                           &line.lost, &line.exchangeDue, &line.exchangeCostFen})
		*each = number();
	line.placeId = text();
	line.person = text();
	line.origin.documentId = text();
	line.origin.line = number();
	line.counted = row.optionalInteger(at++);
	line.faulty = row.optionalInteger(at++);
	line.chargedFen = number();
	for (std::string* each : {&line.note, &line.itemName, &line.specification, &line.unit}) *each = text();
	line.unitSize = number();
	for (std::string* each : {&line.brand, &line.documentNumber, &line.documentKind, &line.branchId, &line.fromPlace,
	                          &line.order.kind, &line.order.branchId, &line.order.key, &line.order.number,
	                          &line.warranty, &line.personName, &line.businessDate})
		*each = text();
	return line;
}

} // namespace

Result<std::string> nextNumber(Tx& tx, std::string_view series, const std::string& branchId, const std::string& place,
                               const std::string& localDay)
{
	EH_TRY(auto row, tx.query(sql::kNextNumber, series, branchId, localDay));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	std::string count = std::to_string(row.integer(0));
	if (count.size() < 4) count.insert(0, 4 - count.size(), '0');
	std::string compact = localDay;
	std::erase(compact, '-');
	return std::string(series) + "-" + place + "-" + compact + "-" + count;
}

Result<std::optional<Paper>> findPaper(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kDocument, id));
	return firstRow(rows, toPaper);
}

Result<void> addPaper(Tx& tx, const Paper& paper)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddDocument, paper.id, paper.number, paper.kind, paper.state, paper.branchId,
	                  paper.fromPlace, paper.toPlace, paper.order.kind, paper.order.branchId, paper.order.key,
	                  paper.order.number, paper.warranty, paper.person, paper.personName, paper.supplier,
	                  paper.reference, paper.reason, paper.urgent, paper.transportFen, paper.carrier, paper.tracking,
	                  paper.businessDate, paper.createdAt, paper.actor.id, paper.actor.name, paper.frozenSequence,
	                  paper.content));
	return {};
}

Result<void> savePaper(Tx& tx, const Paper& paper)
{
	EH_TRY([[maybe_unused]] const auto saved, tx.execute(sql::kSaveDocument, paper.id, paper.state, paper.settledAt,
	                                                     paper.settledBy.id, paper.settledBy.name, paper.settledNote));
	return {};
}

Result<PaperPage> listPapers(Tx& tx, const PaperFilter& filter, const std::string& cursor, int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	const std::string search = pattern(filter.search);
	const auto by = [&](const erphost::Sql& newest, const erphost::Sql& oldest, const auto&... values) {
		return tx.query(filter.oldestFirst ? oldest : newest, filter.branches, filter.branch, search, last.number,
		                last.id, last.given, limit + 1, values...);
	};
	const bool ofKind = !filter.kind.empty(), ofState = !filter.state.empty();
	EH_TRY(auto rows, filter.urgent ? by(sql::kUrgentDocuments, sql::kUrgentDocumentsOldest, filter.kind, filter.state)
	                  : ofKind&& ofState ? by(sql::kDocumentsOfKindAndState, sql::kDocumentsOfKindAndStateOldest,
	                                          filter.kind, filter.state)
	                  : ofKind           ? by(sql::kDocumentsOfKind, sql::kDocumentsOfKindOldest, filter.kind)
	                  : ofState          ? by(sql::kDocumentsOfState, sql::kDocumentsOfStateOldest, filter.state)
	                                     : by(sql::kDocuments, sql::kDocumentsOldest));
	PaperPage page;
	EH_TRY(page.papers, allRows(rows, toPaper));
	if (cutToPage(page.papers, limit)) page.next = cursorOf(page.papers.back().createdAt, page.papers.back().id);
	return page;
}

Result<void> addLine(Tx& tx, const PaperLine& line)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddLine, line.ref.documentId, line.ref.line, line.itemCode, line.quantity, line.costFen,
	                  line.held, line.heldCostFen, line.done, line.back, line.lost, line.exchangeDue,
	                  line.exchangeCostFen, line.placeId, line.person, line.origin.documentId, line.origin.line,
	                  line.counted, line.faulty, line.chargedFen, line.note));
	return {};
}

Result<PaperLine> requireLine(Tx& tx, const LineRef& ref)
{
	EH_TRY(auto rows, tx.query(sql::kLine, ref.documentId, ref.line));
	EH_TRY(auto line, firstRow(rows, toLine));
	if (!line)
		return erphost::permanent("parts.line.not_found", "The paper has no such line.")
		    .with("document", ref.documentId)
		    .with("line", std::to_string(ref.line));
	return *std::move(line);
}

Result<std::vector<PaperLine>> linesOf(Tx& tx, const std::string& documentId)
{
	EH_TRY(auto rows, tx.query(sql::kLines, documentId));
	return allRows(rows, toLine);
}

Result<void> saveLine(Tx& tx, const PaperLine& line)
{
	EH_TRY([[maybe_unused]] const auto saved,
	       tx.execute(sql::kSaveLine, line.ref.documentId, line.ref.line, line.costFen, line.held, line.heldCostFen,
	                  line.done, line.back, line.lost, line.exchangeDue, line.exchangeCostFen, line.counted));
	return {};
}

Result<HeldPage> listHeld(Tx& tx, const HeldFilter& filter, const std::string& cursor, int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	const auto by = [&](const erphost::Sql& sql, const auto&... values) {
		return tx.query(sql, filter.branches, last.id, last.number, limit + 1, filter.branch, values...);
	};
	EH_TRY(auto rows, filter.order ? by(sql::kHeldForOrder, filter.order.kind, filter.order.branchId, filter.order.key)
	                  : !filter.person.empty() ? by(sql::kHeldByPerson, filter.person)
	                                           : by(sql::kHeldInBranch));
	HeldPage page;
	EH_TRY(page.lines, allRows(rows, toLine));
	if (cutToPage(page.lines, limit))
		page.next = cursorOf(page.lines.back().ref.line, page.lines.back().ref.documentId);
	return page;
}

Result<void> addTest(Tx& tx, const std::string& id, const std::string& documentId, const PieceTest& test)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddTest, id, documentId, test.line, test.serial, test.passed, test.note, test.testedAt,
	                  test.actor.id, test.actor.name));
	return {};
}

Result<std::vector<PieceTest>> testsOf(Tx& tx, const std::string& documentId)
{
	EH_TRY(auto rows, tx.query(sql::kTests, documentId));
	return allRows(rows, [](const Query& row) {
		return PieceTest{row.integer(0), row.text(1),    row.integer(2) != 0,
		                 row.text(3),    row.integer(4), {std::string(), row.text(5)}};
	});
}

Result<void> noteSampled(Tx& tx, const std::string& placeId, const std::string& itemCode, const std::string& localDay)
{
	EH_TRY([[maybe_unused]] const auto noted, tx.execute(sql::kSampled, placeId, itemCode, localDay));
	return {};
}

Result<std::vector<SamplableItem>> samplable(Tx& tx, const std::string& placeId)
{
	EH_TRY(auto rows, tx.query(sql::kSamplable, placeId));
	return allRows(rows, [](const Query& row) {
		SamplableItem item;
		item.itemCode = row.text(0);
		item.inStock = row.integer(1);
		item.unitSize = row.integer(2);
		item.lastSampledOn = row.text(3);
		item.name = row.text(4);
		item.unit = row.text(5);
		return item;
	});
}

} // namespace parts
