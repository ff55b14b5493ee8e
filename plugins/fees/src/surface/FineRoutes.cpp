#include "surface/FineRoutes.hpp"

#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/PenaltySql.hpp"
#include "surface/Ask.hpp"
#include "surface/FeeRoles.hpp"

#include <algorithm>

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json liableSchema(bool withParts)
{
	json schema = ask::object({{"kind", {{"enum", {"technician", "provider", "superior", "department", "employee"}}}},
	                           {"key", ask::id()},
	                           {"name", ask::text(100, 1)}},
	                          {"kind", "key", "name"});
	if (!withParts) return schema;
	schema["properties"]["parts"] = {{"type", "integer"}};
	schema["required"].push_back("parts");
	return schema;
}

json sharesSchema()
{
	return {{"type", "array"}, {"minItems", 1}, {"maxItems", 20}, {"items", liableSchema(true)}};
}

LiablePerson liableOf(const json& body)
{
	return {body.at("kind"), body.at("key"), body.at("name")};
}

Doer doerOf(const Request& request)
{
	return {request.caller.id, request.caller.name};
}

json toJson(const Offence& offence, bool counts)
{
	const char* basis = offence.basis == Basis::fixed     ? "fixed"
	                    : offence.basis == Basis::damage  ? "damage"
	                    : offence.basis == Basis::decided ? "decided"
	                                                      : "rate";
	const auto orNull = [](const std::optional<std::int64_t>& value) { return value ? json(*value) : json(); };
	return {{"code", offence.code},
	        {"table", std::string(1, offence.table)},
	        {"zh", offence.zh},
	        {"en", offence.en},
	        {"fen", orNull(offence.fen)},
	        {"againFen", orNull(offence.againFen)},
	        {"basis", basis},
	        {"same", offence.same.empty() ? json() : json(offence.same)},
	        {"counts", counts},
	        {"dismissalFrom", orNull(offence.dismissalFrom)}};
}

} // namespace

Result<void> FineRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route({"GET", "/offences", "listOffences", "Tables A and B as in force on a day.",
	                         roles::kFineReaders, ask::object({{"on", ask::date()}}), nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) -> Result<Reply> {
								 const std::string today = _host.localDate(_host.nowMs());
								 if (request.queryText("on").empty()) return offences(tx, today);
								 EH_TRY(const std::string day, ask::dayOf(request.query, "on", today, true));
								 return offences(tx, day);
							 }}));
	const json choice = ask::object({{"code", ask::id()}, {"table", {{"enum", {"A", "B"}}}}}, {"code", "table"});
	EH_CHECK(registry.route(
		{"POST", "/offences/choice", "chooseTable", "Confirms which table counts where both differ.",
	     roles::kServiceManager, nullptr,
	     ask::object({{"choices", {{"type", "array"}, {"maxItems", 100}, {"items", choice}}}, {"from", ask::date()}},
	                 {"choices", "from"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return choose(tx, request); }}));
	const std::vector<std::string> filters{"state", "branch", "offence", "liable", "order", "case", "month", "search"};
	json query = ask::listQuery(filters);
	query["properties"]["sort"] = {{"enum", {"proposedAt", "-proposedAt"}}};
	EH_CHECK(registry.route({"GET", "/fines", "listFines", "Fines, the newest proposal first.", roles::kFineReaders,
	                         query, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request, {}); }}));
	EH_CHECK(registry.route({"GET",
	                         "/dismissals",
	                         "listDismissals",
	                         "Fines for which dismissal is proposed.",
	                         {"service_manager", "branch_manager", "hr", "executive"},
	                         query,
	                         nullptr,
	                         ask::listAnswer(),
	                         false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request, "dismissal"); }}));
	EH_CHECK(registry.route({"GET", "/fines/counts", "countFines", "What waits for a check or a decision.",
	                         roles::kFineReaders, nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return counts(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/fines/{id}", "getFine", "A fine with all it rests on.", roles::kFineReaders,
	                         nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return one(tx, request); }}));
	const json evidence = ask::object({{"source", {{"enum", {"callback", "complaint", "clock", "inspection", "card"}}}},
	                                   {"ref", ask::text(100)},
	                                   {"at", {{"type", "integer"}}},
	                                   {"text", ask::text(1000)}},
	                                  {"source", "ref", "at", "text"});
	EH_CHECK(registry.route(
		{"POST", "/fines", "createFine", "A fine found by inspection; checked by its author.", roles::kCheckers,
	     nullptr,
	     ask::object(
			 {{"branchId", ask::id()},
	          {"order", ask::object({{"kind", {{"enum", {"work_order", "delivery", "sale"}}}}, {"key", ask::id()}},
	                                {"kind", "key"})},
	          {"caseId", ask::text(100)},
	          {"offence", ask::text(40)},
	          {"liable", liableSchema(false)},
	          {"reason", ask::text(1000)},
	          {"actAt", {{"type", "integer"}}},
	          {"act", ask::text(100)},
	          {"sumFen", ask::fen()},
	          {"damageFen", ask::fen()},
	          {"evidence", {{"type", "array"}, {"maxItems", 50}, {"items", evidence}}},
	          {"shares", sharesSchema()},
	          {"noticeDueOn", ask::date()}},
			 {"branchId", "offence", "liable", "reason", "actAt"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return create(tx, request); }}));
	EH_CHECK(
		registry.route({"POST", "/fines/{id}/check", "checkFine",
	                    "First pair of eyes: what it costs and who shares it.", roles::kCheckers, nullptr,
	                    ask::object({{"sumFen", ask::fen()},
	                                 {"damageFen", ask::fen()},
	                                 {"act", ask::text(100)},
	                                 {"shares", sharesSchema()},
	                                 {"remark", ask::text(1000)}}),
	                    ask::anObject(), true, [this](Tx& tx, const Request& request) { return check(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/fines/{id}/decide", "decideFine",
	                         "Second pair of eyes: final, waived or returned.", roles::kApprovers, nullptr,
	                         ask::object({{"decision", {{"enum", {"final", "waived", "returned"}}}},
	                                      {"why", ask::text(1000)},
	                                      {"errorOfFact", {{"type", "boolean"}}}},
	                                     {"decision"}),
	                         ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return decide(tx, request); }}));
	return registry.route(
		{"POST", "/fines/{id}/void", "voidFine", "An error of fact: counter-entries, nothing deleted.",
	     roles::kServiceManager, nullptr,
	     ask::object({{"why", ask::text(1000)}, {"checkedWith", ask::text(100)}}, {"why", "checkedWith"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return makeVoid(tx, request); }});
}

Result<Reply> FineRoutes::offences(Tx& tx, const std::string& date) const
{
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, date));
	EH_TRY(const auto choice, choiceAt(tx, date));
	const TableChoice chosen = choice ? choice->choice : TableChoice();
	const auto counts = [&](const Offence& each) {
		return settings.offences.counting(each.code, chosen)->code == each.code;
	};
	json items = json::array(), differing = json::array();
	for (const Offence& each : settings.offences.all()) items.push_back(toJson(each, counts(each)));
	for (const std::string& code : settings.offences.differing())
		for (const Offence& each : settings.offences.all())
			if (each.same == code)
			{
				const Offence* a = settings.offences.find(code);
				differing.push_back({{"a", toJson(*a, counts(*a))},
				                     {"b", toJson(each, counts(each))},
				                     {"chosen", counts(*a) ? "A" : "B"},
				                     {"confirmed", chosen.contains(code)}});
			}
	const json confirmed = choice ? json{{"at", choice->at}, {"by", choice->by}, {"from", choice->from}} : json();
	return Reply{200, {{"items", items}, {"differing", differing}, {"confirmed", confirmed}}, {}};
}

Result<Reply> FineRoutes::choose(Tx& tx, const Request& request) const
{
	const std::int64_t now = _host.nowMs();
	EH_TRY(const std::string from, ask::dayOf(request.body, "from", _host.localDate(now), true));
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, from));
	json choices = json::object();
	for (const json& each : request.body.at("choices")) choices[each.at("code").get<std::string>()] = each.at("table");
	const auto differing = settings.offences.differing();
	for (const auto& [code, table] : choices.items())
		if (std::find(differing.begin(), differing.end(), code) == differing.end())
			return erphost::permanent("fees.offence.unknown", "Both tables do not differ in this offence.")
			    .with("offence", code)
			    .with("pointer", "/choices");
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddChoice, newId(now), now, request.caller.id, request.caller.name, from, choices.dump()));
	return offences(tx, from);
}

Result<Reply> FineRoutes::list(Tx& tx, const Request& request, const std::string& onlyState) const
{
	FineFilter filter;
	filter.branches = ask::branchList(request, roles::kFineReaders);
	filter.state = onlyState.empty() ? request.queryText("state", "open") : onlyState;
	if (filter.state == "all") filter.state.clear();
	filter.branch = request.queryText("branch");
	filter.offence = request.queryText("offence");
	filter.liable = request.queryText("liable");
	filter.order = request.queryText("order");
	filter.caseId = request.queryText("case");
	filter.month = request.queryText("month");
	filter.search = request.queryText("search");
	EH_TRY(const FinePage page, listFines(tx, filter, request.queryText("sort", "-proposedAt"),
	                                      request.queryText("cursor"), ask::limitOf(request)));
	FeeSettingsByDate settings(_host);
	json items = json::array();
	for (const Fine& fine : page.fines)
	{
		EH_TRY(const FeeSettings* set, settings.at(_host.localDate(fine.actAt)));
		items.push_back(fees::toJson(fine, *set));
	}
	return Reply{200, {{"items", items}, {"next", page.next.empty() ? json() : json(page.next)}}, {}};
}

Result<Reply> FineRoutes::counts(Tx& tx, const Request& request) const
{
	const std::string today = _host.localDate(_host.nowMs());
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, today));
	EH_TRY(const auto choice, choiceAt(tx, today));
	const auto differing = settings.offences.differing();
	const bool unconfirmed = std::any_of(differing.begin(), differing.end(), [&](const std::string& code) {
		return !choice || !choice->choice.contains(code);
	});
	EH_TRY(auto row, tx.query(sql::kFineCounts, ask::branchList(request, roles::kFineReaders)));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return Reply{200,
	             {{"proposed", row.integer(0)},
	              {"checked", row.integer(1)},
	              {"dismissals", row.integer(2)},
	              {"unconfirmedChoice", unconfirmed}},
	             {}};
}

Result<Fine> FineRoutes::required(Tx& tx, const Request& request, const std::vector<std::string>& who) const
{
	const std::string id = request.param("id");
	EH_TRY(const auto fine, findFine(tx, id));
	// A fine of another branch does not exist for the caller.
	if (!fine || !request.caller.may(roles::kFineReaders, fine->branchId))
		return erphost::permanent("fees.fine.not_found", "There is no such fine.").with("fine", id);
	if (!request.caller.may(who, fine->branchId))
		return erphost::permanent("fees.fine.not_allowed", "Somebody else does this.").with("number", fine->number);
	return *fine;
}

Result<Reply> FineRoutes::shown(Tx& tx, const Request& request, const Fine& fine, int status) const
{
	EH_TRY(json body, fineDetail(tx, _host, fine, request.caller));
	return Reply{status, std::move(body), std::to_string(fine.version)};
}

Result<Reply> FineRoutes::one(Tx& tx, const Request& request) const
{
	EH_TRY(const Fine fine, required(tx, request, roles::kFineReaders));
	return shown(tx, request, fine, 200);
}

Result<std::vector<Share>> FineRoutes::sharesFrom(Tx& tx, const std::string& branchId, const json& body) const
{
	std::vector<Share> shares;
	if (!body.contains("shares")) return shares;
	for (const json& each : body.at("shares"))
	{
		const bool twice = std::any_of(shares.begin(), shares.end(), [&](const Share& share) {
			return share.liable.kind == each.at("kind") && share.liable.key == each.at("key");
		});
		const json& parts = each.at("parts");
		if (twice || !parts.is_number_integer() || parts.get<std::int64_t>() < 1 || parts.get<std::int64_t>() > 1000)
			return erphost::permanent("fees.fine.shares.invalid", "A share is named once, with 1 to 1000 parts.")
			    .with("person", each.at("name"))
			    .with("pointer", "/shares");
		EH_TRY(Share share, shareOf(tx, branchId, liableOf(each), parts));
		shares.push_back(std::move(share));
	}
	return shares;
}

Result<Reply> FineRoutes::create(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::int64_t now = _host.nowMs();
	Fine draft;
	draft.source = "inspection";
	draft.id = draft.proposal = newId(now);
	draft.branchId = body.at("branchId");
	if (!request.caller.may(roles::kCheckers, draft.branchId))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.")
		    .with("branch", draft.branchId);
	draft.offence = body.at("offence");
	draft.liable = liableOf(body.at("liable"));
	EH_TRY(draft.reason, ask::wanted(body, "reason", "fees.reason.invalid"));
	draft.actAt = body.at("actAt");
	if (draft.actAt > now || draft.actAt <= 0)
		return erphost::permanent("fees.fine.act_at.invalid", "It cannot have been then.").with("pointer", "/actAt");
	draft.act = body.value("act", "");
	draft.caseId = body.value("caseId", "");
	draft.noticeDueOn = body.value("noticeDueOn", "");
	if (body.contains("evidence")) draft.evidence = body.at("evidence");
	else draft.evidence = {{{"source", "inspection"}, {"ref", ""}, {"at", draft.actAt}, {"text", draft.reason}}};
	if (body.contains("order"))
	{
		draft.kind = body.at("order").at("kind");
		draft.erpKey = body.at("order").at("key");
		draft.orderNumber = draft.erpKey;
		EH_TRY(auto row, tx.query(sql::kNumberOfWorkOrder, draft.branchId, draft.erpKey));
		EH_TRY(const bool found, row.next());
		if (found) draft.orderNumber = row.text(0);
		else if (draft.kind == "work_order")
			return erphost::permanent("fees.order.not_found", "There is no such order.")
			    .with("order", draft.erpKey)
			    .with("pointer", "/order/key");
	}
	draft.proposer = doerOf(request);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(draft.actAt)));
	if (!draft.offence.empty() && !settings.offences.find(draft.offence))
		return erphost::permanent("fees.offence.unknown", "No table has this offence.")
		    .with("offence", draft.offence)
		    .with("pointer", "/offence");
	FineCheck said;
	EH_TRY(said.sumFen, ask::sumOf(body, "sumFen", 0));
	EH_TRY(said.damageFen, ask::sumOf(body, "damageFen", 0));
	EH_TRY(said.shares, sharesFrom(tx, draft.branchId, body));
	EH_TRY(Fine fine, _work.propose(tx, std::move(draft)));
	EH_CHECK(_work.check(tx, fine, said, doerOf(request), request.caller.may(roles::kServiceManager, fine.branchId)));
	return shown(tx, request, fine, 201);
}

Result<Reply> FineRoutes::check(Tx& tx, const Request& request) const
{
	EH_TRY(Fine fine, required(tx, request, roles::kCheckers));
	EH_CHECK(ask::unchanged(request, fine.version, "fees.fine.stale", fine.number));
	FineCheck said;
	EH_TRY(said.sumFen, ask::sumOf(request.body, "sumFen", 0));
	EH_TRY(said.damageFen, ask::sumOf(request.body, "damageFen", 0));
	said.act = request.body.value("act", "");
	EH_TRY(said.shares, sharesFrom(tx, fine.branchId, request.body));
	EH_CHECK(_work.check(tx, fine, said, doerOf(request), request.caller.may(roles::kServiceManager, fine.branchId)));
	return shown(tx, request, fine, 200);
}

Result<Reply> FineRoutes::decide(Tx& tx, const Request& request) const
{
	EH_TRY(Fine fine, required(tx, request, roles::kApprovers));
	EH_CHECK(ask::unchanged(request, fine.version, "fees.fine.stale", fine.number));
	const std::string decision = request.body.at("decision");
	std::string why = request.body.value("why", "");
	if (decision != "final")
	{
		EH_TRY(why, ask::wanted(request.body, "why", "fees.reason.invalid"));
	}
	if (decision == "waived" && fine.withoutAppeal() && !request.body.value("errorOfFact", false))
		return erphost::permanent("fees.fine.no_appeal", "What a call-back found takes no appeal on the merits.")
		    .with("number", fine.number);
	if (decision == "final") EH_CHECK(_work.makeFinal(tx, fine, why, doerOf(request)));
	else if (decision == "waived") EH_CHECK(_work.waive(tx, fine, why, doerOf(request)));
	else EH_CHECK(_work.giveBack(tx, fine));
	return shown(tx, request, fine, 200);
}

Result<Reply> FineRoutes::makeVoid(Tx& tx, const Request& request) const
{
	EH_TRY(Fine fine, required(tx, request, roles::kServiceManager));
	EH_CHECK(ask::unchanged(request, fine.version, "fees.fine.stale", fine.number));
	EH_TRY(const std::string why, ask::wanted(request.body, "why", "fees.reason.invalid"));
	EH_TRY(const std::string with, ask::wanted(request.body, "checkedWith", "fees.reason.invalid"));
	if (with == request.caller.id || with == request.caller.name)
		return erphost::permanent("fees.fine.four_eyes", "Somebody else must have seen the error too.")
		    .with("number", fine.number)
		    .with("pointer", "/checkedWith");
	EH_CHECK(_work.makeVoid(tx, fine, why + " (" + with + ")", doerOf(request)));
	return shown(tx, request, fine, 200);
}

} // namespace fees
