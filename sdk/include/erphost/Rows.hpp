#pragma once

#include "erphost/Tx.hpp"

#include <optional>
#include <vector>

namespace erphost {

/// All rows of a query as `make` builds them.
template <typename Make>
auto allRows(Query& rows, Make make) -> Result<std::vector<decltype(make(rows))>>
{
	std::vector<decltype(make(rows))> found;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return found;
		found.push_back(make(rows));
	}
}

/// The first row of a query, if there is one.
template <typename Make>
auto firstRow(Query& rows, Make make) -> Result<std::optional<decltype(make(rows))>>
{
	EH_TRY(const bool row, rows.next());
	if (!row) return std::optional<decltype(make(rows))>{};
	return std::optional(make(rows));
}

} // namespace erphost
