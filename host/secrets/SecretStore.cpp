#include "host/secrets/SecretStore.hpp"

#include "host/platform/Base64.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/KeyProtection.hpp"
#include "host/platform/PatientLock.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace erphost::secrets {
namespace {

using nlohmann::json;

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestValue = 8192;

/// 32 bytes that are wiped when they are no longer needed.
struct Key
{
	std::array<unsigned char, kKeyBytes> bytes{};
	Key() = default;
	Key(const Key&) = default;
	Key& operator=(const Key&) = default;
	~Key() { sodium_memzero(bytes.data(), bytes.size()); }
};

const unsigned char* bytesOf(std::string_view text)
{
	return reinterpret_cast<const unsigned char*>(text.data());
}

std::filesystem::path keyFile(const std::filesystem::path& data)
{
	return data / "secrets.key";
}

Error unreadable(const std::string& name)
{
	return misconfigured("secret.unreadable", "it was sealed with another key").with("secret", name);
}

/// The bytes of a base64 text, however many they are; nothing if it is none.
std::optional<std::string> decoded(std::string_view text)
{
	const auto padding = static_cast<std::size_t>(std::count(text.begin(), text.end(), '='));
	const auto length = text.size() / 4 * 3;
	std::string bytes(length - std::min(padding, length), '\0');
	if (bytes.empty() || !fromBase64(text, reinterpret_cast<unsigned char*>(bytes.data()), bytes.size())) return {};
	return bytes;
}

Result<Key> readKey(const std::filesystem::path& data)
{
	EH_TRY(const auto text, readFile(keyFile(data)));
	auto stored = decoded(std::string_view(text).substr(0, text.find_last_not_of(" \r\n") + 1));
	if (!stored) return misconfigured("key.elsewhere", "the key's file is damaged");
	EH_TRY(auto raw, unprotectKey(*stored));
	if (raw.size() != kKeyBytes) return misconfigured("key.elsewhere", "the key's file is damaged");
	Key key;
	std::copy_n(bytesOf(raw), kKeyBytes, key.bytes.begin());
	sodium_memzero(raw.data(), raw.size());
	sodium_memzero(stored->data(), stored->size());
	return key;
}

/// The key, made if there is none. One that this machine cannot use is put aside: what it sealed is lost here anyway,
/// and new values must have one that works. Under the lock.
Result<Key> keyForWriting(const std::filesystem::path& data)
{
	std::error_code failed;
	if (std::filesystem::exists(keyFile(data), failed))
	{
		auto present = readKey(data);
		if (present || present.error().code != "key.elsewhere") return present;
		std::filesystem::rename(keyFile(data), data / "secrets.key.unusable", failed);
		if (failed) return misconfigured("file.unwritable", failed.message()).with("file", toUtf8(keyFile(data)));
	}
	Key key;
	if (sodium_init() < 0) return bug("secret.no_randomness", "libsodium has no source of randomness");
	randombytes_buf(key.bytes.data(), key.bytes.size());
	EH_TRY(auto stored, protectKey({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}));
	auto text = toBase64(bytesOf(stored), stored.size()) + "\n";
	sodium_memzero(stored.data(), stored.size());
	auto written = replaceFile(keyFile(data), text, true);
	sodium_memzero(text.data(), text.size());
	if (!written) return std::move(written).error();
	return key;
}

std::string sealWith(const Key& key, const std::string& name, const std::string& value)
{
	std::string box(kNonceBytes + value.size() + kTagBytes, '\0');
	auto* const out = reinterpret_cast<unsigned char*>(box.data());
	randombytes_buf(out, kNonceBytes);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + kNonceBytes, nullptr, bytesOf(value), value.size(), bytesOf(name),
	                                           name.size(), nullptr, out, key.bytes.data());
	return toBase64(out, box.size());
}

Result<std::string> openWith(const Key& key, const std::string& name, const std::string& sealed)
{
	const auto box = decoded(sealed);
	if (!box || box->size() < kNonceBytes + kTagBytes) return unreadable(name);
	const auto* const in = bytesOf(*box);
	std::string value(box->size() - kNonceBytes - kTagBytes, '\0');
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(value.data()), nullptr, nullptr,
	                                               in + kNonceBytes, box->size() - kNonceBytes, bytesOf(name),
	                                               name.size(), in, key.bytes.data()) != 0)
		return unreadable(name);
	return value;
}

Result<json> readAll(const std::filesystem::path& data)
{
	const auto file = data / "secrets.json";
	if (std::error_code ignored; !std::filesystem::exists(file, ignored)) return json::object();
	EH_TRY(const auto text, readFile(file));
	auto all = json::parse(text, nullptr, false);
	const bool readable = all.is_object() && std::all_of(all.begin(), all.end(), [](const json& one) {
							  return one.is_string() || (one.is_object() && one.value("sealed", json()).is_string() &&
		                                                 one.value("setAt", json()).is_number_integer() &&
		                                                 one.value("by", json()).is_string());
						  });
	if (!readable)
		return misconfigured("secret.file_unreadable", "secrets.json cannot be read").with("file", toUtf8(file));
	return all;
}

/// One change of the file at a time, in all processes.
Result<void> change(const std::filesystem::path& data, const std::function<Result<bool>(json&)>& how)
{
	EH_TRY(const auto lock, takeLockPatiently(data / "secrets.lock"));
	EH_TRY(auto all, readAll(data));
	EH_TRY(const bool changed, how(all));
	if (!changed) return {};
	return replaceFile(data / "secrets.json", all.dump(1, '\t') + "\n", true);
}

json sealedEntry(const Key& key, const std::string& name, const std::string& value, const std::string& by,
                 std::int64_t nowMs)
{
	return {{"sealed", sealWith(key, name, value)}, {"setAt", nowMs}, {"by", by}};
}

Error missing(const std::string& name)
{
	return misconfigured("erp.secret_missing", "there is no such secret").with("secret", name);
}

} // namespace

Result<std::string> SecretStore::read(const std::string& name) const
{
	EH_TRY(const auto all, readAll(_data));
	if (!all.contains(name)) return missing(name);
	const auto& entry = all[name];
	if (entry.is_string()) return entry.get<std::string>();
	const auto key = readKey(_data);
	if (!key) return unreadable(name);
	return openWith(*key, name, entry["sealed"].get<std::string>());
}

Result<std::vector<SecretEntry>> SecretStore::list() const
{
	EH_TRY(const auto all, readAll(_data));
	std::vector<SecretEntry> entries;
	for (const auto& one : all.items())
		if (one.value().is_string()) entries.push_back({one.key(), 0, ""});
		else
			entries.push_back(
				{one.key(), one.value()["setAt"].get<std::int64_t>(), one.value()["by"].get<std::string>()});
	return entries;
}

Result<void> SecretStore::check(const std::string& name, const std::string& value)
{
	constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	if (name.empty() || name.size() > kLongestName || name.find_first_not_of(kAllowed) != std::string::npos)
		return permanent("secret.name_invalid", "not a name of a secret").with("secret", name);
	const bool control =
		std::any_of(value.begin(), value.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x20; });
	// dump() throws at what is not UTF-8; drivers and gateways would make something else of it.
	const auto valid = [&] {
		try
		{
			return !json(value).dump().empty();
		}
		catch (const json::exception&)
		{
			return false;
		}
	};
	if (value.empty() || value.size() > kLongestValue || control || !valid())
		return permanent("secret.value_invalid", "not a value of a secret").with("secret", name);
	return {};
}

Result<void> SecretStore::put(const std::map<std::string, std::string>& values, const std::string& by,
                              std::int64_t nowMs)
{
	for (const auto& [name, value] : values) EH_CHECK(check(name, value));
	return change(_data, [&](json& all) -> Result<bool> {
		if (values.empty()) return false;
		EH_TRY(const auto key, keyForWriting(_data));
		for (const auto& [name, value] : values) all[name] = sealedEntry(key, name, value, by, nowMs);
		return true;
	});
}

Result<void> SecretStore::remove(const std::string& name)
{
	return change(_data, [&](json& all) -> Result<bool> {
		if (all.erase(name) == 0) return permanent("secret.not_found", "there is no such secret").with("secret", name);
		return true;
	});
}

Result<int> SecretStore::sealPlain(std::int64_t nowMs)
{
	int sealed = 0;
	EH_CHECK(change(_data, [&](json& all) -> Result<bool> {
		if (std::none_of(all.begin(), all.end(), [](const json& one) { return one.is_string(); })) return false;
		EH_TRY(const auto key, keyForWriting(_data));
		for (const auto& one : all.items())
			if (one.value().is_string())
			{
				one.value() = sealedEntry(key, one.key(), one.value().get<std::string>(), "", nowMs);
				++sealed;
			}
		return true;
	}));
	return sealed;
}

} // namespace erphost::secrets
