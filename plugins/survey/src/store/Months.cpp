#include "store/Months.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/MonthSql.hpp"

#include <array>

namespace survey {

using erphost::Query;
using erphost::Result;
using erphost::Sorting;
using erphost::Tx;

namespace {

/// Between subject and indicator in a cursor: neither has one.
constexpr char kBetween = '\n';

const std::array kSortings{
	Sorting{"at", sql::kAmendments, sql::kAmendments, true},
	Sorting{"-at", sql::kAmendmentsDown, sql::kAmendmentsDown, true},
};

Month toMonth(const Query& row)
{
	Month month;
	month.month = row.text(0);
	month.state = row.text(1);
	month.basis = row.text(2);
	month.proposedAt = row.optionalInteger(3);
	month.computedAt = row.optionalInteger(4);
	month.computedBy = row.optionalText(5);
	month.signedAt = row.optionalInteger(6);
	month.signedBy = row.optionalText(7);
	month.remark = row.text(8);
	month.version = row.integer(9);
	return month;
}

} // namespace

Result<std::optional<Month>> findMonth(Tx& tx, const std::string& month)
{
	EH_TRY(auto row, tx.query(sql::kMonth, month));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<Month>{};
	return std::optional(toMonth(row));
}

Result<std::vector<Month>> monthsBetween(Tx& tx, const std::string& from, const std::string& to)
{
	std::vector<Month> months;
	EH_TRY(auto rows, tx.query(sql::kMonths, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return months;
		months.push_back(toMonth(rows));
	}
}

Result<std::vector<std::string>> signedMonths(Tx& tx, const std::string& from, const std::string& to,
                                              const std::string& basis)
{
	std::vector<std::string> months;
	EH_TRY(auto rows, tx.query(sql::kSignedMonths, from, to, basis));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return months;
		months.push_back(rows.text(0));
	}
}

Result<void> proposeMonth(Tx& tx, const std::string& month, const std::string& basis, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kProposeMonth, month, basis, nowMs));
	return {};
}

Result<void> computeMonth(Tx& tx, const std::string& month, const std::string& basis, const std::string& who,
                          std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto computed, tx.execute(sql::kComputeMonth, month, basis, nowMs, who));
	EH_TRY([[maybe_unused]] const auto dropped, tx.execute(sql::kDropCopy, month));
	EH_TRY([[maybe_unused]] const auto copied, tx.execute(sql::kCopyMonth, month, basis));
	EH_TRY([[maybe_unused]] const auto takenIn, tx.execute(sql::kDropAmendments, month));
	return {};
}

Result<bool> signMonth(Tx& tx, const std::string& month, const std::string& who, const std::string& remark,
                       std::int64_t nowMs)
{
	EH_TRY(const auto changed, tx.execute(sql::kSignMonth, month, nowMs, who, remark));
	return changed == 1;
}

Result<std::int64_t> countAmendments(Tx& tx, const AmendmentFilter& filter)
{
	EH_TRY(auto row, tx.query(sql::kCountAmendments, filter.branches, filter.month, filter.branch, filter.indicator));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<AmendmentPage> listAmendments(Tx& tx, const AmendmentFilter& filter, const std::string& sort,
                                     const std::string& cursor, int limit)
{
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(kSortings, sort));
	EH_TRY(const auto last, erphost::readCursor(cursor, sorting->numeric));
	const auto end = last.id.find(kBetween);
	if (last.given && end == std::string::npos)
		return erphost::permanent("cursor.invalid", "The cursor does not belong to this list.");
	AmendmentPage page;
	EH_TRY(page.total, countAmendments(tx, filter));
	EH_TRY(auto rows, tx.query(sorting->all, filter.branches, filter.month, filter.branch, filter.indicator,
	                           last.number, last.given ? last.id.substr(0, end) : std::string(),
	                           last.given ? last.id.substr(end + 1) : std::string(), last.given, limit + 1));
	EH_TRY(page.amendments, erphost::allRows(rows, [](const Query& row) {
			   return Amendment{row.integer(0),
		                        row.text(1),
		                        row.text(2),
		                        row.text(3),
		                        row.text(4),
		                        row.text(5),
		                        rateOf(row.integer(6), row.integer(7)),
		                        rateOf(row.integer(8), row.integer(9)),
		                        row.text(10),
		                        row.text(11)};
		   }));
	if (erphost::cutToPage(page.amendments, limit))
	{
		const Amendment& seen = page.amendments.back();
		page.next = erphost::cursorOf(seen.at, seen.subject + kBetween + seen.indicator);
	}
	return page;
}

} // namespace survey
