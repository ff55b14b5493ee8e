#pragma once

#include "store/CarryInSql.hpp"
#include "store/DeskSql.hpp"
#include "store/DisposalSql.hpp"
#include "store/LoanSql.hpp"
#include "store/OldPartSql.hpp"
#include "store/PaperSql.hpp"
#include "store/ReorderSql.hpp"
#include "store/StockImportSql.hpp"
#include "store/StockItemSql.hpp"
#include "store/StockLedgerSql.hpp"
#include "store/StockReconcileSql.hpp"
#include "store/StocktakeSql.hpp"

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
		add(kDeskStatements);
		add(kStocktakeStatements);
		add(kCarryInStatements);
		add(kReorderStatements);
		add(kOldPartStatements);
		add(kLoanStatements);
		add(kDisposalStatements);
		add(kImport.all());
		add(kOwnImportStatements);
		return list;
	}();
	return all;
}

} // namespace parts::sql
