#include "host/packages/SigningKey.hpp"

#include "host/packages/Limits.hpp"
#include "host/packages/Sha256.hpp"
#include "host/packages/StrictJson.hpp"
#include "host/platform/Base64.hpp"
#include "host/platform/Files.hpp"

#include <sodium.h>

namespace erphost::packages {

using nlohmann::json;

static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64 && crypto_sign_BYTES == 64);

namespace {

/// So that a signature over something else that happens to look alike is none over a package.
std::string message(std::string_view hashes)
{
	return "erphost package 1\n" + std::string(hashes);
}

Error unreadable(const std::filesystem::path& file)
{
	return misconfigured("trust.key_unreadable", "no key in " + toUtf8(file)).with("file", toUtf8(file));
}

Result<json> readKeyFile(const std::filesystem::path& file, const char* type)
{
	std::error_code ignored;
	if (std::filesystem::file_size(file, ignored) > Limits::kSignature || ignored) return unreadable(file);
	EH_TRY(const auto text, readFile(file));
	auto whole = parseStrictJson(text);
	if (!whole || !whole->is_object() || whole->value("type", json()) != type ||
	    !whole->value("name", json()).is_string() || !whole->value("public", json()).is_string())
		return unreadable(file);
	return *std::move(whole);
}

} // namespace

std::string keyId(const PublicKey& key)
{
	Sha256 hash;
	hash.add({reinterpret_cast<const char*>(key.data()), key.size()});
	return hash.hex().substr(0, 16);
}

std::string PublicKeyFile::text() const
{
	return json{{"type", "erphost-public-key"},
	            {"id", keyId(key)},
	            {"name", name},
	            {"public", toBase64(key.data(), key.size())}}
	           .dump(1, '\t') +
	       "\n";
}

Result<PublicKeyFile> PublicKeyFile::read(const std::filesystem::path& file)
{
	EH_TRY(const auto whole, readKeyFile(file, "erphost-public-key"));
	PublicKeyFile found;
	found.name = whole["name"].get<std::string>();
	// The id is there for people; one that does not fit means that somebody changed the file.
	if (found.name.size() > 200 ||
	    !fromBase64(whole["public"].get<std::string>(), found.key.data(), found.key.size()) ||
	    whole.value("id", json()) != keyId(found.key))
		return unreadable(file);
	return found;
}

std::string PackageSignature::text() const
{
	return json{{"format", 1}, {"key", key}, {"ed25519", toBase64(bytes.data(), bytes.size())}}.dump(1, '\t') + "\n";
}

Result<PackageSignature> PackageSignature::parse(std::string_view text)
{
	const auto whole = text.size() <= Limits::kSignature ? parseStrictJson(text) : std::nullopt;
	PackageSignature signature;
	if (!whole || !whole->is_object() || whole->value("format", json()) != 1 ||
	    !whole->value("key", json()).is_string() || !whole->value("ed25519", json()).is_string() ||
	    !fromBase64((*whole)["ed25519"].get<std::string>(), signature.bytes.data(), signature.bytes.size()))
		return permanent("package.signature_invalid", "signature.json cannot be read");
	signature.key = (*whole)["key"].get<std::string>();
	return signature;
}

SigningKey SigningKey::make(std::string name)
{
	static const bool ready = sodium_init() >= 0;
	static_cast<void>(ready);
	SigningKey key;
	key._name = std::move(name);
	crypto_sign_keypair(key._public.data(), key._secret.data());
	return key;
}

SigningKey::~SigningKey()
{
	sodium_memzero(_secret.data(), _secret.size());
}

Result<SigningKey> SigningKey::read(const std::filesystem::path& file)
{
	EH_TRY(const auto whole, readKeyFile(file, "erphost-signing-key"));
	SigningKey key;
	key._name = whole["name"].get<std::string>();
	PublicKey derived{};
	if (!whole.value("secret", json()).is_string() ||
	    !fromBase64(whole["public"].get<std::string>(), key._public.data(), key._public.size()) ||
	    !fromBase64(whole["secret"].get<std::string>(), key._secret.data(), key._secret.size()) ||
	    crypto_sign_ed25519_sk_to_pk(derived.data(), key._secret.data()) != 0 || derived != key._public)
		return unreadable(file);
	return key;
}

Result<void> SigningKey::write(const std::filesystem::path& file) const
{
	std::error_code ignored;
	if (std::filesystem::exists(file, ignored))
		return conflict("trust.key_exists", toUtf8(file) + " exists").with("file", toUtf8(file));
	const json whole{{"type", "erphost-signing-key"},
	                 {"id", keyId(_public)},
	                 {"name", _name},
	                 {"public", toBase64(_public.data(), _public.size())},
	                 {"secret", toBase64(_secret.data(), _secret.size())}};
	return replaceFile(file, whole.dump(1, '\t') + "\n", true);
}

PackageSignature SigningKey::sign(std::string_view hashes) const
{
	PackageSignature signature;
	signature.key = keyId(_public);
	const auto text = message(hashes);
	crypto_sign_detached(signature.bytes.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()),
	                     text.size(), _secret.data());
	return signature;
}

bool isSignedBy(const PublicKey& key, const PackageSignature& signature, std::string_view hashes)
{
	const auto text = message(hashes);
	return crypto_sign_verify_detached(signature.bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
	                                   text.size(), key.data()) == 0;
}

} // namespace erphost::packages
