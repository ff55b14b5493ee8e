#include "host/security/UserCommands.hpp"

#include "host/journal/Journal.hpp"
#include "host/security/Sessions.hpp"

namespace erphost::security {

namespace {

constexpr const char* kFirstUser = "admin";

Result<void> record(store::Transaction& tx, const char* action, const std::string& subject, std::int64_t nowMs)
{
	journal::AuditRow row;
	row.actor = "cli";
	row.action = action;
	row.subject = subject;
	row.detail = "{}";
	row.occurredAtMs = nowMs;
	tx.hintAfterCommit();
	return journal::audit(tx, std::move(row));
}

Result<User> named(store::Transaction& tx, const std::string& username)
{
	EH_TRY(const auto name, normalUsername(username));
	EH_TRY(auto user, userByName(tx, name));
	if (!user) return permanent("user.not_found", "there is no such user").with("user", name);
	return *std::move(user);
}

} // namespace

Result<std::string> addUserCommand(store::Database& database, const Clock& clock, const NewUser& user)
{
	const auto nowMs = clock.nowMs();
	return database.writeValue([&](store::Transaction& tx) -> Result<std::string> {
		EH_TRY(const auto added, addUser(tx, user, nowMs));
		EH_CHECK(record(tx, "user.create", added.id, nowMs));
		return makeLink(tx, added.id, nowMs);
	});
}

Result<std::string> resetUserCommand(store::Database& database, const Clock& clock, const std::string& username)
{
	const auto nowMs = clock.nowMs();
	return database.writeValue([&](store::Transaction& tx) -> Result<std::string> {
		EH_TRY(const auto user, named(tx, username));
		EH_CHECK(record(tx, "user.reset", user.id, nowMs));
		return makeLink(tx, user.id, nowMs);
	});
}

Result<std::vector<User>> listUsersCommand(store::Database& database)
{
	return database.readValue([](store::Transaction& tx) -> Result<std::vector<User>> {
		UserFilter all;
		all.limit = 100'000;
		return listUsers(tx, all);
	});
}

Result<void> setDisabledCommand(store::Database& database, const Clock& clock, const std::string& username,
                                bool disabled)
{
	const auto nowMs = clock.nowMs();
	return database.write([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(const auto user, named(tx, username));
		UserChange change;
		change.disabled = disabled;
		EH_TRY(const auto changed, changeUser(tx, user.id, change));
		return record(tx, disabled ? "user.disable" : "user.enable", changed.id, nowMs);
	});
}

std::string linkPath(const std::string& base, const std::string& secret)
{
	return base + "/#/signin?link=" + secret;
}

Result<std::optional<std::string>> firstLink(store::Database& database, const Clock& clock, const std::string& shown)
{
	const auto nowMs = clock.nowMs();
	return database.writeValue([&](store::Transaction& tx) -> Result<std::optional<std::string>> {
		EH_TRY(const auto passwords, countPasswords(tx));
		if (passwords > 0) return std::optional<std::string>();
		EH_TRY(auto user, userByName(tx, kFirstUser));
		if (!user)
		{
			NewUser first;
			first.username = kFirstUser;
			first.displayName = "管理员";
			first.grants = {{"admin", "*"}};
			EH_TRY(user, addUser(tx, first, nowMs));
			EH_CHECK(record(tx, "user.create", user->id, nowMs));
		}
		EH_TRY(const bool works, linkWorks(tx, shown, nowMs));
		if (works) return std::optional<std::string>(shown);
		EH_TRY(auto link, makeLink(tx, user->id, nowMs));
		return std::optional<std::string>(std::move(link));
	});
}

} // namespace erphost::security
