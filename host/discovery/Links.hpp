#pragma once

#include "host/discovery/Shape.hpp"
#include "host/discovery/Words.hpp"

namespace erphost::discovery {

/// A way from a row of one table to the one row of another.
struct Link
{
	enum class Why
	{
		foreignKey, ///< the database says so
		sameName,   ///< the columns are called the same, and values are found
		values      ///< values alone: every one that was looked up is there
	};
	std::string table;                                   ///< the other
	std::vector<std::pair<std::string, std::string>> on; ///< column here, column of its key
	Why why = Why::values;
	double score = 0;     ///< how much the names speak for it, before anything was looked up
	bool extends = false; ///< the same key: one row there continues one row here
	std::size_t tried = 0, matched = 0;
};

/// The ways that are worth looking up, best first: declared keys; else all columns of a unique key of `to`, each with a
/// column of the same kind here that has its name or whose values look the same. Integers count by name only: numbers
/// from 1 upwards agree with every table. `from.sample` and `to.sample` must have been judged. Pure.
std::vector<Link> linkCandidates(const Table& from, const Table& to);

/// Different key tuples of the sample that have a value in every column, at most `most`; raw values.
std::vector<std::vector<Cell>> linkTuples(const Table& from, const Link& link, std::size_t most);

/// Counts the tuples that `found` (rows of `to`) has.
void countMatches(Link& link, const Table& to, const std::vector<std::vector<Cell>>& tuples,
                  const std::vector<std::vector<Cell>>& found);

/// Whether what was looked up bears the link out. A declared key needs nothing, a name half of it, values alone nearly
/// all and at least three.
bool holds(const Link& link);

/// The row of `to` that a row of `from` leads to; null if `found` has none.
const std::vector<Cell>* linkedRow(const Table& from, const std::vector<Cell>& row, const Link& link, const Table& to,
                                   const std::vector<std::vector<Cell>>& found);

} // namespace erphost::discovery
