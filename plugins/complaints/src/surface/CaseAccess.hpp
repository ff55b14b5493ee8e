#pragma once

#include "erphost/Http.hpp"
#include "store/Cases.hpp"
#include "store/History.hpp"

#include <string>
#include <vector>

namespace complaints {

/// A case that the caller may see: "complaints.case.not_found" for one that does not exist or that he may not.
Result<Case> requireCase(Tx& tx, const erphost::Request& request, const std::string& id);

/// SV-16: "complaints.case.earlier" for a case that was taken over: nothing is added to it here.
Result<void> requireOwn(const Case& item);

/// The case of the path, for a change: besides, the caller holds one of the roles for its branch
/// ("complaints.not_allowed"), and If-Match is its version ("request.match_required", "complaints.case.stale").
Result<Case> requireChange(Tx& tx, const erphost::Request& request, const std::vector<std::string>& roles);

/// Changes of a case that is not open any more are refused: "complaints.case_closed".
Result<void> requireOpen(const Case& item);

/// The caller as the history names him.
Actor actorOf(const erphost::Request& request);

/// A text of the request's body that is not blank; "complaints.what.invalid" else.
Result<std::string> requireText(const nlohmann::json& body, const char* member);

/// JSON Schemas that many routes share.
nlohmann::json textSchema(int maxLength);
nlohmann::json idSchema();
nlohmann::json objectSchema(nlohmann::json properties, nlohmann::json required = nlohmann::json::array());
/// Query of a list: limit, cursor, and texts to filter by.
nlohmann::json listQuery(const std::vector<std::string>& filters);
nlohmann::json anObject();

/// A page as the API shows it.
erphost::Reply pageReply(nlohmann::json items, const std::string& next);
int limitOf(const erphost::Request& request);

} // namespace complaints
