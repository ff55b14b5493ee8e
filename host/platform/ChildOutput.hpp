#pragma once

#include "erphost/Result.hpp"
#include "host/platform/ChildProcess.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace erphost {

/// How a command ended that ran in a process of its own: drivers and plugins may crash or hang there.
struct ChildOutput
{
	std::string text;                 ///< its standard output
	std::optional<ExitStatus> status; ///< empty: it did not end in time and was killed
};

/// Runs a program to its end. The calling thread waits.
Result<ChildOutput> runChild(const std::filesystem::path& program, std::vector<std::string> arguments,
                             std::chrono::milliseconds limit);

} // namespace erphost
