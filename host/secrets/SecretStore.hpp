#pragma once

#include "erphost/Result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace erphost::secrets {

/// What may be told of a secret: everything but its value.
struct SecretEntry
{
	std::string name;
	std::int64_t setAt = 0; ///< UTC milliseconds; 0: it still lies there as a person wrote it, unsealed
	std::string by;
};

/// Connection strings, passwords and tokens of a host, by name ("erp.pull", "smtp.password"): <data>/secrets.json, each
/// value sealed (XChaCha20-Poly1305, bound to its name) with the key in <data>/secrets.key. Both files are the owner's
/// alone and go into every backup (design §1); the key is bound to the machine where the system can do that, so that a
/// folder copied elsewhere gives nothing away and says so. A value that a person wrote into the file as plain text is
/// valid, and sealed at the next start. Any thread, any process; nothing is kept in memory.
class SecretStore
{
public:
	explicit SecretStore(std::filesystem::path data): _data(std::move(data)) {}

	/// "erp.secret_missing", "secret.unreadable" (sealed with another key), "secret.file_unreadable" (configuration).
	Result<std::string> read(const std::string& name) const;
	/// By name.
	Result<std::vector<SecretEntry>> list() const;
	/// "secret.name_invalid", "secret.value_invalid" (permanent, param "secret"): a name is 1 to 100 of a-z A-Z 0-9 . _
	/// -, a value 1 to 8,192 bytes of UTF-8 without control characters.
	static Result<void> check(const std::string& name, const std::string& value);
	/// All or none; checked before.
	Result<void> put(const std::map<std::string, std::string>& values, const std::string& by, std::int64_t nowMs);
	/// "secret.not_found" (permanent) if there is none.
	Result<void> remove(const std::string& name);
	/// Seals what lies there as plain text; how many there were.
	Result<int> sealPlain(std::int64_t nowMs);

private:
	std::filesystem::path _data;
};

/// Files that a backup must take, and that only the owner may read.
inline constexpr const char* kSecretFiles[] = {"secrets.json", "secrets.key"};

} // namespace erphost::secrets
