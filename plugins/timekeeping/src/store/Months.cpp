#include "store/Months.hpp"

#include "store/TimekeepingSql.hpp"

#include <erphost/Date.hpp>
#include <erphost/Rows.hpp>

#include <algorithm>
#include <map>

namespace timekeeping {

using erphost::Query;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

/// Fen as the ERP's sums are written: "12.05".
std::string yuan(std::int64_t fen)
{
	const std::string digits = std::to_string(fen % 100);
	return std::to_string(fen / 100) + "." + std::string(2 - digits.size(), '0') + digits;
}

/// A leave as far as it lies in the month; its hours in proportion of the days, rounded up.
TakenLeave cut(TakenLeave leave, const std::string& first, const std::string& last)
{
	const int all = erphost::daysBetween(leave.from, leave.to) + 1;
	leave.from = std::max(leave.from, first);
	leave.to = std::min(leave.to, last);
	const int here = erphost::daysBetween(leave.from, leave.to) + 1;
	leave.hours = (leave.hours * here + all - 1) / all;
	return leave;
}

erphost::ErpRecord recordOf(const MonthLine& line, const std::string& month)
{
	const json payload = {{"month", month},
	                      {"employee", line.employee},
	                      {"late", line.late},
	                      {"late_sum", yuan(line.lateFen)},
	                      {"proxy_sum", yuan(line.proxyFen)},
	                      {"absent", line.absent},
	                      {"wage_percent", line.wagePercent},
	                      {"leave_sum", yuan(line.leaveFen)},
	                      {"rest_sum", yuan(line.restFen)},
	                      {"consequence", line.consequence}};
	return {"attendance_month", line.branchId, line.employee, "timekeeping-" + month + "-" + line.employee,
	        payload.dump()};
}

} // namespace

std::string firstDay(const std::string& month)
{
	return month + "-01";
}

std::string lastDay(const std::string& month)
{
	// The first of the next month is never more than 31 days off, and never less than 28.
	const std::string next = erphost::daysAfter(firstDay(month), 31);
	return erphost::daysAfter(next.substr(0, 7) + "-01", -1);
}

bool isMonth(const std::string& text)
{
	return text.size() == 7 && erphost::isIsoDate(text + "-01");
}

Result<std::vector<MonthLine>> Months::sum(Tx& tx, const std::string& branches, const std::string& month) const
{
	const std::string first = firstDay(month), last = lastDay(month);
	EH_TRY(const Settings settings, settingsOn(_host, last));
	struct Person
	{
		MonthLine line;
		std::string position;
	};
	EH_TRY(auto people, tx.query(sql::kMonthPeople, branches, first, last));
	EH_TRY(const auto persons, erphost::allRows(people, [](const Query& row) {
			   Person person;
			   person.line.employee = row.text(0);
			   person.line.branchId = row.text(1);
			   person.line.name = row.text(2);
			   person.position = row.text(3);
			   return person;
		   }));
	std::map<std::string, std::vector<JudgedDay>> days;
	{
		EH_TRY(auto rows, tx.query(sql::kMonthDays, branches, first, last));
		EH_TRY(const auto all, erphost::allRows(rows, [](const Query& row) {
				   return std::pair(row.text(0), JudgedDay{row.text(1), row.text(2), row.integer(3)});
			   }));
		for (const auto& [employee, day] : all) days[employee].push_back(day);
	}
	std::map<std::string, std::vector<TakenLeave>> leaves;
	{
		EH_TRY(auto rows, tx.query(sql::kMonthLeaves, branches, first, last));
		EH_TRY(const auto all, erphost::allRows(rows, [&](const Query& row) {
				   return std::pair(
					   row.text(0),
					   cut({row.text(1), row.text(2), row.text(3), static_cast<int>(row.integer(4))}, first, last));
			   }));
		for (const auto& [employee, leave] : all) leaves[employee].push_back(leave);
	}
	std::map<std::string, std::int64_t> proxies;
	{
		EH_TRY(auto rows, tx.query(sql::kMonthProxies, first, last));
		EH_TRY(const auto all,
		       erphost::allRows(rows, [](const Query& row) { return std::pair(row.text(0), row.integer(1)); }));
		proxies.insert(all.begin(), all.end());
	}
	std::vector<MonthLine> lines;
	for (const auto& person : persons)
	{
		if (!lines.empty() && lines.back().employee == person.line.employee) continue; // the ERP has him twice
		MonthLine line = person.line;
		sumUp(line, days[line.employee], leaves[line.employee], settings.ratesOf(person.position));
		line.proxyFen = proxies[line.employee];
		lines.push_back(std::move(line));
	}
	return lines;
}

Result<std::vector<ShownLine>> Months::lines(Tx& tx, const std::string& branches, const std::string& month) const
{
	EH_TRY(const auto now, sum(tx, branches, month));
	std::map<std::string, ShownLine> shown;
	std::map<std::string, std::string> names;
	for (const auto& line : now)
	{
		names[line.employee] = line.name;
		shown[line.employee] = {line, std::nullopt};
	}
	EH_TRY(auto rows, tx.query(sql::kLines, branches, month));
	EH_TRY(const auto closed, erphost::allRows(rows, [](const Query& row) {
			   ShownLine line;
			   line.line.employee = row.text(0);
			   line.line.branchId = row.text(1);
			   line.line.days = static_cast<int>(row.integer(2));
			   line.line.late = static_cast<int>(row.integer(3));
			   line.line.lateFen = row.integer(4);
			   line.line.proxyFen = row.integer(5);
			   line.line.absent = static_cast<int>(row.integer(6));
			   line.line.wagePercent = static_cast<int>(row.integer(7));
			   line.line.leaveFen = row.integer(8);
			   line.line.restFen = row.integer(9);
			   line.line.consequence = row.text(10);
			   line.closedAt = row.integer(11);
			   return line;
		   }));
	for (auto line : closed)
	{
		line.line.name = names[line.line.employee];
		shown[line.line.employee] = std::move(line);
	}
	std::vector<ShownLine> list;
	for (auto& [employee, line] : shown) list.push_back(std::move(line));
	return list;
}

Result<int> Months::close(Tx& tx, const std::string& branch, const std::string& month) const
{
	const auto about = [&](erphost::Error error) {
		return std::move(error).with("month", month).with("branch", branch);
	};
	const std::int64_t now = _host.nowMs();
	if (lastDay(month) >= _host.localDate(now))
		return about(erphost::permanent("timekeeping.month.running", "the month has not ended")).with("field", "month");
	{
		EH_TRY(auto row, tx.query(sql::kClosedBranch, month, branch));
		EH_TRY(const bool closed, row.next());
		if (closed) return about(erphost::conflict("timekeeping.month.closed", "the month is closed"));
	}
	{
		// Its last day must have been gone through, else absences of the last days would be missing for good.
		EH_TRY(auto row, tx.query(sql::kIsClosed, branch, lastDay(month)));
		EH_TRY(const bool judged, row.next());
		if (!judged) return about(erphost::conflict("timekeeping.month.unread", "its last days are not judged yet"));
	}
	EH_TRY(const auto lines, sum(tx, "|" + branch + "|", month));
	int written = 0;
	for (const auto& line : lines)
	{
		EH_TRY(const auto put, tx.execute(sql::kPutLine, month, line.employee, line.branchId, line.days, line.late,
		                                  line.lateFen, line.proxyFen, line.absent, line.wagePercent, line.leaveFen,
		                                  line.restFen, line.consequence, now));
		if (put == 0) continue; // another branch that has him too has closed already
		++written;
		EH_CHECK(tx.put(recordOf(line, month)));
	}
	return written;
}

} // namespace timekeeping
