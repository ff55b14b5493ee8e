#pragma once

#include "host/doctor/Facts.hpp"
#include "host/doctor/Finding.hpp"

#include <iosfwd>
#include <string>

namespace erphost::doctor {

/// {"level","version","checkedAt","running","counts":{…},"findings":[…]}, worst first.
nlohmann::json reportJson(const Facts& facts, const Findings& findings, std::string_view language);

/// The page for a terminal: worst first, each with what to do; `all` false leaves the green ones' details out.
void writeReport(std::ostream& out, const Findings& findings, std::string_view language, bool all);

} // namespace erphost::doctor
