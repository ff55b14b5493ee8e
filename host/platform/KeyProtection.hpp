#pragma once

#include "erphost/Result.hpp"

#include <string>
#include <string_view>

namespace erphost {

/// What of a key's bytes may lie in a file: on Windows bound to this machine by DPAPI (machine scope: the service and
/// the administrator's command line are different accounts; the file's rights keep others away). Elsewhere the bytes as
/// they are: the file is its owner's alone. Any thread.
Result<std::string> protectKey(std::string_view key);

/// The key again. "key.elsewhere" (configuration): another machine protected it, or it is damaged.
Result<std::string> unprotectKey(std::string_view stored);

} // namespace erphost
