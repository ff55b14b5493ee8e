#pragma once

#include "rules/CountRound.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace parts {

// PT-06: the lines of a stocktake between the store and whoever looks at them.

/// Counted less frozen; 0 of what was not counted.
std::int64_t differenceOf(const nlohmann::json& line);
std::vector<CountLine> countLines(const nlohmann::json& lines);

/// What a stocktake shows of itself: while it is counted not even how many lines differ.
void finishStocktake(nlohmann::json& stocktake);
/// A line as it may be seen: while it is counted nobody sees the book, and nobody an earlier round's count.
void blindLine(nlohmann::json& line, const nlohmann::json& stocktake);

} // namespace parts
