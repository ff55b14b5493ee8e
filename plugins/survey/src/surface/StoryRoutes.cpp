#include "surface/StoryRoutes.hpp"

#include "rules/Draw.hpp"
#include "store/Fines.hpp"
#include "store/StorySql.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace survey {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const std::vector<std::string> kStoryReaders{"callback_clerk", "service_manager", "branch_manager", "executive"};

/// The ERP's instants in the order of the statements' columns: as staff and as customers read them.
struct Instant
{
	const char* story;
	const char* state;
};
constexpr std::array kInstants{Instant{"erp.ordered", "ordered"}, Instant{"erp.dispatched", "dispatched"},
                               Instant{"erp.contacted", "contacted"}, Instant{"erp.arrived", "arrived"},
                               Instant{"erp.completed", "finished"}};
constexpr int kCompleted = 4;

const erphost::Sql& erpSql(Kind kind)
{
	switch (kind)
	{
	case Kind::delivery: return sql::kStoryDelivery;
	case Kind::sale: return sql::kStorySale;
	default: return sql::kStoryWorkOrder;
	}
}

void sortByTime(json& items)
{
	std::vector<json> lines(items.begin(), items.end());
	std::stable_sort(lines.begin(), lines.end(), [](const json& a, const json& b) {
		return a.at("at").get<std::int64_t>() < b.at("at").get<std::int64_t>();
	});
	items = lines;
}

/// The last four digits of a telephone number, blanks and dashes left out; empty if it has not that many.
std::string lastFour(std::string_view phone)
{
	std::string digits;
	for (const char c : phone)
		if (c >= '0' && c <= '9') digits += c;
	return digits.size() < 4 ? std::string() : digits.substr(digits.size() - 4);
}

/// An order that number and telephone number belong to.
struct Order
{
	std::string kind, branchId, erpKey;

	bool operator==(const Order&) const = default;
};

Result<std::vector<Order>> ordersOf(Tx& tx, const std::string& number, const std::string& last4)
{
	std::vector<Order> orders;
	{
		EH_TRY(auto rows, tx.query(sql::kOrderByTail, last4, number));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			orders.push_back({std::string(name(Kind::workOrder)), rows.text(0), rows.text(1)});
		}
	}
	EH_TRY(auto rows, tx.query(sql::kOrderByNumber, number));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return orders;
		const Order order{rows.text(0), rows.text(1), rows.text(2)};
		if (lastFour(rows.view(3)) == last4 && std::find(orders.begin(), orders.end(), order) == orders.end())
			orders.push_back(order);
	}
}

Result<void> addStates(Tx& tx, const Order& order, json& states)
{
	const auto kind = kindNamed(order.kind);
	if (!kind) return {};
	{
		EH_TRY(auto row, tx.query(erpSql(*kind), order.branchId, order.erpKey));
		EH_TRY(const bool found, row.next());
		if (found)
			for (int i = 0; i < static_cast<int>(kInstants.size()); ++i)
				if (!row.isNull(i) && (i != kCompleted || row.view(7) == "done"))
					states.push_back({{"at", row.integer(i)}, {"what", kInstants[static_cast<std::size_t>(i)].state}});
	}
	const std::string task = taskId(order.kind, order.branchId, order.erpKey);
	std::int64_t answered = 0;
	{
		EH_TRY(auto rows, tx.query(sql::kStoryAttempts, task));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			if (rows.view(4) == "answered") answered = rows.integer(0);
		}
	}
	if (answered == 0) return {};
	states.push_back({{"at", answered}, {"what", "called_back"}});
	EH_TRY(auto row, tx.query(sql::kStoryTask, task));
	EH_TRY(const bool found, row.next());
	if (found && row.view(3) == "after_sales") states.push_back({{"at", answered}, {"what", "in_handling"}});
	if (found && row.view(3) == "done")
		states.push_back({{"at", row.isNull(4) ? answered : row.integer(4)}, {"what", "closed"}});
	return {};
}

} // namespace

Result<void> StoryRoutes::addTo(erphost::Registry& registry) const
{
	const json text = {{"type", "string"}, {"minLength", 1}, {"maxLength", 100}};
	EH_CHECK(registry.route(
		{"GET",
	     "/story",
	     "getStory",
	     "What happened to an order, each line with its source and time (X-01).",
	     kStoryReaders,
	     {{"type", "object"},
	      {"additionalProperties", false},
	      {"required", {"kind", "branch", "key"}},
	      {"properties", {{"kind", {{"enum", {"work_order", "delivery", "sale"}}}}, {"branch", text}, {"key", text}}}},
	     nullptr,
	     {{"type", "object"}, {"required", {"items"}}},
	     false,
	     [this](Tx& tx, const Request& request) { return story(tx, request); }}));
	erphost::Route look{"GET",
	                    "/order-state",
	                    "getOrderState",
	                    "The state of an order for whoever knows its number and the last four digits of the phone.",
	                    {},
	                    {{"type", "object"},
	                     {"additionalProperties", false},
	                     {"required", {"number", "last4"}},
	                     {"properties",
	                      {{"number", {{"type", "string"}, {"minLength", 1}, {"maxLength", 60}}},
	                       {"last4", {{"type", "string"}, {"pattern", "^[0-9]{4}$"}}}}}},
	                    nullptr,
	                    {{"type", "object"}, {"required", {"found", "states"}}},
	                    false,
	                    [this](Tx& tx, const Request& request) { return orderState(tx, request); }};
	look.isPublic = true;
	return registry.route(std::move(look));
}

Result<Reply> StoryRoutes::story(Tx& tx, const Request& request) const
{
	const std::string branch = request.queryText("branch"), key = request.queryText("key");
	if (!request.caller.may(kStoryReaders, branch)) return Reply{200, {{"items", json::array()}}, {}};
	const Kind kind = *kindNamed(request.queryText("kind"));
	const std::string task = taskId(name(kind), branch, key);
	json items = json::array();
	{
		EH_TRY(auto row, tx.query(erpSql(kind), branch, key));
		EH_TRY(const bool found, row.next());
		for (int i = 0; found && i < static_cast<int>(kInstants.size()); ++i)
		{
			if (row.isNull(i)) continue;
			items.push_back({{"at", row.integer(i)},
			                 {"source", "erp"},
			                 {"what", kInstants[static_cast<std::size_t>(i)].story},
			                 {"params", json::object()},
			                 {"who", i == kCompleted ? row.text(6) : std::string()},
			                 {"ref", nullptr},
			                 {"basis", i == kCompleted && !row.isNull(5) ? json(row.text(5)) : json()}});
		}
	}
	const auto add = [&](std::int64_t at, const char* what, json params, const std::string& who) {
		items.push_back({{"at", at},
		                 {"source", "survey"},
		                 {"what", what},
		                 {"params", std::move(params)},
		                 {"who", who},
		                 {"ref", {{"type", "task"}, {"id", task}}}});
	};
	{
		EH_TRY(auto row, tx.query(sql::kStoryTask, task));
		EH_TRY(const bool found, row.next());
		if (found)
		{
			add(row.integer(2), "survey.task", {{"number", row.text(1)}}, "");
			if (row.view(3) == "not_reachable" && !row.isNull(4))
				add(row.integer(4), "survey.given_up", json::object(), "");
		}
	}
	EH_TRY(auto rows, tx.query(sql::kStoryAttempts, task));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) break;
		const bool answered = rows.view(4) == "answered";
		add(rows.integer(0), answered ? "survey.answer" : "survey.attempt",
		    {{"round", rows.integer(1)},
		     {"attempt", rows.integer(2)},
		     {"disposition", rows.text(4)},
		     {"level", rows.isNull(5) ? json() : json(rows.text(5))},
		     {"text", rows.isNull(6) ? std::string() : rows.text(6)}},
		    rows.text(3));
	}
	{
		EH_TRY(auto asked, tx.query(sql::kStoryRounds, task));
		for (;;)
		{
			EH_TRY(const bool row, asked.next());
			if (!row) break;
			add(asked.integer(0), "survey.round",
			    {{"round", asked.integer(1)},
			     {"case", asked.text(2)},
			     {"due_on", asked.isNull(3) ? std::string() : asked.text(3)}},
			    "");
		}
	}
	// What was proposed because of an answer, and what the customer said that shows it.
	EH_TRY(const auto fines, finesOfOrder(tx, {std::nullopt, std::string(name(kind)), branch, key, {}}));
	for (const Fine& fine : fines)
	{
		const json params = {{"offence", fine.offence},
		                     {"sum_fen", fine.sumFen ? json(*fine.sumFen) : json()},
		                     {"name", fine.liableName},
		                     {"text", fine.reason}};
		add(fine.proposedAt, "survey.fine", params, "");
		if (!fine.proposed && fine.withdrawnAt) add(*fine.withdrawnAt, "survey.fine_withdrawn", params, "");
	}
	sortByTime(items);
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> StoryRoutes::orderState(Tx& tx, const Request& request) const
{
	EH_TRY(const auto orders, ordersOf(tx, request.queryText("number"), request.queryText("last4")));
	// A wrong pair and an unknown number answer alike: who guesses learns nothing.
	json states = json::array();
	for (const auto& order : orders) EH_CHECK(addStates(tx, order, states));
	sortByTime(states);
	return Reply{200, {{"found", !orders.empty()}, {"states", states}}, {}};
}

} // namespace survey
