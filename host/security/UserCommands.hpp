#pragma once

#include "host/platform/Clock.hpp"
#include "host/security/Users.hpp"
#include "host/store/Database.hpp"

#include <optional>

namespace erphost::security {

/// For the command line at the machine. Every change leaves an audit row with actor "cli".

/// Adds a user without a password; returns the secret of his one-time link (see linkPath). Errors of addUser.
Result<std::string> addUserCommand(store::Database& database, const Clock& clock, const NewUser& user);

/// A new one-time link for a user; signing in with it unlocks the account. "user.not_found".
Result<std::string> resetUserCommand(store::Database& database, const Clock& clock, const std::string& username);

Result<std::vector<User>> listUsersCommand(store::Database& database);

Result<void> setDisabledCommand(store::Database& database, const Clock& clock, const std::string& username,
                                bool disabled);

/// The link to print: "<base>/#/signin?link=<secret>". The secret stands in the fragment, which browsers do not send.
std::string linkPath(const std::string& base, const std::string& secret);

/// For the first start: makes user admin with every right if there is no user yet, and a one-time link for him as long
/// as nobody has a password. Nothing once somebody has one: there is no default password, ever.
/// It replaces an earlier one, unless that is `shown`, which was handed out and still works: then it stays.
Result<std::optional<std::string>> firstLink(store::Database& database, const Clock& clock,
                                             const std::string& shown = {});

/// The way in for whoever may read the data folder, as long as nobody has a password: written by init and at each
/// start.
inline constexpr const char* kFirstLinkFile = "signin-link.txt"; ///< below <data>/run

} // namespace erphost::security
