#pragma once

#include "erphost/Tx.hpp"
#include "rules/Pause.hpp"
#include "store/WatchedClock.hpp"

#include <optional>
#include <string>
#include <vector>

namespace complaints {

using erphost::Result;
using erphost::Tx;

/// Writes a clock, new or not; its version rises.
Result<void> putClock(Tx& tx, WatchedClock& clock);
Result<std::optional<WatchedClock>> findClock(Tx& tx, const std::string& id);
Result<std::vector<WatchedClock>> clocksOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                                const std::string& erpKey);
/// Of one state, the most urgent first.
Result<std::vector<WatchedClock>> clocksOfCase(Tx& tx, const std::string& caseId, const std::string& state);
/// Of the sheet's present round.
Result<std::optional<WatchedClock>> clockOfSheet(Tx& tx, const std::string& sheetId);
/// Running ones that must be looked at by now; without those of orders while the ERP is away.
Result<std::vector<WatchedClock>> clocksDue(Tx& tx, std::int64_t now, bool erpAway, int limit);
/// The calendar has changed: running clocks computed with another version are due at once. A paused one is computed
/// when it goes on.
Result<void> touchOtherCalendars(Tx& tx, const std::string& version);
/// An outage has ended at `endMs`: the clocks of orders that had begun before are due at once.
Result<void> touchAfterOutage(Tx& tx, std::int64_t endMs);

/// A pause with what people said about it.
struct PauseRow
{
	Pause pause;
	std::string reason, note, byName;
};
Result<void> addPause(Tx& tx, const std::string& clockId, std::int64_t from, const std::string& reason,
                      const std::string& note, const std::string& byName);
Result<void> endPause(Tx& tx, const std::string& clockId, std::int64_t to);
Result<std::vector<PauseRow>> pausesOf(Tx& tx, const std::string& clockId);
/// When the line from the ERP was away, as far as it reaches beyond `from` (view erp_outage).
Result<std::vector<Pause>> outagesSince(Tx& tx, std::int64_t from);

struct WarningRow
{
	std::string clockId;
	int level = 0;
	std::int64_t at = 0, dueAt = 0;
	std::string clock, branchId, orderNumber, caseId, caseNumber, sheetId, id;
};
/// CP-12: false if the level was raised before.
Result<bool> addWarning(Tx& tx, const WatchedClock& clock, int level, std::int64_t at);
Result<std::vector<WarningRow>> warningsOf(Tx& tx, const std::string& clockId);

struct Confirmation
{
	bool inTime = false;
	std::string task;
	std::int64_t at = 0;
};
/// CP-18: what the customer said about a clock of his order; the latest word counts.
Result<void> putConfirmation(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey,
                             const std::string& clock, const Confirmation& confirmation);
/// SV-15: the call-back takes its word back; another call-back's stays.
Result<void> dropConfirmation(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey,
                              const std::string& clock, const std::string& task);
Result<std::optional<Confirmation>> confirmationOf(Tx& tx, const WatchedClock& clock);

Result<std::string> markOf(Tx& tx, const std::string& name);
Result<void> setMark(Tx& tx, const std::string& name, const std::string& value);

/// What a list shows. Empty texts do not filter.
struct ClockFilter
{
	std::string branches; ///< "|01|02|" that the caller may see, or "*"
	std::string state = "running";
	std::string clock, subject, caseId, branch, search;
	int level = 0; ///< at least
	bool late = false;
};
struct ClockPage
{
	std::vector<WatchedClock> clocks;
	std::int64_t total = 0;
	std::string next; ///< cursor of the next page, empty at the end
};
/// `sort`: dueAt, startedAt, each with "-" for descending.
Result<ClockPage> listClocks(Tx& tx, const ClockFilter& filter, const std::string& sort, const std::string& cursor,
                             int limit);

struct BoardLine
{
	std::string clock;
	std::int64_t count = 0, late = 0, level1 = 0, level2 = 0, level3 = 0, nextDueAt = 0;
};
Result<std::vector<BoardLine>> clockBoard(Tx& tx, const std::string& state, const std::string& branch,
                                          const std::string& branches);

struct WarningPage
{
	std::vector<WarningRow> warnings;
	std::int64_t total = 0;
	std::string next;
};
/// Newest first; `level` 0: all.
Result<WarningPage> listWarnings(Tx& tx, const std::string& branches, const std::string& branch, int level,
                                 const std::string& cursor, int limit);

} // namespace complaints
