#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace erphost::worker {

/// One place of a document that does not meet its schema.
struct FieldError
{
	std::string pointer; ///< JSON pointer of the place; of the missing member where one is missing
	Error error;         ///< "field.…" with params
};

/// A compiled JSON Schema (draft 7). Immutable, cheap to copy. Any thread.
///
/// Beyond the schema it refuses what no column of the store could keep: NUL characters, integers above 64 bit signed.
/// At the top level members that the schema does not name are refused unless it says otherwise: a misspelt field must
/// not pass in silence.
class SchemaCheck
{
public:
	/// "route.bad_schema" (bug) if it cannot be understood.
	static Result<SchemaCheck> compile(nlohmann::json schema);

	/// Empty if the document is valid. Never throws, also not for hostile documents.
	std::vector<FieldError> check(const nlohmann::json& document) const;

	const nlohmann::json& schema() const;

private:
	struct Impl;
	explicit SchemaCheck(std::shared_ptr<const Impl> impl): _impl(std::move(impl)) {}
	std::shared_ptr<const Impl> _impl;
};

} // namespace erphost::worker
