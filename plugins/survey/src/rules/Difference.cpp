#include "rules/Difference.hpp"

#include "rules/AnswerClass.hpp"

#include <algorithm>
#include <iterator>

namespace survey {

namespace {

Value textValue(std::string_view text)
{
	return Value(std::string(text));
}

} // namespace

ErpStatus erpStatusOf(const Standing& standing)
{
	if (!standing.latest) return {};
	return {"called_back", consequenceOf(*standing.latest->level).handlingStatus};
}

std::int64_t bonusOf(const Standing& standing, const std::map<std::string, std::int64_t, std::less<>>& table)
{
	if (!standing.first) return 0;
	const auto sum = table.find(name(*standing.first->level));
	return sum == table.end() ? 0 : sum->second;
}

std::vector<ListedConsequence> consequencesOf(const History& history, const Surroundings& about)
{
	const Standing standing = standingOf(history);
	std::vector<ListedConsequence> all;
	const auto add = [&](std::string_view what, std::string key, Value value) {
		all.push_back({std::string(what), std::move(key), std::move(value)});
	};
	add("state", {}, textValue(standing.state));
	const ErpStatus status = erpStatusOf(standing);
	add("callback_status", {}, textValue(status.callbackStatus));
	if (about.workOrder) add("handling_status", {}, textValue(status.handlingStatus));
	if (standing.latest && consequenceOf(*standing.latest->level).feedback)
		add("feedback", {}, textValue(standing.latest->words));
	if (standing.sheet) add("contact_sheet", {}, textValue(name(*standing.sheet->level)));
	for (const WantedFine& fine : finesOf(standing, about.stage, about.fines))
		add("fine", fine.offence, fine.sumFen ? Value(*fine.sumFen) : Value());
	if (const auto sum = bonusOf(standing, about.bonus); sum > 0) add("bonus", {}, Value(sum));
	for (const auto& attempt : standing.shown)
		for (const Effect& effect : attempt.effects)
		{
			if (effect.what == EffectKind::finding) add("finding", effect.key, textValue(effect.question));
			if (effect.what == EffectKind::clock) add("clock", effect.key, Value(effect.value == kYes));
			if (effect.what == EffectKind::visit) add("visit", effect.key, Value(true));
		}
	if (about.outsourced) add("hold", {}, Value(standing.hold()));
	if (about.passedOn && standing.latest) add("work_passed_on", {}, Value(true));
	for (const auto& round : history.rounds)
		if (round.round > 1) add("round", std::to_string(round.round), Value(true));
	for (const auto& attempt : history.attempts)
		for (const Fact& fact : factsOf(attempt)) add("figure", fact.indicator, textValue(className(fact.outcome)));
	return all;
}

Difference differenceOf(const std::vector<ListedConsequence>& before, const std::vector<ListedConsequence>& after)
{
	// As multisets: two attempts that count the same are two.
	Difference difference;
	std::vector<ListedConsequence> left = after;
	for (const auto& old : before)
	{
		const auto same = std::find(left.begin(), left.end(), old);
		if (same == left.end()) difference.reversed.push_back(old);
		else left.erase(same);
	}
	difference.made = std::move(left);
	return difference;
}

} // namespace survey
