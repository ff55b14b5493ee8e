#pragma once

#include "erphost/Tx.hpp"
#include "store/ContactSheet.hpp"

#include <optional>
#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// Writes a new sheet with the first line of its history; false if one with this id is there already.
Result<bool> addSheet(Tx& tx, const ContactSheet& sheet);

/// Writes everything of a sheet that may change and a line of its history; its version rises. "complaints.sheet.stale"
/// (conflict) if somebody changed it since it was read.
Result<void> saveSheet(Tx& tx, ContactSheet& sheet, const SheetEvent& event);

/// The deadline, computed anew; the version stays.
Result<void> saveSheetDue(Tx& tx, const std::string& id, std::int64_t dueAt, bool provisional);

Result<std::optional<ContactSheet>> findSheet(Tx& tx, const std::string& id);
Result<std::optional<ContactSheet>> sheetNumbered(Tx& tx, const std::string& number);
/// Oldest first.
Result<std::vector<ContactSheet>> sheetsOfCase(Tx& tx, const std::string& caseId);

/// False if the answer with this id is there already.
Result<bool> addAnswer(Tx& tx, const GivenAnswer& answer);
/// In the order in which they were entered.
Result<std::vector<GivenAnswer>> answersOf(Tx& tx, const std::string& sheetId);
Result<void> addAnswerFile(Tx& tx, const GivenAnswer& answer, int sequence, const AnswerFile& file);
Result<std::vector<AnswerFile>> filesOf(Tx& tx, const std::string& sheetId);
Result<std::vector<SheetEvent>> historyOf(Tx& tx, const std::string& sheetId);

/// A new link ends the earlier ones of the sheet. `tokenHash`: only that is kept.
Result<void> addLink(Tx& tx, const std::string& sheetId, const std::string& tokenHash, std::int64_t nowMs,
                     std::int64_t expiresAtMs, const std::string& issuedBy);
Result<void> revokeLinks(Tx& tx, const std::string& sheetId, std::int64_t nowMs);
Result<std::optional<SheetLinkRow>> linkOf(Tx& tx, const std::string& tokenHash);
/// The newest, also one that has ended.
Result<std::optional<SheetLinkRow>> newestLink(Tx& tx, const std::string& sheetId);

/// What a list shows. Empty texts do not filter.
struct SheetFilter
{
	std::string branches; ///< "|01|02|" that the caller may see, or "*"
	std::string state, branch, department, caseId, search;
	std::int64_t dueBefore = kNever + 1;
};
struct SheetPage
{
	std::vector<ContactSheet> sheets;
	std::int64_t total = 0;
	std::string next; ///< cursor of the next page, empty at the end
};
/// `sort`: dueAt, number, createdAt, each with "-" for descending.
Result<SheetPage> listSheets(Tx& tx, const SheetFilter& filter, const std::string& sort, const std::string& cursor,
                             int limit);

} // namespace complaints
