#pragma once

#include "erphost/Plugin.hpp"
#include "rules/Step.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace complaints {

/// CP-15: a cause that complaints are coded with, and the offence of §5 that it stands for ('' none).
struct Cause
{
	std::string code, zh, en, offence;
};

/// §5.1: what an offence costs; nullopt: by decision.
struct Fine
{
	std::optional<std::int64_t> fen, againFen;
};

/// The numbers of the rules, as set for a date.
struct Settings
{
	int linkDays = 30;                               ///< CP-20
	bool phoneRepeatRaises = true;                   ///< CP-08, CP-20
	int reworkLimit = 2;                             ///< CP-05
	Step reopenAt = Step::solution;                  ///< CP-10
	int warningOpensCaseAt = 3;                      ///< CP-01, 0: never
	int careDays = 30;                               ///< CP-16
	std::vector<Cause> causes;                       ///< CP-15
	std::map<std::string, Fine> fines;               ///< §5
	std::map<std::string, std::string> pathOffences; ///< CP-05, CP-06, CP-07, CP-13

	const Cause* cause(const std::string& code) const;
};

/// Reads them from the host as they were in force on a date: a case is judged by the rules of its own time.
erphost::Result<Settings> settingsAt(const erphost::Host& host, const std::string& localDate);

} // namespace complaints
