// FE-22: the month's list for HR.

#include "rules/FeeMonth.hpp"
#include "store/FeeOrders.hpp"
#include "store/PayeeSql.hpp"
#include "store/Penalties.hpp"
#include "surface/Ask.hpp"
#include "surface/Booking.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/PayeeRoutes.hpp"
#include "surface/RowJson.hpp"

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const Columns kMonthColumns{"branchId", "branchName", "month",     "state",    "#lines",
                            "#persons", "#sumFen",    "#closedAt", "closedBy", "#version"};
const Columns kLineColumns{"id",     "branchId",    "month", "person",  "personName", "kind",   "ref",
                           "number", "orderNumber", "text",  "#sumFen", "#at",        "-origin"};
const Columns kPeopleColumns{"person",     "personName",     "#fineFen", "#rewardFen", "#bonusFen",
                             "#chargeFen", "#commissionFen", "#sumFen",  "#lines"};
/// A person has few lines a month; a paper shows all of them.
constexpr int kMostOnPaper = 2000;

} // namespace

Result<void> PayeeRoutes::addHr(erphost::Registry& registry) const
{
	const auto& readers = roles::kHrReaders;
	EH_CHECK(registry.route({"GET", "/hr/months", "listHrMonths", "HR's lists, the newest month first.", readers,
	                         ask::listQuery({"branch"}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return hrMonths(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/hr/{branch}/{month}", "getHrMonth", "A branch's list by person.", readers,
	                         nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return hrOne(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/hr/{branch}/{month}/lines", "listHrLines", "Its lines in order of entry.",
	                         readers, ask::listQuery({"person", "kind"}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return hrLines(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/hr/{branch}/{month}/paper", "getHrPaper", "One person's statement, for print.",
	                         readers, ask::object({{"person", ask::id()}}, {"person"}), nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return hrPaper(tx, request); }}));
	return registry.route({"POST", "/hr/{branch}/{month}/close", "closeHrMonth",
	                       "Freezes a month's list: what comes later is a line of the next.", roles::kHr, nullptr,
	                       nullptr, ask::anObject(), true,
	                       [this](Tx& tx, const Request& request) { return hrClose(tx, request); }});
}

Result<Reply> PayeeRoutes::hrMonths(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), false));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows, tx.query(sql::kHrMonths, ask::branchList(request, roles::kHrReaders), request.queryText("branch"),
	                           last.text, last.id, last.given, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, kMonthColumns));
	return Reply{200, pageOfRows(std::move(items), limit, "month", "branchId"), {}};
}

Result<json> PayeeRoutes::hrMonth(Tx& tx, const Request& request) const
{
	const std::string branch = request.param("branch"), month = request.param("month");
	if (!isMonth(month)) return erphost::permanent("fees.month.invalid", "That is not a month.").with("month", month);
	if (!request.caller.may(roles::kHrReaders, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	EH_TRY(auto rows, tx.query(sql::kHrMonth, branch, month));
	EH_TRY(const bool found, rows.next());
	if (found) return rowJson(rows, kMonthColumns);
	EH_TRY(const std::string name, branchNameOf(tx, branch));
	return json{{"branchId", branch}, {"branchName", name}, {"month", month},      {"state", "open"}, {"lines", 0},
	            {"persons", 0},       {"sumFen", 0},        {"closedAt", nullptr}, {"closedBy", ""},  {"version", 0}};
}

Result<Reply> PayeeRoutes::hrOne(Tx& tx, const Request& request) const
{
	EH_TRY(json body, hrMonth(tx, request));
	EH_TRY(auto rows, tx.query(sql::kHrPeople, request.param("branch"), request.param("month")));
	EH_TRY(body["people"], allRowsJson(rows, kPeopleColumns));
	const std::string version = std::to_string(body["version"].get<std::int64_t>());
	return Reply{200, std::move(body), version};
}

Result<Reply> PayeeRoutes::hrLines(Tx& tx, const Request& request) const
{
	EH_TRY([[maybe_unused]] const json month, hrMonth(tx, request));
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows,
	       tx.query(sql::kHrLines, request.param("branch"), request.param("month"), request.queryText("person"),
	                request.queryText("kind"), last.number, last.id, last.given, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, kLineColumns));
	return Reply{200, pageOfRows(std::move(items), limit, "at", "id"), {}};
}

Result<Reply> PayeeRoutes::hrPaper(Tx& tx, const Request& request) const
{
	EH_TRY(const json month, hrMonth(tx, request));
	const std::string person = request.queryText("person");
	EH_TRY(auto rows, tx.query(sql::kHrLines, request.param("branch"), request.param("month"), person, "", 0, "", false,
	                           kMostOnPaper));
	EH_TRY(const auto lines, allRowsJson(rows, kLineColumns));
	Fen sum = 0;
	for (const json& line : lines) sum += line["sumFen"].get<Fen>();
	return Reply{200,
	             {{"month", month["month"]},
	              {"branchName", month["branchName"]},
	              {"state", month["state"]},
	              {"person", person},
	              {"personName", lines.empty() ? json(person) : lines.front()["personName"]},
	              {"lines", lines},
	              {"sumFen", sum}},
	             {}};
}

Result<Reply> PayeeRoutes::hrClose(Tx& tx, const Request& request) const
{
	EH_TRY(const json month, hrMonth(tx, request));
	const std::string branch = request.param("branch"), name = request.param("month");
	if (!request.caller.may(roles::kHr, branch))
		return erphost::permanent("fees.not_allowed", "HR closes the month.").with("branch", branch);
	EH_CHECK(ask::unchanged(request, month["version"], "fees.hr.stale", name));
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	if (monthOfDate(today) <= name)
		return erphost::conflict("fees.hr.not_over", "The month is not over yet.").with("month", name);
	EH_TRY(const auto closed,
	       tx.execute(sql::kCloseHrMonth, branch, name, now, request.caller.id, request.caller.name));
	if (closed == 0) return erphost::conflict("fees.hr.closed", "The month is closed already.").with("month", name);
	std::vector<json> people;
	{
		EH_TRY(auto rows, tx.query(sql::kHrPeople, branch, name));
		EH_TRY(people, allRowsJson(rows, kPeopleColumns));
	}
	// HR takes the month over: what each person owed or earned now is in the wages.
	for (const json& each : people)
	{
		const Fen sum = each["sumFen"];
		if (sum == 0) continue;
		const std::string person = each["person"];
		const Doer who{request.caller.id, request.caller.name};
		EH_CHECK(book(tx, _host,
		              {"hr:" + branch + ":" + name + ":" + person,
		               "wage_list",
		               branch,
		               name,
		               branch + ":" + name,
		               who,
		               {},
		               {},
		               {}},
		              account::kPerson, person, account::kHr, name, sum));
	}
	return hrOne(tx, request);
}

} // namespace fees
