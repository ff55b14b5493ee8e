#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost::security {

/// A machine's key to the API; it may do what its user may do.
struct ApiToken
{
	std::string id;
	std::string name;
	std::string username;
	std::int64_t createdAtMs = 0;
	std::int64_t expiresAtMs = 0;
	std::optional<std::int64_t> lastUsedAtMs;
};

struct NewApiToken
{
	std::string id;
	std::string secret; ///< told once; only its hash is kept
	std::int64_t expiresAtMs;
};

struct TokenUse
{
	std::string id;
	std::string userId;
	bool recordUse; ///< last_used_at is old enough to be written again
};

Result<NewApiToken> addApiToken(store::Transaction& tx, const std::string& userId, const std::string& name, int days,
                                std::int64_t nowMs);
Result<std::optional<TokenUse>> findApiToken(store::Transaction& tx, const std::string& secret, std::int64_t nowMs);
Result<void> recordTokenUse(store::Transaction& tx, const std::string& id, std::int64_t nowMs);
/// By id, after the given one.
Result<std::vector<ApiToken>> listApiTokens(store::Transaction& tx, const std::string& after, int limit);
/// "token.not_found".
Result<void> dropApiToken(store::Transaction& tx, const std::string& id);

} // namespace erphost::security
