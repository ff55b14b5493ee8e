#pragma once

#include "rules/Sampling.hpp"
#include "store/Ledger.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parts {

/// A paper over the ledger: what was done together, with a number that people read.
struct Paper
{
	std::string id, number, kind, state = "done", branchId, fromPlace, toPlace;
	OrderRef order;
	std::string warranty, person, personName, supplier, reference, reason;
	bool urgent = false; ///< PT-14
	std::int64_t transportFen = 0;
	std::string carrier, tracking, businessDate;
	std::int64_t createdAt = 0;
	Actor actor;
	std::optional<std::int64_t> settledAt;
	Actor settledBy;
	std::string settledNote;
	std::int64_t frozenSequence = 0;
	std::string content; ///< what was asked for: the same id with something else is a conflict
	std::int64_t version = 1;
	std::string fromName, toName, fromBranch, toBranch; ///< read only
};

/// A line of a paper and what became of its quantity (docs/ledger.md).
struct PaperLine
{
	LineRef ref;
	std::string itemCode;
	std::int64_t quantity = 0, costFen = 0;
	std::int64_t held = 0, heldCostFen = 0, done = 0, back = 0, lost = 0, exchangeDue = 0, exchangeCostFen = 0;
	std::string placeId, person;
	LineRef origin;
	std::optional<std::int64_t> counted, faulty;
	std::int64_t chargedFen = 0;
	std::string note;
	// Of the item and the paper; read only.
	std::string itemName, specification, unit;
	std::int64_t unitSize = 1;
	std::string brand, documentNumber, documentKind, branchId, fromPlace;
	OrderRef order;
	std::string warranty, personName, businessDate;
};

/// "LL-勉县-20261121-0001"; `place`: what people call the branch or the central store.
Result<std::string> nextNumber(Tx& tx, std::string_view series, const std::string& branchId, const std::string& place,
                               const std::string& localDay);

Result<std::optional<Paper>> findPaper(Tx& tx, const std::string& id);
Result<void> addPaper(Tx& tx, const Paper& paper);
/// State and how it was settled; the version goes on.
Result<void> savePaper(Tx& tx, const Paper& paper);

struct PaperFilter
{
	std::string branches = "*", kind, state, branch, search;
	bool urgent = false;
	bool oldestFirst = false;
};
struct PaperPage
{
	std::vector<Paper> papers;
	std::string next;
};
/// The newest first.
Result<PaperPage> listPapers(Tx& tx, const PaperFilter& filter, const std::string& cursor, int limit);

Result<void> addLine(Tx& tx, const PaperLine& line);
/// "parts.line.not_found".
Result<PaperLine> requireLine(Tx& tx, const LineRef& ref);
Result<std::vector<PaperLine>> linesOf(Tx& tx, const std::string& documentId);
Result<void> saveLine(Tx& tx, const PaperLine& line);

struct HeldFilter
{
	std::string branches = "*", person, branch;
	OrderRef order;
};
struct HeldPage
{
	std::vector<PaperLine> lines;
	std::string next;
};
/// What technicians and workshops hold: of an order, of a person, or of a branch.
Result<HeldPage> listHeld(Tx& tx, const HeldFilter& filter, const std::string& cursor, int limit);

/// PT-10: one piece that was tested.
struct PieceTest
{
	std::int64_t line = 0;
	std::string serial;
	bool passed = false;
	std::string note;
	std::int64_t testedAt = 0;
	Actor actor;
};
Result<void> addTest(Tx& tx, const std::string& id, const std::string& documentId, const PieceTest& test);
Result<std::vector<PieceTest>> testsOf(Tx& tx, const std::string& documentId);

/// PT-09: notes that an item of a place was looked at on a day.
Result<void> noteSampled(Tx& tx, const std::string& placeId, const std::string& itemCode, const std::string& localDay);
struct SamplableItem : Samplable
{
	std::string name, unit;
};
Result<std::vector<SamplableItem>> samplable(Tx& tx, const std::string& placeId);

} // namespace parts
