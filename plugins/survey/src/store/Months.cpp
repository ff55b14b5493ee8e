#include "store/Months.hpp"

#include "store/MonthSql.hpp"

#include <nlohmann/json.hpp>

namespace survey {

using erphost::Query;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

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

Result<AmendmentPage> listAmendments(Tx& tx, const AmendmentFilter& filter, const std::string& cursor, int limit)
{
	json last = json::array({std::int64_t{-1}, "", ""});
	if (!cursor.empty())
	{
		last = json::parse(cursor, nullptr, false);
		if (!last.is_array() || last.size() != 3 || !last[0].is_number_integer() || !last[1].is_string() ||
		    !last[2].is_string())
			return erphost::permanent("survey.cursor.invalid", "The cursor does not belong to this list.");
	}
	AmendmentPage page;
	EH_TRY(page.total, countAmendments(tx, filter));
	EH_TRY(auto rows,
	       tx.query(sql::kAmendments, filter.branches, filter.month, filter.branch, filter.indicator,
	                last[0].get<std::int64_t>(), last[1].get<std::string>(), last[2].get<std::string>(), limit + 1));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return page;
		if (static_cast<int>(page.amendments.size()) == limit)
		{
			const Amendment& seen = page.amendments.back();
			page.next = json::array({seen.at, seen.subject, seen.indicator}).dump();
			return page;
		}
		page.amendments.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
		                           rows.text(5), rateOf(rows.integer(6), rows.integer(7)),
		                           rateOf(rows.integer(8), rows.integer(9)), rows.text(10), rows.text(11)});
	}
}

} // namespace survey
