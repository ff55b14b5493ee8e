#include "store/Notices.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/HistorySql.hpp"

namespace complaints {

using erphost::allRows;
using erphost::Cursor;
using erphost::cursorOf;
using erphost::cutToPage;
using erphost::Query;
using erphost::readCursor;

Result<void> tell(Tx& tx, const Notice& notice)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddNotice, notice.id, notice.role, notice.userId, notice.branchId, notice.what,
	                  notice.params.dump(), notice.caseId, notice.at));
	return {};
}

Result<NoticePage> noticesFor(Tx& tx, const std::string& userId, const std::string& grants, bool unreadOnly,
                              const std::string& cursor, int limit)
{
	EH_TRY(const Cursor last, readCursor(cursor, true));
	EH_TRY(auto rows, tx.query(sql::kNotices, userId, grants, unreadOnly, last.number, last.id, last.given, limit + 1));
	NoticePage page;
	EH_TRY(page.notices, allRows(rows, [](const Query& row) {
			   Notice notice;
			   notice.id = row.text(0);
			   notice.what = row.text(1);
			   notice.params = nlohmann::json::parse(row.view(2), nullptr, false);
			   notice.caseId = row.text(3);
			   notice.branchId = row.text(4);
			   notice.at = row.integer(5);
			   notice.read = row.integer(6) != 0;
			   return notice;
		   }));
	if (cutToPage(page.notices, limit)) page.next = cursorOf(page.notices.back().at, page.notices.back().id);
	return page;
}

Result<std::int64_t> countUnread(Tx& tx, const std::string& userId, const std::string& grants, std::int64_t sinceMs)
{
	EH_TRY(auto row, tx.query(sql::kCountNotices, userId, grants, sinceMs));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	return row.integer(0);
}

Result<void> markRead(Tx& tx, const std::string& userId, const std::string& grants, const std::string& noticeId,
                      std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto read, tx.execute(sql::kReadNotice, userId, grants, noticeId, nowMs));
	return {};
}

Result<bool> forgetNotices(Tx& tx, std::int64_t beforeMs)
{
	EH_TRY([[maybe_unused]] const auto reads, tx.execute(sql::kForgetReads, beforeMs));
	EH_TRY(const auto gone, tx.execute(sql::kForgetNotices, beforeMs));
	return gone > 0;
}

} // namespace complaints
