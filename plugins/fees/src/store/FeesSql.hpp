#pragma once

#include "store/CardSql.hpp"
#include "store/CashSql.hpp"
#include "store/CompensationSql.hpp"
#include "store/ExceptionSql.hpp"
#include "store/FeeImportSql.hpp"
#include "store/FeeOrderSql.hpp"
#include "store/ListSql.hpp"
#include "store/MoneySql.hpp"
#include "store/MonthDeskSql.hpp"
#include "store/NewsSql.hpp"
#include "store/PayeeSql.hpp"
#include "store/PenaltySql.hpp"
#include "store/ReceiptSql.hpp"
#include "store/SettlementSql.hpp"
#include "store/WorkSql.hpp"

#include <span>
#include <vector>

/// All SQL of the plugin, for the tests that prepare every statement on each engine.
namespace fees::sql {

inline const std::vector<const Sql*>& statements()
{
	static const std::vector<const Sql*> all = [] {
		std::vector<const Sql*> list;
		const auto add = [&](std::span<const Sql* const> part) { list.insert(list.end(), part.begin(), part.end()); };
		add(kMoneyStatements);
		add(kListStatements);
		add(kFeeOrderStatements);
		add(kReceiptStatements);
		add(kCashStatements);
		add(kExceptionStatements);
		add(kCompensationStatements);
		add(kPenaltyStatements);
		add(kPayeeStatements);
		add(kWorkStatements);
		add(kSettlementStatements);
		add(kCardStatements);
		add(kMonthDeskStatements);
		add(kNewsStatements);
		add(kImport.all());
		add(kOwnImportStatements);
		return list;
	}();
	return all;
}

} // namespace fees::sql
