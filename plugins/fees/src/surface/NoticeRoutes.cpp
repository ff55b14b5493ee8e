// FE-21: penalty notices to providers.

#include "rules/Dunning.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/FeeOrders.hpp"
#include "store/PayeeSql.hpp"
#include "surface/Ask.hpp"
#include "surface/Booking.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/FineRoutes.hpp"
#include "surface/PayeeRoutes.hpp"
#include "surface/RowJson.hpp"

#include <algorithm>

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr int kPiece = 200;
const Columns kNoticeColumns{"id",           "number",    "fineId",       "fineNumber",  "branchId", "provider",
                             "providerName", "person",    "offence",      "orderNumber", "reason",   "#sumFen",
                             "#issuedAt",    "confirmBy", "-confirmedOn", "confirmedBy", "month",    "payBy",
                             "state",        "-paidOn",   "receipt",      "#dunning",    "#version"};

void addDays(json& notice, const std::string& today)
{
	const std::string confirmBy = notice["confirmBy"], payBy = notice["payBy"];
	const std::string confirmed = notice["confirmedOn"].is_null() ? today : notice["confirmedOn"].get<std::string>();
	notice["confirmLate"] = confirmed > confirmBy && notice["state"] != "void";
	notice["overdueDays"] = notice["state"] == "open" ? std::max(0, daysBetween(payBy, today)) : 0;
}

} // namespace

Result<void> PayeeRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(addNotices(registry));
	return addHr(registry);
}

Result<void> PayeeRoutes::addNotices(erphost::Registry& registry) const
{
	json query = ask::listQuery({"state", "provider", "branch", "month", "search"});
	query["properties"]["overdue"] = query["properties"]["unconfirmed"] = ask::flag();
	EH_CHECK(registry.route({"GET", "/notices", "listNotices", "Penalty notices, the newest first.",
	                         roles::kFineReaders, query, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return notices(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/notices/{id}/paper", "getNoticePaper", "A notice with its return slip, for print.",
	                    roles::kFineReaders, nullptr, nullptr, ask::anObject(), false,
	                    [this](Tx& tx, const Request& request) { return noticePaper(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/notices/{id}/confirm", "confirmNotice", "The provider has sent the slip back.",
	                         roles::kCheckers, nullptr,
	                         ask::object({{"on", ask::date()}, {"by", ask::text(100)}}, {"on", "by"}), ask::anObject(),
	                         true, [this](Tx& tx, const Request& request) { return confirm(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/notices/months", "listNoticeMonths", "What each provider owes for a month.",
	                         roles::kFineReaders, ask::listQuery({"branch", "provider"}), nullptr, ask::listAnswer(),
	                         false, [this](Tx& tx, const Request& request) { return noticeMonths(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/notices/payments", "payNotices", "A provider pays a month's fines in cash.", roles::kCash, nullptr,
	     ask::object({{"branchId", ask::id()},
	                  {"provider", ask::id()},
	                  {"month", ask::month()},
	                  {"sumFen", ask::fen()},
	                  {"paidOn", ask::date()},
	                  {"receipt", ask::text(100)}},
	                 {"branchId", "provider", "month", "sumFen", "paidOn", "receipt"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return pay(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/notices/dunning", "listDunning", "What was chased, the newest first.",
	                         roles::kFineReaders, ask::listQuery({}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return dunnings(tx, request); }}));
	return registry.job("fees.dunning", 3600, [this](Tx& tx) { return dun(tx); });
}

Result<Reply> PayeeRoutes::notices(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	const std::string today = _host.localDate(_host.nowMs()), state = request.queryText("state");
	const std::string branches = ask::branchList(request, roles::kFineReaders);
	const std::string like = erphost::pattern(request.queryText("search"));
	const std::string overdue = ask::flagged(request, "overdue") ? today : "";
	const auto query = [&](const erphost::Sql& sql, const auto&... more) {
		return tx.query(sql, branches, request.queryText("branch"), request.queryText("provider"),
		                request.queryText("month"), like, last.number, last.id, last.given, limit + 1, overdue,
		                ask::flagged(request, "unconfirmed"), more...);
	};
	EH_TRY(auto rows, state.empty() ? query(sql::kNotices) : query(sql::kNoticesOfState, state));
	EH_TRY(auto items, allRowsJson(rows, kNoticeColumns));
	for (json& item : items) addDays(item, today);
	return Reply{200, pageOfRows(std::move(items), limit, "issuedAt", "id"), {}};
}

Result<json> PayeeRoutes::requiredNotice(Tx& tx, const Request& request) const
{
	EH_TRY(auto rows, tx.query(sql::kOneNotice, request.param("id")));
	EH_TRY(const bool found, rows.next());
	json notice = found ? rowJson(rows, kNoticeColumns) : json();
	if (!found || !request.caller.may(roles::kFineReaders, notice["branchId"].get<std::string>()))
		return erphost::permanent("fees.notice.not_found", "There is no such notice.")
		    .with("notice", request.param("id"));
	addDays(notice, _host.localDate(_host.nowMs()));
	return notice;
}

Result<Reply> PayeeRoutes::noticePaper(Tx& tx, const Request& request) const
{
	EH_TRY(const json notice, requiredNotice(tx, request));
	EH_TRY(const auto fine, findFine(tx, notice["fineId"]));
	EH_TRY(const json detail, fineDetail(tx, _host, *fine, request.caller));
	const json slip = {
		{"number", notice["number"]}, {"provider", notice["provider"]},   {"providerName", notice["providerName"]},
		{"sumFen", notice["sumFen"]}, {"confirmBy", notice["confirmBy"]}, {"payBy", notice["payBy"]}};
	return Reply{200,
	             {{"notice", notice}, {"fine", detail}, {"branchName", fine->branchName}, {"slip", slip}},
	             std::to_string(notice["version"].get<std::int64_t>())};
}

Result<Reply> PayeeRoutes::confirm(Tx& tx, const Request& request) const
{
	EH_TRY(const json notice, requiredNotice(tx, request));
	const std::string number = notice["number"];
	EH_CHECK(ask::unchanged(request, notice["version"], "fees.notice.stale", number));
	EH_TRY(const std::string on, ask::dayOf(request.body, "on", _host.localDate(_host.nowMs())));
	EH_TRY(const std::string by, ask::wanted(request.body, "by", "fees.reason.invalid"));
	EH_TRY(const auto confirmed, tx.execute(sql::kConfirmNotice, notice["id"].get<std::string>(), on, by));
	if (confirmed == 0)
		return erphost::conflict("fees.notice.confirmed", "The notice is confirmed already.").with("number", number);
	EH_TRY(const json now, requiredNotice(tx, request));
	return Reply{200, now, std::to_string(now["version"].get<std::int64_t>())};
}

Result<Reply> PayeeRoutes::noticeMonths(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), false));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows,
	       tx.query(sql::kNoticeMonths, ask::branchList(request, roles::kFineReaders), request.queryText("branch"),
	                request.queryText("provider"), last.text, last.id, last.given, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, {"id", "provider", "providerName", "branchId", "month", "#notices", "#sumFen",
	                                      "#openFen", "payBy", "#dunning"}));
	const std::string today = _host.localDate(_host.nowMs());
	for (json& item : items)
		item["overdueDays"] =
			item["openFen"] == 0 ? 0 : std::max(0, daysBetween(item["payBy"].get<std::string>(), today));
	return Reply{200, pageOfRows(std::move(items), limit, "month", "id"), {}};
}

Result<Reply> PayeeRoutes::pay(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branch = body.at("branchId"), provider = body.at("provider");
	if (!request.caller.may(roles::kCash, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	EH_TRY(const std::string month, ask::monthOf(body, "month"));
	EH_TRY(const Fen sum, ask::neededSum(body, "sumFen", 1));
	EH_TRY(const std::string paidOn, ask::dayOf(body, "paidOn", today));
	EH_TRY(const std::string receipt, ask::wanted(body, "receipt", "fees.reason.invalid"));
	std::vector<json> open;
	{
		EH_TRY(auto rows, tx.query(sql::kOpenNoticesOfMonth, branch, provider, month));
		EH_TRY(open, allRowsJson(rows, kNoticeColumns));
	}
	Fen owed = 0;
	for (const json& each : open) owed += each["sumFen"].get<Fen>();
	if (owed != sum)
		return erphost::conflict("fees.payment.differs", "That is not what is open for the month.")
		    .with("open", yuanText(owed))
		    .with("sum", yuanText(sum))
		    .with("pointer", "/sumFen");
	const std::string id = newId(now);
	EH_TRY(const std::string number, nextNumber(tx, "CFSK", branch, today));
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddPayment, id, number, branch, provider, month, sum,
	                                                     paidOn, receipt, now, request.caller.id, request.caller.name));
	for (const json& each : open)
	{
		const std::string notice = each["id"];
		EH_TRY(const auto offsets, offsetsOf(tx, notice));
		for (const Offset& offset : offsets)
		{
			EH_TRY(const bool moved, moveOffset(tx, offset.id, "open", "cash", ""));
			if (!moved)
				return erphost::conflict("fees.payment.in_settlement", "A settlement is about to take this fine.")
				    .with("number", each["number"].get<std::string>());
		}
		EH_TRY([[maybe_unused]] const auto ended, tx.execute(sql::kEndNotice, notice, "paid", paidOn, receipt, id));
	}
	const Doer who{request.caller.id, request.caller.name};
	EH_CHECK(book(tx, _host, {"fine_paid:" + id, "fine_paid", branch, receipt, id, who, {}, {}, paidOn},
	              account::kCompany, "fines_paid", account::kProvider, provider, sum));
	EH_TRY(auto rows, tx.query(sql::kNoticesOfPayment, id));
	EH_TRY(auto paid, allRowsJson(rows, kNoticeColumns));
	for (json& each : paid) addDays(each, today);
	return Reply{201, {{"id", id}, {"number", number}, {"sumFen", sum}, {"notices", paid}}, {}};
}

Result<Reply> PayeeRoutes::dunnings(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	EH_TRY(auto rows, tx.query(sql::kDunnings, ask::branchList(request, roles::kFineReaders), last.number, last.id,
	                           last.given, limit + 1));
	EH_TRY(auto items, allRowsJson(rows, {"id", "noticeId", "number", "provider", "providerName", "#level", "#at",
	                                      "#sumFen", "#overdueDays"}));
	return Reply{200, pageOfRows(std::move(items), limit, "at", "id"), {}};
}

Result<bool> PayeeRoutes::dun(Tx& tx) const
{
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, today));
	// Few are overdue at a time, and each is looked at in every run: a level is raised once.
	std::string afterDay, afterId;
	for (;;)
	{
		std::vector<json> overdue;
		{
			EH_TRY(auto rows, tx.query(sql::kOverdueNotices, today, afterDay, afterId, kPiece));
			EH_TRY(overdue, allRowsJson(rows, kNoticeColumns));
		}
		for (const json& each : overdue)
		{
			afterDay = each["payBy"];
			afterId = each["id"];
			const int days = daysBetween(afterDay, today);
			const int level = dunningLevel(days, settings.dunningDays);
			if (level <= each["dunning"].get<int>()) continue;
			EH_TRY([[maybe_unused]] const auto raised, tx.execute(sql::kRaiseDunning, afterId, level));
			EH_TRY([[maybe_unused]] const auto kept, tx.execute(sql::kAddDunning, afterId, level, now, days));
		}
		if (static_cast<int>(overdue.size()) < kPiece) return false;
	}
}

} // namespace fees
