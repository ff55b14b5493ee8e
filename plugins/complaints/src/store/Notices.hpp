#pragma once

#include "erphost/Tx.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// Somebody is to know something (CP-08): everybody who holds a role for the branch, or one person.
struct Notice
{
	std::string id; ///< from what it says: the same is said once
	std::string role, userId, branchId;
	std::string what; ///< key of the console's texts
	nlohmann::json params = nlohmann::json::object();
	std::string caseId;
	std::int64_t at = 0;
	bool read = false;
};

/// Tells it; a notice that was given already, read or not, is not given again (CP-12: never warned twice).
Result<void> tell(Tx& tx, const Notice& notice);

struct NoticePage
{
	std::vector<Notice> notices;
	std::string next;
};
/// The notices for somebody, newest first. `grants`: see grantList.
Result<NoticePage> noticesFor(Tx& tx, const std::string& userId, const std::string& grants, bool unreadOnly,
                              const std::string& cursor, int limit);
Result<std::int64_t> countUnread(Tx& tx, const std::string& userId, const std::string& grants, std::int64_t sinceMs);
/// Marks one as read; one that is not for him stays as it is.
Result<void> markRead(Tx& tx, const std::string& userId, const std::string& grants, const std::string& noticeId,
                      std::int64_t nowMs);
/// Forgets a piece of what is older; true while there is more.
Result<bool> forgetNotices(Tx& tx, std::int64_t beforeMs);

} // namespace complaints
