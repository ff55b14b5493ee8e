#pragma once

#include "host/odbc/Catalog.hpp"

#include <optional>
#include <string>
#include <vector>

namespace erphost::discovery {

using Cell = std::optional<std::string>;

/// What the values of a column look like, from a sample. Shares are of the values that are filled. Pure.
struct Shape
{
	std::size_t rows = 0, filled = 0, distinct = 0;
	std::size_t longest = 0; ///< characters
	double phone = 0, date = 0, time = 0, moment = 0, integer = 0, decimal = 0, flag = 0;
	std::string pattern; ///< "9999", "A999999": what all values have in common; empty: they differ

	double filledShare() const { return rows == 0 ? 0 : static_cast<double>(filled) / static_cast<double>(rows); }
};

/// Blanks with which a CHAR column is filled up do not count.
Shape shapeOf(const std::vector<Cell>& values);

/// Only the digits, so that 0916-2200000 and 0916 2200000 are one number.
std::string digitsOf(std::string_view text);

/// One telephone number, however it is written; both have at least seven digits.
bool samePhone(std::string_view one, std::string_view other);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

struct Column
{
	odbc::CatalogColumn catalog;
	Shape shape;

	bool isText() const { return catalog.kind == odbc::ColumnKind::text; }
	bool isInteger() const { return catalog.kind == odbc::ColumnKind::integer; }
	bool isDate() const; ///< holds a day, and no time
	bool isTime() const;
	bool isMoment() const; ///< a day and a time in one
	bool isNumber() const;
	bool isFlag() const; ///< yes or no
	bool isCodeLike() const;
};

/// Columns of this table that point to a key of another.
struct Reference
{
	std::string table;
	std::vector<std::pair<std::string, std::string>> on; ///< own column, theirs
};

struct Table
{
	std::string name;
	std::int64_t rows = -1; ///< as the catalog estimates; -1: it does not say
	std::vector<Column> columns;
	std::vector<std::vector<std::string>> keys; ///< unique, shortest first
	std::vector<Reference> references;
	std::vector<std::vector<Cell>> sample; ///< parallel to columns; the first row is the example, if there is one

	const Column* column(std::string_view name) const;
	std::size_t index(std::string_view name) const; ///< npos
	static constexpr std::size_t npos = static_cast<std::size_t>(-1);
	/// Works the shapes out of the sample.
	void judge();
};

} // namespace erphost::discovery
