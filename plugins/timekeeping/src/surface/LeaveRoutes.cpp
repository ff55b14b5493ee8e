#include "surface/LeaveRoutes.hpp"

#include "store/Months.hpp"
#include "store/TimekeepingSql.hpp"
#include "surface/Parts.hpp"

#include <erphost/Date.hpp>
#include <erphost/Page.hpp>
#include <erphost/Rows.hpp>

#include <charconv>

namespace timekeeping {

using erphost::Query;
using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;

namespace {

constexpr int kHoursADay = 8;
constexpr int kLongestDays = 366;

/// Everybody who decides on some leave, or sees it.
const std::vector<std::string> kLeaveReaders = {"hr", "branch_manager", "executive"};

/// Who decides, by HR-04. HR files for the superior: those have no account of their own everywhere.
const std::vector<std::string>& decidersOf(std::string_view approver)
{
	static const std::vector<std::string> kSuperior = {"hr", "branch_manager", "executive"};
	static const std::vector<std::string> kBranch = {"branch_manager", "executive"};
	static const std::vector<std::string> kHeadOffice = {"executive"};
	return approver == "superior" ? kSuperior : approver == "branch_manager" ? kBranch : kHeadOffice;
}

std::int64_t numberOf(const std::string& text)
{
	std::int64_t number = 0;
	const auto end = text.data() + text.size();
	return std::from_chars(text.data(), end, number).ptr == end ? number : 0;
}

} // namespace

Result<void> LeaveRoutes::addTo(erphost::Registry& registry) const
{
	const json kinds = {
		{"enum", {"rest", "unpaid", "sick", "annual", "marriage", "maternity", "paternity", "bereavement"}}};
	EH_CHECK(registry.route(
		{"GET", "/leaves", "listLeaves", "Leave that was asked for, the latest first.", kLeaveReaders,
	     listQuery({{"state", {{"enum", {"asked", "approved", "refused"}}}}, {"branch", textSchema(40)}}), nullptr,
	     listSchema(), false, [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST",
	     "/leaves",
	     "askLeave",
	     "Asks for leave.",
	     kReaders,
	     nullptr,
	     objectSchema({{"employee", textSchema(40, 1)},
	                   {"kind", kinds},
	                   {"from", textSchema(10, 10)},
	                   {"to", textSchema(10, 10)},
	                   {"hours", {{"type", "integer"}, {"minimum", 1}, {"maximum", kLongestDays * kHoursADay}}}},
	                  {"employee", "kind", "from", "to", "hours"}),
	     {{"type", "object"}},
	     true,
	     [this](Tx& tx, const Request& request) { return ask(tx, request); }}));
	for (const auto& [act, state] : {std::pair("approve", "approved"), std::pair("refuse", "refused")})
		EH_CHECK(registry.route({"POST",
		                         std::string("/leaves/{id}/") + act,
		                         std::string(act) + "Leave",
		                         "Decides on a leave that was asked for.",
		                         kLeaveReaders,
		                         nullptr,
		                         objectSchema(json::object()),
		                         {{"type", "object"}},
		                         true,
		                         [this, decided = std::string(state)](Tx& tx, const Request& request) {
									 return decide(tx, request, decided);
								 }}));
	return {};
}

Result<Reply> LeaveRoutes::list(Tx& tx, const Request& request) const
{
	const int limit = static_cast<int>(request.queryInteger("limit", 50));
	EH_TRY(const auto cursor, erphost::readCursor(request.queryText("cursor"), false));
	EH_TRY(auto rows, tx.query(sql::kLeaves, branchesOf(request, kLeaveReaders), request.queryText("state"),
	                           request.queryText("branch"), cursor.text, numberOf(cursor.id), cursor.given, limit + 1));
	EH_TRY(auto items, erphost::allRows(rows, [](const Query& row) -> json {
			   return {{"id", row.integer(0)},   {"branchId", row.text(1)}, {"employee", row.text(2)},
		               {"name", row.text(3)},    {"kind", row.text(4)},     {"from", row.text(5)},
		               {"to", row.text(6)},      {"hours", row.integer(7)}, {"state", row.text(8)},
		               {"approver", row.text(9)}};
		   }));
	json next = nullptr;
	if (erphost::cutToPage(items, limit))
		next = erphost::cursorOf(items.back()["from"], std::to_string(items.back()["id"].get<std::int64_t>()));
	return Reply{200, {{"items", std::move(items)}, {"next", std::move(next)}, {"total", nullptr}}, {}};
}

Result<void> LeaveRoutes::check(const Wish& wish) const
{
	for (const auto& [field, date] : {std::pair("from", wish.from), std::pair("to", wish.to)})
		if (!erphost::isIsoDate(date))
			return erphost::permanent("timekeeping.date.invalid", "not a date").with("field", field).with("date", date);
	const int days = wish.from > wish.to ? 0 : erphost::daysBetween(wish.from, wish.to) + 1;
	if (days < 1 || days > kLongestDays)
		return erphost::permanent("timekeeping.leave.days", "the days do not fit").with("field", "to");
	// Whole and half days and hours of them, but not more than the days have, nor so few that a day would be empty.
	if (wish.hours > days * kHoursADay || wish.hours <= (days - 1) * kHoursADay)
		return erphost::permanent("timekeeping.leave.hours", "the hours do not fit the days")
		    .with("field", "hours")
		    .with("least", std::to_string((days - 1) * kHoursADay + 1))
		    .with("most", std::to_string(days * kHoursADay));
	return {};
}

Result<void> LeaveRoutes::checkEntitlement(Tx& tx, const Wish& wish, const std::string& hiredOn,
                                           const Settings& settings) const
{
	const bool rest = wish.kind == "rest";
	const int days = rest ? settings.restDays : entitledDays(wish.kind, hiredOn, wish.from, settings.entitlements);
	if (days < 0) return {};
	const std::string month = wish.from.substr(0, 7), year = wish.from.substr(0, 4);
	if (rest && wish.to.substr(0, 7) != month)
		return erphost::permanent("timekeeping.leave.days", "rest belongs to one month").with("field", "to");
	std::int64_t taken = 0;
	if (rest || wish.kind == "annual") // the others are an occasion, each with its days
	{
		EH_TRY(auto row, tx.query(sql::kTaken, wish.employee, wish.kind, rest ? firstDay(month) : year + "-01-01",
		                          rest ? lastDay(month) : year + "-12-31"));
		EH_TRY(const auto sum, erphost::firstRow(row, [](const Query& one) { return one.integer(0); }));
		taken = sum.value_or(0);
	}
	if (taken + wish.hours <= std::int64_t{days} * kHoursADay) return {};
	return erphost::permanent("timekeeping.leave.entitlement", "more than there is")
	    .with("field", "hours")
	    .with("employee", wish.employee)
	    .with("days", std::to_string(days))
	    .with("taken", std::to_string(taken));
}

Result<Reply> LeaveRoutes::ask(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const Wish wish{body.at("employee"), body.at("kind"), body.at("from"), body.at("to"), body.at("hours")};
	EH_CHECK(check(wish));
	struct Employee
	{
		std::string branch, hiredOn;
	};
	std::optional<Employee> person;
	{
		EH_TRY(auto row, tx.query(sql::kEmployee, wish.employee));
		EH_TRY(person, erphost::firstRow(row, [](const Query& one) { return Employee{one.text(0), one.text(2)}; }));
	}
	// Whoever is of another branch is as unknown as one who does not exist.
	if (!person || !request.caller.may(kReaders, person->branch))
		return erphost::permanent("timekeeping.employee.not_found", "no such employee")
		    .with("field", "employee")
		    .with("employee", wish.employee);
	{
		EH_TRY(auto row, tx.query(sql::kOverlapping, wish.employee, wish.from, wish.to));
		EH_TRY(const bool overlaps, row.next());
		if (overlaps)
			return erphost::conflict("timekeeping.leave.overlaps", "there is leave on these days")
			    .with("field", "from")
			    .with("employee", wish.employee);
	}
	EH_TRY(const Settings settings, settingsOn(_host, wish.from));
	EH_CHECK(checkEntitlement(tx, wish, person->hiredOn, settings));
	const int halfDays = (wish.hours + kHoursADay / 2 - 1) / (kHoursADay / 2);
	const auto approver = approverOf(halfDays, settings.superiorDays, settings.branchDays);
	EH_TRY(auto made, tx.query(sql::kAddLeave, person->branch, wish.employee, wish.kind, wish.from, wish.to, wish.hours,
	                           approver, request.caller.id, _host.nowMs()));
	EH_TRY(const auto id, erphost::firstRow(made, [](const Query& row) { return row.integer(0); }));
	return Reply{201, {{"id", id.value_or(0)}, {"approver", approver}}, {}};
}

Result<Reply> LeaveRoutes::decide(Tx& tx, const Request& request, const std::string& state) const
{
	const std::string written = request.param("id");
	struct Asked
	{
		std::string branch, state, approver, askedBy;
	};
	std::optional<Asked> leave;
	{
		EH_TRY(auto row, tx.query(sql::kLeave, numberOf(written)));
		EH_TRY(leave, erphost::firstRow(row, [](const Query& one) {
				   return Asked{one.text(0), one.text(1), one.text(2), one.text(3)};
			   }));
	}
	if (!leave || !request.caller.may(kLeaveReaders, leave->branch))
		return erphost::permanent("timekeeping.leave.not_found", "no such leave").with("leave", written);
	if (!request.caller.may(decidersOf(leave->approver), leave->branch)) // HR-04
		return erphost::permanent("timekeeping.leave.forbidden", "somebody else decides")
		    .with("leave", written)
		    .with("approver", leave->approver);
	EH_TRY(const auto changed, tx.execute(sql::kDecide, numberOf(written), state, request.caller.id, _host.nowMs()));
	if (changed == 0) return erphost::conflict("timekeeping.leave.decided", "it is decided").with("leave", written);
	return Reply{200, {{"id", numberOf(written)}, {"state", state}}, {}};
}

} // namespace timekeeping
