#pragma once

#include "host/worker/SchemaCheck.hpp"

#include <functional>

namespace erphost::worker {

using SchemaVisitor =
	std::function<void(const nlohmann::json& schema, const nlohmann::json& value, const std::string& pointer)>;

/// Visits every value of the document together with the part of the schema that stands for it (null where none does:
/// inside anyOf and the like).
void walkSchema(const nlohmann::json& schema, const nlohmann::json& document, const SchemaVisitor& visit);

/// Adds what is wrong with one value in the words of the message catalogue. Validity itself is decided by valijson,
/// whose English sentences no clerk could read.
void explainValue(const nlohmann::json& schema, const nlohmann::json& value, const std::string& pointer,
                  std::vector<FieldError>& errors);

/// "/a" + "b/c" → "/a/b~1c".
std::string pointerTo(const std::string& parent, std::string_view member);

} // namespace erphost::worker
