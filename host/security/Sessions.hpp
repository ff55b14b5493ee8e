#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace erphost::security {

/// A working day with overtime; after that one signs in again.
inline constexpr std::int64_t kSessionMs = 12 * 3600 * 1000LL;
inline constexpr std::int64_t kLinkMs = 3600 * 1000LL;
/// `last_used_at` of an API token is written at most this often.
inline constexpr std::int64_t kTokenUseMs = 3600 * 1000LL;

struct OpenedSession
{
	std::string token; ///< for the cookie; only its hash is kept
	std::string csrf;
};

struct Session
{
	std::string userId;
	std::string csrf;
	std::int64_t expiresAtMs;
};

Result<OpenedSession> openSession(store::Transaction& tx, const std::string& userId, std::int64_t nowMs);
Result<std::optional<Session>> findSession(store::Transaction& tx, const std::string& token, std::int64_t nowMs);
Result<void> closeSession(store::Transaction& tx, const std::string& token);

/// A one-time sign-in link; older ones of the user stop working. Returns the secret.
Result<std::string> makeLink(store::Transaction& tx, const std::string& userId, std::int64_t nowMs,
                             std::int64_t validMs = kLinkMs);
/// Whether this secret would still sign somebody in.
Result<bool> linkWorks(store::Transaction& tx, const std::string& secret, std::int64_t nowMs);
/// The user whose link this is; it is used up. "auth.link_spent".
Result<std::string> useLink(store::Transaction& tx, const std::string& secret, std::int64_t nowMs);

/// Deletes sessions and links that have expired.
Result<void> pruneSessions(store::Transaction& tx, std::int64_t nowMs);

} // namespace erphost::security
