#include "surface/RemindersPlugin.hpp"

#include "rules/Reminder.hpp"
#include "store/ReminderSql.hpp"

#include <erphost/Page.hpp>
#include <erphost/Rows.hpp>

#include <charconv>

using erphost::Reply;
using erphost::Request;
using erphost::Result;
using erphost::Tx;
using nlohmann::json;

namespace {

const std::vector<std::string> kRoles = {"service_manager", "branch_manager"};

json object(json properties, json required = json::array())
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties", std::move(properties)},
	        {"required", std::move(required)}};
}

json listQuery()
{
	return object({{"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}},
	               {"cursor", {{"type", "string"}, {"maxLength", 200}}},
	               {"state", {{"enum", {"waiting", "near", "late", "done"}}}}});
}

json addBody()
{
	return object({{"branchId", {{"type", "string"}, {"minLength", 1}, {"maxLength", 40}}},
	               {"what", {{"type", "string"}, {"minLength", 1}, {"maxLength", 200}}},
	               {"dueOn", {{"type", "string"}, {"maxLength", 10}}}},
	              {"branchId", "what", "dueOn"});
}

/// The branches that somebody may see, as the statements want them: "*" or "|01|02|".
std::string branchesOf(const Request& request)
{
	std::string text;
	for (const auto& branch : request.caller.branches(kRoles))
	{
		if (branch == "*") return branch;
		text += (text.empty() ? "|" : "") + branch + "|";
	}
	return text;
}

} // namespace

Result<void> RemindersPlugin::start(erphost::Registry& registry)
{
	const json anObject = {{"type", "object"}};
	EH_CHECK(registry.route({"GET", "/reminders", "listReminders", "Reminders by date.", kRoles, listQuery(), nullptr,
	                         anObject, false, [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/reminders", "addReminder", "A new reminder.", kRoles, nullptr, addBody(),
	                         anObject, true, [this](Tx& tx, const Request& request) { return add(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/reminders/{id}/done", "finishReminder", "It is done.", kRoles, nullptr,
	                         object(json::object()), anObject, true,
	                         [this](Tx& tx, const Request& request) { return done(tx, request); }}));
	return registry.job("move_on", 60, [this](Tx& tx) { return moveOn(tx); });
}

Result<int> RemindersPlugin::nearDays(const std::string& today) const
{
	EH_TRY(const json settings, host().settings(today));
	return settings.at("remind_before_days").get<int>();
}

Result<Reply> RemindersPlugin::list(Tx& tx, const Request& request) const
{
	const int limit = static_cast<int>(request.queryInteger("limit", 50));
	EH_TRY(const auto cursor, erphost::readCursor(request.queryText("cursor"), false));
	std::int64_t last = 0;
	std::from_chars(cursor.id.data(), cursor.id.data() + cursor.id.size(), last);
	EH_TRY(auto rows, tx.query(sql::kList, branchesOf(request), request.queryText("state"), cursor.text, last,
	                           cursor.given, limit + 1));
	EH_TRY(auto items, erphost::allRows(rows, [](const erphost::Query& row) -> json {
			   return {{"id", row.integer(0)},
		               {"branchId", row.text(1)},
		               {"what", row.text(2)},
		               {"dueOn", row.text(3)},
		               {"state", row.text(4)}};
		   }));
	json next = nullptr;
	if (erphost::cutToPage(items, limit))
		next = erphost::cursorOf(items.back()["dueOn"], std::to_string(items.back()["id"].get<std::int64_t>()));
	return Reply{200, {{"items", std::move(items)}, {"next", std::move(next)}, {"total", nullptr}}, {}};
}

Result<Reply> RemindersPlugin::add(Tx& tx, const Request& request) const
{
	const std::string branch = request.body.at("branchId"), what = request.body.at("what"),
					  dueOn = request.body.at("dueOn");
	const std::int64_t now = host().nowMs();
	const std::string today = host().localDate(now);
	if (!request.caller.may(kRoles, branch))
		return erphost::permanent("@ID@.branch.forbidden", "not a branch of the caller").with("branch", branch);
	if (!erphost::isIsoDate(dueOn))
		return erphost::permanent("@ID@.date.invalid", "not a date").with("field", "dueOn").with("date", dueOn);
	if (dueOn < today)
		return erphost::permanent("@ID@.date.past", "before today").with("field", "dueOn").with("date", dueOn);
	EH_TRY(const int days, nearDays(today));
	EH_TRY(auto made,
	       tx.query(sql::kAdd, branch, what, dueOn, rules::stateOf(dueOn, today, days), request.caller.id, now));
	EH_TRY(const auto id, erphost::firstRow(made, [](const erphost::Query& row) { return row.integer(0); }));
	return Reply{201, {{"id", id.value_or(0)}}, {}};
}

Result<Reply> RemindersPlugin::done(Tx& tx, const Request& request) const
{
	const std::string written = request.param("id");
	std::int64_t id = 0;
	std::from_chars(written.data(), written.data() + written.size(), id);
	std::optional<std::string> branch;
	{
		EH_TRY(auto row, tx.query(sql::kOne, id));
		EH_TRY(branch, erphost::firstRow(row, [](const erphost::Query& one) { return one.text(0); }));
	}
	// Whoever may not see it learns nothing of it either.
	if (!branch || !request.caller.may(kRoles, *branch))
		return erphost::permanent("@ID@.reminder.not_found", "no such reminder").with("id", written);
	EH_TRY(const auto changed, tx.execute(sql::kDone, id, host().nowMs()));
	if (changed == 0) return erphost::conflict("@ID@.reminder.done", "it is done").with("id", written);
	return Reply{200, {{"id", id}}, {}};
}

Result<bool> RemindersPlugin::moveOn(Tx& tx) const
{
	const std::string today = host().localDate(host().nowMs());
	EH_TRY(const int days, nearDays(today));
	struct Moving
	{
		std::int64_t id;
		std::string dueOn;
	};
	EH_TRY(auto rows, tx.query(sql::kMoving, today, erphost::daysAfter(today, days)));
	EH_TRY(const auto moving, erphost::allRows(rows, [](const erphost::Query& row) {
			   return Moving{row.integer(0), row.text(1)};
		   }));
	for (const auto& one : moving)
	{
		EH_TRY([[maybe_unused]] const auto moved,
		       tx.execute(sql::kMove, one.id, rules::stateOf(one.dueOn, today, days)));
	}
	return moving.size() == 500;
}
