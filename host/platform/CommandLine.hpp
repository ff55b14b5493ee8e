#pragma once

#include <string>
#include <vector>

namespace erphost {

/// The program's arguments in UTF-8, the program itself included. On Windows they are taken from the wide command line,
/// because argv is in the machine's code page; the console is set to UTF-8. Call first in main().
std::vector<std::string> commandLine(int argc, const char* const* argv);

/// The language of this user's session, "zh" or "en".
std::string sessionLanguage();

/// An environment variable in UTF-8, empty if absent.
std::string environmentVariable(const char* name);

} // namespace erphost
