#pragma once

#include "host/platform/Clock.hpp"
#include "host/security/Sessions.hpp"
#include "host/security/Users.hpp"
#include "host/store/Database.hpp"

namespace erphost::security {

inline constexpr std::int64_t kFreeAttempts = 5;
inline constexpr std::int64_t kFirstLockMs = 30'000;
inline constexpr std::int64_t kLongestLockMs = 3'600'000;

/// How long an account is locked after so many failures in a row: 30 s after the fifth, then twice as long each time,
/// an hour at most.
std::int64_t lockTimeMs(std::int64_t failures);

struct SignedIn
{
	User user;
	OpenedSession session;
};

/// Signs in with a password. Each attempt is counted before the password is looked at, so that many at once are not
/// more than one after another; a right one clears the count. Writes an audit row for both outcomes.
/// "auth.bad_credentials" (also for unknown and disabled users), "auth.locked" (param seconds).
Result<SignedIn> signIn(store::Database& database, const Clock& clock, const std::string& username,
                        const std::string& password, const std::string& correlationId);

/// Signs in with a one-time link; it unlocks the account, whose password is void from then on. "auth.link_spent".
Result<SignedIn> signInByLink(store::Database& database, const Clock& clock, const std::string& link,
                              const std::string& correlationId);

} // namespace erphost::security
