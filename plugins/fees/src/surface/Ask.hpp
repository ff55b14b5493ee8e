#pragma once

#include "erphost/Http.hpp"
#include "rules/FeeMonth.hpp"
#include "rules/Money.hpp"

#include <optional>
#include <string>
#include <vector>

/// What requests of several routes share: schemas, and checks of what somebody typed.
namespace fees::ask {

using erphost::Request;
using erphost::Result;
using nlohmann::json;

inline json text(int maxLength, int minLength = 0)
{
	return {{"type", "string"}, {"minLength", minLength}, {"maxLength", maxLength}};
}
inline json id()
{
	return text(100, 1);
}
inline json month()
{
	return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}$"}};
}
inline json date()
{
	return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
}
/// Any whole number of fen: the handler says which are too small or too large, and names the field.
inline json fen()
{
	return {{"type", "integer"}};
}
inline json anObject()
{
	return {{"type", "object"}};
}
inline json object(json properties, json required = json::array())
{
	json schema = {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
	if (!required.empty()) schema["required"] = std::move(required);
	return schema;
}
/// Query of a list: limit, cursor, and texts to filter by.
inline json listQuery(const std::vector<std::string>& filters)
{
	json properties = {{"limit", {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}}}, {"cursor", text(400)}};
	for (const auto& filter : filters) properties[filter] = text(100);
	return object(std::move(properties));
}
inline json listAnswer()
{
	return {{"type", "object"},
	        {"required", {"items", "next"}},
	        {"properties",
	         {{"items", {{"type", "array"}, {"items", anObject()}}}, {"next", {{"type", {"string", "null"}}}}}}};
}
/// A filter that is on with "true".
inline json flag()
{
	return {{"type", "string"}, {"enum", {"true", "false"}}};
}
inline bool flagged(const Request& request, const char* name)
{
	return request.queryText(name) == "true";
}
inline int limitOf(const Request& request)
{
	return static_cast<int>(request.queryInteger("limit", 50));
}

/// "|01|02|", or "*" for all: the form in which the statements take a caller's branches.
inline std::string branchList(const Request& request, const std::vector<std::string>& roles)
{
	const auto branches = request.caller.branches(roles);
	if (branches == std::vector<std::string>{"*"}) return "*";
	std::string list = "|";
	for (const auto& branch : branches) list += branch + "|";
	return list;
}

inline std::string pointer(std::string_view member)
{
	return "/" + std::string(member);
}

/// A text that is not blank; `code` with the field else.
inline Result<std::string> wanted(const json& body, const char* member, const char* code)
{
	const std::string value = body.value(member, "");
	if (value.find_first_not_of(" \t\r\n") != std::string::npos) return value;
	return erphost::permanent(code, "Something must be written here.").with("pointer", pointer(member));
}

/// A month that there is: "fees.month.invalid".
inline Result<std::string> monthOf(const json& from, const char* member)
{
	const std::string value = from.value(member, "");
	if (isMonth(value)) return value;
	return erphost::permanent("fees.month.invalid", "That is not a month.")
	    .with("month", value)
	    .with("pointer", pointer(member));
}

/// A day that there is and that is not ahead: "fees.date.invalid".
inline Result<std::string> dayOf(const json& from, const char* member, const std::string& today,
                                 bool mayBeAhead = false)
{
	const std::string value = from.value(member, "");
	if (isDate(value) && (mayBeAhead || value <= today)) return value;
	return erphost::permanent("fees.date.invalid", "That is not a day on which this can have been.")
	    .with("date", value)
	    .with("pointer", pointer(member));
}

/// A sum within [least, kMaxFen]; nullopt where it is left out: "fees.sum.invalid".
inline Result<std::optional<Fen>> sumOf(const json& body, const char* member, Fen least)
{
	if (!body.contains(member) || body.at(member).is_null()) return std::optional<Fen>();
	const json& value = body.at(member);
	const bool fits = value.is_number_integer() &&
	                  !(value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(kMaxFen));
	if (fits && value.get<Fen>() >= least && value.get<Fen>() <= kMaxFen) return std::optional(value.get<Fen>());
	return erphost::permanent("fees.sum.invalid", "The sum is too small or too large.")
	    .with("sum", value.dump())
	    .with("least", yuanText(least))
	    .with("pointer", pointer(member));
}
inline Result<Fen> neededSum(const json& body, const char* member, Fen least)
{
	EH_TRY(const auto sum, sumOf(body, member, least));
	if (sum) return *sum;
	return erphost::permanent("fees.sum.invalid", "A sum is needed.").with("sum", "").with("pointer", pointer(member));
}

/// If-Match against a record's version: "request.match_required", or a conflict with the record's own code.
inline Result<void> unchanged(const Request& request, std::int64_t version, const char* code, const std::string& number)
{
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "The record's ETag is needed in If-Match.");
	if (request.ifMatch == std::to_string(version)) return {};
	return erphost::conflict(code, "The record has changed since it was read.")
	    .with("number", number)
	    .with("version", std::to_string(version))
	    .with("yours", request.ifMatch);
}

} // namespace fees::ask
