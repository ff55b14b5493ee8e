#include "Plan.hpp"

#include "rules/Satisfaction.hpp"

#include <algorithm>

namespace survey {

std::optional<Step> stepNamed(std::string_view text)
{
	for (const Step step : kSteps)
		if (name(step) == text) return step;
	return std::nullopt;
}

std::string_view missingFor(Step present, std::size_t causes, const std::vector<Measure>& measures,
                            std::string_view note)
{
	switch (present)
	{
	case Step::plan:
		if (causes == 0) return "causes";
		return measures.empty() ? "measures" : "";
	case Step::carryOut:
		// What was not done needs its reason: a measure is never forgotten in silence.
		return std::all_of(measures.begin(), measures.end(),
		                   [](const Measure& measure) { return measure.doneOn || !measure.result.empty(); })
		           ? ""
		           : "results";
	case Step::check: return note.find_first_not_of(" \t\r\n") == std::string_view::npos ? "note" : "";
	case Step::act: return "figure";
	}
	return "figure";
}

Verdict verdictOf(std::int64_t numerator, std::int64_t denominator, std::int64_t target, std::int64_t minimum)
{
	if (denominator == 0 || denominator < minimum) return Verdict::tooFew;
	return reaches(numerator, denominator, target) ? Verdict::reached : Verdict::below;
}

} // namespace survey
