#pragma once

#include "erphost/Result.hpp"

#include <sodium.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace erphost::packages {

/// SHA-256 of bytes that come in pieces.
class Sha256
{
public:
	Sha256() { crypto_hash_sha256_init(&_state); }
	void add(std::string_view bytes)
	{
		crypto_hash_sha256_update(&_state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
	}
	/// 64 digits, lower case. Once.
	std::string hex();

private:
	crypto_hash_sha256_state _state{};
};

/// Of a whole file, in constant memory: "file.unreadable".
Result<std::string> sha256OfFile(const std::filesystem::path& file);

} // namespace erphost::packages
