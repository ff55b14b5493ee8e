#pragma once

#include "erphost/Result.hpp"
#include "host/doctor/Facts.hpp"
#include "host/doctor/Finding.hpp"

#include <filesystem>
#include <string>

namespace erphost::doctor {

/// Writes a .zip for whoever gives support: findings, versions, configuration, counts and the last lines of the logs,
/// everything masked (Redaction.hpp). Only the owner may read it. "doctor.bundle_exists" (conflict, file): nothing is
/// overwritten.
Result<void> writeBundle(const std::filesystem::path& file, const Facts& facts, const Findings& findings,
                         const std::string& language);

} // namespace erphost::doctor
