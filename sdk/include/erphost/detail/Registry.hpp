#pragma once

// Definitions of Plugin.hpp: how C++ handlers become C callbacks. A context pointer leads back to the kept handler.

namespace erphost {

namespace detail {

struct KeptRoute
{
	const Services* services;
	Route route;
	std::string query, request, response;
};
struct KeptSubscription
{
	const Services* services;
	std::string name;
	std::vector<std::string> types;
	std::function<Result<void>(Tx&, const Event&)> handle;
};
struct KeptWatch
{
	const Services* services;
	std::string name, entity;
	std::function<Result<void>(Tx&, std::int64_t, std::int64_t)> handle;
};
struct KeptJob
{
	const Services* services;
	std::string name;
	std::function<Result<bool>(Tx&)> run;
};

inline Request toRequest(const eh_request& raw)
{
	Request request;
	request.path = abi::text(raw.path);
	for (std::uint64_t i = 0; i < raw.path_param_count; ++i)
		request.pathParams.emplace_back(abi::text(raw.path_params[i].key), abi::text(raw.path_params[i].value));
	request.query = nlohmann::json::object();
	for (std::uint64_t i = 0; i < raw.query_param_count; ++i)
		request.query[abi::text(raw.query_params[i].key)] = nlohmann::json::parse(abi::view(raw.query_params[i].value));
	if (raw.body.size) request.body = nlohmann::json::parse(abi::view(raw.body));
	request.ifMatch = abi::text(raw.if_match);
	request.correlationId = abi::text(raw.correlation_id);
	request.caller.id = abi::text(raw.user_id);
	request.caller.name = abi::text(raw.user_name);
	request.caller.language = abi::text(raw.language);
	if (raw.grants.size)
		for (const auto& grant : nlohmann::json::parse(abi::view(raw.grants)))
			request.caller.grants.push_back({grant.at("role"), grant.at("branch")});
	return request;
}

inline eh_status handleRoute(void* context, eh_tx* tx, const eh_request* raw, const eh_response* response,
                             const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const auto& kept = *static_cast<KeptRoute*>(context);
		Tx transaction(*kept.services, tx);
		EH_TRY(const Reply reply, kept.route.handle(transaction, toRequest(*raw)));
		if (!reply.etag.empty())
			response->header(response->context, abi::str("ETag"), abi::str('"' + reply.etag + '"'));
		if (reply.content)
		{
			response->content(response->context, reply.status, abi::str(reply.content->mediaType),
			                  abi::str(reply.content->fileName), abi::str(reply.content->bytes));
			return {};
		}
		const std::string body = reply.body.is_null() ? std::string() : reply.body.dump();
		response->body(response->context, reply.status, abi::str("application/json"), abi::str(body));
		return {};
	});
}

inline eh_status handleEvent(void* context, eh_tx* tx, const eh_event* raw, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const auto& kept = *static_cast<KeptSubscription*>(context);
		Tx transaction(*kept.services, tx);
		const Event event{
			abi::text(raw->type),    raw->version,  abi::text(raw->branch_id), abi::text(raw->business_key),
			abi::text(raw->payload), raw->position, raw->occurred_at_ms,       abi::text(raw->correlation_id)};
		return kept.handle(transaction, event);
	});
}

inline eh_status handleChanges(void* context, eh_tx* tx, std::int64_t from, std::int64_t to, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const auto& kept = *static_cast<KeptWatch*>(context);
		Tx transaction(*kept.services, tx);
		return kept.handle(transaction, from, to);
	});
}

inline eh_status runJob(void* context, eh_tx* tx, const eh_cancel*, std::int32_t* more, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const auto& kept = *static_cast<KeptJob*>(context);
		Tx transaction(*kept.services, tx);
		EH_TRY(const bool again, kept.run(transaction));
		*more = again ? 1 : 0;
		return {};
	});
}

} // namespace detail

inline Result<void> Registry::route(Route route)
{
	const auto text = [](const nlohmann::json& schema) { return schema.is_null() ? std::string() : schema.dump(); };
	auto& kept = keep(detail::KeptRoute{&_services, std::move(route), {}, {}, {}});
	kept.query = text(kept.route.query);
	kept.request = text(kept.route.request);
	kept.response = text(kept.route.response);
	std::vector<eh_str> roles;
	for (const auto& role : kept.route.roles) roles.push_back(abi::str(role));

	eh_route raw{};
	raw.size = sizeof raw;
	raw.mode = kept.route.method == "GET" ? EH_READ : EH_WRITE;
	raw.method = abi::str(kept.route.method);
	raw.path = abi::str(kept.route.path);
	raw.operation_id = abi::str(kept.route.operationId);
	raw.summary = abi::str(kept.route.summary);
	raw.roles = roles.data();
	raw.role_count = roles.size();
	raw.query_schema = abi::str(kept.query);
	raw.request_schema = abi::str(kept.request);
	raw.response_schema = abi::str(kept.response);
	raw.creates = kept.route.creates ? 1 : 0;
	raw.is_public = kept.route.isPublic ? 1 : 0;
	raw.maximum_body_bytes = kept.route.maximumBodyBytes;
	raw.context = &kept;
	raw.handle = &detail::handleRoute;
	abi::Catcher catcher;
	return catcher.check(_services.http->route(_services.host, &raw, catcher.sink()));
}

inline Result<void> Registry::subscribe(std::string name, std::vector<std::string> types,
                                        std::function<Result<void>(Tx&, const Event&)> handle)
{
	auto& kept = keep(detail::KeptSubscription{&_services, std::move(name), std::move(types), std::move(handle)});
	std::vector<eh_str> wanted;
	for (const auto& type : kept.types) wanted.push_back(abi::str(type));
	const eh_subscription raw{sizeof(eh_subscription), abi::str(kept.name), wanted.data(), wanted.size(), &kept,
	                          &detail::handleEvent};
	abi::Catcher catcher;
	return catcher.check(_services.journal->subscribe(_services.host, &raw, catcher.sink()));
}

inline Result<void> Registry::watch(std::string name, std::string entity,
                                    std::function<Result<void>(Tx&, std::int64_t, std::int64_t)> handle)
{
	auto& kept = keep(detail::KeptWatch{&_services, std::move(name), std::move(entity), std::move(handle)});
	const eh_watch raw{sizeof(eh_watch), abi::str(kept.name), abi::str(kept.entity), &kept, &detail::handleChanges};
	abi::Catcher catcher;
	return catcher.check(_services.erp->watch(_services.host, &raw, catcher.sink()));
}

inline Result<void> Registry::job(std::string name, int everySeconds, std::function<Result<bool>(Tx&)> run)
{
	auto& kept = keep(detail::KeptJob{&_services, std::move(name), std::move(run)});
	const eh_job raw{sizeof(eh_job), everySeconds, abi::str(kept.name), &kept, &detail::runJob};
	abi::Catcher catcher;
	return catcher.check(_services.jobs->every(_services.host, &raw, catcher.sink()));
}

} // namespace erphost
