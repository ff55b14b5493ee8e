#include "surface/CaseDetail.hpp"

#include "rules/Path.hpp"
#include "store/People.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"
#include "surface/Settings.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json toJson(const Line& line)
{
	return {{"sequence", line.sequence}, {"round", line.round},   {"step", line.step}, {"at", line.at},
	        {"by", line.actor.name},     {"via", line.actor.via}, {"what", line.what}};
}

json toJson(const DeedRow& deed)
{
	return {{"sequence", deed.sequence},
	        {"round", deed.round},
	        {"deed", deed.deed},
	        {"at", deed.at},
	        {"by", deed.actor.name},
	        {"wanted", deed.wanted},
	        {"person", deed.person},
	        {"personName", deed.personName},
	        {"amountFen", orNull(deed.amountFen)},
	        {"what", deed.what}};
}

template <typename T>
json toArray(const std::vector<T>& rows)
{
	json array = json::array();
	for (const auto& row : rows) array.push_back(toJson(row));
	return array;
}

json names(const std::vector<Deed>& deeds)
{
	json array = json::array();
	for (const Deed deed : deeds) array.push_back(name(deed));
	return array;
}

Result<void> addDeeds(Tx& tx, const Case& item, const Settings& settings, json& body)
{
	EH_TRY(const auto deeds, deedsOfCase(tx, item.id));
	std::vector<std::string> ever, now;
	for (const auto& deed : deeds)
	{
		ever.push_back(deed.deed);
		if (deed.round == item.round) now.push_back(deed.deed);
	}
	const int limit = settings.reworkLimit;
	body["deeds"] = toArray(deeds);
	body["deedsMissing"] = names(missingDeeds(item.subKind, ever, now, item.rework, limit));
	body["deedsPossible"] =
		item.state == "open" ? names(possibleDeeds(item.subKind, item.rework, limit)) : json::array();
	body["reworkLimit"] = limit;
	return {};
}

Result<void> addPeople(Tx& tx, const Case& item, const Request& request, json& body)
{
	json looks = json::array();
	if (request.caller.may(kServiceManager, item.branchId))
	{
		EH_TRY(const auto taken, looksOf(tx, item.id));
		for (const auto& look : taken)
			looks.push_back({{"at", look.at}, {"userName", look.userName}, {"reason", look.reason}});
	}
	body["looks"] = looks;
	body["customer"] = nullptr;
	if (item.phoneKey.empty()) return {};
	EH_TRY(const auto customer, findCustomer(tx, customerIdOf(item.phoneKey)));
	if (customer)
		body["customer"] = {{"id", customer->id},
		                    {"vip", customer->vip},
		                    {"contact", customer->contact},
		                    {"contactName", customer->contactName},
		                    {"careDays", customer->careDays},
		                    {"note", customer->note},
		                    {"version", customer->version},
		                    {"nextCareOn", customer->nextCareOn.empty() ? json() : json(customer->nextCareOn)}};
	return {};
}

} // namespace

json toJson(const FineProposal& fine)
{
	return {{"id", fine.id},
	        {"caseId", fine.caseId},
	        {"caseNumber", fine.caseNumber},
	        {"branchId", fine.branchId},
	        {"offence", fine.offence},
	        {"sumFen", orNull(fine.sumFen)},
	        {"liable", {{"kind", fine.liable.kind}, {"key", fine.liable.key}, {"name", fine.liable.name}}},
	        {"reason", fine.reason},
	        {"evidence", fine.evidence},
	        {"state", fine.state},
	        {"proposedAt", fine.proposedAt},
	        {"withdrawnAt", orNull(fine.withdrawnAt)},
	        {"withdrawnWhy", fine.withdrawnWhy}};
}

json toJson(const Linked& linked)
{
	return {
		{"id", linked.id},     {"number", linked.number},  {"basis", linked.basis},          {"state", linked.state},
		{"step", linked.step}, {"class", linked.severity}, {"receivedAt", linked.receivedAt}};
}

json toJson(const Action& action, const std::string& today)
{
	return {{"id", action.id},
	        {"branchId", action.branchId},
	        {"cause", action.cause},
	        {"caseId", action.caseId},
	        {"type", action.type},
	        {"what", action.what},
	        {"person", action.person},
	        {"dueOn", action.dueOn},
	        {"overdue", action.state == "open" && action.dueOn < today},
	        {"state", action.state},
	        {"doneOn", orNull(action.doneOn)},
	        {"effect", action.effect},
	        {"version", action.version}};
}

json toJson(const HandOver& offer, const erphost::Caller& caller)
{
	const bool forMe = offer.state == "offered" && offer.fromUser != caller.id &&
	                   (offer.toUser.empty() ? caller.may({offer.toRole}, offer.branchId)
	                                         : offer.toUser == caller.id || offer.toUser == caller.name);
	return {{"id", offer.id},
	        {"caseId", offer.caseId},
	        {"caseNumber", offer.caseNumber},
	        {"from", offer.fromName},
	        {"to", {{"userId", offer.toUser}, {"name", offer.toName}, {"role", offer.toRole}}},
	        {"reason", offer.reason},
	        {"state", offer.state},
	        {"offeredAt", offer.offeredAt},
	        {"settledAt", orNull(offer.settledAt)},
	        {"settledBy", offer.settledBy},
	        {"forMe", forMe}};
}

Result<Reply> caseDetail(Tx& tx, const erphost::Host& host, const Case& item, const Request& request, int status)
{
	const std::int64_t now = host.nowMs();
	const std::string today = host.localDate(now);
	json body = toJson(item, request.caller, now);
	EH_TRY(const Settings settings, settingsAt(host, host.localDate(item.receivedAt)));
	EH_TRY(const auto lines, linesOf(tx, item.id));
	body["history"] = toArray(lines);
	EH_CHECK(addDeeds(tx, item, settings, body));
	EH_TRY(const auto linked, linksOf(tx, item.id));
	body["linked"] = json::array();
	for (const auto& each : linked) body["linked"].push_back(toJson(each));
	EH_TRY(const auto fines, proposalsOf(tx, item.id));
	body["fines"] = json::array();
	for (const auto& each : fines) body["fines"].push_back(toJson(each));
	EH_TRY(const auto offers, handOversOf(tx, item.id));
	body["handOvers"] = json::array();
	for (const auto& each : offers) body["handOvers"].push_back(toJson(each, request.caller));
	EH_TRY(const auto actions, actionsOf(tx, item.id));
	body["actions"] = json::array();
	for (const auto& each : actions) body["actions"].push_back(toJson(each, today));
	EH_TRY(const auto findings, findingsOf(tx, item));
	body["findings"] = json::array();
	for (const auto& each : findings)
		body["findings"].push_back({{"finding", each.finding},
		                            {"question", each.question},
		                            {"said", each.said},
		                            {"amountFen", orNull(each.amountFen)},
		                            {"at", each.at}});
	EH_TRY(const auto documents, documentTypesOf(tx, item.id));
	body["documents"] = documents;
	EH_TRY(const auto files, attachmentsOf(tx, item.id));
	body["attachments"] = json::array();
	for (const auto& each : files)
		body["attachments"].push_back({{"id", each.id},
		                               {"fileName", each.fileName},
		                               {"mediaType", each.mediaType},
		                               {"bytes", each.bytes},
		                               {"at", each.at},
		                               {"by", each.actorName}});
	EH_CHECK(addPeople(tx, item, request, body));
	return Reply{status, body, std::to_string(item.version)};
}

} // namespace complaints
