#pragma once

#include "SourceDir.hpp"
#include "host/cli/CliSql.hpp"
#include "host/entities/EntitySchema.hpp"
#include "host/files/FilesSql.hpp"
#include "host/front/FrontSql.hpp"
#include "host/journal/JournalSql.hpp"
#include "host/messaging/MessagingSql.hpp"
#include "host/outbox/MessageOutbox.hpp"
#include "host/outbox/Outbox.hpp"
#include "host/packages/PackagesSql.hpp"
#include "host/platform/Files.hpp"
#include "host/security/EmployeesSql.hpp"
#include "host/security/SecuritySql.hpp"
#include "host/store/StoreSql.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/worker/WorkerSql.hpp"
#include "store/AnswerSql.hpp"
#include "store/AssessmentSql.hpp"
#include "store/ComplaintsSql.hpp"
#include "store/ContactSql.hpp"
#include "store/DaySql.hpp"
#include "store/EarlierSql.hpp"
#include "store/FeesSql.hpp"
#include "store/FigureSql.hpp"
#include "store/MessageSql.hpp"
#include "store/MonthSql.hpp"
#include "store/OnSiteSql.hpp"
#include "store/PartsSql.hpp"
#include "store/PlanSql.hpp"
#include "store/RoundSql.hpp"
#include "store/StorySql.hpp"
#include "store/SurveySql.hpp"
#include "store/TimekeepingSql.hpp"

#include <filesystem>
#include <span>
#include <vector>

/// For tests: the named statements of all modules and plugins.
namespace erphost::tests {

inline std::vector<const Sql*> pointers(std::span<const Sql> statements)
{
	std::vector<const Sql*> all;
	for (const auto& sql : statements) all.push_back(&sql);
	return all;
}

inline std::vector<const Sql*> everyStatement()
{
	std::vector<const Sql*> all;
	const auto add = [&](std::span<const Sql* const> statements) {
		all.insert(all.end(), statements.begin(), statements.end());
	};
	add(store::sql::statements());
	add(journal::sql::statements());
	add(security::sql::statements());
	add(security::sql::employeeStatements());
	add(front::sql::statements());
	add(sync::sql::statements());
	add(files::sql::statements());
	add(messaging::sql::statements());
	add(pointers(outbox::statements()));
	add(pointers(outbox::messageStatements()));
	add(pointers(worker::sql::statements()));
	add(pointers(packages::sql::statements()));
	add(pointers(cli::sql::kAll));
	add(pointers(survey::sql::statements()));
	add(pointers(survey::sql::roundStatements()));
	add(pointers(survey::sql::onSiteStatements()));
	add(pointers(survey::sql::figureStatements()));
	add(pointers(survey::sql::monthStatements()));
	add(pointers(survey::sql::planStatements()));
	add(pointers(survey::sql::assessmentStatements()));
	add(pointers(survey::sql::dayStatements()));
	add(pointers(survey::sql::contactStatements()));
	add(pointers(survey::sql::messageStatements()));
	add(pointers(survey::sql::earlierStatements()));
	add(pointers(survey::sql::storyStatements()));
	add(pointers(survey::answer_sql::statements()));
	add(complaints::sql::statements());
	add(parts::sql::statements());
	add(fees::sql::statements());
	add(timekeeping::sql::statements());
	return all;
}

/// The entities of the host and of the plugins.
inline std::vector<entities::EntitySchema> everySchema()
{
	auto schemas = entities::shippedEntities();
	const auto file =
		std::filesystem::path(erphost::test::sourceDir()) / "plugins/timekeeping/entities/attendance.json";
	const auto text = readFile(file);
	if (text)
		if (auto schema = entities::EntitySchema::parse(*text, "attendance.json"))
			schemas.push_back(*std::move(schema));
	return schemas;
}

} // namespace erphost::tests
