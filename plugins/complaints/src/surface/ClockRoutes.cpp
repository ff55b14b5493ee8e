#include "surface/ClockRoutes.hpp"

#include "surface/CaseJson.hpp"
#include "surface/ClockJson.hpp"
#include "surface/Roles.hpp"

#include <algorithm>
#include <map>

namespace complaints {

using erphost::Registry;
using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kFilterText = {{"type", "string"}, {"maxLength", 100}};
const json kLimit = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
const json kCursor = {{"type", "string"}, {"maxLength", 400}};
const json kLevel = {{"type", "integer"}, {"minimum", 0}, {"maximum", 3}};

json listQuery()
{
	json kinds = json::array();
	for (const ClockKind kind : kClockKinds) kinds.push_back(name(kind));
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties",
	         {{"state", {{"enum", {"running", "paused", "done"}}}},
	          {"late", {{"enum", {"true", "false"}}}},
	          {"clock", {{"enum", kinds}}},
	          {"subject", {{"enum", {"case", "sheet", "notice", "order"}}}},
	          {"case", kFilterText},
	          {"branch", kFilterText},
	          {"level", kLevel},
	          {"search", kFilterText},
	          {"sort", {{"enum", {"dueAt", "-dueAt", "startedAt", "-startedAt"}}}},
	          {"limit", kLimit},
	          {"cursor", kCursor}}}};
}

json pauseSchema()
{
	json reasons = json::array();
	for (const auto reason : kPauseReasons) reasons.push_back(reason);
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"required", {"reason", "note"}},
	        {"properties",
	         {{"reason", {{"enum", reasons}}}, {"note", {{"type", "string"}, {"minLength", 1}, {"maxLength", 500}}}}}};
}

/// A bar of a list, by the wall clock between beginning and deadline: the exact share would read each row's pauses.
std::optional<std::int64_t> roughlyUsed(const WatchedClock& clock, std::int64_t now)
{
	if (clock.dueAt == kNever || clock.dueAt <= clock.startedAt) return std::nullopt;
	const std::int64_t until = clock.doneAt.value_or(clock.pausedSince.value_or(now));
	return std::max<std::int64_t>(until - clock.startedAt, 0) * 100 / (clock.dueAt - clock.startedAt);
}

Reply pageReply(json items, const std::string& next, std::int64_t total)
{
	return {200, {{"items", std::move(items)}, {"next", next.empty() ? json() : json(next)}, {"total", total}}, {}};
}

} // namespace

Result<void> ClockRoutes::addTo(Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/clocks", "listClocks", "Clocks: filtered, sorted, in pages.", kReaders,
	                         listQuery(), nullptr, listSchema(clockSchema()), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route(
		{"GET",
	     "/clocks/board",
	     "clockBoard",
	     "What is watched now, per clock.",
	     kReaders,
	     {{"type", "object"}, {"additionalProperties", false}, {"properties", {{"branch", kFilterText}}}},
	     nullptr,
	     {{"type", "object"}, {"required", {"erpAway", "items"}}},
	     false,
	     [this](Tx& tx, const Request& request) { return board(tx, request); }}));
	EH_CHECK(
		registry.route({"GET", "/clocks/{id}", "getClock", "A clock with its pauses and warnings.", kReaders, nullptr,
	                    nullptr, clockDetailSchema(), false, [this](Tx& tx, const Request& request) -> Result<Reply> {
							EH_TRY(const WatchedClock clock, require(tx, request));
							return detail(tx, clock);
						}}));
	EH_CHECK(registry.route({"POST", "/clocks/{id}/pause", "pauseClock", "Stops a clock visibly, with the reason.",
	                         kWorkers, nullptr, pauseSchema(), clockDetailSchema(), false,
	                         [this](Tx& tx, const Request& request) { return pause(tx, request); }}));
	const json nothing = {{"type", "object"}, {"additionalProperties", false}, {"properties", json::object()}};
	EH_CHECK(registry.route({"POST", "/clocks/{id}/resume", "resumeClock", "Lets a paused clock go on.", kWorkers,
	                         nullptr, nothing, clockDetailSchema(), false,
	                         [this](Tx& tx, const Request& request) { return resume(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/clocks/{id}/done", "endClock",
	                         "The first answer was given, or the penalty notice confirmed.", kClerks, nullptr, nothing,
	                         clockDetailSchema(), false,
	                         [this](Tx& tx, const Request& request) { return done(tx, request); }}));
	return registry.route(
		{"GET",
	     "/warnings",
	     "listWarnings",
	     "Early warnings, the newest first.",
	     kReaders,
	     {{"type", "object"},
	      {"additionalProperties", false},
	      {"properties", {{"level", kLevel}, {"branch", kFilterText}, {"limit", kLimit}, {"cursor", kCursor}}}},
	     nullptr,
	     listSchema({{"type", "object"}}),
	     false,
	     [this](Tx& tx, const Request& request) { return warnings(tx, request); }});
}

Result<WatchedClock> ClockRoutes::require(Tx& tx, const Request& request) const
{
	EH_TRY(const auto clock, findClock(tx, request.param("id")));
	if (!clock || !request.caller.may(kReaders, clock->branchId))
		return erphost::permanent("complaints.clock.not_found", "There is no such clock.");
	return *clock;
}

Result<WatchedClock> ClockRoutes::requireChange(Tx& tx, const Request& request,
                                                const std::vector<std::string>& roles) const
{
	EH_TRY(const WatchedClock clock, require(tx, request));
	if (!request.caller.may(roles, clock.branchId))
		return erphost::permanent("complaints.not_allowed", "Somebody else decides this.")
		    .with("number", clock.orderNumber);
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The clock's ETag is needed in If-Match.");
	if (request.ifMatch != std::to_string(clock.version))
		return erphost::conflict("complaints.clock.stale", "The clock has changed since it was read.")
		    .with("number", clock.orderNumber);
	return clock;
}

Result<std::optional<std::int64_t>> ClockRoutes::erpAwaySince(Tx& tx) const
{
	EH_TRY(const auto outages, outagesSince(tx, _host.nowMs()));
	for (const Pause& outage : outages)
		if (!outage.to) return std::optional(outage.from);
	return std::optional<std::int64_t>{};
}

Result<Reply> ClockRoutes::list(Tx& tx, const Request& request) const
{
	ClockFilter filter;
	filter.branches = branchList(request.caller.branches(kReaders));
	filter.state = request.queryText("state", "running");
	filter.clock = request.queryText("clock");
	filter.subject = request.queryText("subject");
	filter.caseId = request.queryText("case");
	filter.branch = request.queryText("branch");
	filter.search = request.queryText("search");
	filter.level = static_cast<int>(request.queryInteger("level", 0));
	filter.late = request.queryText("late") == "true";
	EH_TRY(const ClockPage page, listClocks(tx, filter, request.queryText("sort", "dueAt"), request.queryText("cursor"),
	                                        static_cast<int>(request.queryInteger("limit", 50))));
	EH_TRY(const auto away, erpAwaySince(tx));
	const std::int64_t now = _host.nowMs();
	json items = json::array();
	for (const auto& clock : page.clocks) items.push_back(toJson(clock, roughlyUsed(clock, now), away));
	return pageReply(std::move(items), page.next, page.total);
}

Result<Reply> ClockRoutes::board(Tx& tx, const Request& request) const
{
	const std::string branches = branchList(request.caller.branches(kReaders));
	const std::string branch = request.queryText("branch");
	EH_TRY(const auto running, clockBoard(tx, "running", branch, branches));
	EH_TRY(const auto paused, clockBoard(tx, "paused", branch, branches));
	std::map<std::string, std::int64_t> pausedOf;
	for (const BoardLine& line : paused) pausedOf[line.clock] = line.count;
	json items = json::array();
	for (const ClockKind kind : kClockKinds)
	{
		const auto line = std::find_if(running.begin(), running.end(),
		                               [&](const BoardLine& each) { return each.clock == name(kind); });
		const bool some = line != running.end();
		const auto pausedCount = pausedOf.find(std::string(name(kind)));
		items.push_back({{"clock", name(kind)},
		                 {"running", some ? line->count : 0},
		                 {"paused", pausedCount == pausedOf.end() ? 0 : pausedCount->second},
		                 {"late", some ? line->late : 0},
		                 {"level1", some ? line->level1 : 0},
		                 {"level2", some ? line->level2 : 0},
		                 {"level3", some ? line->level3 : 0},
		                 {"nextDueAt", some && line->nextDueAt != kNever ? json(line->nextDueAt) : json()}});
	}
	EH_TRY(const auto away, erpAwaySince(tx));
	return Reply{200, {{"erpAway", away ? json{{"since", *away}} : json()}, {"items", items}}, {}};
}

Result<Reply> ClockRoutes::warnings(Tx& tx, const Request& request) const
{
	EH_TRY(const WarningPage page,
	       listWarnings(tx, branchList(request.caller.branches(kReaders)), request.queryText("branch"),
	                    static_cast<int>(request.queryInteger("level", 0)), request.queryText("cursor"),
	                    static_cast<int>(request.queryInteger("limit", 50))));
	json items = json::array();
	for (const WarningRow& warning : page.warnings)
		items.push_back({{"clockId", warning.clockId},
		                 {"clock", warning.clock},
		                 {"level", warning.level},
		                 {"at", warning.at},
		                 {"dueAt", warning.dueAt},
		                 {"branchId", warning.branchId},
		                 {"orderNumber", warning.orderNumber},
		                 {"caseId", textOrNull(warning.caseId)},
		                 {"caseNumber", textOrNull(warning.caseNumber)},
		                 {"sheetId", textOrNull(warning.sheetId)}});
	return pageReply(std::move(items), page.next, page.total);
}

Result<Reply> ClockRoutes::pause(Tx& tx, const Request& request) const
{
	EH_TRY(WatchedClock clock, requireChange(tx, request, kWorkers));
	const std::string note = request.body.at("note");
	if (note.find_first_not_of(" \t\r\n") == std::string::npos)
		return erphost::permanent("complaints.note.invalid", "A pause says why.").with("pointer", "/note");
	if (clock.state != "running")
		return erphost::conflict("complaints.clock.not_running", "The clock does not run.")
		    .with("number", clock.orderNumber);
	ClockKeeper keeper(_host);
	EH_CHECK(keeper.pause(tx, clock, request.body.at("reason"), note, request.caller.name));
	return detail(tx, clock);
}

Result<Reply> ClockRoutes::resume(Tx& tx, const Request& request) const
{
	EH_TRY(WatchedClock clock, requireChange(tx, request, kWorkers));
	if (clock.state != "paused")
		return erphost::conflict("complaints.clock.not_paused", "The clock is not paused.")
		    .with("number", clock.orderNumber);
	ClockKeeper keeper(_host);
	EH_CHECK(keeper.resume(tx, clock));
	return detail(tx, clock);
}

Result<Reply> ClockRoutes::done(Tx& tx, const Request& request) const
{
	EH_TRY(WatchedClock clock, requireChange(tx, request, kClerks));
	// An order's clock ends by the ERP's time, a sheet's by its answer: nobody's word stands against theirs.
	if ((clock.subject != "case" && clock.subject != "notice") || clock.state == "done" || clock.state == "void")
		return erphost::conflict("complaints.clock.not_by_hand", "This clock is not ended by hand.")
		    .with("number", clock.orderNumber);
	ClockKeeper keeper(_host);
	EH_CHECK(keeper.stop(tx, clock, _host.nowMs()));
	return detail(tx, clock);
}

Result<Reply> ClockRoutes::detail(Tx& tx, const WatchedClock& clock) const
{
	ClockKeeper keeper(_host);
	EH_TRY(const auto used, keeper.usedPercent(tx, clock));
	EH_TRY(const auto away, erpAwaySince(tx));
	json body = toJson(clock, used, away);
	body["target"] = clock.target ? json{{"unit", name(clock.target->unit)}, {"count", clock.target->count}} : json();
	EH_TRY(const auto pauses, pausesOf(tx, clock.id));
	body["pauses"] = json::array();
	for (const PauseRow& row : pauses)
		body["pauses"].push_back({{"from", row.pause.from},
		                          {"to", orNull(row.pause.to)},
		                          {"reason", row.reason},
		                          {"note", row.note},
		                          {"byName", row.byName}});
	if (clock.ofOrder())
	{
		EH_TRY(const auto outages, outagesSince(tx, clock.startedAt));
		for (const Pause& outage : outages)
			if (outage.from < clock.doneAt.value_or(_host.nowMs()))
				body["pauses"].push_back({{"from", outage.from},
				                          {"to", orNull(outage.to)},
				                          {"reason", kErpAway},
				                          {"note", ""},
				                          {"byName", ""}});
	}
	EH_TRY(const auto warnings, warningsOf(tx, clock.id));
	body["warnings"] = json::array();
	for (const WarningRow& row : warnings)
		body["warnings"].push_back({{"level", row.level}, {"at", row.at}, {"dueAt", row.dueAt}});
	return Reply{200, body, std::to_string(clock.version)};
}

} // namespace complaints
