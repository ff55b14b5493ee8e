#include "host/front/Authenticator.hpp"
#include "host/front/FrontRoutes.hpp"
#include "host/journal/Journal.hpp"
#include "host/security/Password.hpp"
#include "host/security/Sessions.hpp"
#include "host/security/SignIn.hpp"
#include "host/security/Token.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/worker/RouteParts.hpp"

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

json grantsOf(const security::User& user)
{
	json grants = json::array();
	for (const auto& [role, branch] : user.grants) grants.push_back({{"role", role}, {"branch", branch}});
	return grants;
}

/// `developer`: this host runs plugins that nobody signed, which everybody is to see.
json describe(const FrontContext& context, const security::User& user, const std::string& csrf)
{
	const auto config = settings::readHostConfig(context.data);
	return {{"user",
	         {{"id", user.id},
	          {"username", user.username},
	          {"displayName", user.displayName},
	          {"language", user.language},
	          {"mustSetPassword", user.passwordHash.empty()}}},
	        {"grants", grantsOf(user)},
	        {"developer", config && config->developer},
	        {"csrf", csrf}};
}

/// SameSite=Strict: no other site's page can use it; HttpOnly: no script can read it.
std::string cookie(const FrontContext& context, const std::string& value, std::int64_t seconds)
{
	return std::string(kSessionCookie) + "=" + value +
	       "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
	       (context.secureCookies ? "; Secure" : "");
}

Result<Reply> signIn(const FrontContext& context, const Request& request)
{
	const bool byLink = request.body.contains("link");
	auto in = byLink
	              ? security::signInByLink(context.database, context.clock, request.body["link"], request.correlationId)
	              : security::signIn(context.database, context.clock, request.body["username"],
	                                 request.body["password"], request.correlationId);
	if (!in) return std::move(in).error();
	// Whoever signs in again leaves no forgotten session behind.
	if (!request.session.empty())
		EH_CHECK(context.database.write(
			[&](store::Transaction& tx) { return security::closeSession(tx, request.session); }));
	auto reply = jsonReply(describe(context, in->user, in->session.csrf));
	reply.headers.emplace_back("Set-Cookie", cookie(context, in->session.token, security::kSessionMs / 1000));
	return reply;
}

Result<Reply> readSession(const FrontContext& context, store::Transaction& tx, const Request& request)
{
	EH_TRY(const auto user, security::userById(tx, request.caller.id));
	std::string csrf;
	if (!request.session.empty())
	{
		EH_TRY(const auto session, security::findSession(tx, request.session, context.clock.nowMs()));
		if (session) csrf = session->csrf;
	}
	return jsonReply(describe(context, user, csrf));
}

Result<Reply> setPassword(const FrontContext& context, const Request& request)
{
	const std::string next = request.body["new"];
	EH_TRY(const auto user, context.database.readValue(
								[&](store::Transaction& tx) { return security::userById(tx, request.caller.id); }));
	if (!user.passwordHash.empty() && !security::verifyPassword(user.passwordHash, request.body.value("current", "")))
		return permanent("auth.password_wrong", "the present password is not right").with("pointer", "/current");
	if (auto good = security::checkPassword(next, user.username); !good)
		return std::move(good).error().with("pointer", "/new");
	EH_TRY(const auto hash, security::hashPassword(next));
	EH_CHECK(context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(security::setPasswordHash(tx, user.id, hash, security::tokenHash(request.session)));
		journal::AuditRow row;
		row.actor = user.id;
		row.action = "user.set_password";
		row.subject = user.id;
		row.detail = "{}";
		row.correlationId = request.correlationId;
		row.occurredAtMs = context.clock.nowMs();
		return journal::audit(tx, std::move(row));
	}));
	return emptyReply();
}

} // namespace

std::vector<worker::Route> sessionRoutes(const FrontContext& context)
{
	const json person = objectSchema({{"id", textSchema(64)},
	                                  {"username", textSchema(256)},
	                                  {"displayName", textSchema(200)},
	                                  {"language", textSchema(8)},
	                                  {"mustSetPassword", {{"type", "boolean"}}}});
	const json sessionSchema = objectSchema({{"user", person},
	                                         {"grants", {{"type", "array"}}},
	                                         {"developer", {{"type", "boolean"}}},
	                                         {"csrf", textSchema(200)}},
	                                        {"user", "grants", "developer", "csrf"});

	auto open = makeRoute(TransactionMode::none, "POST", "/session", "signIn",
	                      "Sign in with name and password, or with a one-time link.", {});
	open.request = {
		{"type", "object"},
		{"properties",
	     {{"username", textSchema(256, 1)}, {"password", textSchema(1000, 1)}, {"link", textSchema(200, 1)}}},
		{"additionalProperties", false},
		{"anyOf", {{{"required", {"link"}}}, {{"required", {"username", "password"}}}}}};
	open.response = sessionSchema;
	open.handle = [&context](store::Transaction*, const Request& request) { return signIn(context, request); };

	auto read =
		makeRoute(TransactionMode::read, "GET", "/session", "readSession", "Who is signed in, with his roles.", {});
	read.response = sessionSchema;
	read.handle = [&context](store::Transaction* tx, const Request& request) {
		return readSession(context, *tx, request);
	};

	auto close = makeRoute(TransactionMode::write, "DELETE", "/session", "signOut", "Sign out.", {});
	close.handle = [&context](store::Transaction* tx, const Request& request) -> Result<Reply> {
		if (!request.session.empty()) EH_CHECK(security::closeSession(*tx, request.session));
		auto reply = emptyReply();
		reply.headers.emplace_back("Set-Cookie", cookie(context, "", 0));
		return reply;
	};

	auto change =
		makeRoute(TransactionMode::write, "PATCH", "/session", "changeLanguage", "Choose one's language.", {});
	change.request = objectSchema({{"language", {{"type", "string"}, {"enum", {"zh", "en"}}}}}, {"language"});
	change.handle = [](store::Transaction* tx, const Request& request) -> Result<Reply> {
		EH_CHECK(security::setLanguage(*tx, request.caller.id, request.body["language"]));
		return emptyReply();
	};

	auto password = makeRoute(TransactionMode::none, "POST", "/session/password", "setPassword",
	                          "Set one's password; other sessions of the user end.", {});
	password.request = objectSchema({{"current", textSchema(1000)}, {"new", textSchema(1000, 1)}}, {"new"});
	password.handle = [&context](store::Transaction*, const Request& request) { return setPassword(context, request); };

	return {open, read, close, change, password};
}

} // namespace erphost::front
