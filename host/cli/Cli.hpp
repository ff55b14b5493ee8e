#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace erphost::cli {

/// Exit codes of all commands; those of `erp` are described in host/sync/ErpCommands.hpp.
enum ExitCode
{
	kOk = 0,
	kFailed = 1,
	kUsage = 2
};

/// The program: parses the arguments (the program itself first) and runs the command. Output goes to `out`, errors to
/// `err`, both in the language of the session. Main thread.
int run(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

/// "0.1.0"
const char* version();

} // namespace erphost::cli
