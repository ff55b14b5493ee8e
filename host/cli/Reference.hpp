#pragma once

#include <CLI/App.hpp>

#include <string>

namespace erphost::cli {

/// The script that completes commands and options in bash. What --help hides is not in it.
std::string bashCompletion(const CLI::App& app);

/// The manual page erphost(1) for man, in the language ("zh" or "en") that the commands were described in.
std::string manualPage(const CLI::App& app, const std::string& language);

} // namespace erphost::cli
