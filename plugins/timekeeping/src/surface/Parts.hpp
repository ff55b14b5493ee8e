#pragma once

#include <erphost/Plugin.hpp>

#include <string>
#include <vector>

/// What the plugin's routes are made of.
namespace timekeeping {

using nlohmann::json;

inline const std::vector<std::string> kReaders = {"hr", "branch_manager"};
inline const std::vector<std::string> kHr = {"hr"};

inline json objectSchema(json properties, json required = json::array())
{
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties", std::move(properties)},
	        {"required", std::move(required)}};
}

inline json textSchema(int most, int least = 0)
{
	return {{"type", "string"}, {"minLength", least}, {"maxLength", most}};
}

/// limit, cursor, and the filters of a list.
inline json listQuery(json filters)
{
	filters["limit"] = {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
	filters["cursor"] = textSchema(200);
	return objectSchema(std::move(filters));
}

inline json listSchema()
{
	return {{"type", "object"},
	        {"required", {"items", "next", "total"}},
	        {"properties",
	         {{"items", {{"type", "array"}}},
	          {"next", {{"type", {"string", "null"}}}},
	          {"total", {{"type", {"integer", "null"}}}}}}};
}

/// The branches for which somebody holds one of the roles, as the statements want them: "*" or "|01|02|".
inline std::string branchesOf(const erphost::Request& request, const std::vector<std::string>& roles)
{
	std::string text;
	for (const auto& branch : request.caller.branches(roles))
	{
		if (branch == "*") return branch;
		text += (text.empty() ? "|" : "") + branch + "|";
	}
	return text;
}

} // namespace timekeeping
