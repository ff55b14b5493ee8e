#include "surface/MonthDesk.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/CardSql.hpp"
#include "store/MonthDeskSql.hpp"
#include "surface/Ask.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/RowJson.hpp"
#include "surface/WorkRoutes.hpp"

#include <map>

namespace fees {

using erphost::Query;
using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr int kMostReleased = 2000;
constexpr int kMostRows = 20000;

/// A sheet of the workbook: its columns' keys and kinds, and the query that fills it.
struct Sheet
{
	const char* key;
	const erphost::Sql& sql;
	std::vector<std::pair<const char*, const char*>> columns;
};

const std::vector<Sheet>& sheets()
{
	static const std::vector<Sheet> all{{"settlements",
	                                     sql::kBookSettlements,
	                                     {{"number", "text"},
	                                      {"branch", "text"},
	                                      {"payee", "text"},
	                                      {"state", "text"},
	                                      {"orders", "integer"},
	                                      {"ordersFen", "money"},
	                                      {"offsetFen", "money"},
	                                      {"depositFen", "money"},
	                                      {"totalFen", "money"},
	                                      {"paidFen", "money"},
	                                      {"carriedFen", "money"},
	                                      {"grade", "text"},
	                                      {"factor", "integer"},
	                                      {"waiting", "integer"}}},
	                                    {"lines",
	                                     sql::kBookLines,
	                                     {{"number", "text"},
	                                      {"payee", "text"},
	                                      {"type", "text"},
	                                      {"order", "text"},
	                                      {"text", "text"},
	                                      {"baseFen", "money"},
	                                      {"factor", "integer"},
	                                      {"sumFen", "money"}}},
	                                    {"waiting",
	                                     sql::kBookWaiting,
	                                     {{"branch", "text"},
	                                      {"order", "text"},
	                                      {"payee", "text"},
	                                      {"technician", "text"},
	                                      {"completedOn", "date"},
	                                      {"verdict", "text"},
	                                      {"rateFen", "money"}}},
	                                    {"hr",
	                                     sql::kBookHr,
	                                     {{"branch", "text"},
	                                      {"person", "text"},
	                                      {"personName", "text"},
	                                      {"kind", "text"},
	                                      {"number", "text"},
	                                      {"order", "text"},
	                                      {"text", "text"},
	                                      {"sumFen", "money"},
	                                      {"at", "time"},
	                                      {"origin", "text"}}},
	                                    {"fines",
	                                     sql::kBookFines,
	                                     {{"number", "text"},
	                                      {"branch", "text"},
	                                      {"order", "text"},
	                                      {"offence", "text"},
	                                      {"liable", "text"},
	                                      {"reason", "text"},
	                                      {"sumFen", "money"},
	                                      {"state", "text"},
	                                      {"checkedBy", "text"},
	                                      {"decidedBy", "text"},
	                                      {"decidedAt", "time"}}},
	                                    {"notices",
	                                     sql::kBookNotices,
	                                     {{"number", "text"},
	                                      {"provider", "text"},
	                                      {"person", "text"},
	                                      {"order", "text"},
	                                      {"offence", "text"},
	                                      {"sumFen", "money"},
	                                      {"confirmedOn", "date"},
	                                      {"payBy", "date"},
	                                      {"state", "text"},
	                                      {"paidOn", "date"},
	                                      {"dunning", "integer"}}}};
	return all;
}

json columnsJson(const std::vector<std::pair<const char*, const char*>>& columns)
{
	json all = json::array();
	for (const auto& column : columns) all.push_back({{"key", column.first}, {"type", column.second}});
	return all;
}

/// A row as an array: numbers where the column is one, empty texts as null.
json cells(const Query& row, const std::vector<std::pair<const char*, const char*>>& columns)
{
	json values = json::array();
	for (std::size_t i = 0; i < columns.size(); ++i)
	{
		const int at = static_cast<int>(i);
		const std::string_view type = columns[i].second;
		const bool number = type == "money" || type == "integer" || type == "time";
		if (row.isNull(at) || (!number && row.view(at).empty())) values.push_back(nullptr);
		else if (number) values.push_back(row.integer(at));
		else values.push_back(row.text(at));
	}
	return values;
}

} // namespace

Result<void> MonthDesk::addTo(erphost::Registry& registry) const
{
	const json month = ask::object({{"month", ask::month()}}, {"month"});
	const json monthAndBranch = ask::object({{"month", ask::month()}, {"branch", ask::text(100)}}, {"month"});
	EH_CHECK(registry.route({"GET", "/desk", "getMonthDesk", "What stands at each branch at the end of a month.",
	                         roles::kDeskReaders, month, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return overview(tx, request); }}));
	json query = ask::listQuery({"branch", "what"});
	query["properties"]["month"] = ask::month();
	query["required"] = {"month"};
	EH_CHECK(registry.route({"GET", "/desk/blockers", "listBlockers", "What still blocks, the oldest first.",
	                         roles::kDeskReaders, query, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return blockers(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/desk/release", "releaseBatch", "Releases all that waits for it, with one reason.",
	     roles::kServiceManager, nullptr,
	     ask::object(
			 {{"month", ask::month()}, {"branchId", ask::id()}, {"payee", ask::text(100)}, {"reason", ask::text(1000)}},
			 {"month", "branchId", "reason"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return release(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/desk/papers", "listPapers", "Statements of a month to print.",
	                         roles::kDeskReaders, monthAndBranch, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return papers(tx, request); }}));
	return registry.route({"GET",
	                       "/desk/workbook",
	                       "getWorkbook",
	                       "The month as sheets of a workbook.",
	                       {"service_manager", "executive", "finance", "branch_manager"},
	                       monthAndBranch,
	                       nullptr,
	                       ask::anObject(),
	                       false,
	                       [this](Tx& tx, const Request& request) { return workbook(tx, request); }});
}

Result<json> MonthDesk::branches(Tx& tx, const Request& request, const std::string& month) const
{
	const std::string mine = ask::branchList(request, roles::kDeskReaders), today = _host.localDate(_host.nowMs());
	std::map<std::string, json> found;
	{
		EH_TRY(auto rows, tx.query(sql::kDeskBranches, mine));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			const std::string id = rows.text(0);
			found[id] = {{"branchId", id},
			             {"branchName", rows.text(1)},
			             {"hr", {{"state", "open"}, {"pendingFines", 0}, {"pendingRewards", 0}, {"sumFen", 0}}},
			             {"works",
			              {{"payable", 0},
			               {"waits_assessment", 0},
			               {"waits_complaint", 0},
			               {"waits_release", 0},
			               {"not_settled", 0},
			               {"noRate", 0}}},
			             {"settlements", {{"draft", 0}, {"checked", 0}, {"approved", 0}, {"paid", 0}, {"totalFen", 0}}},
			             {"notices", {{"unconfirmed", 0}, {"open", 0}, {"overdue", 0}, {"openFen", 0}}},
			             {"cards", {{"missing", 0}, {"double", 0}, {"notEntered", 0}, {"notPosted", 0}}}};
		}
	}
	const auto each = [&](const erphost::Sql& sql, const std::string& second, const auto& use) -> Result<void> {
		EH_TRY(auto rows, tx.query(sql, mine, second));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) return {};
			if (const auto branch = found.find(rows.text(0)); branch != found.end()) use(branch->second, rows);
		}
	};
	EH_CHECK(each(sql::kDeskWorks, month, [](json& branch, const Query& row) {
		branch["works"][row.text(1)] = row.integer(2);
		// Only what the gate lets through misses its rate.
		if (row.view(1) == "payable") branch["works"]["noRate"] = row.integer(3);
	}));
	EH_CHECK(each(sql::kDeskHr, month, [](json& branch, const Query& row) {
		branch["hr"]["state"] = row.text(1);
		branch["hr"]["sumFen"] = row.integer(2);
	}));
	EH_CHECK(each(sql::kDeskRewards, month,
	              [](json& branch, const Query& row) { branch["hr"]["pendingRewards"] = row.integer(1); }));
	EH_CHECK(each(sql::kDeskSettlements, month, [](json& branch, const Query& row) {
		if (row.view(1) == "dropped") return;
		branch["settlements"][row.text(1)] = row.integer(2);
		branch["settlements"]["totalFen"] = branch["settlements"]["totalFen"].get<Fen>() + row.integer(3);
	}));
	EH_CHECK(each(sql::kDeskNotices, today, [](json& branch, const Query& row) {
		branch["notices"] = {{"unconfirmed", row.integer(1)},
		                     {"open", row.integer(2)},
		                     {"overdue", row.integer(3)},
		                     {"openFen", row.integer(4)}};
	}));
	EH_CHECK(each(sql::kDeskMissingCards, month,
	              [](json& branch, const Query& row) { branch["cards"]["missing"] = row.integer(1); }));
	EH_CHECK(each(sql::kDeskCards, month, [](json& branch, const Query& row) {
		branch["cards"]["double"] = row.integer(1);
		branch["cards"]["notEntered"] = row.integer(2);
		branch["cards"]["notPosted"] = row.integer(3);
	}));
	{
		EH_TRY(auto rows, tx.query(sql::kDeskFines, mine));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			if (const auto branch = found.find(rows.text(0)); branch != found.end())
				branch->second["hr"]["pendingFines"] = rows.integer(1);
		}
	}
	json list = json::array();
	for (auto& [id, branch] : found)
	{
		const auto of = [&](const char* group, const char* what) { return branch[group][what].get<std::int64_t>(); };
		branch["blockers"] = of("works", "waits_assessment") + of("works", "waits_complaint") +
		                     of("works", "waits_release") + of("works", "noRate") + of("hr", "pendingFines") +
		                     of("hr", "pendingRewards") + of("notices", "open") + of("cards", "missing") +
		                     of("cards", "double") + of("settlements", "draft") + of("settlements", "checked") +
		                     of("settlements", "approved");
		list.push_back(std::move(branch));
	}
	return list;
}

Result<Reply> MonthDesk::overview(Tx& tx, const Request& request) const
{
	EH_TRY(const std::string month, ask::monthOf(request.query, "month"));
	EH_TRY(json list, branches(tx, request, month));
	return Reply{200, {{"month", month}, {"branches", std::move(list)}}, {}};
}

Result<Reply> MonthDesk::blockers(Tx& tx, const Request& request) const
{
	EH_TRY(const std::string month, ask::monthOf(request.query, "month"));
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows,
	       tx.query(sql::kBlockers, ask::branchList(request, roles::kDeskReaders), month, request.queryText("branch"),
	                request.queryText("what"), last.number, last.id, last.given, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, {"what", "id", "number", "branchId", "payee", "payeeName", "#sumFen", "#at"}));
	for (json& item : items) item["remedy"] = "fees.remedy." + item["what"].get<std::string>();
	return Reply{200, pageOfRows(std::move(items), limit, "at", "id"), {}};
}

Result<Reply> MonthDesk::release(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId");
	if (!request.caller.may(roles::kServiceManager, branch))
		return erphost::permanent("fees.not_allowed", "The service manager releases.").with("branch", branch);
	EH_TRY(const std::string month, ask::monthOf(request.body, "month"));
	EH_TRY(const std::string reason, ask::wanted(request.body, "reason", "fees.reason.invalid"));
	std::vector<std::string> ids;
	{
		EH_TRY(auto rows,
		       tx.query(sql::kReleasable, branch, month, request.body.value("payee", ""), kMostReleased + 1));
		EH_TRY(ids, erphost::allRows(rows, [](const Query& row) { return row.text(0); }));
	}
	const bool more = erphost::cutToPage(ids, kMostReleased);
	std::int64_t released = 0;
	for (const std::string& id : ids)
	{
		EH_TRY(const auto work, findWork(tx, id));
		EH_TRY(const bool done, releaseWork(tx, _gate, _host, *work, reason, {request.caller.id, request.caller.name}));
		released += done ? 1 : 0;
	}
	return Reply{200, {{"released", released}, {"more", more}}, {}};
}

Result<Reply> MonthDesk::papers(Tx& tx, const Request& request) const
{
	EH_TRY(const std::string month, ask::monthOf(request.query, "month"));
	const std::string mine = ask::branchList(request, roles::kDeskReaders), branch = request.queryText("branch");
	json body = {{"month", month}};
	{
		EH_TRY(auto rows, tx.query(sql::kPapersSettlements, mine, month, branch));
		EH_TRY(body["settlements"], allRowsJson(rows, {"id", "number", "payee", "payeeName", "branchId", "state"}));
	}
	EH_TRY(auto rows, tx.query(sql::kPapersPeople, mine, month, branch));
	EH_TRY(body["people"], allRowsJson(rows, {"branchId", "person", "personName"}));
	return Reply{200, std::move(body), {}};
}

Result<Reply> MonthDesk::workbook(Tx& tx, const Request& request) const
{
	EH_TRY(const std::string month, ask::monthOf(request.query, "month"));
	const std::string mine = ask::branchList(request, roles::kDeskReaders), branch = request.queryText("branch");
	json list = json::array();
	{
		EH_TRY(const json all, branches(tx, request, month));
		json rows = json::array();
		for (const json& each : all)
			if (branch.empty() || each["branchId"] == branch)
				rows.push_back({each["branchName"], each["blockers"], each["hr"]["state"], each["hr"]["sumFen"],
				                each["settlements"]["totalFen"], each["notices"]["openFen"],
				                each["works"]["waits_complaint"], each["works"]["waits_release"],
				                each["cards"]["missing"]});
		list.push_back({{"key", "summary"},
		                {"columns", columnsJson({{"branch", "text"},
		                                         {"blockers", "integer"},
		                                         {"hrState", "text"},
		                                         {"hrFen", "money"},
		                                         {"settlementsFen", "money"},
		                                         {"noticesFen", "money"},
		                                         {"waits_complaint", "integer"},
		                                         {"waits_release", "integer"},
		                                         {"cardsMissing", "integer"}})},
		                {"rows", rows},
		                {"cut", false}});
	}
	for (const Sheet& sheet : sheets())
	{
		EH_TRY(auto rows, tx.query(sheet.sql, mine, month, branch, kMostRows + 1));
		EH_TRY(auto found, erphost::allRows(rows, [&](const Query& row) { return cells(row, sheet.columns); }));
		const bool cut = erphost::cutToPage(found, kMostRows);
		list.push_back({{"key", sheet.key}, {"columns", columnsJson(sheet.columns)}, {"rows", found}, {"cut", cut}});
	}
	const std::vector<std::pair<const char*, const char*>> sums{{"claimedFen", "money"}, {"subsidyFen", "money"},
	                                                            {"differsFen", "money"}, {"refusedFen", "money"},
	                                                            {"paidFen", "money"},    {"openFen", "money"}};
	for (const bool byBranch : {true, false})
	{
		std::vector<std::pair<const char*, const char*>> columns{{byBranch ? "branchId" : "brand", "text"}};
		if (byBranch) columns.emplace_back("branch", "text");
		columns.insert(columns.end(), sums.begin(), sums.end());
		EH_TRY(auto rows, tx.query(byBranch ? sql::kBranchLedger : sql::kBrandLedger, mine, "", month));
		EH_TRY(const auto found, erphost::allRows(rows, [&](const Query& row) { return cells(row, columns); }));
		list.push_back({{"key", byBranch ? "ledger_branch" : "ledger_brand"},
		                {"columns", columnsJson(columns)},
		                {"rows", found},
		                {"cut", false}});
	}
	return Reply{200, {{"name", "month-" + month}, {"sheets", list}}, {}};
}

} // namespace fees
