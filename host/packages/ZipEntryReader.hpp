#pragma once

#include "erphost/Result.hpp"
#include "host/packages/ZipDirectory.hpp"

#include <functional>
#include <istream>
#include <string>
#include <string_view>

namespace erphost::packages {

/// Takes the bytes of a file as they come, at most 64 KiB at a time.
using ByteSink = std::function<Result<void>(std::string_view)>;

/// Hands an entry's content to `sink`, inflated, in constant memory. Stops as soon as there is more than the directory
/// announced, so that Limits hold whatever the packed bytes say. "package.entry_damaged" (param entry): the bytes
/// cannot be inflated, are too many or too few, or their checksum is another.
Result<void> readZipEntry(std::istream& file, const ZipEntry& entry, const ByteSink& sink);

/// The whole content of a small entry: "package.entry_too_large" above `limit`.
Result<std::string> readZipText(std::istream& file, const ZipEntry& entry, std::uint64_t limit);

} // namespace erphost::packages
