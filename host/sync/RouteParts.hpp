#pragma once

#include "host/worker/RouteParts.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <utility>
#include <vector>

/// What every route of the ERP API is made of.
namespace erphost::sync {

using namespace worker::routes;
using worker::Reply;
using worker::Request;
using worker::Route;
using worker::TransactionMode;

inline const std::vector<std::string> kManagers = {"it"};
inline const std::vector<std::string> kViewers = {
	"it",       "service_manager", "callback_clerk", "settlement_clerk", "central_keeper",
	"engineer", "branch_manager",  "dispatch_clerk", "parts_clerk",      "finance",
	"executive"};

inline const json kAnything = {{"type", "object"}};
inline const json kText = {{"type", "string"}, {"maxLength", 200}};

inline Route route(TransactionMode mode, const char* method, const char* path, const char* id, const char* summary,
                   const std::vector<std::string>& roles,
                   std::function<Result<Reply>(store::Transaction*, const Request&)> handle, json query = nullptr,
                   json request = nullptr)
{
	auto made = makeRoute(mode, method, path, id, summary, roles);
	made.query = std::move(query);
	made.request = std::move(request);
	made.response = kAnything;
	made.handle = std::move(handle);
	return made;
}

inline std::string queryText(const Request& request, const char* name)
{
	return request.query.is_object() && request.query.contains(name) && request.query[name].is_string()
	           ? request.query[name].get<std::string>()
	           : "";
}

} // namespace erphost::sync
