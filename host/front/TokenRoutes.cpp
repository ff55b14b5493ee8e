#include "host/front/FrontRoutes.hpp"
#include "host/security/ApiTokens.hpp"
#include "host/worker/RouteParts.hpp"

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

json tokenSchema()
{
	return {{"type", "object"},
	        {"required", {"id", "name", "createdAt", "expiresAt"}},
	        {"properties",
	         {{"id", {{"type", "string"}}},
	          {"name", {{"type", "string"}}},
	          {"user", {{"type", "string"}}},
	          {"createdAt", {{"type", "integer"}}},
	          {"expiresAt", {{"type", "integer"}}},
	          {"lastUsedAt", {{"type", {"integer", "null"}}}},
	          {"token", {{"type", "string"}}}}}};
}

} // namespace

std::vector<worker::Route> tokenRoutes(const FrontContext& context)
{
	auto all = makeRoute(TransactionMode::read, "GET", "/tokens", "listTokens", "The API tokens.", {"admin"});
	all.query = listQuery(json::object());
	all.response = listSchema(tokenSchema());
	all.handle = [](store::Transaction* tx, const Request& request) -> Result<Reply> {
		const int limit = limitOf(request);
		EH_TRY(const auto tokens, security::listApiTokens(*tx, request.query.value("cursor", ""), limit + 1));
		json items = json::array();
		for (const auto& token : tokens)
			items.push_back({{"id", token.id},
			                 {"name", token.name},
			                 {"user", token.username},
			                 {"createdAt", token.createdAtMs},
			                 {"expiresAt", token.expiresAtMs},
			                 {"lastUsedAt", token.lastUsedAtMs ? json(*token.lastUsedAtMs) : json(nullptr)}});
		return pageReply(std::move(items), limit, nullptr, [](const json& last) { return last["id"]; });
	};

	auto create = makeRoute(TransactionMode::write, "POST", "/tokens", "createToken",
	                        "Make an API token for oneself; its secret is told once.", {"admin"});
	create.creates = true;
	create.request =
		objectSchema({{"name", textSchema(100, 1)}, {"days", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1100}}}},
	                 {"name", "days"});
	create.response = tokenSchema();
	create.handle = [&context](store::Transaction* tx, const Request& request) -> Result<Reply> {
		const auto nowMs = context.clock.nowMs();
		EH_TRY(const auto token, security::addApiToken(*tx, request.caller.id, request.body["name"],
		                                               request.body["days"].get<int>(), nowMs));
		auto reply = jsonReply({{"id", token.id},
		                        {"name", request.body["name"]},
		                        {"createdAt", nowMs},
		                        {"expiresAt", token.expiresAtMs},
		                        {"lastUsedAt", nullptr}},
		                       201);
		reply.once = {{"token", token.secret}};
		return reply;
	};

	auto drop = makeRoute(TransactionMode::write, "DELETE", "/tokens/{id}", "dropToken",
	                      "Delete an API token; it stops working at once.", {"admin"});
	drop.handle = [](store::Transaction* tx, const Request& request) -> Result<Reply> {
		EH_CHECK(security::dropApiToken(*tx, request.pathParams.at("id")));
		return emptyReply();
	};
	return {all, create, drop};
}

} // namespace erphost::front
