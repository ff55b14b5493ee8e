#include "surface/StoryRoutes.hpp"

#include "store/History.hpp"
#include "store/Orders.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

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
	EH_TRY(const auto lines, storyOf(tx, request.queryText("kind"), branch, request.queryText("key")));
	for (const auto& line : lines)
		items.push_back({{"at", line.at},
		                 {"source", "complaints"},
		                 {"what", "complaint." + line.step},
		                 {"params", {{"number", line.caseNumber}, {"text", line.what}}},
		                 {"who", line.who},
		                 {"ref", {{"type", "case"}, {"id", line.caseId}}},
		                 {"basis", nullptr}});
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
