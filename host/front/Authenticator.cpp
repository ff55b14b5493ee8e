#include "host/front/Authenticator.hpp"

#include "host/security/ApiTokens.hpp"
#include "host/security/Sessions.hpp"

namespace erphost::front {

worker::Caller Visitor::caller(std::string_view language) const
{
	worker::Caller caller;
	caller.id = user.id;
	caller.name = user.displayName;
	caller.language = language.empty() ? user.language : std::string(language);
	for (const auto& [role, branch] : user.grants) caller.grants.push_back({role, branch});
	return caller;
}

Result<std::optional<Visitor>> Authenticator::find(const std::string& sessionToken,
                                                   const std::string& authorization) const
{
	constexpr std::string_view kBearer = "Bearer ";
	if (authorization.starts_with(kBearer)) return byToken(authorization.substr(kBearer.size()));
	if (!sessionToken.empty()) return bySession(sessionToken);
	return std::optional<Visitor>();
}

Result<std::optional<Visitor>> Authenticator::bySession(const std::string& token) const
{
	return _database.readValue([&](store::Transaction& tx) -> Result<std::optional<Visitor>> {
		EH_TRY(auto session, security::findSession(tx, token, _clock.nowMs()));
		if (!session) return std::optional<Visitor>();
		auto user = security::userById(tx, session->userId);
		if (!user || user->disabled) return std::optional<Visitor>();
		return std::optional<Visitor>(Visitor{*std::move(user), token, session->csrf});
	});
}

Result<std::optional<Visitor>> Authenticator::byToken(const std::string& token) const
{
	bool recordUse = false;
	std::string id;
	auto visitor = _database.readValue([&](store::Transaction& tx) -> Result<std::optional<Visitor>> {
		EH_TRY(auto use, security::findApiToken(tx, token, _clock.nowMs()));
		if (!use) return std::optional<Visitor>();
		auto user = security::userById(tx, use->userId);
		if (!user || user->disabled) return std::optional<Visitor>();
		recordUse = use->recordUse;
		id = use->id;
		return std::optional<Visitor>(Visitor{*std::move(user), "", ""});
	});
	if (visitor && *visitor && recordUse)
		EH_CHECK(
			_database.write([&](store::Transaction& tx) { return security::recordTokenUse(tx, id, _clock.nowMs()); }));
	return visitor;
}

} // namespace erphost::front
