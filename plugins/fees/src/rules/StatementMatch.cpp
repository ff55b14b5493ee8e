#include "rules/StatementMatch.hpp"

#include <set>

namespace fees {

namespace {

using Index = std::map<std::string, std::size_t, std::less<>>;

Index indexOf(const std::vector<ClaimedCard>& cards, std::string ClaimedCard::*field)
{
	Index index;
	for (std::size_t i = 0; i < cards.size(); ++i)
		if (!(cards[i].*field).empty()) index.emplace(cards[i].*field, i);
	return index;
}

RowMatch wrong(const StatementRow& row, RowVerdict verdict, const char* field, const char* code)
{
	return {row.row, verdict, field, code, std::nullopt};
}

} // namespace

std::vector<RowMatch> matchStatement(const std::vector<StatementRow>& rows, const std::vector<ClaimedCard>& cards)
{
	const Index byNumber = indexOf(cards, &ClaimedCard::number), bySerial = indexOf(cards, &ClaimedCard::serial),
				byOrder = indexOf(cards, &ClaimedCard::order);
	std::set<std::size_t> seen;
	std::vector<RowMatch> matches;
	matches.reserve(rows.size());
	for (const StatementRow& row : rows)
	{
		const bool named = !row.card.empty() || !row.serial.empty() || !row.order.empty();
		if (!named)
		{
			matches.push_back(wrong(row, RowVerdict::invalid, "card", "fees.statement.row.card"));
			continue;
		}
		if (row.sumFen < 0 || row.sumFen > kMaxFen || (row.paid && row.sumFen == 0))
		{
			matches.push_back(wrong(row, RowVerdict::invalid, "sumFen", "fees.statement.row.sum"));
			continue;
		}
		const Index& index = !row.card.empty() ? byNumber : !row.serial.empty() ? bySerial : byOrder;
		const std::string& wanted = !row.card.empty() ? row.card : !row.serial.empty() ? row.serial : row.order;
		const auto found = index.find(wanted);
		if (found == index.end())
		{
			matches.push_back(wrong(row, RowVerdict::unknown, "card", "fees.statement.row.unknown"));
			continue;
		}
		RowMatch match{row.row, RowVerdict::ok, {}, {}, found->second};
		const ClaimedCard& card = cards[found->second];
		if (!seen.insert(found->second).second || card.state == "paid" || card.state == "refused")
		{
			match.verdict = RowVerdict::twice;
			match.field = "card";
			match.code = "fees.statement.row.double";
		}
		else if (card.state != "claimed")
		{
			match.verdict = RowVerdict::notClaimed;
			match.field = "card";
			match.code = "fees.statement.row.not_claimed";
		}
		else if (row.paid && row.sumFen != card.expectedFen)
		{
			match.verdict = RowVerdict::differs;
			match.field = "sumFen";
			match.code = "fees.statement.row.differs";
		}
		matches.push_back(match);
	}
	return matches;
}

} // namespace fees
