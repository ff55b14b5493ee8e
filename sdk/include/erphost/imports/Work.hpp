#pragma once

#include "erphost/imports/Store.hpp"

#include <memory>

namespace erphost::imports {

/// What is done with a batch a piece at a time, each in a transaction of its own: thousands of lines at once would keep
/// everybody else from writing. Where it stands is in the store, so whatever is killed goes on where it was:
///
///   draft → checking → applying → tidying → applied → probing → undoing → undone
///
/// Checking looks at every line again; with one wrong line the batch is a draft again and nothing was written. A line
/// that turns bad while others are written already (somebody was faster) has the whole batch taken back to a draft.
/// Probing asks of every line what was built on it; with one such line nothing is taken back.
class Work
{
public:
	Work(const Host& host, const Statements& sql): _host(host), _store(sql) {}

	void add(std::unique_ptr<Kind> kind) { _kinds.push_back(std::move(kind)); }
	const std::vector<std::unique_ptr<Kind>>& kinds() const { return _kinds; }
	const Store& store() const { return _store; }
	const Host& host() const { return _host; }

	const Kind* kind(const std::string& name) const
	{
		for (const auto& each : _kinds)
			if (each->name() == name) return each.get();
		return nullptr;
	}

	/// Looks at a line anew. A line that is left out stays so.
	Result<void> check(Tx& tx, const Kind& kind, const Batch& batch, StoredLine& line) const
	{
		EH_TRY(Checked checked, kind.check(tx, batch, line.line));
		line.mark = std::move(checked.mark);
		line.problems = std::move(checked.problems);
		if (line.state != "left_out") line.state = line.problems.empty() ? "good" : "wrong";
		return _store.put(tx, batch, line);
	}

	/// The next piece of the oldest batch at work; false if there is none.
	Result<bool> advance(Tx& tx) const
	{
		EH_TRY(auto batch, _store.working(tx));
		if (!batch) return false;
		const Kind* found = kind(batch->kind);
		if (!found)
			return misconfigured("import.kind_unknown", "This version cannot work on the batch.")
			    .with("kind", batch->kind);
		const bool careful = batch->state == "checking" || batch->state == "probing";
		const int piece = careful ? kLooked : kWritten;
		EH_TRY(auto lines, _store.linesAfter(tx, batch->id, batch->position, piece));
		for (StoredLine& line : lines)
		{
			const std::string before = batch->state;
			EH_CHECK(step(tx, *found, *batch, line));
			// A line stopped the work: something else begins, from the first line.
			if (batch->state != before)
			{
				batch->position = 0;
				return keep(tx, *batch);
			}
			batch->position = line.line.row;
		}
		if (static_cast<int>(lines.size()) < piece) EH_CHECK(finish(tx, *batch));
		return keep(tx, *batch);
	}

	/// Lines of one transaction that are looked at, and that are written.
	static constexpr int kLooked = 100, kWritten = 40;

private:
	Result<bool> keep(Tx& tx, Batch& batch) const
	{
		EH_CHECK(_store.save(tx, batch));
		return true;
	}

	Result<void> step(Tx& tx, const Kind& kind, Batch& batch, StoredLine& line) const
	{
		if (batch.state == "checking") return check(tx, kind, batch, line);
		if (batch.state == "applying") return apply(tx, kind, batch, line);
		if (batch.state == "tidying") return forgetPeople(tx, kind, batch, line);
		if (line.state != "done") return {};
		EH_TRY(const auto built, kind.builtOn(tx, batch, line.made.id));
		line.problems.clear();
		if (built) line.problems.push_back(*built);
		if (batch.state == "probing") return _store.put(tx, batch, line);
		if (built)
		{
			// Built on since it was probed: what is taken back already is, the rest stays and says why.
			EH_CHECK(_store.put(tx, batch, line));
			batch.state = "applied";
			return {};
		}
		EH_CHECK(kind.takeBack(tx, batch, line.made.id));
		line.state = batch.then == "draft" ? "good" : "undone";
		if (batch.then == "draft") line.made = {};
		return _store.put(tx, batch, line);
	}

	Result<void> apply(Tx& tx, const Kind& kind, Batch& batch, StoredLine& line) const
	{
		if (line.state != "good") return {};
		EH_TRY(Checked checked, kind.check(tx, batch, line.line));
		if (!checked.problems.empty())
		{
			line.state = "wrong";
			line.problems = std::move(checked.problems);
			EH_CHECK(_store.put(tx, batch, line));
			batch.state = "undoing";
			batch.then = "draft";
			return {};
		}
		EH_TRY(line.made, kind.make(tx, batch, line.line));
		line.state = "done";
		line.problems.clear();
		return _store.put(tx, batch, line);
	}

	Result<void> finish(Tx& tx, Batch& batch) const
	{
		batch.position = 0;
		EH_TRY(const Counts counts, _store.counts(tx, batch.id));
		if (batch.state == "checking")
		{
			const bool go = batch.then == "applying" && counts.wrong == 0 && counts.leftOut < counts.lines;
			batch.state = go ? "applying" : "draft";
		}
		else if (batch.state == "applying")
		{
			batch.state = "tidying";
			batch.then = "applied";
			batch.appliedAt = _host.nowMs();
		}
		else if (batch.state == "probing")
		{
			batch.state = counts.blocked == 0 ? "undoing" : "applied";
			batch.then = "undone";
		}
		else
		{
			batch.state = batch.then;
			if (batch.state == "undone") batch.undoneAt = _host.nowMs();
		}
		return {};
	}

	/// What names people stands in the records now, masked; in the batch nobody needs it any more.
	Result<void> forgetPeople(Tx& tx, const Kind& kind, const Batch& batch, StoredLine& line) const
	{
		for (const Column& column : kind.columns())
			if (column.personal) line.line.cells.erase(column.name);
		return _store.put(tx, batch, line);
	}

	const Host& _host;
	Store _store;
	std::vector<std::unique_ptr<Kind>> _kinds;
};

} // namespace erphost::imports
