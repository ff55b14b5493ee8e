#pragma once

#include "store/PaperSql.hpp"
#include "store/StockItemSql.hpp"
#include "store/StockLedgerSql.hpp"
#include "store/StockReconcileSql.hpp"

#include <span>
#include <vector>

/// All SQL of the plugin, for the tests that prepare every statement on each engine.
namespace parts::sql {

inline const std::vector<const Sql*>& statements()
{
	static const std::vector<const Sql*> all = [] {
		std::vector<const Sql*> list;
		const auto add = [&](std::span<const Sql* const> part) { list.insert(list.end(), part.begin(), part.end()); };
		add(kLedgerStatements);
		add(kItemStatements);
		add(kPaperStatements);
		add(kReconcileStatements);
		return list;
	}();
	return all;
}

} // namespace parts::sql
