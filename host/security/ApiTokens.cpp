#include "host/security/ApiTokens.hpp"

#include "host/platform/Ids.hpp"
#include "host/security/SecuritySql.hpp"
#include "host/security/Sessions.hpp"
#include "host/security/Token.hpp"

namespace erphost::security {

Result<NewApiToken> addApiToken(store::Transaction& tx, const std::string& userId, const std::string& name, int days,
                                std::int64_t nowMs)
{
	// The prefix lets a secret scanner find one that was left in a script.
	NewApiToken token{newId(nowMs), "eht_" + newSecret(), nowMs + days * 24 * 3600 * 1000LL};
	EH_CHECK(tx.execute(sql::kAddApiToken, token.id, userId, name, tokenHash(token.secret), nowMs, token.expiresAtMs));
	return token;
}

Result<std::optional<TokenUse>> findApiToken(store::Transaction& tx, const std::string& secret, std::int64_t nowMs)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kFindApiToken));
	EH_CHECK(statement.bindAll(tokenHash(secret), nowMs));
	EH_TRY(const bool found, statement.step());
	if (!found) return std::optional<TokenUse>();
	const auto last = statement.optionalInteger(2);
	return std::optional<TokenUse>(
		TokenUse{statement.text(0), statement.text(1), !last || *last < nowMs - kTokenUseMs});
}

Result<void> recordTokenUse(store::Transaction& tx, const std::string& id, std::int64_t nowMs)
{
	EH_CHECK(tx.execute(sql::kApiTokenUsed, id, nowMs));
	return {};
}

Result<std::vector<ApiToken>> listApiTokens(store::Transaction& tx, const std::string& after, int limit)
{
	std::vector<ApiToken> tokens;
	EH_TRY(auto statement, tx.prepareAsHost(sql::kApiTokens));
	EH_CHECK(statement.bindAll(after, std::int64_t{limit}));
	for (;;)
	{
		EH_TRY(const bool found, statement.step());
		if (!found) return tokens;
		tokens.push_back({statement.text(0), statement.text(1), statement.text(2), statement.integer(3),
		                  statement.integer(4), statement.optionalInteger(5)});
	}
}

Result<void> dropApiToken(store::Transaction& tx, const std::string& id)
{
	EH_TRY(const auto dropped, tx.execute(sql::kDropApiToken, id));
	if (dropped == 0) return permanent("token.not_found", "there is no such token").with("token", id);
	return {};
}

} // namespace erphost::security
