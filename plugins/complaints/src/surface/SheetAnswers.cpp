#include "surface/SheetAnswers.hpp"

#include "erphost/Rows.hpp"
#include "rules/Id.hpp"
#include "store/SheetSql.hpp"

#include <algorithm>

namespace complaints {

using erphost::allRows;

namespace {

struct TypedAnswer
{
	std::string erpKey, sheet, number, byName;
	SheetAnswer words;
	std::optional<std::int64_t> at;
	bool deleted = false;
};

TypedAnswer toTyped(const erphost::Query& row)
{
	TypedAnswer typed;
	typed.erpKey = row.text(0);
	typed.sheet = row.text(1);
	typed.number = row.text(2);
	typed.words = {row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8)};
	typed.byName = row.text(9);
	typed.at = row.optionalInteger(10);
	typed.deleted = row.integer(11) != 0;
	return typed;
}

bool blank(const std::string& text)
{
	return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

} // namespace

Result<void> SheetAnswers::addTo(erphost::Registry& registry) const
{
	return registry.watch("sheet_answers", "contact_sheet_answer",
	                      [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); });
}

Result<void> SheetAnswers::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	std::vector<TypedAnswer> all;
	{
		EH_TRY(auto rows, tx.query(sql::kChangedAnswers, from, to));
		EH_TRY(all, allRows(rows, toTyped));
	}
	for (const TypedAnswer& typed : all)
	{
		// A branch types field by field and saves in between: an answer is one when both of its parts are there.
		if (typed.deleted || blank(typed.words.result) || blank(typed.words.measure)) continue;
		EH_TRY(auto sheet, findSheet(tx, typed.sheet.empty() ? typed.erpKey : typed.sheet));
		if (!sheet && !typed.number.empty())
		{
			EH_TRY(sheet, sheetNumbered(tx, typed.number));
		}
		// A row that is not ours, or of a sheet that was taken back, is nobody's answer; it must not stop the others.
		if (!sheet || sheet->state == SheetState::draft || sheet->state == SheetState::withdrawn) continue;
		GivenAnswer answer;
		answer.words = typed.words;
		// The same words are the same answer, however often the row is read.
		answer.id = idOf({"answer", "erp", sheet->id, typed.words.result, typed.words.measure, typed.words.facts,
		                  typed.words.cause, typed.words.solution, typed.words.carriedOut,
		                  typed.at ? std::to_string(*typed.at) : ""});
		const std::int64_t now = _host.nowMs();
		answer.at = std::clamp(typed.at.value_or(now), std::min(sheet->sentAt.value_or(now), now), now);
		answer.byName = typed.byName;
		answer.via = "erp";
		SheetDesk desk(_host);
		EH_CHECK(desk.receive(tx, *sheet, answer, {}, "erp"));
	}
	return {};
}

} // namespace complaints
