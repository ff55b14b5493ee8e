#include "host/packages/TrustStore.hpp"

#include "host/packages/StrictJson.hpp"
#include "host/platform/Base64.hpp"
#include "host/platform/Files.hpp"

#include <algorithm>

namespace erphost::packages {

using nlohmann::json;

std::string_view name(TrustState state)
{
	switch (state)
	{
	case TrustState::trusted: return "trusted";
	case TrustState::unsigned_: return "unsigned";
	case TrustState::modified: return "modified";
	case TrustState::unknownSigner: return "unknown_signer";
	case TrustState::revoked: return "revoked";
	}
	return "modified";
}

Result<TrustStore> TrustStore::read(const std::filesystem::path& data)
{
	const auto file = data / "trust.json";
	TrustStore store;
	std::error_code ignored;
	if (!std::filesystem::exists(file, ignored)) return store;
	const auto unreadable = [&] {
		return misconfigured("trust.unreadable", "trust.json cannot be read").with("file", toUtf8(file));
	};
	EH_TRY(const auto text, readFile(file));
	const auto whole = parseStrictJson(text);
	if (!whole || !whole->is_object() || !whole->value("keys", json()).is_array()) return unreadable();
	for (const auto& entry : (*whole)["keys"])
	{
		if (!entry.is_object() || !entry.value("public", json()).is_string() ||
		    !entry.value("name", json()).is_string() || !entry.value("addedAt", json(0)).is_number_integer() ||
		    !entry.value("revokedAt", json(0)).is_number_integer() || !entry.value("reason", json("")).is_string())
			return unreadable();
		TrustedKey key;
		if (!fromBase64(entry["public"].get<std::string>(), key.key.data(), key.key.size())) return unreadable();
		key.name = entry["name"].get<std::string>();
		key.addedAt = entry.value("addedAt", std::int64_t{0});
		key.revokedAt = entry.value("revokedAt", std::int64_t{0});
		key.reason = entry.value("reason", "");
		store._keys.push_back(std::move(key));
	}
	return store;
}

Result<void> TrustStore::write(const std::filesystem::path& data) const
{
	auto list = json::array();
	for (const auto& key : _keys)
	{
		json entry{{"id", key.id()},
		           {"name", key.name},
		           {"public", toBase64(key.key.data(), key.key.size())},
		           {"addedAt", key.addedAt}};
		if (key.revokedAt) entry.update({{"revokedAt", key.revokedAt}, {"reason", key.reason}});
		list.push_back(std::move(entry));
	}
	return replaceFile(data / "trust.json", json{{"keys", std::move(list)}}.dump(1, '\t') + "\n");
}

Result<void> TrustStore::add(const PublicKeyFile& key, std::int64_t nowMs)
{
	const auto id = keyId(key.key);
	for (const auto& known : _keys)
	{
		if (known.id() != id) continue;
		return conflict(known.revokedAt ? "trust.key_was_revoked" : "trust.key_known", "the key is on the list")
		    .with("key", id)
		    .with("name", known.name);
	}
	_keys.push_back({key.key, key.name, nowMs, 0, {}});
	return {};
}

Result<void> TrustStore::revoke(const std::string& id, const std::string& reason, std::int64_t nowMs)
{
	const auto found = std::find_if(_keys.begin(), _keys.end(), [&](const auto& key) { return key.id() == id; });
	if (found == _keys.end())
		return permanent("trust.key_not_found", "no key of that number is on the list").with("key", id);
	if (found->revokedAt)
		return conflict("trust.key_was_revoked", "the key is revoked").with("key", id).with("name", found->name);
	found->revokedAt = nowMs;
	found->reason = reason;
	return {};
}

Verdict TrustStore::judge(const std::optional<PackageSignature>& signature, std::string_view hashes) const
{
	Verdict verdict;
	if (!signature) return verdict;
	verdict.keyId = signature->key;
	verdict.state = TrustState::unknownSigner;
	for (const auto& key : _keys)
	{
		if (key.id() != signature->key) continue;
		verdict.keyName = key.name;
		verdict.reason = key.reason;
		// Who has the key of a revoked signer can sign anything: the signature is not even looked at.
		verdict.state = key.revokedAt                             ? TrustState::revoked
		                : isSignedBy(key.key, *signature, hashes) ? TrustState::trusted
		                                                          : TrustState::modified;
	}
	return verdict;
}

Result<void> permit(const Verdict& verdict, bool developer)
{
	const auto refused = [&](const char* code, const char* message) {
		return permanent(code, message)
		    .with("key", verdict.keyId)
		    .with("name", verdict.keyName)
		    .with("reason", verdict.reason);
	};
	switch (verdict.state)
	{
	case TrustState::trusted: return {};
	case TrustState::unsigned_:
		if (developer) return {};
		return refused("package.unsigned", "the package is not signed");
	case TrustState::unknownSigner: return refused("package.unknown_signer", "nobody here knows the signer's key");
	case TrustState::revoked: return refused("package.key_revoked", "the signer's key was revoked");
	case TrustState::modified: break;
	}
	return refused("package.signature_wrong", "the signature does not belong to this content");
}

} // namespace erphost::packages
