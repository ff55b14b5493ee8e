#include "surface/StoryRoutes.hpp"

#include "rules/Step.hpp"
#include "store/History.hpp"
#include "store/Orders.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/Roles.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// A line that a call-back wrote says how content the customer was; the console has words for that.
bool tellsLevel(const StoryLine& line)
{
	static const std::array<std::string_view, 5> kLevels{"very_satisfied", "satisfied", "average", "dissatisfied",
	                                                     "very_dissatisfied"};
	return line.via == "callback" && std::find(kLevels.begin(), kLevels.end(), line.what) != kLevels.end();
}

std::string toldAs(const StoryLine& line)
{
	if (!tellsLevel(line)) return line.step;
	return line.step == "reopened" ? "not_content" : line.step == name(Step::satisfied) ? "content" : "asked";
}

json paramsOf(const StoryLine& line)
{
	if (tellsLevel(line)) return {{"number", line.number}, {"level", line.what}};
	if (line.step == "class" && line.via == "program")
		return {{"number", line.number}, {"reason", line.what}, {"text", ""}};
	const auto colon = line.what.find(": ");
	if (line.step == "deed" && colon != std::string::npos)
		return {{"number", line.number}, {"deed", line.what.substr(0, colon)}, {"text", line.what.substr(colon + 2)}};
	return {{"number", line.number}, {"text", line.what}};
}

json itemsOf(const char* member)
{
	return {{"type", "object"},
	        {"required", {member}},
	        {"properties", {{member, {{"type", "array"}, {"items", anObject()}}}}}};
}

} // namespace

Result<void> StoryRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route(
		{"GET", "/story", "readStory", "What complaints know about one order, in time.", kReaders,
	     objectSchema({{"kind", idSchema()}, {"branch", idSchema()}, {"key", idSchema()}}, {"kind", "branch", "key"}),
	     nullptr, itemsOf("items"), false, [this](Tx& tx, const Request& request) { return story(tx, request); }}));
	erphost::Route look{
		"GET",
		"/order-state",
		"readOrderState",
		"What a customer may see of the complaints about his order.",
		{},
		objectSchema({{"number", idSchema()}, {"last4", {{"type", "string"}, {"pattern", "^[0-9]{4}$"}}}},
	                 {"number", "last4"}),
		nullptr,
		itemsOf("states"),
		false,
		[this](Tx& tx, const Request& request) { return orderState(tx, request); }};
	look.isPublic = true;
	return registry.route(std::move(look));
}

Result<Reply> StoryRoutes::story(Tx& tx, const Request& request) const
{
	const std::string branch = request.queryText("branch");
	json items = json::array();
	if (!request.caller.may(kReaders, branch)) return Reply{200, {{"items", items}}, {}};
	const std::string kind = request.queryText("kind"), key = request.queryText("key");
	const auto add = [&](std::int64_t at, const std::string& what, json params, const std::string& who, json ref) {
		items.push_back({{"at", at},
		                 {"source", "complaints"},
		                 {"what", "complaint." + what},
		                 {"params", std::move(params)},
		                 {"who", who},
		                 {"ref", std::move(ref)},
		                 {"basis", nullptr}});
	};
	EH_TRY(const auto lines, storyOf(tx, kind, branch, key));
	for (const auto& line : lines)
		add(line.at, toldAs(line), paramsOf(line), line.who, {{"type", "case"}, {"id", line.id}});
	EH_TRY(const auto sheets, sheetStoryOf(tx, kind, branch, key));
	for (const auto& line : sheets)
		add(line.at, "sheet_" + line.step, {{"number", line.number}, {"text", line.what}}, line.who,
		    {{"type", "sheet"}, {"id", line.id}});
	EH_TRY(const auto clocks, clockStoryOf(tx, kind, branch, key));
	for (const auto& line : clocks)
	{
		if (line.level > 0) add(line.at, "warning", {{"clock", line.clock}, {"level", line.level}}, line.person, {});
		else add(line.at, line.late ? "clock_missed" : "clock_done", {{"clock", line.clock}}, line.person, {});
	}
	std::stable_sort(items.begin(), items.end(), [](const json& one, const json& other) {
		return one.at("at").get<std::int64_t>() < other.at("at").get<std::int64_t>();
	});
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> StoryRoutes::orderState(Tx& tx, const Request& request) const
{
	const std::string last4 = request.queryText("last4");
	EH_TRY(const auto rows, statesOfNumber(tx, request.queryText("number")));
	bool found = false;
	json states = json::array();
	for (const auto& row : rows)
	{
		// A wrong number and an unknown order look the same: nobody learns which orders there are.
		if (row.phoneKey.size() < 4 || !row.phoneKey.ends_with(last4)) continue;
		found = true;
		if (row.state.empty() || row.state == "voided") continue;
		states.push_back({{"at", row.receivedAt}, {"what", "complaint_open"}});
		if (row.handledAt) states.push_back({{"at", *row.handledAt}, {"what", "complaint_handled"}});
		if (row.closedAt) states.push_back({{"at", *row.closedAt}, {"what", "complaint_closed"}});
	}
	return Reply{200, {{"found", found}, {"states", states}}, {}};
}

} // namespace complaints
