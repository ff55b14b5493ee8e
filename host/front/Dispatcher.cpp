#include "host/front/Dispatcher.hpp"

#include "host/front/FrontRoutes.hpp"
#include "host/front/OpenApi.hpp"
#include "host/messages/Messages.hpp"
#include "host/platform/Ids.hpp"
#include "host/platform/Log.hpp"
#include "host/security/Token.hpp"
#include "host/worker/ProblemReply.hpp"
#include "host/worker/RequestText.hpp"

#include <algorithm>
#include <set>

namespace erphost::front {

using nlohmann::json;

namespace {

constexpr std::string_view kApi = "/api/v1";

/// Bodies above the usual size that may lie in memory at once: of strangers eight of the largest, of people who are
/// signed in eight of theirs. More wait a moment; nobody outside can make this process grow beyond it.
constexpr std::size_t kPublicBodies = 8 * worker::kLargestPublicBody;
constexpr std::size_t kLargeBodies = 8 * worker::kLargestBody;

WebReply toWeb(const worker::Reply& reply)
{
	WebReply web;
	web.status = reply.status;
	web.headers = reply.headers;
	if (reply.content)
	{
		for (auto& header : worker::contentHeaders(*reply.content)) web.headers.push_back(std::move(header));
		web.body = reply.content->bytes;
		return web;
	}
	if (reply.body.is_null()) return web;
	web.body = reply.body.dump(-1, ' ', false, json::error_handler_t::replace);
	const bool typed =
		std::any_of(web.headers.begin(), web.headers.end(), [](const auto& h) { return h.first == "Content-Type"; });
	if (!typed) web.headers.emplace_back("Content-Type", "application/json");
	return web;
}

bool changes(const std::string& method)
{
	return method != "GET" && method != "HEAD";
}

std::string unquoted(std::string tag)
{
	if (tag.starts_with("W/")) tag.erase(0, 2);
	if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') return tag.substr(1, tag.size() - 2);
	return tag;
}

/// A client may name its request, as long as the name can stand in a log.
std::string correlationOf(const std::string& given, std::int64_t nowMs)
{
	const bool good = given.size() >= 8 && given.size() <= 64 && std::all_of(given.begin(), given.end(), [](char c) {
						  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
					  });
	return good ? given : newId(nowMs);
}

/// Metrics must not get a label per invented method or path.
std::string known(const std::string& method)
{
	static const std::set<std::string> kMethods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
	return kMethods.contains(method) ? method : "other";
}

void addSecurityHeaders(WebReply& reply, bool tls, bool api)
{
	auto& headers = reply.headers;
	headers.emplace_back("X-Content-Type-Options", "nosniff");
	headers.emplace_back("X-Frame-Options", "DENY");
	headers.emplace_back("Referrer-Policy", "no-referrer");
	headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
	headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
	// Element Plus and ECharts set style attributes; scripts come from our own files only.
	headers.emplace_back(
		"Content-Security-Policy",
		api ? "default-src 'none'; frame-ancestors 'none'"
			: "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
			  "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
			  "frame-ancestors 'none'");
	if (tls) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

/// "/survey/tasks/7" → "survey"; empty for front's own paths.
std::string mountOf(const worker::RouteTable& table, const std::string& path)
{
	const auto slash = path.find('/', 1);
	const auto first = path.substr(1, slash == std::string::npos ? slash : slash - 1);
	for (const auto& route : table.routes())
		if (route.path.substr(0, first.size() + 1) == "/" + first &&
		    (route.path.size() == first.size() + 1 || route.path[first.size() + 1] == '/'))
			return {};
	const bool name = !first.empty() && std::all_of(first.begin(), first.end(), [](char c) {
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
	});
	return name ? first : std::string();
}

} // namespace

struct Dispatcher::Visit
{
	std::string path; ///< below /api/v1, without query
	std::string query;
	std::string mount; ///< empty: front's own
	std::string language;
	std::string correlation;
	worker::Caller caller;
};

Dispatcher::Dispatcher(const FrontContext& context, worker::RouteTable table, Forwarder& forwarder,
                       const ConsoleFiles& console, Metrics& metrics, std::chrono::milliseconds deadline):
	_context(context),
	_authenticator(context.database, context.clock), _table(std::move(table)), _forwarder(forwarder), _console(console),
	_metrics(metrics), _deadline(deadline), _directory(context.peers, forwarder, context.clock),
	_publicLimit(context.clock), _publicBodies(kPublicBodies), _largeBodies(kLargeBodies)
{
}

WebReply Dispatcher::refusal(const Error& error, const std::string& acceptLanguage) const
{
	auto reply =
		toWeb(worker::problemReply(error, messages::chooseLanguage(acceptLanguage), newId(_context.clock.nowMs())));
	addSecurityHeaders(reply, _context.secureCookies, true);
	return reply;
}

WebReply Dispatcher::answer(WebRequest request, std::size_t openConnections) const
{
	const auto begin = std::chrono::steady_clock::now();
	const auto correlation = correlationOf(request.correlationId, _context.clock.nowMs());
	const auto path = request.target.substr(0, request.target.find('?'));
	std::string part = "host";
	WebReply reply;
	bool isApi = true;
	try
	{
		if (path == "/healthz")
		{
			reply.headers.emplace_back("Content-Type", "application/json");
			reply.body = R"({"status":"ok"})";
		}
		else if (path == "/readyz") reply = readiness();
		else if (path == "/metrics") reply = metricsText(request, openConnections, correlation);
		else if (path.starts_with("/api/"))
		{
			if (path.starts_with("/api/v1/")) part = mountOf(_table, path.substr(kApi.size()));
			if (part.empty() || (part != "erp" && !_context.peers.portOf("plugin:" + part))) part = "host";
			reply = api(request, path, correlation);
		}
		else
		{
			part = "console";
			isApi = false;
			reply = file(request, path, correlation);
		}
	}
	catch (const std::exception& problem)
	{
		log(LogLevel::error, "http", correlation + " " + problem.what());
		reply = toWeb(worker::problemReply(bug("server.internal", "an exception"),
		                                   messages::chooseLanguage(request.acceptLanguage), correlation));
	}
	if (isApi) reply.headers.emplace_back("Cache-Control", "no-store");
	reply.headers.emplace_back("X-Request-Id", correlation);
	addSecurityHeaders(reply, _context.secureCookies, isApi);
	_metrics.request(part, known(request.method), reply.status, std::chrono::steady_clock::now() - begin);
	return reply;
}

RouteDirectory::Facts Dispatcher::factsOf(const WebRequest& head) const
{
	const auto path = head.target.substr(0, head.target.find('?'));
	if (!path.starts_with("/api/v1/")) return {};
	const auto below = path.substr(kApi.size());
	const auto mount = mountOf(_table, below);
	if (mount.empty())
	{
		const auto own = _table.match(head.method, below);
		return own ? RouteDirectory::Facts{own->route->isPublic, own->route->maximumBodyBytes}
		           : RouteDirectory::Facts{};
	}
	if (mount == "erp") return {};
	const auto rest = below.substr(mount.size() + 1);
	return _directory.find("plugin:" + mount, head.method, rest.empty() ? "/" : rest).value_or(RouteDirectory::Facts{});
}

Result<Dispatcher::BodyPermit> Dispatcher::lookAtHead(WebRequest& head, std::size_t usualLimit) const
{
	const auto facts = factsOf(head);
	BodyPermit permit{usualLimit, {}};
	head.isPublic = facts.isPublic;
	// Counted before anything is read: what is refused costs nothing.
	if (facts.isPublic) EH_CHECK(_publicLimit.admit(head.remote));
	const auto asked =
		std::min(facts.maximumBodyBytes, facts.isPublic ? worker::kLargestPublicBody : worker::kLargestBody);
	if (asked <= usualLimit || (head.bodyBytes && *head.bodyBytes <= usualLimit)) return permit;
	if (!facts.isPublic)
	{
		// Larger bodies are for people who are signed in; others are told so by what follows.
		EH_TRY(const auto visitor, _authenticator.find(head.session, head.authorization));
		if (!visitor) return permit;
	}
	permit.limit = asked;
	const auto bytes = head.bodyBytes ? std::min<std::uint64_t>(*head.bodyBytes, asked) : asked;
	permit.share = (facts.isPublic ? _publicBodies : _largeBodies).take(static_cast<std::size_t>(bytes));
	if (!permit.share) return transient("server.busy", "too many large bodies at once");
	return permit;
}

Result<void> Dispatcher::admit(const WebRequest& request, const std::string& path,
                               const std::optional<Visitor>& visitor) const
{
	if (isOpen(request.method, path))
	{
		// Another site must not sign somebody in as somebody else.
		const auto& site = request.fetchSite;
		if (!site.empty() && site != "same-origin" && site != "none")
			return permanent("auth.csrf", "from another site");
		return {};
	}
	if (!visitor) return permanent("auth.required", "nobody is signed in");
	if (changes(request.method) && !visitor->session.empty() && !security::sameSecret(request.csrf, visitor->csrf))
		return permanent("auth.csrf", "the token is missing or wrong");
	if (visitor->mustSetPassword() && !isBeforePassword(path))
		return permanent("auth.password_needed", "a password must be set first");
	return {};
}

WebReply Dispatcher::api(const WebRequest& request, const std::string& path, const std::string& correlation) const
{
	Visit visit;
	visit.language = messages::chooseLanguage(request.acceptLanguage);
	visit.correlation = correlation;
	const auto refuse = [&](const Error& error) {
		return toWeb(worker::problemReply(error, visit.language, correlation));
	};
	if (!path.starts_with("/api/v1/"))
		return refuse(permanent("route.not_found", "no such route")
		                  .with("method", known(request.method))
		                  .with("path", worker::percentDecode(path).value_or("…")));
	visit.path = path.substr(kApi.size());
	if (path.size() < request.target.size()) visit.query = request.target.substr(path.size() + 1);

	if (request.isPublic)
	{
		// Whoever asks: a cookie that happens to come along gives no right here, and so needs no guard either.
		visit.caller.id = visit.caller.name = worker::kPublicCaller;
		visit.caller.language = visit.language;
	}
	else
	{
		auto visitor = _authenticator.find(request.session, request.authorization);
		if (!visitor) return refuse(visitor.error());
		if (*visitor)
		{
			visit.caller = (*visitor)->caller(request.acceptLanguage.empty() ? std::string() : visit.language);
			visit.language = visit.caller.language;
		}
		visit.caller.language = visit.language;
		if (auto admitted = admit(request, visit.path, *visitor); !admitted) return refuse(admitted.error());
	}
	if (!request.body.empty() && !request.contentType.starts_with("application/json"))
		return refuse(permanent("request.media_type", "not JSON")
		                  .with("type", worker::percentDecode(request.contentType.substr(0, 100)).value_or("…")));

	if (visit.path == "/openapi.json" && request.method == "GET") return openApi(visit);
	visit.mount = mountOf(_table, visit.path);
	return visit.mount.empty() ? own(request, visit) : pass(request, visit);
}

WebReply Dispatcher::own(const WebRequest& request, const Visit& visit) const
{
	worker::Request asked;
	asked.method = request.method;
	asked.path = visit.path;
	auto query = worker::parseQuery(visit.query);
	if (!query) return toWeb(worker::problemReply(query.error(), visit.language, visit.correlation));
	asked.query = *std::move(query);
	asked.rawBody = request.body;
	asked.ifMatch = unquoted(request.ifMatch);
	asked.idempotencyKey = request.idempotencyKey;
	asked.correlationId = visit.correlation;
	asked.session = request.authorization.empty() ? request.session : std::string();
	asked.caller = visit.caller;
	return toWeb(_table.serve(std::move(asked)));
}

WebReply Dispatcher::pass(const WebRequest& request, const Visit& visit) const
{
	ForwardRequest out;
	out.process = visit.mount == "erp" ? "sync" : "plugin:" + visit.mount;
	out.method = request.method;
	out.target = visit.path.substr(visit.mount.size() + 1);
	if (out.target.empty()) out.target = "/";
	if (out.target == "/_routes") // part of the protocol between front and workers, not of the API
		return toWeb(worker::problemReply(permanent("route.not_found", "no such route")
		                                      .with("method", "GET")
		                                      .with("path", std::string(kApi) + visit.path),
		                                  visit.language, visit.correlation));
	if (!visit.query.empty()) out.target += "?" + visit.query;
	out.body = request.body;
	out.contentType = request.contentType;
	out.idempotencyKey = request.idempotencyKey;
	out.ifMatch = request.ifMatch;
	out.language = visit.language;
	out.correlationId = visit.correlation;
	out.caller = visit.caller;
	out.deadline = _deadline;
	auto answered = _forwarder.forward(out);
	if (!answered) return toWeb(worker::problemReply(answered.error(), visit.language, visit.correlation));
	WebReply reply;
	reply.status = answered->status;
	if (request.isPublic && reply.status >= 400 && reply.status < 500) _publicLimit.failed(request.remote);
	reply.headers = std::move(answered->headers);
	reply.body = std::move(answered->body);
	return reply;
}

WebReply Dispatcher::openApi(const Visit& visit) const
{
	std::vector<MountedRoutes> parts = {{std::string(kApi), "host", _table.describe()}};
	for (const auto& process : _context.peers.ready())
	{
		constexpr std::string_view kPlugin = "plugin:";
		const auto mount = process == "sync"              ? "erp"
		                   : process.starts_with(kPlugin) ? process.substr(kPlugin.size())
		                                                  : "";
		if (mount.empty()) continue;
		ForwardRequest ask;
		ask.process = process;
		ask.method = "GET";
		ask.target = "/_routes";
		ask.correlationId = visit.correlation;
		ask.caller = visit.caller;
		ask.deadline = std::chrono::milliseconds(2000);
		const auto answered = _forwarder.forward(ask);
		if (!answered || answered->status != 200) continue; // away: its part is missing until it is back
		auto routes = json::parse(answered->body, nullptr, false);
		if (routes.is_array()) parts.push_back({std::string(kApi) + "/" + mount, mount, std::move(routes)});
	}
	WebReply reply;
	reply.body = openApiDocument(_context.version, parts).dump();
	reply.headers.emplace_back("Content-Type", "application/json");
	return reply;
}

WebReply Dispatcher::file(const WebRequest& request, const std::string& path, const std::string& correlation) const
{
	const auto language = messages::chooseLanguage(request.acceptLanguage);
	const auto shown = worker::percentDecode(path).value_or("…");
	if (request.method != "GET" && request.method != "HEAD")
		return toWeb(worker::problemReply(permanent("route.method_not_allowed", "only reading")
		                                      .with("method", known(request.method))
		                                      .with("path", shown)
		                                      .with("allowed", "GET, HEAD"),
		                                  language, correlation));
	const auto* found = _console.find(shown);
	if (!found)
		return toWeb(worker::problemReply(
			permanent("route.not_found", "no such file").with("method", request.method).with("path", shown), language,
			correlation));
	WebReply reply;
	reply.headers.emplace_back("Cache-Control", found->immutable ? "public, max-age=31536000, immutable" : "no-cache");
	reply.headers.emplace_back("ETag", found->tag);
	reply.headers.emplace_back("Vary", "Accept-Encoding");
	if (request.ifNoneMatch == found->tag)
	{
		reply.status = 304;
		return reply;
	}
	reply.headers.emplace_back("Content-Type", found->type);
	const bool compressed = request.gzip && !found->compressed.empty();
	if (compressed) reply.headers.emplace_back("Content-Encoding", "gzip");
	reply.body = compressed ? found->compressed : found->content;
	return reply;
}

WebReply Dispatcher::readiness() const
{
	const bool store = _context.database.read([](store::Transaction&) -> Result<void> { return {}; }).ok();
	json waiting = json::array();
	bool sync = false;
	for (const auto& process : _context.peers.all())
	{
		const std::string name = process.value("name", "");
		const std::string state = process.value("state", "");
		if (name == "sync" && state == "ready") sync = true;
		if (state != "ready" && state != "disabled") waiting.push_back({{"name", name}, {"state", state}});
	}
	// A plugin that is away takes its own part with it, not the host.
	const bool ready = store && sync;
	WebReply reply;
	reply.status = ready ? 200 : 503;
	reply.body =
		json{{"status", ready ? "ready" : "waiting"}, {"store", store}, {"sync", sync}, {"notReady", waiting}}.dump();
	reply.headers.emplace_back("Content-Type", "application/json");
	return reply;
}

WebReply Dispatcher::metricsText(const WebRequest& request, std::size_t openConnections,
                                 const std::string& correlation) const
{
	if (!request.local)
	{
		const auto visitor = _authenticator.find(request.session, request.authorization);
		const bool allowed = visitor && *visitor && !(*visitor)->caller("").branches({"it"}).empty();
		if (!allowed)
			return toWeb(worker::problemReply(permanent("auth.forbidden", "not from this machine").with("roles", "it"),
			                                  messages::chooseLanguage(request.acceptLanguage), correlation));
	}
	WebReply reply;
	reply.body = _metrics.text(_context, openConnections);
	reply.headers.emplace_back("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
	return reply;
}

} // namespace erphost::front
