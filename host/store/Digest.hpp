#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <span>
#include <string>
#include <string_view>

namespace erphost::store {

/// A digest of all rows of all tables except the named ones: two equal digests mean that nothing was changed. Does not
/// depend on the order in which rows lie in the file. For tests that must prove a refused request left no trace.
Result<std::string> digest(Transaction& tx, std::span<const std::string_view> except = {});

} // namespace erphost::store
