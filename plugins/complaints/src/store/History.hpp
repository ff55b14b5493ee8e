#pragma once

#include "store/Cases.hpp"

#include <optional>
#include <string>
#include <vector>

namespace complaints {

/// Who did something, and how it came in.
struct Actor
{
	std::string id, name;
	std::string via = "console"; ///< console, erp, link, paper, callback, program
};

/// A line of a case's history (CP-09: who, when, what); never changed.
struct Line
{
	std::int64_t sequence = 0;
	int round = 1;
	std::string step; ///< a step of CP-09, or what else happened (docs/cases.md)
	std::int64_t at = 0;
	Actor actor;
	std::string what;
};

/// Writes the next line of the case; the case itself must be saved after it. Returns its sequence.
Result<std::int64_t> addLine(Tx& tx, Case& item, const std::string& step, const Actor& actor, const std::string& what,
                             std::int64_t nowMs);
Result<std::vector<Line>> linesOf(Tx& tx, const std::string& caseId);
Result<std::optional<Line>> lastLine(Tx& tx, const std::string& caseId);

/// A line of one order's story.
struct StoryLine
{
	std::int64_t at = 0;
	std::string step, who, id, number, what, via;
};
/// Of the order's cases; at most 500, in time.
Result<std::vector<StoryLine>> storyOf(Tx& tx, const std::string& kind, const std::string& branchId,
                                       const std::string& erpKey);
/// Of their contact sheets, likewise.
Result<std::vector<StoryLine>> sheetStoryOf(Tx& tx, const std::string& kind, const std::string& branchId,
                                            const std::string& erpKey);

/// A clock of an order that ended, or (level > 0) warned.
struct ClockLine
{
	std::int64_t at = 0;
	std::string clock;
	bool late = false;
	int level = 0;
	std::string person;
};
Result<std::vector<ClockLine>> clockStoryOf(Tx& tx, const std::string& kind, const std::string& branchId,
                                            const std::string& erpKey);

/// What a sub-kind asked for and was done (CP-04 … CP-07).
struct DeedRow
{
	std::int64_t sequence = 0;
	int round = 1;
	std::string deed;
	std::int64_t at = 0;
	Actor actor;
	std::string wanted, person, personName;
	std::optional<std::int64_t> amountFen;
	std::string what;
};
Result<void> addDeed(Tx& tx, const std::string& caseId, const DeedRow& deed);
Result<std::vector<DeedRow>> deedsOfCase(Tx& tx, const std::string& caseId);

/// A complaint that a case is linked with (CP-20).
struct Linked
{
	std::string id, number, basis, state, step;
	int severity = 1;
	std::int64_t receivedAt = 0;
};
/// Cases that stand and lie within so many days of the case, by order or number.
Result<std::vector<Linked>> linkCandidates(Tx& tx, const Case& item, int days);
Result<void> link(Tx& tx, const std::string& one, const std::string& other, const std::string& basis);
Result<std::vector<Linked>> linksOf(Tx& tx, const std::string& caseId);
/// CP-20: the cases that a case is linked with count anew.
Result<void> countRepeats(Tx& tx, const std::string& caseId);
/// CP-16: complaints of the same number until an instant.
Result<int> earlierComplaints(Tx& tx, const std::string& phoneKey, std::int64_t untilMs);

/// What a call-back found about an order.
struct Finding
{
	std::string finding, question, said;
	std::optional<std::int64_t> amountFen;
	std::int64_t at = 0;
};
Result<void> addFinding(Tx& tx, const std::string& id, const std::string& kind, const std::string& branchId,
                        const std::string& erpKey, const std::string& task, const Finding& finding);
/// SV-15: takes one such finding of the call-back back, the newest; nothing if there is none.
Result<void> withdrawFinding(Tx& tx, const std::string& kind, const std::string& branchId, const std::string& erpKey,
                             const std::string& task, const Finding& finding);
Result<std::vector<Finding>> findingsOf(Tx& tx, const Case& item);

} // namespace complaints
