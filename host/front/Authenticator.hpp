#pragma once

#include "host/platform/Clock.hpp"
#include "host/security/Users.hpp"
#include "host/store/Database.hpp"
#include "host/worker/Route.hpp"

#include <optional>
#include <string>

namespace erphost::front {

inline constexpr const char* kSessionCookie = "erphost_session";

/// Who sends a request, as far as cookie or token tell.
struct Visitor
{
	security::User user;
	std::string session; ///< token of the cookie; empty for API tokens
	std::string csrf;    ///< what a change by cookie must carry
	worker::Caller caller(std::string_view language) const;
	bool mustSetPassword() const { return user.passwordHash.empty() && !session.empty(); }
};

/// Finds the visitor of a request in the store. Any thread.
class Authenticator
{
public:
	Authenticator(store::Database& database, const Clock& clock): _database(database), _clock(clock) {}

	/// By session cookie, or by "Bearer …". Nothing if neither is valid, or the user is disabled.
	Result<std::optional<Visitor>> find(const std::string& sessionToken, const std::string& authorization) const;

private:
	Result<std::optional<Visitor>> bySession(const std::string& token) const;
	Result<std::optional<Visitor>> byToken(const std::string& token) const;

	store::Database& _database;
	const Clock& _clock;
};

} // namespace erphost::front
