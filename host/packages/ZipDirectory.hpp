#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

namespace erphost::packages {

/// One file inside a package. Sizes and offsets in bytes.
struct ZipEntry
{
	std::string name;
	bool deflated = false;
	std::uint32_t crc = 0;
	std::uint64_t packed = 0;
	std::uint64_t size = 0;
	std::uint64_t data = 0; ///< where its bytes begin in the file
};

/// Reads where the files of a package lie, and refuses every archive that two programs could read differently: only
/// plain files, stored or deflated, one after the other from the first byte; local headers that say what the directory
/// says; the directory right behind them and the end right behind that, so that nothing is before, between or after.
/// No encryption, comment, extra field, zip64 or second disk. Names as isEntryName(), none twice on a file system
/// without capitals. Sizes within Limits; nothing is inflated.
///
/// `size` is the whole file's. Errors: "package.too_large", "package.end_wrong", "package.too_many_entries",
/// "package.directory_wrong" (params entry, what), "package.entry_name", "package.entry_double", "package.entry_link",
/// "package.entry_encrypted", "package.entry_method", "package.entry_too_large", "package.total_too_large",
/// "package.entry_ratio" (param entry).
Result<std::vector<ZipEntry>> readZipDirectory(std::istream& file, std::uint64_t size);

} // namespace erphost::packages
