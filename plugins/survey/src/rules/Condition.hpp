#pragma once

#include "rules/Fact.hpp"
#include "rules/Value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace survey {

/// What a condition is held against: the answers that are in, their classes, and the order's facts.
struct Circumstances
{
	const Values& answers;
	const Values& facts;
	const std::map<std::string, FactClass>& classes;
};

/// A condition over answers and facts: a comparison, or several joined.
struct Condition
{
	enum class Join
	{
		all,
		any,
		negated,   ///< of the one part
		comparison ///< no parts
	};
	enum class Source
	{
		answer,
		answerClass,
		fact
	};
	enum class Test
	{
		is, ///< one of `values`
		above,
		atLeast,
		below, ///< than `number`
		known  ///< `number` 1: is known, 0: is not
	};
	Join join = Join::comparison;
	std::vector<Condition> parts;
	Source source = Source::answer;
	std::string subject; ///< question id or name of a fact
	Test test = Test::is;
	std::vector<Value> values;
	std::vector<FactClass> classes; ///< Source::answerClass
	std::int64_t number = 0;
};

/// True if it holds. A comparison with something that is not known does not hold.
bool holds(const Condition& condition, const Circumstances& circumstances);

} // namespace survey
