#pragma once

#include "rules/Money.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// FE-30: the manufacturer's statement compared with ours.
namespace fees {

/// A row as read from the manufacturer's sheet.
struct StatementRow
{
	std::int64_t row = 0;
	std::string card, serial, order;
	bool paid = false; ///< otherwise refused
	Fen sumFen = 0;
	std::string reason;
};

/// One of our cards that a row may mean.
struct ClaimedCard
{
	std::string id, number, serial, order;
	std::string state; ///< claimed, paid, refused, …
	Fen expectedFen = 0;
};

enum class RowVerdict
{
	ok,
	differs,    ///< another sum than we claimed: accepted only when somebody says so
	unknown,    ///< no card of ours
	twice,      ///< the same card again, in this statement or paid before
	notClaimed, ///< ours, but not posted yet
	invalid     ///< the row itself is wrong
};

constexpr std::string_view name(RowVerdict verdict)
{
	switch (verdict)
	{
	case RowVerdict::ok: return "ok";
	case RowVerdict::differs: return "differs";
	case RowVerdict::unknown: return "unknown";
	case RowVerdict::twice: return "double";
	case RowVerdict::notClaimed: return "not_claimed";
	case RowVerdict::invalid: return "invalid";
	}
	return "";
}

struct RowMatch
{
	std::int64_t row = 0;
	RowVerdict verdict = RowVerdict::ok;
	std::string field, code;         ///< what is wrong, and with which field of the row
	std::optional<std::size_t> card; ///< index into the cards
};

/// A card is found by its number, else by the unit's serial number, else by the order; the first that is given decides.
std::vector<RowMatch> matchStatement(const std::vector<StatementRow>& rows, const std::vector<ClaimedCard>& cards);

} // namespace fees
