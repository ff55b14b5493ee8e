#pragma once

#include "erphost/Page.hpp"
#include "erphost/Plugin.hpp"
#include "store/Items.hpp"
#include "store/OrderParts.hpp"
#include "store/Papers.hpp"
#include "store/Places.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <vector>

namespace parts {

// What every route of the plugin asks of a request. Errors name the field by its JSON pointer.

Actor actorOf(const erphost::Request& request);

/// The text of a member that must say something; "parts.reason.invalid".
Result<std::string> requireText(const nlohmann::json& body, const char* member);
/// A whole quantity of smallest units, above 0; "parts.quantity.invalid".
Result<std::int64_t> requireQuantity(const nlohmann::json& body, const char* member, const std::string& pointer);
/// The same where 0 is one too, and a member that is left out is 0.
Result<std::int64_t> quantityOrZero(const nlohmann::json& body, const char* member, const std::string& pointer);
/// A sum of money in fen, not negative; 0 if it is left out; "parts.money.invalid".
Result<std::int64_t> moneyOrZero(const nlohmann::json& body, const char* member, const std::string& pointer);

/// The caller knows the version that stands; "request.match_required", "<what>.stale" with both versions.
Result<void> requireVersion(const erphost::Request& request, std::int64_t version, const std::string& staleCode,
                            const std::string& number);
/// "parts.not_allowed"
Result<void> requireRole(const erphost::Request& request, const std::vector<std::string>& roles,
                         const std::string& branchId, const std::string& what);

/// A store that the caller keeps: "parts.place.not_found", "parts.place.wrong_kind", "parts.not_allowed".
Result<NamedPlace> requireStore(Tx& tx, const erphost::Request& request, const std::string& placeId,
                                const std::string& pointer);

template <typename T>
nlohmann::json orNull(const std::optional<T>& value)
{
	return value ? nlohmann::json(*value) : nlohmann::json();
}

// JSON Schemas.
nlohmann::json textSchema(int maxLength);
nlohmann::json idSchema();
nlohmann::json integerSchema();
nlohmann::json objectSchema(nlohmann::json properties, nlohmann::json required = nlohmann::json::array());
nlohmann::json arrayOf(nlohmann::json item, int maxItems = 200);
nlohmann::json orderSchema();
nlohmann::json anObject();
nlohmann::json pageSchema();
/// limit, cursor, text filters, and the orders that the list can be asked for in.
nlohmann::json listQuery(const std::vector<std::string>& filters, std::span<const erphost::Sorting> sortings = {});

erphost::Reply pageReply(nlohmann::json items, const std::string& next);
int limitOf(const erphost::Request& request);

/// The order that a body names: of the ERP and of a branch that the caller sees; "parts.order.not_found".
Result<OrderRef> requireOrder(Tx& tx, const erphost::Request& request, const nlohmann::json& body);
nlohmann::json toJson(const OrderRef& order);

} // namespace parts
