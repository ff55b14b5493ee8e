#include "host/security/Sessions.hpp"

#include "host/platform/Ids.hpp"
#include "host/security/SecuritySql.hpp"
#include "host/security/Token.hpp"

namespace erphost::security {

Result<OpenedSession> openSession(store::Transaction& tx, const std::string& userId, std::int64_t nowMs)
{
	OpenedSession session{newSecret(), newSecret()};
	EH_CHECK(tx.execute(sql::kOpenSession, tokenHash(session.token), userId, session.csrf, nowMs, nowMs + kSessionMs));
	return session;
}

Result<std::optional<Session>> findSession(store::Transaction& tx, const std::string& token, std::int64_t nowMs)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kFindSession));
	EH_CHECK(statement.bindAll(tokenHash(token), nowMs));
	EH_TRY(const bool found, statement.step());
	if (!found) return std::optional<Session>();
	return std::optional<Session>(Session{statement.text(0), statement.text(1), statement.integer(2)});
}

Result<void> closeSession(store::Transaction& tx, const std::string& token)
{
	EH_CHECK(tx.execute(sql::kCloseSession, tokenHash(token)));
	return {};
}

Result<std::string> makeLink(store::Transaction& tx, const std::string& userId, std::int64_t nowMs,
                             std::int64_t validMs)
{
	auto secret = newSecret();
	EH_CHECK(tx.execute(sql::kDropLinks, userId));
	EH_CHECK(tx.execute(sql::kAddLink, tokenHash(secret), userId, nowMs, nowMs + validMs));
	return secret;
}

Result<bool> linkWorks(store::Transaction& tx, const std::string& secret, std::int64_t nowMs)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kLiveLink));
	EH_CHECK(statement.bindAll(tokenHash(secret), nowMs));
	return statement.step();
}

Result<std::string> useLink(store::Transaction& tx, const std::string& secret, std::int64_t nowMs)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kUseLink));
	EH_CHECK(statement.bindAll(tokenHash(secret), nowMs));
	EH_TRY(const bool found, statement.step());
	if (!found) return permanent("auth.link_spent", "the link was used or has expired");
	auto user = statement.text(0);
	EH_TRY(const bool more, statement.step()); // to its end: only then is the change made on every engine
	static_cast<void>(more);
	return user;
}

Result<void> pruneSessions(store::Transaction& tx, std::int64_t nowMs)
{
	EH_CHECK(tx.execute(sql::kPruneSessions, nowMs));
	EH_CHECK(tx.execute(sql::kPruneLinks, nowMs));
	return {};
}

} // namespace erphost::security
