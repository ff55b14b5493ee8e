#include "surface/RewardRoutes.hpp"

#include "rules/FeeMonth.hpp"
#include "rules/Id.hpp"
#include "store/FeeOrders.hpp"
#include "store/PayeeSql.hpp"
#include "store/Penalties.hpp"
#include "surface/Ask.hpp"
#include "surface/Booking.hpp"
#include "surface/FeeRoles.hpp"
#include "surface/FeeSettings.hpp"
#include "surface/RowJson.hpp"

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const Columns kColumns{"id",          "number",     "branchId",  "branchName", "code",       "person",
                       "personName",  "#fen",       "month",     "reason",     "state",      "statement",
                       "#proposedAt", "proposedBy", "#statedAt", "-statedBy",  "#decidedAt", "-decidedBy",
                       "why",         "#version",   "-statedId", "-proposedId"};
const std::vector<std::string> kProposers{"service_manager", "settlement_clerk", "callback_clerk", "branch_manager",
                                          "hr"};
const std::vector<std::string> kDeciders{"hr", "service_manager", "executive"};
const std::vector<std::string> kBranchManager{"branch_manager"};

void addNames(json& reward, const FeeSettings& settings)
{
	const RewardKind* kind = settings.reward(reward["code"]);
	reward["zh"] = kind ? kind->zh : reward["code"].get<std::string>();
	reward["en"] = kind ? kind->en : reward["code"].get<std::string>();
}

} // namespace

Result<void> RewardRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(
		registry.route({"GET", "/rewards/table", "listRewardKinds", "The table of rewards.", roles::kFineReaders,
	                    nullptr, nullptr, ask::anObject(), false, [this](Tx&, const Request&) { return table(); }}));
	EH_CHECK(registry.route({"GET", "/rewards", "listRewards", "Rewards, the newest first.", roles::kFineReaders,
	                         ask::listQuery({"state", "branch", "month"}), nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/rewards", "createReward", "Proposes a reward of the table.", kProposers, nullptr,
	                         ask::object({{"branchId", ask::id()},
	                                      {"code", ask::id()},
	                                      {"person", ask::id()},
	                                      {"personName", ask::text(100, 1)},
	                                      {"month", ask::month()},
	                                      {"reason", ask::text(1000)}},
	                                     {"branchId", "code", "person", "personName", "month", "reason"}),
	                         ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return create(tx, request); }}));
	EH_CHECK(
		registry.route({"POST", "/rewards/{id}/statement", "stateReward", "The branch manager's statement to HR.",
	                    kBranchManager, nullptr, ask::object({{"statement", ask::text(2000)}}, {"statement"}),
	                    ask::anObject(), true, [this](Tx& tx, const Request& request) { return state(tx, request); }}));
	return registry.route(
		{"POST", "/rewards/{id}/decide", "decideReward", "Approves or refuses a stated reward.", kDeciders, nullptr,
	     ask::object({{"decision", {{"enum", {"approved", "refused"}}}}, {"why", ask::text(1000)}}, {"decision"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return decide(tx, request); }});
}

Result<Reply> RewardRoutes::table() const
{
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	json items = json::array();
	for (const RewardKind& each : settings.rewards)
		items.push_back(
			{{"code", each.code}, {"zh", each.zh}, {"en", each.en}, {"fen", each.fen}, {"monthly", each.monthly}});
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> RewardRoutes::list(Tx& tx, const Request& request) const
{
	EH_TRY(const auto last, erphost::readCursor(request.queryText("cursor"), true));
	const int limit = ask::limitOf(request);
	const std::string state = request.queryText("state");
	const auto ask = [&](const erphost::Sql& sql, const auto&... more) {
		return tx.query(sql, ask::branchList(request, roles::kFineReaders), request.queryText("branch"),
		                request.queryText("month"), last.number, last.id, last.given, limit + 1, more...);
	};
	EH_TRY(auto rows, state.empty() ? ask(sql::kRewards) : ask(sql::kRewardsOfState, state));
	EH_TRY(auto items, allRowsJson(rows, kColumns));
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	for (json& each : items) addNames(each, settings);
	return Reply{200, pageOfRows(std::move(items), limit, "proposedAt", "id"), {}};
}

Result<json> RewardRoutes::required(Tx& tx, const std::string& id, const Request& request,
                                    const std::vector<std::string>& who) const
{
	EH_TRY(auto rows, tx.query(sql::kOneReward, id));
	EH_TRY(const bool found, rows.next());
	const json reward = found ? rowJson(rows, kColumns) : json();
	if (!found || !request.caller.may(who, reward["branchId"].get<std::string>()))
		return erphost::permanent("fees.reward.not_found", "There is no such reward.").with("reward", id);
	return reward;
}

Result<Reply> RewardRoutes::shown(Tx& tx, const std::string& id, int status) const
{
	EH_TRY(auto rows, tx.query(sql::kOneReward, id));
	EH_TRY([[maybe_unused]] const bool found, rows.next());
	json reward = rowJson(rows, kColumns);
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, _host.localDate(_host.nowMs())));
	addNames(reward, settings);
	const std::string version = std::to_string(reward["version"].get<std::int64_t>());
	return Reply{status, std::move(reward), version};
}

Result<Reply> RewardRoutes::create(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	const std::string branch = body.at("branchId"), code = body.at("code"), person = body.at("person");
	if (!request.caller.may(kProposers, branch))
		return erphost::permanent("fees.not_allowed", "You do not work for this branch.").with("branch", branch);
	EH_TRY(const std::string month, ask::monthOf(body, "month"));
	EH_TRY(const std::string reason, ask::wanted(body, "reason", "fees.reason.invalid"));
	const std::int64_t now = _host.nowMs();
	const std::string today = _host.localDate(now);
	if (month > monthOfDate(today))
		return erphost::permanent("fees.month.invalid", "The month has not begun.")
		    .with("month", month)
		    .with("pointer", "/month");
	EH_TRY(const FeeSettings settings, feeSettingsAt(_host, dayOfMonth(month, 31)));
	const RewardKind* kind = settings.reward(code);
	if (!kind)
		return erphost::permanent("fees.reward.unknown", "The table has no such reward.")
		    .with("code", code)
		    .with("pointer", "/code");
	if (kind->monthly)
	{
		EH_TRY(auto row, tx.query(sql::kSameReward, person, code, month));
		EH_TRY([[maybe_unused]] const bool found, row.next());
		if (row.integer(0) > 0)
			return erphost::conflict("fees.reward.twice", "This reward is given once a month.")
			    .with("person", body.at("personName"))
			    .with("month", month);
	}
	const std::string id = newId(now);
	EH_TRY(const std::string branchName, branchNameOf(tx, branch));
	EH_TRY(const std::string number, nextNumber(tx, "JL", branch, today));
	EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddReward, id, number, branch, branchName, code, person,
	                                                     body.at("personName").get<std::string>(), kind->fen, month,
	                                                     reason, now, request.caller.id, request.caller.name));
	return shown(tx, id, 201);
}

Result<Reply> RewardRoutes::state(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const json reward, required(tx, id, request, kBranchManager));
	const std::string number = reward["number"];
	EH_CHECK(ask::unchanged(request, reward["version"], "fees.reward.stale", number));
	if (reward["state"] != "proposed")
		return erphost::conflict("fees.reward.state", "The reward is stated already.").with("number", number);
	EH_TRY(const std::string statement, ask::wanted(request.body, "statement", "fees.reason.invalid"));
	EH_TRY([[maybe_unused]] const auto stated,
	       tx.execute(sql::kStateReward, id, statement, _host.nowMs(), request.caller.id, request.caller.name));
	return shown(tx, id, 200);
}

Result<Reply> RewardRoutes::decide(Tx& tx, const Request& request) const
{
	const std::string id = request.param("id");
	EH_TRY(const json reward, required(tx, id, request, kDeciders));
	const std::string number = reward["number"];
	EH_CHECK(ask::unchanged(request, reward["version"], "fees.reward.stale", number));
	// §5.3: each needs the branch manager's statement to HR.
	if (reward["state"] != "stated")
		return erphost::conflict("fees.reward.state", "The branch manager has not stated it, or it is decided.")
		    .with("number", number);
	if (reward["statedId"] == request.caller.id)
		return erphost::permanent("fees.reward.four_eyes", "Somebody else decides than who stated it.")
		    .with("number", number);
	const std::string decision = request.body.at("decision");
	std::string why = request.body.value("why", "");
	if (decision == "refused")
	{
		EH_TRY(why, ask::wanted(request.body, "why", "fees.reason.invalid"));
	}
	const std::int64_t now = _host.nowMs();
	EH_TRY([[maybe_unused]] const auto decided,
	       tx.execute(sql::kDecideReward, id, decision, why, now, request.caller.id, request.caller.name));
	const Fen sum = reward["fen"];
	if (decision == "approved" && sum > 0)
	{
		const std::string branch = reward["branchId"], person = reward["person"];
		const Doer who{request.caller.id, request.caller.name};
		EH_CHECK(book(tx, _host, {"reward:" + id, "reward", branch, reward["code"], id, who, {}, {}, {}},
		              account::kCompany, "rewards", account::kPerson, person, sum));
		EH_TRY([[maybe_unused]] const bool put, putHrLine(tx, {"reward:" + id,
		                                                       branch,
		                                                       reward["month"],
		                                                       person,
		                                                       reward["personName"],
		                                                       "reward",
		                                                       id,
		                                                       number,
		                                                       {},
		                                                       reward["code"],
		                                                       sum,
		                                                       now,
		                                                       {}}));
	}
	return shown(tx, id, 200);
}

} // namespace fees
