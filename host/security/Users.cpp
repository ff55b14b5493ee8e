#include "host/security/Users.hpp"

#include "host/platform/Ids.hpp"
#include "host/security/Roles.hpp"
#include "host/security/SecuritySql.hpp"

namespace erphost::security {

namespace {

User userOf(const store::Statement& row)
{
	User user;
	user.id = row.text(0);
	user.username = row.text(1);
	user.displayName = row.text(2);
	user.passwordHash = row.optionalText(3).value_or("");
	user.language = row.text(4);
	user.disabled = row.integer(5) != 0;
	user.failedSignins = row.integer(6);
	user.lockedUntilMs = row.integer(7);
	user.version = row.integer(8);
	user.createdAtMs = row.integer(9);
	return user;
}

Result<void> readGrants(store::Transaction& tx, User& user)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kGrants));
	EH_CHECK(statement.bind(1, user.id));
	for (;;)
	{
		EH_TRY(const bool found, statement.step());
		if (!found) return {};
		user.grants.push_back({statement.text(0), statement.text(1)});
	}
}

Result<std::optional<User>> readUser(store::Transaction& tx, const Sql& query, const std::string& value)
{
	User user;
	{
		EH_TRY(auto statement, tx.prepareAsHost(query));
		EH_CHECK(statement.bind(1, value));
		EH_TRY(const bool found, statement.step());
		if (!found) return std::optional<User>();
		user = userOf(statement);
	}
	EH_CHECK(readGrants(tx, user));
	return std::optional<User>(std::move(user));
}

Result<void> writeGrants(store::Transaction& tx, const std::string& id, const std::vector<UserGrant>& grants)
{
	EH_CHECK(tx.execute(sql::kDropGrants, id));
	for (const auto& [role, branch] : grants)
	{
		if (!isRole(role) || branch.empty())
			return permanent("role.invalid", "there is no such role").with("role", role).with("pointer", "/grants");
		EH_CHECK(tx.execute(sql::kAddGrant, id, role, branch));
	}
	return {};
}

Result<std::int64_t> number(store::Transaction& tx, const Sql& query)
{
	EH_TRY(auto statement, tx.prepareAsHost(query));
	EH_TRY(const bool found, statement.step());
	return found ? statement.integer(0) : std::int64_t{0};
}

/// The pattern of a LIKE that finds the text anywhere.
std::string pattern(const std::string& search)
{
	return search.empty() ? std::string() : "%" + search + "%";
}

} // namespace

Result<std::string> normalUsername(std::string_view text)
{
	while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
	while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
	std::string name(text);
	std::size_t characters = 0;
	bool good = true;
	for (auto& c : name)
	{
		if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
		const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
		good = good && (plain || static_cast<unsigned char>(c) >= 0x80);
		if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++characters;
	}
	if (!good || characters == 0 || characters > 64)
		return permanent("user.invalid", "the user name is not possible")
		    .with("username", name)
		    .with("pointer", "/username");
	return name;
}

Result<User> userById(store::Transaction& tx, const std::string& id)
{
	EH_TRY(auto user, readUser(tx, sql::kUserById, id));
	if (!user) return permanent("user.not_found", "there is no such user").with("user", id);
	return *std::move(user);
}

Result<std::optional<User>> userByName(store::Transaction& tx, const std::string& username)
{
	return readUser(tx, sql::kUserByName, username);
}

Result<std::vector<User>> listUsers(store::Transaction& tx, const UserFilter& filter)
{
	std::vector<User> users;
	{
		EH_TRY(auto statement, tx.prepareAsHost(filter.descending ? sql::kUsersByNameDown : sql::kUsersByName));
		const std::int64_t disabled = filter.disabled ? std::int64_t{*filter.disabled} : -1;
		EH_CHECK(statement.bindAll(filter.after, pattern(filter.search), disabled, std::int64_t{filter.limit}));
		for (;;)
		{
			EH_TRY(const bool found, statement.step());
			if (!found) break;
			users.push_back(userOf(statement));
		}
	}
	for (auto& user : users) EH_CHECK(readGrants(tx, user));
	return users;
}

Result<std::int64_t> countUsers(store::Transaction& tx, const UserFilter& filter)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kCountUsers));
	EH_CHECK(
		statement.bindAll(pattern(filter.search), filter.disabled ? std::int64_t{*filter.disabled} : std::int64_t{-1}));
	EH_TRY(const bool found, statement.step());
	return found ? statement.integer(0) : std::int64_t{0};
}

Result<User> addUser(store::Transaction& tx, const NewUser& user, std::int64_t nowMs)
{
	EH_TRY(const auto username, normalUsername(user.username));
	const auto id = newId(nowMs);
	EH_TRY(const auto added, tx.execute(sql::kInsertUser, id, username,
	                                    user.displayName.empty() ? username : user.displayName, user.language, nowMs));
	if (added == 0) return conflict("user.exists", "the user name is taken").with("username", username);
	EH_CHECK(writeGrants(tx, id, user.grants));
	return userById(tx, id);
}

Result<User> changeUser(store::Transaction& tx, const std::string& id, const UserChange& change)
{
	EH_TRY(const auto before, userById(tx, id));
	EH_TRY(const auto adminsBefore, number(tx, sql::kCountAdmins));
	EH_CHECK(tx.execute(sql::kChangeUser, id, change.displayName.value_or(before.displayName),
	                    change.language.value_or(before.language), change.disabled.value_or(before.disabled)));
	if (change.grants) EH_CHECK(writeGrants(tx, id, *change.grants));
	EH_TRY(const auto admins, number(tx, sql::kCountAdmins));
	if (admins == 0 && adminsBefore > 0) return conflict("user.last_admin", "nobody could administer any more");
	if (change.disabled.value_or(false)) EH_CHECK(tx.execute(sql::kCloseSessions, id, ""));
	return userById(tx, id);
}

Result<void> setLanguage(store::Transaction& tx, const std::string& id, const std::string& language)
{
	EH_CHECK(tx.execute(sql::kSetLanguage, id, language));
	return {};
}

Result<void> setPasswordHash(store::Transaction& tx, const std::string& id, const std::string& hash,
                             const std::string& keepSession)
{
	EH_CHECK(tx.execute(sql::kSetPassword, id, hash));
	EH_CHECK(tx.execute(sql::kCloseSessions, id, keepSession));
	EH_CHECK(tx.execute(sql::kDropLinks, id));
	return {};
}

Result<std::int64_t> countPasswords(store::Transaction& tx)
{
	return number(tx, sql::kCountPasswords);
}

} // namespace erphost::security
