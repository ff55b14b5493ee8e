#pragma once

#include "rules/Money.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fees {

/// A row of a price list, commission table or warranty policy. '' says any.
struct ListRow
{
	std::int64_t line = 0; ///< of the sheet it came from
	std::string what;      ///< labour, visit, part; commission; warranty
	std::string code;      ///< fault code of labour; item of a part, or of the part whose warranty differs
	std::string name;
	std::string serviceType, productType, brand, model;
	std::string unit;
	std::int64_t amount = 0; ///< fen; of a warranty: months
};

/// What a price is looked up for.
struct Asked
{
	std::string what, code, serviceType, productType, brand, model;
};

/// FE-03: of the rows that fit, the one that says most: code, then model, brand, product, service; of equal ones the
/// first. A part's price is its own item's alone. nullptr: none fits.
const ListRow* bestRow(std::span<const ListRow> rows, const Asked& asked);

/// FE-03: validity is half-open [from, to), dates ISO: versions that meet do not overlap.
constexpr bool overlap(std::string_view from, std::string_view to, std::string_view otherFrom, std::string_view otherTo)
{
	return from < otherTo && otherFrom < to;
}

/// What is wrong with a row of a sheet.
struct RowProblem
{
	std::int64_t line = 0;
	std::string field, code, value;
};

struct CheckedRows
{
	std::vector<ListRow> rows; ///< those without a problem
	std::vector<RowProblem> problems;
};

/// FE-03: reads the rows of a sheet (objects with `line` and texts, see docs/orders.md); each mistake names row and
/// field. kind: price, commission, warranty.
CheckedRows checkRows(std::string_view kind, const nlohmann::json& rows);

nlohmann::json toJson(const ListRow& row);
nlohmann::json toJson(const RowProblem& problem);

} // namespace fees
