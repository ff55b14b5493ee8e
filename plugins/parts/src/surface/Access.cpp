#include "surface/Access.hpp"

#include "rules/Decimal.hpp"
#include "surface/Roles.hpp"

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

Result<std::int64_t> wholeNumber(const json& body, const char* member, const std::string& pointer, std::int64_t least,
                                 std::int64_t most, const char* code)
{
	const json value = body.is_object() ? body.value(member, json()) : json();
	if (value.is_number_integer())
	{
		const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
		if (!huge && value.get<std::int64_t>() >= least && value.get<std::int64_t>() <= most)
			return value.get<std::int64_t>();
	}
	return erphost::permanent(code, "The number is not one that can be.")
	    .with("pointer", pointer + "/" + member)
	    .with("least", std::to_string(least))
	    .with("most", std::to_string(most))
	    .with("given", value.dump());
}

} // namespace

Actor actorOf(const Request& request)
{
	return {request.caller.id, request.caller.name};
}

Result<std::string> requireText(const json& body, const char* member)
{
	const std::string text = body.is_object() ? body.value(member, "") : std::string();
	if (text.find_first_not_of(" \t\r\n") != std::string::npos) return text;
	return erphost::permanent("parts.reason.invalid", "What it is, or why, must be written down.")
	    .with("pointer", std::string("/") + member);
}

Result<std::int64_t> requireQuantity(const json& body, const char* member, const std::string& pointer)
{
	return wholeNumber(body, member, pointer, 1, kMaximumQuantity, "parts.quantity.invalid");
}

Result<std::int64_t> quantityOrZero(const json& body, const char* member, const std::string& pointer)
{
	if (!body.contains(member)) return std::int64_t{0};
	return wholeNumber(body, member, pointer, 0, kMaximumQuantity, "parts.quantity.invalid");
}

Result<std::int64_t> moneyOrZero(const json& body, const char* member, const std::string& pointer)
{
	if (!body.contains(member)) return std::int64_t{0};
	return wholeNumber(body, member, pointer, 0, kMaximumFen, "parts.money.invalid");
}

Result<void> requireVersion(const Request& request, std::int64_t version, const std::string& staleCode,
                            const std::string& number)
{
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The record's ETag is needed in If-Match.");
	if (request.ifMatch == std::to_string(version)) return {};
	return erphost::conflict(staleCode, "The record has changed since it was read.")
	    .with("number", number)
	    .with("version", std::to_string(version))
	    .with("yours", request.ifMatch);
}

Result<void> requireRole(const Request& request, const std::vector<std::string>& roles, const std::string& branchId,
                         const std::string& what)
{
	if (request.caller.may(roles, branchId)) return {};
	return erphost::permanent("parts.not_allowed", "Somebody else decides this.").with("what", what);
}

Result<NamedPlace> requireStore(Tx& tx, const Request& request, const std::string& placeId, const std::string& pointer)
{
	EH_TRY(auto place, findPlace(tx, placeId));
	// A store of another branch does not exist for the caller; a name that leads nowhere neither.
	if (!place || !place->active || !request.caller.may(kReaders, place->place.branchId))
		return erphost::permanent("parts.place.not_found", "There is no such place.")
		    .with("pointer", pointer)
		    .with("place", placeId);
	if (!isStore(place->place.kind))
		return erphost::permanent("parts.place.wrong_kind", "That is no store.")
		    .with("pointer", pointer)
		    .with("place", placeId);
	EH_CHECK(requireRole(request, kKeepers, place->place.branchId, place->name));
	return *std::move(place);
}

json textSchema(int maxLength)
{
	return {{"type", "string"}, {"maxLength", maxLength}};
}

json idSchema()
{
	return {{"type", "string"}, {"minLength", 1}, {"maxLength", 100}};
}

json integerSchema()
{
	return {{"type", "integer"}};
}

json objectSchema(json properties, json required)
{
	json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
	if (!required.empty()) schema["required"] = std::move(required);
	return schema;
}

json arrayOf(json item, int maxItems)
{
	return {{"type", "array"}, {"minItems", 1}, {"maxItems", maxItems}, {"items", std::move(item)}};
}

json orderSchema()
{
	return objectSchema({{"kind", {{"enum", {"work_order"}}}}, {"branchId", idSchema()}, {"key", idSchema()}},
	                    {"kind", "branchId", "key"});
}

json anObject()
{
	return {{"type", "object"}};
}

json pageSchema()
{
	return {{"type", "object"},
	        {"required", {"items", "next", "total"}},
	        {"properties",
	         {{"items", {{"type", "array"}, {"items", anObject()}}},
	          {"next", {{"type", {"string", "null"}}}},
	          {"total", {{"type", "null"}}}}}};
}

json listQuery(const std::vector<std::string>& filters, std::span<const erphost::Sorting> sortings)
{
	json properties = {{"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}}, {"cursor", textSchema(400)}};
	for (const auto& filter : filters) properties[filter] = textSchema(200);
	if (!sortings.empty()) properties["sort"] = {{"enum", json::array()}};
	for (const auto& sorting : sortings) properties["sort"]["enum"].push_back(std::string(sorting.name));
	return objectSchema(std::move(properties));
}

Reply pageReply(json items, const std::string& next)
{
	return Reply{
		200, {{"items", std::move(items)}, {"next", next.empty() ? json() : json(next)}, {"total", json()}}, {}};
}

int limitOf(const Request& request)
{
	return static_cast<int>(request.queryInteger("limit", 50));
}

Result<OrderRef> requireOrder(Tx& tx, const Request& request, const json& body)
{
	OrderRef order{body.at("kind"), body.at("branchId"), body.at("key"), {}};
	// Another branch's order does not exist for the caller.
	if (!request.caller.may(kReaders, order.branchId)) order.kind.clear();
	return requireOrder(tx, order);
}

json toJson(const OrderRef& order)
{
	if (!order) return nullptr;
	return {{"kind", order.kind}, {"branchId", order.branchId}, {"key", order.key}, {"number", order.number}};
}

} // namespace parts
