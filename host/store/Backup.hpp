#pragma once

#include "erphost/Result.hpp"

#include <filesystem>

namespace erphost::store {

/// Copies one state of a live store into a new, self-contained file: writers go on meanwhile, and nothing they commit
/// after the start is in it. The copy is checked page by page and flushed to the disk before it gets its name; an
/// existing file of that name is replaced. Any thread.
Result<void> backup(const std::filesystem::path& source, const std::filesystem::path& target);

/// SQLite's own integrity check of a file that nobody writes ("store.damaged").
Result<void> checkIntegrity(const std::filesystem::path& file);

} // namespace erphost::store
