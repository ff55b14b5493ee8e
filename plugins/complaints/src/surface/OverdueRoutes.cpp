#include "surface/OverdueRoutes.hpp"

#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"
#include "surface/TimeSettings.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

constexpr std::int64_t kHour = 3'600'000;

const json kFilterText = {{"type", "string"}, {"maxLength", 100}};
const json kHours = {{"type", "integer"}, {"minimum", 0}, {"maximum", 100'000}};
const json kLimit = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
const json kCursor = {{"type", "string"}, {"maxLength", 400}};
const json kSum = {{"type", {"integer", "null"}}, {"minimum", 0}, {"maximum", 100'000'000}};

json query(json properties)
{
	return {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

json toJson(const RemedyRow& remedy)
{
	return {{"id", remedy.id},
	        {"remedy", remedy.remedy},
	        {"state", remedy.state},
	        {"sumFen", orNull(remedy.sumFen)},
	        {"kind", remedy.kind},
	        {"branchId", remedy.branchId},
	        {"branchName", remedy.branchName},
	        {"orderKey", remedy.erpKey},
	        {"orderNumber", remedy.orderNumber},
	        {"proposedAt", remedy.proposedAt},
	        {"hours", remedy.hours},
	        {"decidedAt", orNull(remedy.decidedAt)},
	        {"decidedByName", remedy.decidedByName},
	        {"reason", remedy.reason},
	        {"version", remedy.version}};
}

Reply pageReply(json items, const std::string& next, std::int64_t total)
{
	return {200, {{"items", std::move(items)}, {"next", next.empty() ? json() : json(next)}, {"total", total}}, {}};
}

} // namespace

Result<void> OverdueRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET",
	                         "/overdue/buckets",
	                         "overdueBuckets",
	                         "Overdue orders counted by hours.",
	                         kReaders,
	                         query({{"branch", kFilterText}}),
	                         nullptr,
	                         {{"type", "object"}, {"required", json::array({"buckets"})}},
	                         false,
	                         [this](Tx& tx, const Request& request) { return buckets(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/overdue", "listOverdue", "Overdue orders: filtered, sorted, in pages.", kReaders,
	                         query({{"branch", kFilterText},
	                                {"fromHours", kHours},
	                                {"toHours", kHours},
	                                {"search", kFilterText},
	                                {"sort", {{"enum", {"since", "-since"}}}},
	                                {"limit", kLimit},
	                                {"cursor", kCursor}}),
	                         nullptr, listSchema({{"type", "object"}}), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/remedies", "listRemedies", "What waiting customers are offered.", kReaders,
	                         query({{"state", {{"enum", {"proposed", "approved", "declined"}}}},
	                                {"branch", kFilterText},
	                                {"limit", kLimit},
	                                {"cursor", kCursor}}),
	                         nullptr, listSchema({{"type", "object"}}), false,
	                         [this](Tx& tx, const Request& request) { return remedies(tx, request); }}));
	return registry.route({"POST",
	                       "/remedies/{id}/decide",
	                       "decideRemedy",
	                       "Approves or declines an offer.",
	                       kServiceManager,
	                       nullptr,
	                       {{"type", "object"},
	                        {"additionalProperties", false},
	                        {"required", json::array({"decision"})},
	                        {"properties",
	                         {{"decision", {{"enum", {"approved", "declined"}}}},
	                          {"sumFen", kSum},
	                          {"reason", {{"type", "string"}, {"maxLength", 500}}}}}},
	                       {{"type", "object"}},
	                       false,
	                       [this](Tx& tx, const Request& request) { return decide(tx, request); }});
}

Result<Reply> OverdueRoutes::buckets(Tx& tx, const Request& request) const
{
	const std::int64_t now = _host.nowMs();
	TimeSettingsByDate settings(_host);
	EH_TRY(const TimeSettings* set, settings.at(_host.localDate(now)));
	OverdueFilter filter;
	filter.branches = branchList(request.caller.branches(kReaders));
	filter.branch = request.queryText("branch");
	json counts = json::array();
	for (std::size_t i = 0; i < set->bucketHours.size(); ++i)
	{
		const bool last = i + 1 == set->bucketHours.size();
		filter.after = last ? 0 : now - set->bucketHours[i + 1] * kHour;
		filter.upTo = now - set->bucketHours[i] * kHour;
		EH_TRY(const std::int64_t orders, countOverdue(tx, filter));
		counts.push_back({{"fromHours", set->bucketHours[i]},
		                  {"toHours", last ? json() : json(set->bucketHours[i + 1])},
		                  {"orders", orders}});
	}
	// CP-17: the page says from when something is offered; its readers may not read the settings.
	return Reply{200,
	             {{"buckets", counts},
	              {"compensationHours", set->remedies.compensationHours},
	              {"exchangeHours", set->remedies.exchangeHours}},
	             {}};
}

Result<Reply> OverdueRoutes::list(Tx& tx, const Request& request) const
{
	const std::int64_t now = _host.nowMs();
	TimeSettingsByDate settings(_host);
	EH_TRY(const TimeSettings* set, settings.at(_host.localDate(now)));
	OverdueFilter filter;
	filter.branches = branchList(request.caller.branches(kReaders));
	filter.branch = request.queryText("branch");
	filter.search = request.queryText("search");
	filter.upTo = now - request.queryInteger("fromHours", set->bucketHours.front()) * kHour;
	if (const std::int64_t toHours = request.queryInteger("toHours", 0); toHours > 0)
		filter.after = now - toHours * kHour;
	EH_TRY(const OverduePage page,
	       listOverdue(tx, filter, request.queryText("sort", "since"), request.queryText("cursor"),
	                   static_cast<int>(request.queryInteger("limit", 50))));
	json items = json::array();
	for (const ListedOrder& listed : page.orders)
	{
		const OverdueOrder& order = listed.order;
		json offers = json::array();
		for (const Offer& offer : listed.offers)
			offers.push_back({{"id", offer.id},
			                  {"remedy", offer.remedy},
			                  {"state", offer.state},
			                  {"sumFen", orNull(offer.sumFen)},
			                  {"version", offer.version}});
		items.push_back({{"id", order.id},
		                 {"kind", order.kind},
		                 {"branchId", order.branchId},
		                 {"branchName", order.branchName},
		                 {"orderKey", order.erpKey},
		                 {"orderNumber", order.orderNumber},
		                 {"since", order.since},
		                 {"hours", (now - order.since) / kHour},
		                 {"remedies", offers}});
	}
	return pageReply(std::move(items), page.next, page.total);
}

Result<Reply> OverdueRoutes::remedies(Tx& tx, const Request& request) const
{
	EH_TRY(const RemedyPage page,
	       listRemedies(tx, request.queryText("state", "proposed"), branchList(request.caller.branches(kReaders)),
	                    request.queryText("branch"), request.queryText("cursor"),
	                    static_cast<int>(request.queryInteger("limit", 50))));
	json items = json::array();
	for (const RemedyRow& remedy : page.remedies) items.push_back(toJson(remedy));
	return pageReply(std::move(items), page.next, page.total);
}

Result<Reply> OverdueRoutes::decide(Tx& tx, const Request& request) const
{
	EH_TRY(auto remedy, findRemedy(tx, request.param("id")));
	if (!remedy || !request.caller.may(kServiceManager, remedy->branchId))
		return erphost::permanent("complaints.remedy.not_found", "There is no such offer.");
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The offer's ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(remedy->version) || remedy->state != "proposed")
		return erphost::conflict("complaints.remedy.stale", "The proposal was decided or changed meanwhile.");
	remedy->state = request.body.at("decision");
	remedy->reason = request.body.value("reason", "");
	if (remedy->state == "declined" && remedy->reason.find_first_not_of(" \t\r\n") == std::string::npos)
		return erphost::permanent("complaints.note.invalid", "An offer is declined with a reason.")
		    .with("pointer", "/reason");
	if (request.body.contains("sumFen"))
		remedy->sumFen = request.body.at("sumFen").is_null()
		                     ? std::nullopt
		                     : std::optional(request.body.at("sumFen").get<std::int64_t>());
	// Money that nobody has named cannot be approved.
	if (remedy->state == "approved" && remedy->remedy == "compensation" && !remedy->sumFen)
		return erphost::permanent("complaints.sum.invalid", "A compensation needs its sum.").with("pointer", "/sumFen");
	remedy->decidedAt = _host.nowMs();
	remedy->decidedByName = request.caller.name;
	EH_CHECK(decideRemedy(tx, *remedy));
	return Reply{200, toJson(*remedy), std::to_string(remedy->version)};
}

} // namespace complaints
