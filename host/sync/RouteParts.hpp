#pragma once

#include "host/worker/Route.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

/// What every route of the ERP API is made of.
namespace erphost::sync {

using nlohmann::json;
using worker::Reply;
using worker::Request;
using worker::Route;
using worker::TransactionMode;

inline const std::vector<std::string> kManagers = {"it"};
inline const std::vector<std::string> kViewers = {
	"it",       "service_manager", "callback_clerk", "settlement_clerk", "central_keeper",
	"engineer", "branch_manager",  "dispatch_clerk", "parts_clerk",      "finance",
	"executive"};

inline json object(json properties, json required = json::array())
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties", std::move(properties)},
	        {"required", std::move(required)}};
}
inline const json kAnything = {{"type", "object"}};
inline const json kText = {{"type", "string"}, {"maxLength", 200}};

inline Route route(TransactionMode mode, const char* method, const char* path, const char* id, const char* summary,
                   const std::vector<std::string>& roles,
                   std::function<Result<Reply>(store::Transaction*, const Request&)> handle, json query = nullptr,
                   json request = nullptr)
{
	Route made;
	made.mode = mode;
	made.method = method;
	made.path = path;
	made.operationId = id;
	made.summary = summary;
	made.roles = roles;
	made.query = std::move(query);
	made.request = std::move(request);
	made.response = kAnything;
	made.handle = std::move(handle);
	return made;
}

inline Reply ok(json body, int status = 200)
{
	Reply reply;
	reply.status = status;
	reply.body = std::move(body);
	return reply;
}

inline std::string queryText(const Request& request, const char* name)
{
	return request.query.is_object() && request.query.contains(name) && request.query[name].is_string()
	           ? request.query[name].get<std::string>()
	           : "";
}

} // namespace erphost::sync
