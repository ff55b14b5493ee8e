#include "surface/FigureJson.hpp"

namespace survey {

using nlohmann::json;

json toJson(const Rate& rate)
{
	return {{"numerator", rate.numerator},
	        {"denominator", rate.denominator},
	        {"value", rate.value ? json(rate.value->value) : json()},
	        {"low", rate.value ? json(rate.value->low) : json()},
	        {"high", rate.value ? json(rate.value->high) : json()}};
}

json toJson(const Figure& figure, std::string_view indicator, const FigureSettings& settings, std::optional<int> rank)
{
	const OutcomeCounts& counts = figure.counts;
	const Rate rate = rateOf(indicator, counts);
	const bool below = indicator == kSatisfaction && verdictOf(rate.numerator, rate.denominator, settings.planTarget,
	                                                           settings.planMinimum) == Verdict::below;
	return {{"key", figure.key},
	        {"name", figure.name},
	        {"answered", counts.answered()},
	        {"veryYes", counts.veryYes},
	        {"yes", counts.yes},
	        {"average", counts.average},
	        {"no", counts.no},
	        {"veryNo", counts.veryNo},
	        {"invalid", counts.invalid},
	        {"refused", counts.refused},
	        {"notReached", counts.notReached},
	        {"rate", toJson(rate)},
	        {"few", counts.answered() < settings.few},
	        {"rank", rank ? json(*rank) : json()},
	        {"belowTarget", below}};
}

Figure totalOf(const std::vector<Figure>& figures)
{
	Figure total;
	for (const auto& figure : figures) total.counts += figure.counts;
	return total;
}

json pageOf(json items, const std::string& next)
{
	return {{"items", std::move(items)}, {"next", next.empty() ? json() : json(next)}};
}

json monthSchema()
{
	return {{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$"}};
}

json textSchema()
{
	return {{"type", "string"}, {"maxLength", 100}};
}

json limitSchema()
{
	return {{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
}

json cursorSchema()
{
	return {{"type", "string"}, {"maxLength", 400}};
}

json itemsSchema()
{
	return {{"type", "object"}, {"required", {"items"}}, {"properties", {{"items", {{"type", "array"}}}}}};
}

} // namespace survey
