#pragma once

#include "erphost/imports/Reading.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parts {

/// What an item's file says, as far as a line of a sheet must agree with it (PT-05).
struct ImportItem
{
	std::string code, name, specification, unit;
	std::int64_t unitSize = 1, costFen = 0;
};

/// Opening stock of an item at a place: whole smallest units, and their value in fen.
struct ImportedStock
{
	std::int64_t quantity = 0, costFen = 0;
};

const std::vector<erphost::imports::Column>& importedStockColumns();

/// Reads quantity and value of a line about `item`; what is wrong is in `reading`: "parts.quantity_odd" (unit),
/// "parts.money_odd", "parts.name_differs", "parts.specification_differs", "parts.unit_differs" (theirs), and, where
/// sum and unit price disagree by more than the price's own rounding, "parts.sum_differs" (expected). Without sum and
/// price the value is the file's cost.
ImportedStock readImportedStock(erphost::imports::Reading& reading, const ImportItem& item);

/// PT-11: an old part that a technician still owes, or that lies here to be sent.
struct ImportedOldPart
{
	std::int64_t quantity = 0;
	bool here = false;
	std::string person, personName, dueOn; ///< '' not said
	std::optional<std::int64_t> depositFen;
};

const std::vector<erphost::imports::Column>& importedOldPartColumns();

/// "parts.pieces_odd" (given; whole pieces only), "parts.money_odd", "parts.person_missing" (nobody can be asked for
/// it), "not_a_day".
ImportedOldPart readImportedOldPart(erphost::imports::Reading& reading, const ImportItem& item);

} // namespace parts
