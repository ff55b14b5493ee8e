#include "surface/MessageJobs.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "rules/Delay.hpp"
#include "rules/Draw.hpp"
#include "rules/Letter.hpp"
#include "rules/Template.hpp"
#include "store/MessageSql.hpp"
#include "surface/FigureJson.hpp"
#include "surface/TaskRoutes.hpp"

#include <array>

namespace survey {

using erphost::Event;
using erphost::Message;
using erphost::Reply;
using erphost::Request;
using erphost::Sorting;
using nlohmann::json;

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
/// Nobody is told hours later that somebody will phone in a moment.
constexpr std::int64_t kDispatchedFreshMs = 2 * kHourMs;
constexpr std::int64_t kFinishedFreshMs = 72 * kHourMs;
constexpr std::string_view kParts = "parts";

const std::array kSortings{
	Sorting{"sentAt", sql::kMessages, sql::kMessages, true},
	Sorting{"-sentAt", sql::kMessagesDown, sql::kMessagesDown, true},
};

/// A work order as a message needs it.
struct Order
{
	std::string branchId, erpKey, number, status;
	std::optional<std::int64_t> dispatchedAt, completedAt;
	bool waiting = false; ///< for parts
	std::string technician, phone;
	std::string reason;     ///< why it is not finished; empty: the ERP does not say
	std::string promisedOn; ///< ISO date, or empty
};

/// The occasion that an order's state gives (SV-70); empty: none. `expiresAt` is when it is not worth saying any more.
struct Occasion
{
	std::string name;
	std::int64_t expiresAt = 0;
	std::string reason; ///< of "not_finished": a name of the setting `delays`
};

Occasion occasionOf(const Order& order, std::int64_t now)
{
	if (order.status == "done" && order.completedAt && *order.completedAt + kFinishedFreshMs > now)
		return {"finished", *order.completedAt + kFinishedFreshMs, {}};
	if (order.status != "dispatched") return {};
	const std::string reason = order.reason.empty() && order.waiting ? std::string(kParts) : order.reason;
	if (!reason.empty()) return {"not_finished", now + kFinishedFreshMs, reason};
	if (order.dispatchedAt && !order.technician.empty() && *order.dispatchedAt + kDispatchedFreshMs > now)
		return {"dispatched", *order.dispatchedAt + kDispatchedFreshMs, {}};
	return {};
}

/// The same order and occasion is the same message in any store; another reason why it is not finished is news.
std::string messageId(const Occasion& occasion, const Order& order)
{
	const bool other = !occasion.reason.empty() && occasion.reason != kParts;
	return taskId("message." + occasion.name + (other ? "." + occasion.reason : ""), order.branchId, order.erpKey);
}

std::string messageId(const std::string& occasion, const Order& order)
{
	return taskId("message." + occasion, order.branchId, order.erpKey);
}

Message messageTo(const Order& order, const std::string& id, const std::string& occasion, std::string text)
{
	Message message;
	message.id = id;
	message.channel = "sms";
	message.to = order.phone;
	message.text = std::move(text);
	message.branchId = order.branchId;
	message.businessKey = order.erpKey;
	message.about = occasion;
	return message;
}

} // namespace

Result<void> MessageJobs::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("messages.work_order", "work_order", [this](Tx& tx, std::int64_t from, std::int64_t to) {
		return ordersChanged(tx, from, to);
	}));
	EH_CHECK(registry.subscribe("messages", {"host.message.sent", "host.message.failed", "host.message.received"},
	                            [this](Tx& tx, const Event& event) { return heard(tx, event); }));
	return registry.route({"GET",
	                       "/messages",
	                       "listMessages",
	                       "Text messages about orders and what customers replied, newest first.",
	                       kClerks,
	                       {{"type", "object"},
	                        {"additionalProperties", false},
	                        {"properties",
	                         {{"order", textSchema()},
	                          {"occasion", {{"enum", {"dispatched", "not_finished", "finished"}}}},
	                          {"state", {{"enum", {"queued", "sent", "failed"}}}},
	                          {"sort", {{"enum", {"sentAt", "-sentAt"}}}},
	                          {"limit", limitSchema()},
	                          {"cursor", cursorSchema()}}}},
	                       nullptr,
	                       itemsSchema(),
	                       false,
	                       [this](Tx& tx, const Request& request) { return list(tx, request); }});
}

Result<void> MessageJobs::ordersChanged(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	const auto goLive = tx.goLiveDate();
	if (!goLive || today < *goLive) return {};
	EH_TRY(const json settings, _host.settings(today));
	const json& texts = settings.at("messages");
	const auto on = [&](const std::string& occasion) { return texts.at(occasion).at("on").get<bool>(); };
	if (!on("dispatched") && !on("not_finished") && !on("finished")) return {};
	std::vector<Order> orders;
	{
		EH_TRY(auto rows, tx.query(sql::kMessageOrders, from, to));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			orders.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.optionalInteger(4),
			                  rows.optionalInteger(5), rows.integer(6) != 0, rows.text(7), rows.text(8), rows.text(9),
			                  rows.text(10)});
		}
	}
	for (const auto& order : orders)
	{
		const Occasion occasion = occasionOf(order, now);
		if (occasion.name.empty() || order.phone.empty() || !on(occasion.name)) continue;
		std::map<std::string, std::string, std::less<>> words = {
			{"order", order.number},
			{"technician", order.technician},
			{"minutes", std::to_string(texts.at("minutes").get<int>())},
			{"hotline", texts.at("hotline").get<std::string>()}};
		if (!occasion.reason.empty())
		{
			// A reason that the company has no words for is not told.
			const auto delay = settings.at("delays").find(occasion.reason);
			if (delay == settings.at("delays").end()) continue;
			words["reason"] = delay->at("text").get<std::string>();
			words["days"] = std::to_string(furtherDays(today, order.promisedOn, delay->at("days").get<int>()));
		}
		const std::string id = messageId(occasion, order);
		EH_TRY(const auto added,
		       tx.execute(sql::kAddMessage, id, occasion.name, order.branchId, order.erpKey, order.number, now));
		if (added == 0) continue;
		Message message =
			messageTo(order, id, occasion.name, filled(texts.at(occasion.name).at("text").get<std::string>(), words));
		message.expiresAtMs = occasion.expiresAt;
		EH_CHECK(tx.send(message));
	}
	return {};
}

Result<void> MessageJobs::heard(Tx& tx, const Event& event) const
{
	const json payload = json::parse(event.payload, nullptr, false);
	if (!payload.is_object()) return {};
	if (event.type == "host.message.received")
	{
		if (!payload.contains("in_reply_to") || !payload.at("in_reply_to").is_string()) return {};
		return received(tx, payload.at("in_reply_to"), payload.value("text", ""),
		                payload.value("at", event.occurredAtMs));
	}
	const std::string id = payload.value("id", "");
	EH_TRY([[maybe_unused]] const auto changed,
	       tx.execute(sql::kMessageState, id, event.type == "host.message.sent" ? "sent" : "failed"));
	return {};
}

Result<void> MessageJobs::received(Tx& tx, const std::string& id, const std::string& text, std::int64_t at) const
{
	Order order;
	std::string occasion;
	bool answered = false, asked = false;
	{
		EH_TRY(auto row, tx.query(sql::kMessage, id));
		EH_TRY(const bool found, row.next());
		if (!found) return {}; // not a message of ours
		occasion = row.text(0);
		order.branchId = row.text(1);
		order.erpKey = row.text(2);
		order.number = row.text(3);
		answered = !row.isNull(4);
		asked = row.integer(5) != 0;
	}
	LetterReply reply = letterReply(text);
	// Only "finished" asks for a letter, and the first one counts: what is said later is a remark.
	if (occasion != "finished" || answered) reply = {std::nullopt, text};
	const bool askBack = occasion == "finished" && !answered && !reply.level && !asked;
	const std::optional<std::string> letter =
		reply.level ? std::optional(std::string(1, letterOf(*reply.level))) : std::nullopt;
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kMessageReply, id, letter, reply.remark, at, asked || askBack));
	if (askBack)
	{
		{
			EH_TRY(auto row, tx.query(sql::kMessagePhone, order.branchId, order.erpKey));
			EH_TRY(const bool found, row.next());
			if (found) order.phone = row.text(0);
		}
		if (order.phone.empty()) return {};
		EH_TRY(const json settings, _host.settings(_host.localDate(_host.nowMs())));
		// The reply to it carries this id; it stands for the same question.
		const std::string again = messageId("finished.again", order);
		EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddMessage, again, "finished", order.branchId,
		                                                     order.erpKey, order.number, _host.nowMs()));
		EH_TRY([[maybe_unused]] const auto marked,
		       tx.execute(sql::kMessageReply, again, nullptr, nullptr, nullptr, true));
		return tx.send(messageTo(order, again, "finished", settings.at("messages").at("ask_back").get<std::string>()));
	}
	if (!reply.level) return {};
	EH_TRY(const auto task, findTask(tx, taskId(name(Kind::workOrder), order.branchId, order.erpKey)));
	// Somebody was faster, or the order was not drawn: the letter is kept with the message.
	if (!task || task->state != "open") return {};
	Entry entry;
	entry.channel = Channel::sms;
	entry.level = reply.level;
	// SV-52 needs the customer's words: where he sent none, his letter is what he said.
	entry.words = reply.remark.empty() && !content(*reply.level) ? text : reply.remark;
	EH_TRY([[maybe_unused]] const int attempt, _recorder.record(tx, *task, entry, {"sms", "短信"}));
	return {};
}

Result<Reply> MessageJobs::list(Tx& tx, const Request& request) const
{
	EH_TRY(const Sorting* sorting, erphost::sortingNamed(kSortings, request.queryText("sort", "-sentAt")));
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), sorting->numeric));
	const int limit = static_cast<int>(request.queryInteger("limit", 50));
	EH_TRY(auto rows, tx.query(sorting->all, branchList(request.caller.branches(kClerks)),
	                           request.queryText("occasion"), request.queryText("state"), last.number, last.id,
	                           last.given, limit + 1, request.queryText("order")));
	EH_TRY(auto items, erphost::allRows(rows, [](const erphost::Query& row) {
			   return json{{"id", row.text(0)},
		                   {"occasion", row.text(1)},
		                   {"branchId", row.text(2)},
		                   {"taskId", taskId(name(Kind::workOrder), row.text(2), row.text(3))},
		                   {"orderNumber", row.text(4)},
		                   {"sentAt", row.integer(5)},
		                   {"state", row.text(6)},
		                   {"reply", row.isNull(7) ? json() : json(row.text(7))},
		                   {"replyAt", row.isNull(8) ? json() : json(row.integer(8))},
		                   {"remark", row.isNull(9) ? json() : json(row.text(9))}};
		   }));
	std::string next;
	if (erphost::cutToPage(items, limit)) next = erphost::cursorOf(items.back()["sentAt"], items.back()["id"]);
	return Reply{200, pageOf(std::move(items), next), {}};
}

} // namespace survey
