#include "rules/Condition.hpp"

#include <algorithm>

namespace survey {

namespace {

const Value* valueOf(const Values& values, const std::string& subject)
{
	const auto found = values.find(subject);
	return found != values.end() && known(found->second) ? &found->second : nullptr;
}

bool compares(const Condition& condition, const Value* value)
{
	if (condition.test == Condition::Test::known) return (value != nullptr) == (condition.number != 0);
	if (!value) return false;
	if (condition.test == Condition::Test::is)
		return std::find(condition.values.begin(), condition.values.end(), *value) != condition.values.end();
	const auto* number = std::get_if<std::int64_t>(value);
	if (!number) return false;
	switch (condition.test)
	{
	case Condition::Test::above: return *number > condition.number;
	case Condition::Test::atLeast: return *number >= condition.number;
	case Condition::Test::below: return *number < condition.number;
	case Condition::Test::is:
	case Condition::Test::known: break;
	}
	return false;
}

} // namespace

bool holds(const Condition& condition, const Circumstances& circumstances)
{
	const auto part = [&](const Condition& one) { return holds(one, circumstances); };
	switch (condition.join)
	{
	case Condition::Join::all: return std::all_of(condition.parts.begin(), condition.parts.end(), part);
	case Condition::Join::any: return std::any_of(condition.parts.begin(), condition.parts.end(), part);
	case Condition::Join::negated: return !std::any_of(condition.parts.begin(), condition.parts.end(), part);
	case Condition::Join::comparison: break;
	}
	switch (condition.source)
	{
	case Condition::Source::answer: return compares(condition, valueOf(circumstances.answers, condition.subject));
	case Condition::Source::fact: return compares(condition, valueOf(circumstances.facts, condition.subject));
	case Condition::Source::answerClass: break;
	}
	const auto found = circumstances.classes.find(condition.subject);
	return found != circumstances.classes.end() &&
	       std::find(condition.classes.begin(), condition.classes.end(), found->second) != condition.classes.end();
}

} // namespace survey
