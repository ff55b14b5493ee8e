#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::packages {

inline constexpr const char* kManifestFile = "plugin.json";
inline constexpr const char* kHashesFile = "hashes.json";
inline constexpr const char* kSignatureFile = "signature.json";

/// What hashes.json says: every file of the package but itself and the signature. The signature is over its bytes.
struct HashList
{
	struct File
	{
		std::string path;
		std::uint64_t size = 0; ///< bytes
		std::string sha256;     ///< 64 digits, lower case
		bool operator==(const File&) const = default;
	};
	std::string id;
	std::string version;
	std::vector<File> files; ///< by path, ascending

	const File* find(std::string_view path) const;
	std::string text() const;
	/// "package.hashes_invalid" (param what).
	static Result<HashList> parse(std::string_view text);
};

} // namespace erphost::packages
