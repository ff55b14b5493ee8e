#include "surface/DeskKit.hpp"

#include "erphost/Date.hpp"
#include "erphost/Page.hpp"
#include "rules/DeskQuantity.hpp"
#include "store/DeskSql.hpp"
#include "surface/DeskRoles.hpp"

#include <algorithm>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

Result<json> DeskKit::find(Tx& tx, const RecordKind& kind, const std::string& id) const
{
	EH_TRY(auto rows, tx.query(kind.byId, id));
	EH_TRY(auto record, jsonRow(rows, kind.columns));
	if (!record) return erphost::permanent("parts.desk.not_found", "There is no such record.").with("record", id);
	return std::move(*record);
}

Result<json> DeskKit::readable(Tx& tx, const Request& request, const RecordKind& kind,
                               const std::vector<std::string>& readers) const
{
	const std::string id = request.param("id");
	EH_TRY(json record, find(tx, kind, id));
	if (!request.caller.may(readers, record.at("branchId").get<std::string>()))
		return erphost::permanent("parts.desk.not_found", "There is no such record.").with("record", id);
	return record;
}

Result<json> DeskKit::changeable(Tx& tx, const Request& request, const RecordKind& kind,
                                 const std::vector<std::string>& roles) const
{
	EH_TRY(json record, readable(tx, request, kind, kDeskViewers));
	const std::string number = record.value("number", "");
	if (!request.caller.may(roles, record.at("branchId").get<std::string>()))
		return erphost::permanent("parts.desk.not_allowed", "Somebody else decides this.").with("number", number);
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The record's version is needed in If-Match.");
	const std::string version = std::to_string(record.at("version").get<std::int64_t>());
	if (request.ifMatch != version)
		return erphost::conflict("parts.desk.stale", "The record has changed since it was read.")
		    .with("number", number)
		    .with("state", record.value("state", ""))
		    .with("given", request.ifMatch)
		    .with("version", version);
	return record;
}

Result<void> DeskKit::step(Tx& tx, const json& record, std::string_view what, const Actor& actor,
                           const std::string& note) const
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddStep, record.at("id").get<std::string>(), record.at("version").get<std::int64_t>() + 1,
	                  now(), what, actor.id, actor.name, note));
	return {};
}

Result<void> DeskKit::begin(Tx& tx, const std::string& id, std::string_view what, const Actor& actor,
                            const std::string& note) const
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddStep, id, 1, now(), what, actor.id, actor.name, note));
	return {};
}

Result<json> DeskKit::steps(Tx& tx, const std::string& id) const
{
	EH_TRY(auto rows, tx.query(sql::kSteps, id));
	return jsonRows(rows, sql::kStepColumns);
}

Result<std::string> DeskKit::number(Tx& tx, std::string_view series, const std::string& branchId) const
{
	std::string place = "总仓";
	if (!branchId.empty())
	{
		EH_TRY(place, branchName(tx, branchId));
	}
	return nextNumber(tx, series, branchId, place, today());
}

Result<json> DeskKit::item(Tx& tx, const std::string& code, const std::string& pointer) const
{
	EH_TRY(auto rows, tx.query(sql::kDeskItem, code));
	EH_TRY(auto found, jsonRow(rows, sql::kDeskItemColumns));
	if (!found)
		return erphost::permanent("parts.desk.item.invalid", "There is no such item, or it is named twice.")
		    .with("pointer", pointer)
		    .with("item", code);
	return std::move(*found);
}

Result<Place> DeskKit::placeIn(const std::string& id, const std::string& branchId,
                               const std::vector<std::string_view>& kinds) const
{
	Place place = placeNamed(id);
	if (place.branchId == branchId && std::find(kinds.begin(), kinds.end(), place.kind) != kinds.end()) return place;
	return erphost::permanent("parts.desk.place.invalid", "This cannot be done at that place of the branch.")
	    .with("pointer", "/place")
	    .with("place", id);
}

Result<std::string> DeskKit::placeName(Tx& tx, const Place& place) const
{
	EH_TRY(const auto known, findPlace(tx, place.id()));
	return known ? known->name : place.id();
}

Result<void> DeskKit::requireBranch(const Request& request, const std::vector<std::string>& roles,
                                    const std::string& branchId) const
{
	if (request.caller.may(roles, branchId)) return {};
	return erphost::permanent("parts.desk.branch.invalid", "The branch is none of the caller's.")
	    .with("pointer", "/branchId")
	    .with("branch", branchId);
}

Result<json> DeskKit::order(Tx& tx, const json& key) const
{
	const std::string branchId = key.at("branchId"), erpKey = key.at("key");
	EH_TRY(auto rows, tx.query(sql::kDeskOrder, branchId, erpKey));
	EH_TRY(auto found, jsonRow(rows, sql::kDeskOrderColumns));
	if (!found || key.at("kind") != "work_order")
		return erphost::permanent("parts.desk.order.invalid", "The ERP has no such work order.")
		    .with("pointer", "/order")
		    .with("order", erpKey);
	return std::move(*found);
}

Result<Movement> DeskKit::move(Tx& tx, const Posting& posting) const
{
	EH_TRY(Movement moved, post(tx, posting));
	for (const Place* place : {&posting.from, &posting.to})
		EH_CHECK(rememberPlace(tx, *place, place->kind == "technician" ? posting.personName : std::string()));
	return moved;
}

Posting DeskKit::posting(const std::string& id, std::string_view kind, const std::string& branchId,
                         const Actor& actor) const
{
	Posting posting;
	posting.id = id;
	posting.kind = kind;
	posting.branchId = branchId;
	posting.actor = actor;
	posting.postedAt = now();
	posting.businessDate = today();
	return posting;
}

erphost::Error wrongState(const json& record, std::string_view wanted)
{
	return erphost::conflict("parts.desk.state", "That step does not come next.")
	    .with("number", record.value("number", ""))
	    .with("state", record.value("state", ""))
	    .with("wanted", std::string(wanted));
}

Result<std::string> deskText(const json& body, const char* member)
{
	const std::string text = body.value(member, "");
	if (text.find_first_not_of(" \t\r\n") != std::string::npos) return text;
	return erphost::permanent("parts.desk.text.invalid", "A reason or description is missing.")
	    .with("pointer", std::string("/") + member);
}

Result<std::string> deskDate(const json& body, const char* member)
{
	const std::string date = body.value(member, "");
	if (erphost::isIsoDate(date) && date > "1900") return date;
	return erphost::permanent("parts.desk.date.invalid", "There is no such date.")
	    .with("pointer", std::string("/") + member);
}

Result<std::int64_t> deskSum(const json& body, const char* member)
{
	constexpr std::int64_t kMostFen = 1'000'000'000;
	const json& sum = body.at(member);
	if (sum.is_number_integer() && sum.get<std::int64_t>() >= 0 && sum.get<std::int64_t>() <= kMostFen)
		return sum.get<std::int64_t>();
	return erphost::permanent("parts.desk.sum.invalid", "The sum is negative or too large.")
	    .with("pointer", std::string("/") + member);
}

Result<json> deskPerson(const json& body, const std::string& pointer)
{
	for (const char* member : {"key", "name"})
		if (body.value(member, "").find_first_not_of(" \t") == std::string::npos)
			return erphost::permanent("parts.desk.person.invalid", "The person's number or name is missing.")
			    .with("pointer", pointer + "/" + member);
	return json{{"kind", body.at("kind")}, {"key", body.at("key")}, {"name", body.at("name")}};
}

Reply recordReply(json record, int status)
{
	const std::string version = std::to_string(record.at("version").get<std::int64_t>());
	return Reply{status, std::move(record), version};
}

json deskPersonSchema()
{
	return objectSchema({{"kind", {{"enum", {"technician", "employee", "provider"}}}},
	                     {"key", textSchema(100)},
	                     {"name", textSchema(100)}},
	                    {"kind", "key", "name"});
}

json deskLinesSchema(json properties, json required)
{
	return {{"type", "array"},
	        {"minItems", 1},
	        {"maxItems", 500},
	        {"items", objectSchema(std::move(properties), std::move(required))}};
}

Reply deskPage(json items, int limit, const char* sort)
{
	json next;
	if (static_cast<int>(items.size()) > limit)
	{
		items.erase(items.size() - 1);
		next = erphost::cursorOf(items.back().at(sort), items.back().at("id"));
	}
	return Reply{200, {{"items", std::move(items)}, {"next", next}, {"total", nullptr}}, {}};
}

} // namespace parts
