#pragma once

#include "erphost/Tx.hpp"

#include <cstdint>
#include <string>

namespace survey {

/// Where long work stands, by name; empty where it has not begun.
erphost::Result<std::string> progress(erphost::Tx& tx, const std::string& what);
erphost::Result<void> setProgress(erphost::Tx& tx, const std::string& what, const std::string& value);

/// A place in change_seq that was kept as text; empty is the beginning.
std::int64_t positionIn(const std::string& text);

} // namespace survey
