#include "host/worker/RouteTable.hpp"

#include "host/journal/Journal.hpp"
#include "host/platform/Log.hpp"
#include "host/worker/KeptAnswer.hpp"
#include "host/worker/ProblemReply.hpp"
#include "host/worker/RequestText.hpp"
#include "host/worker/RoutePath.hpp"

#include <algorithm>

namespace erphost::worker {

using nlohmann::json;

namespace {

constexpr std::size_t kLongestKey = 200;

bool isKey(const std::string& key)
{
	return key.size() <= kLongestKey && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::string joined(const std::vector<std::string>& names)
{
	std::string text;
	for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
	return text;
}

/// What the audit row says the request was about: its path parameters, or the id of what it made. Never personal data.
std::string subjectOf(const Request& request, const Reply& reply)
{
	std::string subject;
	for (const auto& [name, value] : request.pathParams) subject += (subject.empty() ? "" : "/") + value;
	if (!subject.empty() || !reply.body.is_object()) return subject;
	const auto id = reply.body.find("id");
	return id != reply.body.end() && id->is_string() ? id->get<std::string>() : subject;
}

} // namespace

struct RouteTable::Impl
{
	struct Entry
	{
		RoutePath path;
		std::size_t route;
		std::optional<SchemaCheck> query;
		std::optional<SchemaCheck> request;
		std::optional<SchemaCheck> response;
	};

	Options options;
	store::Database* database;
	const Clock* clock;
	std::vector<Route> routes;  ///< in the order of declaration, for documents
	std::vector<Entry> entries; ///< in the order of matching

	const Entry& entryOf(const Route& route) const
	{
		return *std::find_if(entries.begin(), entries.end(),
		                     [&](const Entry& entry) { return &routes[entry.route] == &route; });
	}

	/// Query and body, converted and checked; the refusal if they are not right.
	std::optional<Reply> readInput(const Entry& entry, Request& request) const;
	Result<void> admit(const Route& route, const Request& request) const;
	Result<Reply> call(const Route& route, store::Transaction* tx, const Request& request) const;
	Result<Reply> run(const Route& route, const Request& request) const;
	Result<Reply> runWrite(const Route& route, const Request& request) const;
	Result<Reply> runAlone(const Route& route, const Request& request) const;
	std::string operationOf(const Request& request) const
	{
		return request.method + " " + options.mount + request.path;
	}
	Result<void> writeAudit(store::Transaction& tx, const Route& route, const Request& request,
	                        const Reply& reply) const;
};

Result<RouteTable> RouteTable::build(Options options, store::Database* database, const Clock& clock,
                                     std::vector<Route> routes)
{
	auto impl = std::make_shared<Impl>(Impl{std::move(options), database, &clock, std::move(routes), {}});
	for (std::size_t i = 0; i < impl->routes.size(); ++i)
	{
		const auto& route = impl->routes[i];
		if (!database && (route.mode != TransactionMode::none || route.creates))
			return bug("route.without_store", "a route needs a store").with("route", route.operationId);
		if (route.isPublic && !route.roles.empty())
			return bug("route.bad_public", "a public route has no roles").with("route", route.operationId);
		if (route.maximumBodyBytes > (route.isPublic ? kLargestPublicBody : kLargestBody))
			return bug("route.bad_limit", "a route accepts larger bodies than there may be")
			    .with("route", route.operationId);
		Impl::Entry entry{RoutePath(route.path), i, {}, {}, {}};
		for (const auto& other : impl->entries)
		{
			const auto& declared = impl->routes[other.route];
			if ((declared.method == route.method && other.path.sameAs(entry.path)) ||
			    declared.operationId == route.operationId)
				return bug("route.duplicate", "two routes for one place").with("route", route.operationId);
		}
		const auto compile = [&](const json& schema, std::optional<SchemaCheck>& into) -> Result<void> {
			if (schema.is_null()) return {};
			auto compiled = SchemaCheck::compile(schema);
			if (!compiled) return std::move(compiled).error().with("route", route.operationId);
			into = *std::move(compiled);
			return {};
		};
		EH_CHECK(compile(route.query, entry.query));
		EH_CHECK(compile(route.request, entry.request));
		EH_CHECK(compile(route.response, entry.response));
		impl->entries.push_back(std::move(entry));
	}
	std::stable_sort(impl->entries.begin(), impl->entries.end(),
	                 [](const auto& a, const auto& b) { return a.path.before(b.path); });
	return RouteTable(std::move(impl));
}

Result<RouteTable::Match> RouteTable::match(const std::string& method, const std::string& path) const
{
	std::vector<std::string> allowed;
	for (const auto& entry : _impl->entries)
	{
		const auto& route = _impl->routes[entry.route];
		auto parameters = entry.path.match(path);
		if (!parameters) continue;
		if (route.method == method) return Match{&route, *std::move(parameters)};
		if (std::find(allowed.begin(), allowed.end(), route.method) == allowed.end()) allowed.push_back(route.method);
	}
	// What the caller sent is repeated in the problem only if it is text.
	const auto shown = _impl->options.mount + percentDecode(path).value_or("…");
	if (allowed.empty())
		return permanent("route.not_found", "no such route").with("method", method).with("path", shown);
	return permanent("route.method_not_allowed", "no such method here")
	    .with("method", method)
	    .with("path", shown)
	    .with("allowed", joined(allowed));
}

Reply RouteTable::serve(Request request) const
{
	const auto language = request.caller.language;
	auto found = match(request.method, request.path);
	const auto refuse = [&](const Error& error) {
		if (error.cls == ErrorClass::bug)
			log(LogLevel::error, "http",
			    request.correlationId + " " + (found ? found->route->operationId : "") + " " + error.code + ": " +
			        error.message);
		return problemReply(error, language, request.correlationId);
	};
	if (!found) return refuse(found.error());
	const auto& route = *found->route;
	request.pathParams = std::move(found->pathParams);
	if (auto admitted = _impl->admit(route, request); !admitted) return refuse(admitted.error());
	if (auto refusal = _impl->readInput(_impl->entryOf(route), request)) return *std::move(refusal);
	auto reply = _impl->run(route, request);
	return reply ? *std::move(reply) : refuse(reply.error());
}

Result<void> RouteTable::Impl::admit(const Route& route, const Request& request) const
{
	const auto limit = route.maximumBodyBytes > 0 ? route.maximumBodyBytes : kUsualBody;
	if (request.rawBody.size() > limit)
		return permanent("request.too_large", "the body is too large")
		    .with("limit", std::to_string(limit / 1024) + " KiB");
	// Whom front lets through without signing in must get nowhere else.
	if (!route.isPublic && request.caller.id == kPublicCaller) return permanent("auth.required", "nobody is signed in");
	if (!route.roles.empty() && request.caller.branches(route.roles).empty())
		return permanent("auth.forbidden", "none of the roles").with("roles", joined(route.roles));
	if ((route.creates && request.idempotencyKey.empty()) || !isKey(request.idempotencyKey))
		return permanent("request.key_required", "an Idempotency-Key is needed")
		    .with("maximum", std::to_string(kLongestKey));
	return {};
}

std::optional<Reply> RouteTable::Impl::readInput(const Entry& entry, Request& request) const
{
	const auto& language = request.caller.language;
	static const auto kNoQuery = SchemaCheck::compile({{"type", "object"}, {"properties", json::object()}});
	const auto& queryCheck = entry.query ? *entry.query : *kNoQuery;
	request.query = convertQuery(std::move(request.query), queryCheck.schema());
	if (const auto errors = queryCheck.check(request.query); !errors.empty())
		return invalidReply(errors, "query", language, request.correlationId);

	if (request.body.is_null() && !request.rawBody.empty())
	{
		if (!entry.request)
			return invalidReply({{"", permanent("field.body_unwanted", "no body is accepted")}}, "body", language,
			                    request.correlationId);
		auto body = parseBody(request.rawBody);
		if (!body) return problemReply(body.error(), language, request.correlationId);
		request.body = *std::move(body);
	}
	else if (request.body.is_null() && entry.request)
		return invalidReply({{"", permanent("field.body_needed", "the body is missing")}}, "body", language,
		                    request.correlationId);
	if (entry.request)
		if (const auto errors = entry.request->check(request.body); !errors.empty())
			return invalidReply(errors, "body", language, request.correlationId);
	return std::nullopt;
}

Result<Reply> RouteTable::Impl::call(const Route& route, store::Transaction* tx, const Request& request) const
{
	try
	{
		auto reply = route.handle(tx, request);
		if (reply && reply->content && route.creates)
			return bug("route.content_not_kept", "a route that creates cannot answer with bytes")
			    .with("route", route.operationId);
		return reply;
	}
	catch (const std::exception& problem)
	{
		return bug("server.internal", problem.what());
	}
}

Result<Reply> RouteTable::Impl::run(const Route& route, const Request& request) const
{
	switch (route.mode)
	{
	case TransactionMode::read:
		return database->readValue([&](store::Transaction& tx) { return call(route, &tx, request); });
	case TransactionMode::write: return runWrite(route, request);
	case TransactionMode::none: return runAlone(route, request);
	}
	return bug("server.internal", "unknown transaction mode");
}

Result<Reply> RouteTable::Impl::runWrite(const Route& route, const Request& request) const
{
	const KeptAnswer kept(request, operationOf(request));
	const bool keyed = !request.idempotencyKey.empty();
	std::optional<Reply> refusal;
	auto outcome = database->writeValue([&](store::Transaction& tx) -> Result<Reply> {
		refusal.reset();
		if (keyed)
		{
			EH_TRY(auto earlier, kept.find(tx));
			if (earlier) return *std::move(earlier);
		}
		EH_TRY(auto reply, call(route, &tx, request));
		if (reply.status >= 400)
		{
			refusal = std::move(reply);
			return permanent("route.refused", "the handler refused"); // undoes what it wrote
		}
		EH_CHECK(writeAudit(tx, route, request, reply));
		if (keyed) EH_CHECK(kept.keep(tx, reply, clock->nowMs()));
		tx.hintAfterCommit();
		if (reply.body.is_object() && reply.once.is_object()) reply.body.update(reply.once);
		return reply;
	});
	if (!outcome && refusal) return *std::move(refusal);
	if (outcome && outcome->afterCommit) EH_CHECK(outcome->afterCommit());
	return outcome;
}

Result<Reply> RouteTable::Impl::runAlone(const Route& route, const Request& request) const
{
	// What such a handler does outside the store cannot be in one transaction with the record: killed in between, a
	// repeat runs it again. Its own effects must bear that.
	if (!route.creates || !database) return call(route, nullptr, request);
	const KeptAnswer kept(request, operationOf(request));
	EH_TRY(auto earlier, database->readValue([&](store::Transaction& tx) { return kept.find(tx); }));
	if (earlier) return *std::move(earlier);
	EH_TRY(auto reply, call(route, nullptr, request));
	if (reply.status < 400)
		EH_CHECK(database->write([&](store::Transaction& tx) { return kept.keep(tx, reply, clock->nowMs()); }));
	if (reply.body.is_object() && reply.once.is_object()) reply.body.update(reply.once);
	return reply;
}

Result<void> RouteTable::Impl::writeAudit(store::Transaction& tx, const Route& route, const Request& request,
                                          const Reply& reply) const
{
	journal::AuditRow row;
	row.actor = request.caller.id;
	row.action = options.actorPrefix + "." + route.operationId;
	row.subject = subjectOf(request, reply);
	row.detail = reply.audit.is_object() ? reply.audit.dump() : "{}";
	row.correlationId = request.correlationId;
	row.occurredAtMs = clock->nowMs();
	return journal::audit(tx, std::move(row));
}

json RouteTable::describe() const
{
	json document = json::array();
	for (const auto& route : _impl->routes)
		document.push_back({{"method", route.method},
		                    {"path", route.path},
		                    {"operationId", route.operationId},
		                    {"summary", route.summary},
		                    {"roles", route.roles},
		                    {"query", route.query},
		                    {"request", route.request},
		                    {"response", route.response},
		                    {"creates", route.creates},
		                    {"public", route.isPublic},
		                    {"maximumBodyBytes", route.maximumBodyBytes},
		                    {"mode", route.mode == TransactionMode::read ? "read" : "write"}});
	return document;
}

std::vector<FieldError> RouteTable::checkReply(const Route& route, const Reply& reply) const
{
	const auto& entry = _impl->entryOf(route);
	if (!entry.response)
	{
		if (reply.body.is_null()) return {};
		return {{"", permanent("field.body_unwanted", "the route promises no body")}};
	}
	return entry.response->check(reply.body);
}

const std::vector<Route>& RouteTable::routes() const
{
	return _impl->routes;
}

} // namespace erphost::worker
