#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace erphost::sync {

/// The set of keys seen in one complete scan: in memory while it is small, then in a temporary SQLite file that goes
/// with the object. Keys are kept as 64-bit digests. One thread.
class SeenKeys
{
public:
	/// `folder`: where the temporary file may lie; `memoryKeys`: how many stay in memory.
	explicit SeenKeys(std::filesystem::path folder, std::size_t memoryKeys = 100'000);
	~SeenKeys();

	Result<void> add(std::string_view branch, std::string_view key);
	Result<bool> contains(std::string_view branch, std::string_view key);
	std::int64_t size() const;

private:
	struct Impl;
	std::unique_ptr<Impl> _impl;
};

} // namespace erphost::sync
