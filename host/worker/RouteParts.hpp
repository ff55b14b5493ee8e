#pragma once

#include "host/worker/Route.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// What routes are made of, in every process: `using namespace worker::routes` in the files that make them.
namespace erphost::worker::routes {

using nlohmann::json;

/// A route with what every route has.
inline Route makeRoute(TransactionMode mode, std::string method, std::string path, std::string operationId,
                       std::string summary, std::vector<std::string> roles)
{
	Route route;
	route.mode = mode;
	route.method = std::move(method);
	route.path = std::move(path);
	route.operationId = std::move(operationId);
	route.summary = std::move(summary);
	route.roles = std::move(roles);
	return route;
}

inline json objectSchema(json properties, json required = json::array())
{
	json schema = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
	if (!required.empty()) schema["required"] = std::move(required);
	return schema;
}

inline json textSchema(int maximum, int minimum = 0)
{
	json schema = {{"type", "string"}, {"maxLength", maximum}};
	if (minimum > 0) schema["minLength"] = minimum;
	return schema;
}

/// The query of a list: limit, cursor, and the list's own filters; `sort` where it has fields to sort by.
inline json listQuery(json filters, const std::vector<std::string>& sorts = {})
{
	filters["limit"] = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
	filters["cursor"] = textSchema(500);
	if (!sorts.empty()) filters["sort"] = {{"type", "string"}, {"enum", sorts}};
	return objectSchema(std::move(filters));
}

inline json listSchema(json item)
{
	return {{"type", "object"},
	        {"required", {"items", "next", "total"}},
	        {"properties",
	         {{"items", {{"type", "array"}, {"items", std::move(item)}}},
	          {"next", {{"type", {"string", "null"}}}},
	          {"total", {{"type", {"integer", "null"}}}}}}};
}

inline int limitOf(const Request& request)
{
	return request.query.value("limit", 50);
}

/// A page from one row more than was asked for; `cursorOf` gives the place of the last item shown.
template <typename CursorOf>
Reply pageReply(json items, int limit, json total, CursorOf cursorOf)
{
	json next = nullptr;
	if (items.size() > static_cast<std::size_t>(limit))
	{
		items.erase(items.end() - 1);
		next = cursorOf(items.back());
	}
	Reply reply;
	reply.body = {{"items", std::move(items)}, {"next", std::move(next)}, {"total", std::move(total)}};
	return reply;
}

inline Reply jsonReply(json body, int status = 200)
{
	Reply reply;
	reply.status = status;
	reply.body = std::move(body);
	return reply;
}

inline Reply emptyReply()
{
	Reply reply;
	reply.status = 204;
	return reply;
}

} // namespace erphost::worker::routes
