#include "host/security/SignIn.hpp"

#include "host/journal/Journal.hpp"
#include "host/security/Password.hpp"
#include "host/security/SecuritySql.hpp"

#include <algorithm>

namespace erphost::security {

namespace {

Result<void> record(store::Transaction& tx, const std::string& userId, const char* action,
                    const std::string& correlationId, std::int64_t nowMs)
{
	journal::AuditRow row;
	row.actor = userId;
	row.action = action;
	row.subject = userId;
	row.detail = "{}";
	row.correlationId = correlationId;
	row.occurredAtMs = nowMs;
	return journal::audit(tx, std::move(row));
}

Error badCredentials()
{
	return permanent("auth.bad_credentials", "wrong user name or password");
}

} // namespace

std::int64_t lockTimeMs(std::int64_t failures)
{
	if (failures < kFreeAttempts) return 0;
	const auto doublings = std::min<std::int64_t>(failures - kFreeAttempts, 20);
	return std::min(kFirstLockMs << doublings, kLongestLockMs);
}

Result<SignedIn> signIn(store::Database& database, const Clock& clock, const std::string& username,
                        const std::string& password, const std::string& correlationId)
{
	const auto nowMs = clock.nowMs();
	const auto name = normalUsername(username);
	auto counted = database.writeValue([&](store::Transaction& tx) -> Result<std::optional<User>> {
		if (!name) return std::optional<User>();
		EH_TRY(auto user, userByName(tx, *name));
		if (!user || user->disabled) return std::optional<User>();
		if (user->lockedUntilMs > nowMs) return user;
		EH_CHECK(tx.execute(sql::kCountAttempt, user->id, nowMs + lockTimeMs(user->failedSignins + 1)));
		return user;
	});
	if (!counted) return std::move(counted).error();
	const auto& user = *counted;
	if (user && user->lockedUntilMs > nowMs)
		return transient("auth.locked", "too many wrong passwords")
		    .with("seconds", std::to_string((user->lockedUntilMs - nowMs + 999) / 1000));

	const bool right = verifyPassword(user ? user->passwordHash : std::string(), password);
	if (!user) return badCredentials();
	if (!right)
	{
		EH_CHECK(database.write(
			[&](store::Transaction& tx) { return record(tx, user->id, "session.refused", correlationId, nowMs); }));
		return badCredentials();
	}
	return database.writeValue([&](store::Transaction& tx) -> Result<SignedIn> {
		EH_CHECK(tx.execute(sql::kUnlock, user->id));
		EH_TRY(auto session, openSession(tx, user->id, nowMs));
		EH_CHECK(record(tx, user->id, "session.opened", correlationId, nowMs));
		EH_TRY(auto present, userById(tx, user->id));
		// Disabled or given another password while the hash was computed.
		if (present.disabled || present.passwordHash != user->passwordHash) return badCredentials();
		return SignedIn{std::move(present), std::move(session)};
	});
}

Result<SignedIn> signInByLink(store::Database& database, const Clock& clock, const std::string& link,
                              const std::string& correlationId)
{
	const auto nowMs = clock.nowMs();
	return database.writeValue([&](store::Transaction& tx) -> Result<SignedIn> {
		EH_TRY(const auto id, useLink(tx, link, nowMs));
		EH_CHECK(tx.execute(sql::kForgetPassword, id));
		EH_TRY(auto user, userById(tx, id));
		if (user.disabled) return permanent("auth.link_spent", "the user is disabled");
		EH_TRY(auto session, openSession(tx, id, nowMs));
		EH_CHECK(record(tx, id, "session.opened_by_link", correlationId, nowMs));
		return SignedIn{std::move(user), std::move(session)};
	});
}

} // namespace erphost::security
