#pragma once

#include "erphost/Result.hpp"
#include "host/packages/SigningKey.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::packages {

/// What is known about where a plugin comes from.
enum class TrustState
{
	trusted,
	unsigned_,     ///< a package without a signature, or a plain folder
	modified,      ///< signed by a known key, but not this content
	unknownSigner, ///< the key is not on the list
	revoked        ///< the key was taken off with a reason
};

/// "trusted", "unsigned", "modified", "unknown_signer", "revoked"
std::string_view name(TrustState state);

/// One key that this host knows.
struct TrustedKey
{
	PublicKey key{};
	std::string name;
	std::int64_t addedAt = 0;   ///< UTC milliseconds
	std::int64_t revokedAt = 0; ///< 0: in force
	std::string reason;         ///< of the revocation
	std::string id() const { return keyId(key); }
};

/// The verdict on one hash list with its signature.
struct Verdict
{
	TrustState state = TrustState::unsigned_;
	std::string keyId;
	std::string keyName;
	std::string reason; ///< of a revocation
};

/// The keys whose packages this host takes: <data>/trust.json. A revoked key stays listed, with day and reason, and
/// cannot be added again.
class TrustStore
{
public:
	/// A missing file is an empty list, a damaged one "trust.unreadable".
	static Result<TrustStore> read(const std::filesystem::path& data);
	/// Replaces the file atomically.
	Result<void> write(const std::filesystem::path& data) const;
	/// Reads, changes and replaces it while no other process does the same. If `edit` fails nothing is written.
	static Result<void> change(const std::filesystem::path& data, const std::function<Result<void>(TrustStore&)>& edit);

	const std::vector<TrustedKey>& keys() const { return _keys; }
	/// "trust.key_known", "trust.key_was_revoked".
	Result<void> add(const PublicKeyFile& key, std::int64_t nowMs);
	/// "trust.key_not_found", "trust.key_was_revoked".
	Result<void> revoke(const std::string& id, const std::string& reason, std::int64_t nowMs);

	Verdict judge(const std::optional<PackageSignature>& signature, std::string_view hashes) const;

private:
	std::vector<TrustedKey> _keys;
};

/// What follows from a verdict: nothing for a trusted package and, in developer mode, an unsigned one. Otherwise
/// "package.unsigned", "package.signature_wrong", "package.unknown_signer", "package.key_revoked".
Result<void> permit(const Verdict& verdict, bool developer);

} // namespace erphost::packages
