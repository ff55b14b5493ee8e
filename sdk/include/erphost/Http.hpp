#pragma once

#include "erphost/Abi.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace erphost {

class Tx;

/// Who asks: verified by the host.
struct Caller
{
	struct Grant
	{
		std::string role;
		std::string branch; ///< "*": every branch
	};
	std::string id;
	std::string name;
	std::string language;
	std::vector<Grant> grants;

	/// True if he holds one of the roles for the branch; an administrator holds all.
	bool may(const std::vector<std::string>& roles, std::string_view branch) const
	{
		return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
			return (grant.branch == "*" || grant.branch == branch) &&
			       (grant.role == "admin" || std::find(roles.begin(), roles.end(), grant.role) != roles.end());
		});
	}

	/// The branches for which he holds one of the roles, as a JSON array; ["*"] for all. Handy as a query parameter.
	std::vector<std::string> branches(const std::vector<std::string>& roles) const
	{
		std::vector<std::string> found;
		for (const auto& grant : grants)
		{
			if (grant.role != "admin" && std::find(roles.begin(), roles.end(), grant.role) == roles.end()) continue;
			if (grant.branch == "*") return {"*"};
			if (std::find(found.begin(), found.end(), grant.branch) == found.end()) found.push_back(grant.branch);
		}
		return found;
	}
};

struct Request
{
	std::string path;
	std::vector<std::pair<std::string, std::string>> pathParams;
	nlohmann::json query; ///< object, valid against the route's schema
	nlohmann::json body;  ///< valid against the route's schema; null if there is none
	std::string ifMatch;
	std::string correlationId;
	Caller caller;

	std::string param(std::string_view name) const
	{
		for (const auto& [key, value] : pathParams)
			if (key == name) return value;
		return {};
	}
	std::string queryText(const char* name, std::string fallback = {}) const
	{
		return query.value(name, std::move(fallback));
	}
	std::int64_t queryInteger(const char* name, std::int64_t fallback) const { return query.value(name, fallback); }
};

/// Bytes as they are: a download.
struct Content
{
	std::string mediaType;
	std::string bytes;
	std::string fileName; ///< UTF-8, without a path
};

struct Reply
{
	int status = 200;
	nlohmann::json body;              ///< null: no body
	std::string etag;                 ///< without quotes; empty: none
	std::optional<Content> content{}; ///< instead of a body; the route has no response schema then
};

/// A route below /api/v1/<plugin>. The handler runs inside a transaction of the store: EH_READ for GET, EH_WRITE else.
struct Route
{
	std::string method;
	std::string path; ///< "/tasks/{id}/attempts"
	std::string operationId;
	std::string summary;
	std::vector<std::string> roles;
	nlohmann::json query;    ///< JSON Schema of the query as an object, or null
	nlohmann::json request;  ///< JSON Schema of the body, or null
	nlohmann::json response; ///< JSON Schema of a successful answer, or null
	bool creates = false;    ///< needs an Idempotency-Key; a repeat gets the first answer
	std::function<Result<Reply>(Tx&, const Request&)> handle;
	/// Reachable without signing in: roles must be empty, the caller is "public" without grants, whoever asks.
	bool isPublic = false;
	/// The largest body accepted, in bytes; 0: the host's default (1 MiB). At most 12 MiB, of public routes 3 MiB.
	std::uint64_t maximumBodyBytes = 0;
};

} // namespace erphost
