#pragma once

#include "erphost/Plugin.hpp"
#include "store/FeeOrders.hpp"
#include "store/PriceLists.hpp"
#include "surface/Ask.hpp"

namespace fees {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

/// Who does what at the desk; see docs/orders.md.
namespace roles {
inline const std::vector<std::string> kOrderDesk{"dispatch_clerk", "branch_manager", "settlement_clerk",
                                                 "service_manager"};
inline const std::vector<std::string> kTill{"cashier", "finance"};
inline const std::vector<std::string> kDecide{"service_manager", "branch_manager"};
inline const std::vector<std::string> kLists{"settlement_clerk", "service_manager"};
inline const std::vector<std::string> kDeskAndTill{"dispatch_clerk",  "branch_manager", "settlement_clerk",
                                                   "service_manager", "cashier",        "finance"};
inline const std::vector<std::string> kOrderReaders{"dispatch_clerk",  "branch_manager", "settlement_clerk",
                                                    "service_manager", "cashier",        "finance",
                                                    "executive",       "engineer",       "callback_clerk"};
} // namespace roles

namespace ask {

inline json clientId()
{
	return {{"type", "string"}, {"pattern", "^[A-Za-z0-9-]{8,64}$"}};
}

/// kind, branch and key in a query or body.
inline json orderMembers(json more = json::object())
{
	json members = {{"kind", {{"enum", {"work_order"}}}}, {"branch", id()}, {"key", id()}};
	members.update(more);
	return members;
}

inline OrderKey keyOf(const json& from)
{
	return {from.value("kind", "work_order"), from.value("branch", ""), from.value("key", "")};
}

inline Person personOf(const Request& request)
{
	return {request.caller.id, request.caller.name};
}

/// Whoever may do something in one branch may not in another: "fees.not_allowed".
inline Result<void> allowed(const Request& request, const std::vector<std::string>& roles, const std::string& branch)
{
	if (request.caller.may(roles, branch)) return {};
	return erphost::permanent("fees.not_allowed", "Somebody else does this in this branch.").with("branch", branch);
}

/// A business day: today, or one that was typed, not ahead: "fees.date.invalid".
inline Result<std::string> businessDay(const json& body, const erphost::Host& host)
{
	const std::string today = host.localDate(host.nowMs());
	if (!body.is_object() || !body.contains("day")) return today;
	return dayOf(body, "day", today);
}

} // namespace ask

inline Reply pageReply(json items, const std::string& next)
{
	return Reply{
		200, {{"items", std::move(items)}, {"next", next.empty() ? json() : json(next)}, {"total", nullptr}}, {}};
}

template <typename T>
json orNull(const std::optional<T>& value)
{
	return value ? json(*value) : json();
}

inline json textOrNull(const std::string& text)
{
	return text.empty() ? json() : json(text);
}

} // namespace fees
