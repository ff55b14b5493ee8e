// The plugins' named statements as JSON, so that a benchmark runs the very same text bare.

#include "store/ComplaintsSql.hpp"
#include "store/DaySql.hpp"
#include "store/FeesSql.hpp"
#include "store/FigureSql.hpp"
#include "store/MonthSql.hpp"
#include "store/PartsSql.hpp"
#include "store/SurveySql.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <string>

int main()
{
	nlohmann::json texts;
	const auto add = [&](const erphost::Sql& sql) { texts[std::string(sql.name)] = std::string(sql.text); };
	for (const auto statements : {survey::sql::statements(), survey::sql::figureStatements(),
	                              survey::sql::monthStatements(), survey::sql::dayStatements()})
		for (const auto& sql : statements) add(sql);
	for (const auto& statements : {complaints::sql::statements(), parts::sql::statements(), fees::sql::statements()})
		for (const auto* sql : statements) add(*sql);
	std::cout << texts.dump() << "\n";
	return 0;
}
