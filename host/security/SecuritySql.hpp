#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// All SQL of the security module.
namespace erphost::security::sql {

#define EH_USER_COLUMNS                                                                                                \
	"id, username, display_name, password_hash, language, disabled, failed_signins, locked_until, version, created_at"

inline constexpr Sql kUserById{"security.user_by_id", "SELECT " EH_USER_COLUMNS " FROM host_user WHERE id = ?1"};
inline constexpr Sql kUserByName{"security.user_by_name",
                                 "SELECT " EH_USER_COLUMNS " FROM host_user WHERE username = ?1"};
inline constexpr Sql kUsersByName{
	"security.users_by_name",
	"SELECT " EH_USER_COLUMNS " FROM host_user "
	"WHERE username > ?1 AND (?2 = '' OR username LIKE ?2 OR display_name LIKE ?2) AND (?3 < 0 OR disabled = ?3) "
	"ORDER BY username LIMIT ?4"};
inline constexpr Sql kUsersByNameDown{"security.users_by_name_down",
                                      "SELECT " EH_USER_COLUMNS " FROM host_user "
                                      "WHERE (?1 = '' OR username < ?1) AND (?2 = '' OR username LIKE ?2 OR "
                                      "display_name LIKE ?2) AND (?3 < 0 OR disabled = ?3) "
                                      "ORDER BY username DESC LIMIT ?4"};
inline constexpr Sql kCountUsers{
	"security.count_users",
	"SELECT COUNT(*) FROM host_user "
	"WHERE (?1 = '' OR username LIKE ?1 OR display_name LIKE ?1) AND (?2 < 0 OR disabled = ?2)"};
inline constexpr Sql kInsertUser{"security.insert_user",
                                 "INSERT INTO host_user (id, username, display_name, password_hash, "
                                 "language, disabled, failed_signins, locked_until, version, created_at) VALUES (?1, "
                                 "?2, ?3, NULL, ?4, 0, 0, 0, 1, ?5) "
                                 "ON CONFLICT (username) DO NOTHING"};
inline constexpr Sql kChangeUser{"security.change_user",
                                 "UPDATE host_user SET display_name = ?2, language = ?3, disabled = ?4, "
                                 "version = version + 1 WHERE id = ?1"};
inline constexpr Sql kSetLanguage{"security.set_language",
                                  "UPDATE host_user SET language = ?2, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kSetPassword{"security.set_password",
                                  "UPDATE host_user SET password_hash = ?2, failed_signins = 0, "
                                  "locked_until = 0, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kUnlock{"security.unlock",
                             "UPDATE host_user SET failed_signins = 0, locked_until = 0 WHERE id = ?1"};
/// Who comes by a link has forgotten his password: it is void until he sets a new one.
inline constexpr Sql kForgetPassword{"security.forget_password",
                                     "UPDATE host_user SET password_hash = NULL, failed_signins = 0, "
                                     "locked_until = 0, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kCountAttempt{"security.count_attempt",
                                   "UPDATE host_user SET failed_signins = failed_signins + 1, "
                                   "locked_until = ?2 WHERE id = ?1"};
/// Users who can sign in and hold 'admin' for every branch.
inline constexpr Sql kCountAdmins{
	"security.count_admins",
	"SELECT COUNT(*) FROM host_user u WHERE u.disabled = 0 AND EXISTS "
	"(SELECT 1 FROM host_grant g WHERE g.user_id = u.id AND g.role = 'admin' AND g.branch_id = '*')"};
inline constexpr Sql kCountPasswords{"security.count_passwords",
                                     "SELECT COUNT(*) FROM host_user WHERE disabled = 0 AND password_hash IS NOT NULL"};

inline constexpr Sql kGrants{"security.grants",
                             "SELECT role, branch_id FROM host_grant WHERE user_id = ?1 ORDER BY role, branch_id"};
inline constexpr Sql kAddGrant{"security.add_grant",
                               "INSERT INTO host_grant (user_id, role, branch_id) VALUES (?1, ?2, ?3) "
                               "ON CONFLICT (user_id, role, branch_id) DO NOTHING"};
inline constexpr Sql kDropGrants{"security.drop_grants", "DELETE FROM host_grant WHERE user_id = ?1"};

inline constexpr Sql kOpenSession{"security.open_session",
                                  "INSERT INTO host_session (token_hash, user_id, csrf_token, created_at, "
                                  "expires_at) VALUES (?1, ?2, ?3, ?4, ?5)"};
inline constexpr Sql kFindSession{"security.find_session", "SELECT user_id, csrf_token, expires_at FROM host_session "
                                                           "WHERE token_hash = ?1 AND expires_at > ?2"};
inline constexpr Sql kCloseSession{"security.close_session", "DELETE FROM host_session WHERE token_hash = ?1"};
inline constexpr Sql kCloseSessions{"security.close_sessions",
                                    "DELETE FROM host_session WHERE user_id = ?1 AND token_hash <> ?2"};
inline constexpr Sql kPruneSessions{"security.prune_sessions", "DELETE FROM host_session WHERE expires_at <= ?1"};

inline constexpr Sql kAddLink{"security.add_link",
                              "INSERT INTO host_link (token_hash, user_id, created_at, expires_at) "
                              "VALUES (?1, ?2, ?3, ?4)"};
inline constexpr Sql kUseLink{"security.use_link",
                              "UPDATE host_link SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL "
                              "AND expires_at > ?2 RETURNING user_id"};
inline constexpr Sql kLiveLink{
	"security.live_link",
	"SELECT user_id FROM host_link WHERE token_hash = ?1 AND used_at IS NULL AND expires_at > ?2"};
inline constexpr Sql kDropLinks{"security.drop_links", "DELETE FROM host_link WHERE user_id = ?1"};
inline constexpr Sql kPruneLinks{"security.prune_links", "DELETE FROM host_link WHERE expires_at <= ?1"};

inline constexpr Sql kAddApiToken{"security.add_api_token",
                                  "INSERT INTO host_api_token (id, user_id, name, token_hash, created_at, "
                                  "expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr Sql kFindApiToken{"security.find_api_token", "SELECT id, user_id, last_used_at FROM host_api_token "
                                                              "WHERE token_hash = ?1 AND expires_at > ?2"};
inline constexpr Sql kApiTokenUsed{"security.api_token_used",
                                   "UPDATE host_api_token SET last_used_at = ?2 WHERE id = ?1"};
inline constexpr Sql kApiTokens{
	"security.api_tokens",
	"SELECT t.id, t.name, u.username, t.created_at, t.expires_at, t.last_used_at "
	"FROM host_api_token t JOIN host_user u ON u.id = t.user_id WHERE t.id > ?1 ORDER BY t.id LIMIT ?2"};
inline constexpr Sql kDropApiToken{"security.drop_api_token", "DELETE FROM host_api_token WHERE id = ?1"};

#undef EH_USER_COLUMNS

inline constexpr Sql const* kAll[] = {
	&kUserById,      &kUserByName,   &kUsersByName, &kUsersByNameDown, &kCountUsers,   &kInsertUser,   &kChangeUser,
	&kSetLanguage,   &kSetPassword,  &kUnlock,      &kForgetPassword,  &kCountAttempt, &kCountAdmins,  &kCountPasswords,
	&kGrants,        &kAddGrant,     &kDropGrants,  &kOpenSession,     &kFindSession,  &kCloseSession, &kCloseSessions,
	&kPruneSessions, &kAddLink,      &kUseLink,     &kLiveLink,        &kDropLinks,    &kPruneLinks,   &kAddApiToken,
	&kFindApiToken,  &kApiTokenUsed, &kApiTokens,   &kDropApiToken};

inline std::span<const Sql* const> statements()
{
	return kAll;
}

} // namespace erphost::security::sql
