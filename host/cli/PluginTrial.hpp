#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace erphost::cli {

/// The parts of a check, in the order of the report. Each runs in a process of its own, so that a crash in one hides
/// none of the others.
const std::vector<std::string>& trialParts();

/// The process behind one part of `erphost plugin check`: a host on a store in `scratch`, with ERP rows made up, and
/// the plugin between it and the validator (sdk/validator). Tells by lines of JSON on its standard output what it is at
/// ("step") and what it found ("finding": level, code, where, params), and at the end "done". Main thread.
int runTrial(const std::filesystem::path& plugin, const std::string& part, std::uint64_t seed,
             const std::filesystem::path& scratch);

} // namespace erphost::cli
