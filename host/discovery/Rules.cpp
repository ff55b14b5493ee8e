#include "host/discovery/Rules.hpp"

#include <algorithm>

namespace erphost::discovery {

using nlohmann::json;

namespace {
constexpr std::int64_t kSmall = 50'000; ///< rows that can be compared one by one every few minutes
} // namespace

Changes chooseChanges(const Table& table, odbc::Product product, const std::string& updated, const std::string& created,
                      bool gaps)
{
	if (product == odbc::Product::sqlserver)
		for (const auto& column : table.columns)
			if (column.catalog.typeName == "timestamp" || column.catalog.typeName == "rowversion")
				return {{{"mode", "rowversion"}, {"columns", {column.catalog.name}}, {"sweepMinutes", 60}},
				        "row_version"};
	const json snapshot = {{"mode", "snapshot"}};
	const auto* column = table.column(updated);
	if (column == nullptr || !column->isMoment()) return {snapshot, "snapshot"};
	json watermark = {{"mode", "watermark"}, {"columns", {updated}}, {"overlapSeconds", 120}, {"sweepMinutes", 60}};
	if (!gaps) return {watermark, "watermark"};
	const auto* stand = table.column(created);
	if (stand != nullptr && stand->isMoment() && stand->shape.filled == stand->shape.rows &&
	    stand->catalog.kind == column->catalog.kind)
	{
		watermark["coalesce"] = created;
		return {watermark, "watermark"};
	}
	// Mostly empty, it shows hardly anything; comparing a small table costs less than missing a change.
	if (column->shape.filledShare() < 0.5 && table.rows >= 0 && table.rows <= kSmall) return {snapshot, "snapshot"};
	return {watermark, "watermark_gaps"};
}

json chooseDeleted(const Words& words, const Table& table)
{
	const auto list = words.list({"deleted"});
	const Column* best = nullptr;
	double most = 0.6;
	bool contrary = false;
	for (const auto& column : table.columns)
	{
		if (!column.isFlag()) continue;
		if (const double score = fits(column.catalog.name, list); score > most)
		{
			most = score;
			best = &column;
			contrary = false;
		}
		for (const auto& word : list)
			if (word.starts_with('!') && fits(column.catalog.name, {word.substr(1)}) > most)
			{
				most = fits(column.catalog.name, {word.substr(1)});
				best = &column;
				contrary = true;
			}
	}
	if (best == nullptr) return nullptr;
	const auto values = contrary ? json{"0", "f", "false", "N"} : json{"1", "t", "true", "Y", "是"};
	return {{"column", best->catalog.name}, {"values", values}};
}

void tellDone(std::vector<Code>& codes,
              const std::vector<std::tuple<std::string, std::int64_t, std::int64_t>>& together)
{
	if (std::any_of(codes.begin(), codes.end(), [](const Code& code) { return code.meaning == "done"; })) return;
	const std::string* only = nullptr;
	for (const auto& [code, filled, empty] : together)
	{
		if (filled + empty < 5) continue;
		const double share = static_cast<double>(filled) / static_cast<double>(filled + empty);
		if (share >= 0.95)
		{
			if (only != nullptr) return; // two states after completion: which is which, a person must say
			only = &code;
		}
		else if (share > 0.2) return; // completion says nothing about this state
	}
	if (only == nullptr) return;
	for (auto& code : codes)
		if (code.code == *only) code.meaning = "done";
}

bool putCodes(json& spec, const std::vector<Code>& codes)
{
	auto known = json::object();
	bool all = true;
	for (const auto& code : codes)
		if (!code.meaning.empty()) known[code.code] = code.meaning;
		else if (!code.code.empty()) all = false;
	if (known.empty()) return false;
	spec["codes"] = std::move(known);
	spec["otherwise"] = all ? "refuse" : "null";
	return true;
}

double plausibility(const Candidate& candidate)
{
	double score = candidate.numberInKey ? 3 : 0;
	score += candidate.phoneHere ? 3 : candidate.phoneLinked ? 2.5 : 0;
	score += candidate.nameHere ? 2 : candidate.nameLinked ? 2 : 0;
	score += 2 * candidate.nameOfKind + 1.5 * candidate.nameOfNumber;
	score += std::min(2.0, 0.2 * static_cast<double>(candidate.moments));
	return score + std::min(1.0, 0.03 * static_cast<double>(candidate.columns));
}

} // namespace erphost::discovery
