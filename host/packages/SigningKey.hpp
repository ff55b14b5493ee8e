#pragma once

#include "erphost/Result.hpp"

#include <array>
#include <filesystem>
#include <string>
#include <string_view>

namespace erphost::packages {

using PublicKey = std::array<unsigned char, 32>;

/// Sixteen digits that people can compare: the beginning of the key's SHA-256.
std::string keyId(const PublicKey& key);

/// The public half as it travels: a small JSON file.
struct PublicKeyFile
{
	PublicKey key{};
	std::string name; ///< whose it is, for people
	std::string text() const;
	/// "trust.key_unreadable" (param file).
	static Result<PublicKeyFile> read(const std::filesystem::path& file);
};

/// What signature.json says.
struct PackageSignature
{
	std::string key; ///< its id
	std::array<unsigned char, 64> bytes{};
	std::string text() const;
	/// "package.signature_invalid".
	static Result<PackageSignature> parse(std::string_view text);
};

/// An Ed25519 key with its secret half. The secret is wiped when the object dies.
class SigningKey
{
public:
	static SigningKey make(std::string name);
	/// "trust.key_unreadable" (param file).
	static Result<SigningKey> read(const std::filesystem::path& file);
	SigningKey(const SigningKey&) = default;
	SigningKey& operator=(const SigningKey&) = default;
	~SigningKey();

	/// For its owner only; never over an existing file ("trust.key_exists").
	Result<void> write(const std::filesystem::path& file) const;
	PublicKeyFile publicHalf() const { return {_public, _name}; }
	/// Over the text of a hash list.
	PackageSignature sign(std::string_view hashes) const;

private:
	SigningKey() = default;
	PublicKey _public{};
	std::array<unsigned char, 64> _secret{};
	std::string _name;
};

/// True if `signature` was made over this text by the holder of `key`.
bool isSignedBy(const PublicKey& key, const PackageSignature& signature, std::string_view hashes);

} // namespace erphost::packages
