#pragma once

#include "host/odbc/Catalog.hpp"
#include "host/sync/Mapping.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace erphost::sync {

/// A record of the outbox on its way.
struct OutboxRow
{
	std::string recordId, type, branchId, businessKey;
	nlohmann::json payload;
	std::int64_t epoch = 1, version = 1, sequence = 0, attempts = 0, overwrites = 0;
	std::string state, correlationId;
};

/// What a source of the mapping means for a record: "$branch", "$key", "$key.0", "$record_id", "$version", "$epoch",
/// "$type", "$correlation", else a member of the payload; without "$" itself. A member that is absent or null is NULL.
/// "erp.payload_invalid" (permanent: column, reason) for a value that cannot be written down. Pure.
Result<std::optional<std::string>> valueOf(const SourceMap& source, const std::string& column, const OutboxRow& record,
                                           const entities::TimeZone& zone);

/// True where the record has the member of a source and it is null: it says that nothing is to stand there. Pure.
bool saysNull(const SourceMap& source, const OutboxRow& record);

/// What becomes of a remark to which our text is added.
struct Appended
{
	enum class Kind
	{
		already, ///< our text stands there
		changed, ///< `text` is the new value
		full     ///< no room left
	};
	Kind kind = Kind::changed;
	std::string text;
};

/// Adds `addition` behind `separator`, never twice, within `maximum` characters: what does not fit is shortened visibly
/// ("…"), and recognised in that form too. Pure.
Appended appendText(const std::optional<std::string>& present, std::string_view addition, std::string_view separator,
                    std::int64_t maximum);

/// True if both mean the same to this column: padding of CHAR, digits of a decimal, the form of a date do not count.
bool sameValue(const odbc::CatalogColumn& column, const std::optional<std::string>& a,
               const std::optional<std::string>& b);

/// Number of characters (code points) of UTF-8 text.
std::int64_t characters(std::string_view text);

} // namespace erphost::sync
