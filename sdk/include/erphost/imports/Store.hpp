#pragma once

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "erphost/imports/Reading.hpp"
#include "erphost/imports/Sql.hpp"

namespace erphost::imports {

/// A line as it lies in the batch.
struct StoredLine
{
	SheetLine line;
	std::string state = "good"; ///< good, wrong, left_out; done, undone once it was imported
	std::string reason;         ///< why it is left out
	std::string mark;
	std::vector<Problem> problems;
	Made made;
};

struct Counts
{
	std::int64_t lines = 0, wrong = 0, leftOut = 0, done = 0, undone = 0;
	std::int64_t blocked = 0; ///< imported ones that something was built on: they are among the wrong ones too
};

inline nlohmann::json toJson(const std::vector<Problem>& problems)
{
	nlohmann::json list = nlohmann::json::array();
	for (const Problem& each : problems)
		list.push_back({{"column", each.column}, {"code", each.code}, {"params", each.params}});
	return list;
}

/// Batches and lines of one plugin in its two tables.
class Store
{
public:
	explicit Store(const Statements& sql): _sql(sql) {}

	/// False if the id is taken.
	Result<bool> add(Tx& tx, const Batch& batch) const
	{
		EH_TRY(const auto added, tx.execute(_sql.addBatch, batch.id, batch.kind, batch.fileName, batch.headings.dump(),
		                                    batch.branches, batch.createdAt, batch.createdBy.id, batch.createdBy.name));
		return added > 0;
	}

	Result<std::optional<Batch>> find(Tx& tx, const std::string& id) const
	{
		EH_TRY(auto rows, tx.query(_sql.batch, id));
		return firstRow(rows, toBatch);
	}

	/// The oldest batch that has work left.
	Result<std::optional<Batch>> working(Tx& tx) const
	{
		EH_TRY(auto rows, tx.query(_sql.working));
		return firstRow(rows, toBatch);
	}

	/// `wholeKinds` "|cases|": kinds of which every batch is shown; of the others those of `user`. The newest first.
	Result<std::vector<Batch>> list(Tx& tx, const std::string& kind, const std::string& wholeKinds,
	                                const std::string& user, const Cursor& last, int limit) const
	{
		EH_TRY(auto rows, tx.query(_sql.batches, kind, wholeKinds, user, last.number, last.id, last.given, limit + 1));
		return allRows(rows, toBatch);
	}

	Result<void> save(Tx& tx, Batch& batch) const
	{
		EH_TRY([[maybe_unused]] const auto saved,
		       tx.execute(_sql.saveBatch, batch.id, batch.state, batch.then, batch.position, batch.reason,
		                  batch.appliedAt, batch.appliedBy.id, batch.appliedBy.name, batch.undoneAt, batch.undoneBy.id,
		                  batch.undoneBy.name, batch.round));
		++batch.version;
		return {};
	}

	Result<void> put(Tx& tx, const Batch& batch, const StoredLine& line) const
	{
		EH_TRY([[maybe_unused]] const auto put,
		       tx.execute(_sql.putLine, batch.id, line.line.row, batch.kind, nlohmann::json(line.line.cells).dump(),
		                  line.state, line.reason, line.mark, toJson(line.problems).dump(), line.made.id,
		                  line.made.label));
		return {};
	}

	Result<std::optional<StoredLine>> line(Tx& tx, const std::string& batchId, std::int64_t row) const
	{
		EH_TRY(auto rows, tx.query(_sql.line, batchId, row));
		return firstRow(rows, toLine);
	}

	Result<std::vector<StoredLine>> linesAfter(Tx& tx, const std::string& batchId, std::int64_t row, int limit) const
	{
		EH_TRY(auto rows, tx.query(_sql.linesAfter, batchId, row, limit));
		return allRows(rows, toLine);
	}

	/// `show` '' all, "wrong", or a state. Doubles are among the wrong ones: "double_in_file" (row), "imported_before"
	/// (file).
	Result<std::vector<StoredLine>> shown(Tx& tx, const std::string& batchId, const std::string& show, std::int64_t row,
	                                      int limit) const
	{
		EH_TRY(auto rows, tx.query(_sql.shownLines, batchId, row, show, limit));
		return allRows(rows, [](const Query& found) {
			StoredLine line = toLine(found);
			if (!found.isNull(8)) line.problems.push_back({"", "double_in_file", {{"row", found.integer(8)}}});
			if (!found.isNull(9)) line.problems.push_back({"", "imported_before", {{"file", found.text(9)}}});
			if (line.state == "good" && !line.problems.empty()) line.state = "wrong";
			return line;
		});
	}

	Result<Counts> counts(Tx& tx, const std::string& batchId) const
	{
		EH_TRY(auto row, tx.query(_sql.counts, batchId));
		EH_TRY([[maybe_unused]] const bool found, row.next());
		return Counts{row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.integer(5)};
	}

	/// What a batch said is forgotten with it: it may name customers.
	Result<void> forgetLines(Tx& tx, const std::string& batchId) const
	{
		EH_TRY([[maybe_unused]] const auto gone, tx.execute(_sql.dropLines, batchId));
		return {};
	}

	/// Headings of the newest file of a kind, by column name: the next one is likely written alike.
	Result<nlohmann::json> lastHeadings(Tx& tx, const std::string& kind) const
	{
		EH_TRY(auto rows, tx.query(_sql.lastHeadings, kind));
		EH_TRY(const bool found, rows.next());
		return found ? nlohmann::json::parse(rows.text(0)) : nlohmann::json::object();
	}

	/// The branch that a cell names by its id or name, 勉县 for 勉县分公司 too: id and name. Problems "branch_unknown",
	/// "branch_not_yours" of `column`; '' then, and for an empty cell.
	Result<Person> branch(Tx& tx, const Batch& batch, const std::string& column, Reading& reading) const
	{
		const std::string cell = reading.text(column);
		if (cell.empty()) return Person{};
		EH_TRY(auto rows, tx.query(_sql.branch, cell));
		EH_TRY(const auto found, firstRow(rows, [](const Query& row) { return Person{row.text(0), row.text(1)}; }));
		if (found && batch.forBranch(found->id)) return *found;
		reading.wrong(column, found ? "branch_not_yours" : "branch_unknown", {{"given", cell}});
		return Person{};
	}

private:
	static Batch toBatch(const Query& row)
	{
		Batch batch;
		batch.id = row.text(0);
		batch.kind = row.text(1);
		batch.fileName = row.text(2);
		batch.headings = nlohmann::json::parse(row.text(3));
		batch.branches = row.text(4);
		batch.state = row.text(5);
		batch.then = row.text(6);
		batch.position = row.integer(7);
		batch.reason = row.text(8);
		batch.createdAt = row.integer(9);
		batch.createdBy = {row.text(10), row.text(11)};
		batch.appliedAt = row.optionalInteger(12);
		batch.appliedBy = {row.text(13), row.text(14)};
		batch.undoneAt = row.optionalInteger(15);
		batch.undoneBy = {row.text(16), row.text(17)};
		batch.version = row.integer(18);
		batch.round = row.integer(19);
		return batch;
	}

	static StoredLine toLine(const Query& row)
	{
		StoredLine line;
		line.line.row = row.integer(0);
		line.line.cells = nlohmann::json::parse(row.text(1)).get<std::map<std::string, std::string>>();
		line.state = row.text(2);
		line.reason = row.text(3);
		line.mark = row.text(4);
		for (const auto& each : nlohmann::json::parse(row.text(5)))
			line.problems.push_back({each.at("column"), each.at("code"), each.at("params")});
		line.made = {row.text(6), row.text(7)};
		return line;
	}

	const Statements& _sql;
};

} // namespace erphost::imports
