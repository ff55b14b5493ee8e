#include "store/Days.hpp"

#include "rules/ProxySigning.hpp"
#include "store/TimekeepingSql.hpp"

#include <erphost/Date.hpp>
#include <erphost/Rows.hpp>

namespace timekeeping {

using erphost::Query;
using erphost::Result;
using erphost::Tx;

Result<std::vector<Days::Entry>> Days::entriesOf(Query& rows)
{
	return erphost::allRows(rows, [](const Query& row) {
		return Entry{row.text(0), row.text(1),        row.text(2), row.optionalInteger(3), row.optionalInteger(4),
		             row.text(5), row.integer(6) != 0};
	});
}

Result<void> Days::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const auto goLive = tx.goLiveDate();
	if (!goLive) return {};
	EH_TRY(auto rows, tx.query(sql::kChanged, from, to));
	EH_TRY(const auto entries, entriesOf(rows));
	for (const auto& entry : entries)
	{
		if (!erphost::isIsoDate(entry.date) || entry.date < *goLive) continue;
		EH_CHECK(entry.deleted ? forget(tx, entry) : judge(tx, entry));
	}
	return {};
}

Result<void> Days::judge(Tx& tx, const Entry& entry) const
{
	EH_TRY(const Settings settings, settingsOn(_host, entry.date));
	const bool proxy = !entry.signedBy.empty() && entry.signedBy != entry.employee;
	std::int64_t lateMs = 0, earlyMs = 0;
	LatenessVerdict verdict;
	EH_TRY(const auto hours, _host.officeHours(entry.branchId, entry.date));
	if (hours && !proxy) // whoever comes on a day off is not late
	{
		EH_TRY(const std::int64_t opens, _host.instantOf(entry.date, hours->openMinute));
		EH_TRY(const std::int64_t closes, _host.instantOf(entry.date, hours->closeMinute));
		// Without either time he was not there for that half of the day.
		lateMs = missingMs(opens, entry.cameAt.value_or(closes));
		// While the day lasts nobody has left yet.
		if (entry.leftAt || _host.localDate(_host.nowMs()) > entry.date)
			earlyMs = missingMs(entry.leftAt.value_or(opens), closes);
		verdict = both(judgeLateness(lateMs, settings.lateness), judgeLateness(earlyMs, settings.lateness));
	}
	std::int64_t proxyFen = 0;
	if (proxy) // HR-03
	{
		EH_TRY(auto row, tx.query(sql::kSignedBefore, entry.signedBy, entry.date.substr(0, 4) + "-01-01", entry.date));
		EH_TRY(const auto earlier, erphost::firstRow(row, [](const Query& one) { return one.integer(0); }));
		proxyFen =
			proxySigningFen(static_cast<int>(earlier.value_or(0)), settings.proxyLeastFen, settings.proxyMostFen);
	}
	const char* word = proxy                       ? "signed_by_other"
	                   : verdict.absent            ? "absent"
	                   : verdict.leaveDue          ? "leave_due"
	                   : lateMs > 0 || earlyMs > 0 ? "late"
	                                               : "present";
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutDay, entry.employee, entry.date, entry.branchId, entry.cameAt, entry.leftAt, lateMs,
	                  earlyMs, word, verdict.fen, proxy ? entry.signedBy : std::string(), proxyFen, _host.nowMs()));
	return {};
}

Result<void> Days::forget(Tx& tx, const Entry& entry) const
{
	EH_TRY([[maybe_unused]] const auto removed, tx.execute(sql::kRemoveDay, entry.employee, entry.date));
	EH_TRY(auto row, tx.query(sql::kIsClosed, entry.branchId, entry.date));
	EH_TRY(const bool closed, row.next());
	EH_TRY(const bool working, _host.isWorkingDay(entry.branchId, entry.date));
	if (!closed || !working) return {};
	EH_TRY([[maybe_unused]] const auto put, tx.execute(sql::kPutAbsent, entry.branchId, entry.date, _host.nowMs()));
	return {};
}

Result<bool> Days::closeNext(Tx& tx) const
{
	const auto goLive = tx.goLiveDate();
	if (!goLive) return false;
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	EH_TRY(const Settings settings, settingsOn(_host, today));
	std::optional<std::int64_t> begun;
	{
		EH_TRY(auto row, tx.query(sql::kReadAt));
		EH_TRY(const bool known, row.next());
		const auto done = known ? row.optionalInteger(1) : std::nullopt;
		begun = known ? row.optionalInteger(0) : std::nullopt;
		// A pull that is on its way, or failed, has not seen everything.
		if (begun && (!done || *done < *begun)) begun.reset();
	}
	if (!begun) return false;

	struct Branch
	{
		std::string id, last;
	};
	EH_TRY(auto rows, tx.query(sql::kBranches));
	EH_TRY(const auto branches, erphost::allRows(rows, [](const Query& row) {
			   return Branch{row.text(0), row.text(1)};
		   }));
	for (const auto& branch : branches)
	{
		const std::string date = branch.last.empty() ? *goLive : erphost::daysAfter(branch.last, 1);
		if (erphost::daysBetween(date, today) < settings.judgeAfterDays) continue;
		// While the ERP is away nobody becomes absent: the day must have been read after its end.
		EH_TRY(const std::int64_t end, _host.instantOf(erphost::daysAfter(date, settings.judgeAfterDays), 0));
		if (*begun < end) continue;
		EH_TRY(const bool working, _host.isWorkingDay(branch.id, date));
		EH_TRY(auto open, tx.query(sql::kUnfinished, branch.id, date));
		EH_TRY(const auto unfinished, entriesOf(open));
		for (const auto& entry : unfinished) EH_CHECK(judge(tx, entry));
		if (working) EH_CHECK(tx.execute(sql::kPutAbsent, branch.id, date, now));
		EH_CHECK(tx.execute(sql::kCloseDay, branch.id, date));
		return true;
	}
	return false;
}

} // namespace timekeeping
