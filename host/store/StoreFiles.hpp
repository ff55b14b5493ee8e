#pragma once

#include <cstdint>
#include <filesystem>

namespace erphost::store {

/// Bytes of a file; one that is not there has none.
inline std::int64_t sizeOf(const std::filesystem::path& file)
{
	std::error_code failed;
	const auto size = std::filesystem::file_size(file, failed);
	return failed ? 0 : static_cast<std::int64_t>(size);
}

/// The write-ahead log beside a store.
inline std::filesystem::path logOf(std::filesystem::path file)
{
	file += "-wal";
	return file;
}

} // namespace erphost::store
