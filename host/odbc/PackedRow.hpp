#pragma once

#include "erphost/Result.hpp"
#include "host/odbc/Cell.hpp"

#include <vector>

namespace erphost::odbc {

/// In Dialect::packed() and splitUpsert(): the unit separator between fields, the record separator for NULL.
constexpr char kPackSeparator = '\x1f';
constexpr char kPackedNull = '\x1e';

/// Where the columns of a row come from when some of them travel in one, see Dialect::packed().
struct PackedRow
{
	std::size_t columns = 0;         ///< of a row as at() counts them; 0: the result's, as they come
	std::vector<std::size_t> packed; ///< which of them the first column of the result holds; empty: none is packed
	std::vector<std::size_t> alone;  ///< which of them its further columns are; those in neither list are NULL
};

/// Cuts a packed text into the cells of its columns, which borrow from it: `cells` is a whole row. "odbc.packed_row"
/// (permanent) where the separators or the NULLs in it are not as many as they should be. Pure.
Result<void> unpack(const Cell& packed, const PackedRow& row, Cell* cells);

} // namespace erphost::odbc
