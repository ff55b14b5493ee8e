#pragma once

#include "host/entities/EntitySchema.hpp"
#include "host/sync/Mapping.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace erphost::sync {

/// A cell of the ERP: UTF-8 text or NULL, borrowed.
struct ErpCell
{
	std::string_view text;
	bool null = true;
};

/// What a cell became.
struct FieldValue
{
	enum class Kind
	{
		null,
		text,
		number,
		unreadable, ///< not what the mapping says it is: the field becomes NULL, the row comes in
		refused     ///< a code that nobody explained: the row stays out until the mapping knows it
	};
	Kind kind = Kind::null;
	std::int64_t number = 0;
	std::string_view text; ///< borrowed from the cell or from the scratch buffer
	std::string_view twin; ///< of an instant: the ERP's own text
};

/// Turns cells into fields. Pure; one thread at a time (it owns a scratch buffer that results may point into until the
/// next call). The mapping must outlive it.
class Conversion
{
public:
	Conversion(const FieldMap& map, const entities::TimeZone& zone): _map(&map), _zone(&zone) {}

	/// `first`: the column, or the date; `second`: the time of a split instant.
	FieldValue convert(const ErpCell& first, const ErpCell& second = {});

private:
	FieldValue instant(const ErpCell& date, const ErpCell& time);
	FieldValue coded(std::string_view text);

	const FieldMap* _map;
	const entities::TimeZone* _zone;
	std::string _scratch, _twin;
};

/// Canonical decimal text: no plus sign, no superfluous leading zeros, no exponent; the digits after the point as
/// given. False if it is no number.
bool canonicalDecimal(std::string_view text, std::string& out);

/// A whole number of 64 bit; "12.00" counts as 12. False if it is none.
bool parseInteger(std::string_view text, std::int64_t& out);

/// Without the blanks with which a CHAR column is filled up.
std::string_view withoutPadding(std::string_view text);

} // namespace erphost::sync
