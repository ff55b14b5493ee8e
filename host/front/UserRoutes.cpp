#include "host/front/FrontRoutes.hpp"
#include "host/journal/Journal.hpp"
#include "host/security/Roles.hpp"
#include "host/security/Sessions.hpp"
#include "host/security/Users.hpp"
#include "host/worker/RouteParts.hpp"

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

const std::vector<std::string> kAdministrators = {"admin"};

json describe(const security::User& user)
{
	json grants = json::array();
	for (const auto& [role, branch] : user.grants) grants.push_back({{"role", role}, {"branch", branch}});
	return {{"id", user.id},
	        {"username", user.username},
	        {"displayName", user.displayName},
	        {"language", user.language},
	        {"disabled", user.disabled},
	        {"hasPassword", !user.passwordHash.empty()},
	        {"lockedUntil", user.lockedUntilMs > 0 ? json(user.lockedUntilMs) : json(nullptr)},
	        {"grants", std::move(grants)},
	        {"version", user.version},
	        {"createdAt", user.createdAtMs}};
}

Reply userReply(const security::User& user, int status = 200)
{
	auto reply = jsonReply(describe(user), status);
	reply.headers.emplace_back("ETag", '"' + std::to_string(user.version) + '"');
	return reply;
}

std::vector<security::UserGrant> grantsIn(const json& body)
{
	std::vector<security::UserGrant> grants;
	for (const auto& grant : body.value("grants", json::array())) grants.push_back({grant["role"], grant["branch"]});
	return grants;
}

json grantsSchema()
{
	json roles = json::array();
	for (const auto role : security::kRoles) roles.push_back(role);
	const json one = objectSchema({{"role", {{"type", "string"}, {"enum", roles}}}, {"branch", textSchema(64, 1)}},
	                              {"role", "branch"});
	return {{"type", "array"}, {"maxItems", 500}, {"items", one}};
}

json userSchema()
{
	return {{"type", "object"},
	        {"required", {"id", "username", "displayName", "language", "disabled", "grants", "version"}},
	        {"properties",
	         {{"id", {{"type", "string"}}},
	          {"username", {{"type", "string"}}},
	          {"displayName", {{"type", "string"}}},
	          {"language", {{"type", "string"}}},
	          {"disabled", {{"type", "boolean"}}},
	          {"hasPassword", {{"type", "boolean"}}},
	          {"lockedUntil", {{"type", {"integer", "null"}}}},
	          {"grants", {{"type", "array"}}},
	          {"version", {{"type", "integer"}}},
	          {"createdAt", {{"type", "integer"}}}}}};
}

Result<Reply> list(store::Transaction& tx, const Request& request)
{
	security::UserFilter filter;
	filter.after = request.query.value("cursor", "");
	filter.search = request.query.value("search", "");
	filter.descending = request.query.value("sort", "username") == "-username";
	if (request.query.contains("disabled")) filter.disabled = request.query["disabled"].get<bool>();
	const int limit = limitOf(request);
	filter.limit = limit + 1;
	EH_TRY(const auto users, security::listUsers(tx, filter));
	EH_TRY(const auto total, security::countUsers(tx, filter));
	json items = json::array();
	for (const auto& user : users) items.push_back(describe(user));
	return pageReply(std::move(items), limit, total, [](const json& last) { return last["username"]; });
}

Result<Reply> change(store::Transaction& tx, const Request& request)
{
	EH_TRY(const auto before, security::userById(tx, request.pathParams.at("id")));
	if (request.ifMatch.empty()) return permanent("request.match_required", "If-Match is needed");
	if (request.ifMatch != std::to_string(before.version))
		return conflict("request.stale", "somebody was faster").with("subject", before.username);
	security::UserChange wanted;
	if (request.body.contains("displayName")) wanted.displayName = request.body["displayName"];
	if (request.body.contains("language")) wanted.language = request.body["language"];
	if (request.body.contains("disabled")) wanted.disabled = request.body["disabled"].get<bool>();
	if (request.body.contains("grants")) wanted.grants = grantsIn(request.body);
	EH_TRY(const auto user, security::changeUser(tx, before.id, wanted));
	auto reply = userReply(user);
	reply.audit = {{"disabled", user.disabled}, {"grants", describe(user)["grants"]}};
	return reply;
}

Result<Reply> reset(const FrontContext& context, const Request& request)
{
	return context.database.writeValue([&](store::Transaction& tx) -> Result<Reply> {
		EH_TRY(const auto user, security::userById(tx, request.pathParams.at("id")));
		EH_TRY(const auto secret, security::makeLink(tx, user.id, context.clock.nowMs()));
		journal::AuditRow row;
		row.actor = request.caller.id;
		row.action = "user.reset";
		row.subject = user.id;
		row.detail = "{}";
		row.correlationId = request.correlationId;
		row.occurredAtMs = context.clock.nowMs();
		EH_CHECK(journal::audit(tx, std::move(row)));
		return jsonReply({{"link", secret}});
	});
}

} // namespace

std::vector<worker::Route> userRoutes(const FrontContext& context)
{
	const json language = {{"type", "string"}, {"enum", {"zh", "en"}}};
	auto all = makeRoute(TransactionMode::read, "GET", "/users", "listUsers", "The users, by name.", kAdministrators);
	all.query =
		listQuery({{"search", textSchema(100)}, {"disabled", {{"type", "boolean"}}}}, {"username", "-username"});
	all.response = listSchema(userSchema());
	all.handle = [](store::Transaction* tx, const Request& request) { return list(*tx, request); };

	auto create = makeRoute(TransactionMode::write, "POST", "/users", "createUser",
	                        "Add a user; he gets in by the link of a reset.", kAdministrators);
	create.creates = true;
	create.request = objectSchema({{"username", textSchema(64, 1)},
	                               {"displayName", textSchema(100)},
	                               {"language", language},
	                               {"grants", grantsSchema()}},
	                              {"username"});
	create.response = userSchema();
	create.handle = [&context](store::Transaction* tx, const Request& request) -> Result<Reply> {
		security::NewUser user{request.body["username"], request.body.value("displayName", ""),
		                       request.body.value("language", "zh"), grantsIn(request.body)};
		EH_TRY(const auto made, security::addUser(*tx, user, context.clock.nowMs()));
		auto reply = userReply(made, 201);
		reply.audit = {{"grants", describe(made)["grants"]}};
		return reply;
	};

	auto one = makeRoute(TransactionMode::read, "GET", "/users/{id}", "readUser", "One user.", kAdministrators);
	one.response = userSchema();
	one.handle = [](store::Transaction* tx, const Request& request) -> Result<Reply> {
		EH_TRY(const auto user, security::userById(*tx, request.pathParams.at("id")));
		return userReply(user);
	};

	auto edit = makeRoute(TransactionMode::write, "PATCH", "/users/{id}", "changeUser",
	                      "Change a user; needs If-Match.", kAdministrators);
	edit.request = objectSchema({{"displayName", textSchema(100, 1)},
	                             {"language", language},
	                             {"disabled", {{"type", "boolean"}}},
	                             {"grants", grantsSchema()}});
	edit.response = userSchema();
	edit.handle = [](store::Transaction* tx, const Request& request) { return change(*tx, request); };

	// Not keyed: a repeat makes a new link, and an old one must not be kept anywhere.
	auto again = makeRoute(TransactionMode::none, "POST", "/users/{id}/reset", "resetUser",
	                       "A one-time sign-in link for a user; using it voids his password.", kAdministrators);
	again.response = objectSchema({{"link", textSchema(200)}}, {"link"});
	again.handle = [&context](store::Transaction*, const Request& request) { return reset(context, request); };

	return {all, create, one, edit, again};
}

} // namespace erphost::front
