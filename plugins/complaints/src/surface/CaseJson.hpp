#pragma once

#include "erphost/Http.hpp"
#include "store/Case.hpp"

#include <nlohmann/json.hpp>

namespace complaints {

/// True if the caller's work needs the customer's number and address (CP-19).
bool seesContact(const Case& item, const erphost::Caller& caller);

/// A case as the API shows it to a caller (docs/cases.md).
nlohmann::json toJson(const Case& item, const erphost::Caller& caller, std::int64_t nowMs);

/// JSON Schemas of the API's answers, for the OpenAPI document.
nlohmann::json caseSchema();
nlohmann::json caseDetailSchema();
nlohmann::json listSchema(const nlohmann::json& item);

template <typename T>
nlohmann::json orNull(const std::optional<T>& value)
{
	return value ? nlohmann::json(*value) : nlohmann::json();
}

} // namespace complaints
