#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost::security {

struct UserGrant
{
	std::string role;
	std::string branch; ///< "*": every branch
};

struct User
{
	std::string id;
	std::string username;
	std::string displayName;
	std::string passwordHash; ///< empty until the first password is set
	std::string language = "zh";
	bool disabled = false;
	std::int64_t failedSignins = 0;
	std::int64_t lockedUntilMs = 0;
	std::int64_t version = 0;
	std::int64_t createdAtMs = 0;
	std::vector<UserGrant> grants;
};

struct NewUser
{
	std::string username;
	std::string displayName;
	std::string language = "zh";
	std::vector<UserGrant> grants;
};

struct UserChange
{
	std::optional<std::string> displayName;
	std::optional<std::string> language;
	std::optional<bool> disabled;
	std::optional<std::vector<UserGrant>> grants;
};

/// What a list of users shows.
struct UserFilter
{
	std::string after;  ///< user name of the last one on the page before
	std::string search; ///< part of user name or display name
	std::optional<bool> disabled;
	bool descending = false;
	int limit = 50;
};

/// Lower case, without spaces around it; "user.invalid" unless 1–64 lower-case letters, digits, Chinese and the like, .
/// _ -.
Result<std::string> normalUsername(std::string_view text);

/// With grants. "user.not_found".
Result<User> userById(store::Transaction& tx, const std::string& id);
/// Nothing if there is none.
Result<std::optional<User>> userByName(store::Transaction& tx, const std::string& username);
Result<std::vector<User>> listUsers(store::Transaction& tx, const UserFilter& filter);
Result<std::int64_t> countUsers(store::Transaction& tx, const UserFilter& filter);

/// "user.exists", "user.invalid", "role.invalid". The user has no password: give him a link.
Result<User> addUser(store::Transaction& tx, const NewUser& user, std::int64_t nowMs);
/// Ends the sessions of a user who is disabled. "user.last_admin" if nobody could administer any more.
Result<User> changeUser(store::Transaction& tx, const std::string& id, const UserChange& change);
Result<void> setLanguage(store::Transaction& tx, const std::string& id, const std::string& language);
/// Stores a hash, unlocks the account and ends its other sessions (all but `keepSession`, a session's token hash).
Result<void> setPasswordHash(store::Transaction& tx, const std::string& id, const std::string& hash,
                             const std::string& keepSession);

/// Users who are not disabled and have a password.
Result<std::int64_t> countPasswords(store::Transaction& tx);

} // namespace erphost::security
