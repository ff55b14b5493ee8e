#pragma once

#include "store/ActionSql.hpp"
#include "store/CaseSql.hpp"
#include "store/ClockSql.hpp"
#include "store/EarlierCaseSql.hpp"
#include "store/FineSql.hpp"
#include "store/HistorySql.hpp"
#include "store/ImportSql.hpp"
#include "store/OrderSql.hpp"
#include "store/OverdueSql.hpp"
#include "store/PeopleSql.hpp"
#include "store/SheetSql.hpp"

#include <span>
#include <vector>

/// All SQL of the plugin, for the tests that prepare every statement on each engine.
namespace complaints::sql {

inline const std::vector<const Sql*>& statements()
{
	static const std::vector<const Sql*> all = [] {
		std::vector<const Sql*> list;
		const auto add = [&](std::span<const Sql* const> part) { list.insert(list.end(), part.begin(), part.end()); };
		add(kCaseStatements);
		add(kHistoryStatements);
		add(kOrderStatements);
		add(kFineStatements);
		add(kPeopleStatements);
		add(kActionStatements);
		add(kSheetStatements);
		add(kClockStatements);
		add(kOverdueStatements);
		add(kEarlierStatements);
		add(kImport.all());
		add(kOwnImportStatements);
		return list;
	}();
	return all;
}

} // namespace complaints::sql
