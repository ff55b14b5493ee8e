#pragma once

#include <cstddef>
#include <cstdint>

namespace erphost::packages {

/// What a package may cost. Far above what a plugin needs, far below what hurts a host. Bytes.
struct Limits
{
	static constexpr std::uint64_t kPackage = 256ull << 20;
	static constexpr std::size_t kEntries = 2000;
	static constexpr std::uint64_t kEntry = 128ull << 20; ///< of one file, inflated
	static constexpr std::uint64_t kTotal = 512ull << 20; ///< of all files, inflated
	static constexpr std::uint64_t kRatio = 200;          ///< inflated to packed, of files above kRatioFrom
	static constexpr std::uint64_t kRatioFrom = 64 << 10;
	static constexpr std::uint64_t kManifest = 256 << 10;
	static constexpr std::uint64_t kHashes = 1 << 20;
	static constexpr std::uint64_t kSignature = 4 << 10;
	static constexpr std::size_t kPath = 200;
	static constexpr std::size_t kSegment = 100;
	static constexpr std::size_t kDepth = 8;
};

} // namespace erphost::packages
