#include "rules/Effect.hpp"

#include "rules/AnswerClass.hpp"

#include <utility>

namespace survey {

namespace {

Effect effect(EffectKind what, std::string key, std::string_view value, std::string question, std::string text)
{
	return {std::string(kFromAnswers),
	        what,
	        std::move(key),
	        std::string(value),
	        std::move(question),
	        std::move(text),
	        std::nullopt,
	        {}};
}

} // namespace

std::optional<EffectKind> effectKindNamed(std::string_view text)
{
	for (const EffectKind kind : kEffectKinds)
		if (name(kind) == text) return kind;
	return std::nullopt;
}

std::vector<Effect> effectsOf(const Outcome& outcome)
{
	std::vector<Effect> effects;
	for (const Fact& fact : outcome.facts)
		effects.push_back(effect(EffectKind::fact, fact.indicator, className(fact.outcome), {}, {}));
	for (const Violation& violation : outcome.violations)
	{
		effects.push_back(
			effect(EffectKind::violation, violation.offence, kTechnician, violation.question, violation.text));
		effects.push_back(effect(EffectKind::fact, offenceCount(violation.offence), className(FactClass::no), {}, {}));
	}
	for (const Finding& finding : outcome.findings)
	{
		effects.push_back(effect(EffectKind::finding, finding.finding, {}, finding.question, finding.said));
		effects.back().amountFen = finding.amountFen;
	}
	for (const ConfirmedClock& clock : outcome.clocks)
		effects.push_back(effect(EffectKind::clock, clock.clock, clock.inTime ? kYes : kNo, {}, {}));
	// SV-10: a smart TV that is not activated is visited.
	if (outcome.activated && !*outcome.activated)
		effects.push_back(effect(EffectKind::visit, "not_activated", {}, {}, {}));
	return effects;
}

} // namespace survey
