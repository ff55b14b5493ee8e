#include "host/packages/Sha256.hpp"

#include "host/platform/Files.hpp"

#include <array>
#include <fstream>

namespace erphost::packages {

std::string Sha256::hex()
{
	std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
	crypto_hash_sha256_final(&_state, hash.data());
	std::string text(2 * hash.size() + 1, '\0');
	sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
	text.pop_back();
	return text;
}

Result<std::string> sha256OfFile(const std::filesystem::path& file)
{
	std::ifstream in(file, std::ios::binary);
	Sha256 hash;
	std::string buffer(64 << 10, '\0');
	while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
		hash.add(std::string_view(buffer).substr(0, static_cast<std::size_t>(in.gcount())));
	if (!in.eof() || in.bad())
		return misconfigured("file.unreadable", "cannot read " + toUtf8(file))
		    .with("file", toUtf8(file))
		    .with("reason", "read error");
	return hash.hex();
}

} // namespace erphost::packages
