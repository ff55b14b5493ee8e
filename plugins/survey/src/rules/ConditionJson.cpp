#include "rules/ConditionJson.hpp"

#include "rules/AnswerClass.hpp"
#include "rules/JsonReader.hpp"

#include <array>
#include <utility>

namespace survey {

using nlohmann::json;

namespace {

constexpr std::size_t kMostParts = 30;
constexpr std::size_t kLongestValue = 200;
/// Nobody understands a deeper one, and a hostile one must not exhaust the stack.
constexpr int kDeepest = 8;

struct NamedTest
{
	std::string_view name;
	Condition::Test test;
};
constexpr std::array kNumeric{NamedTest{"above", Condition::Test::above},
                              NamedTest{"atLeast", Condition::Test::atLeast},
                              NamedTest{"below", Condition::Test::below}};

std::optional<Value> valueOf(const json& value)
{
	if (value.is_boolean()) return Value(value.get<bool>());
	if (value.is_number_integer()) return Value(value.get<std::int64_t>());
	if (value.is_string() && value.get_ref<const std::string&>().size() <= kLongestValue)
		return Value(value.get<std::string>());
	return std::nullopt;
}

json jsonOf(const Value& value)
{
	if (const auto* flag = std::get_if<bool>(&value)) return *flag;
	if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
	if (const auto* text = std::get_if<std::string>(&value)) return *text;
	return nullptr;
}

/// One value or a list of them.
template <typename Use>
bool eachOf(const json& value, const Use& use)
{
	if (!value.is_array()) return use(value);
	if (value.empty() || value.size() > kMostParts) return false;
	for (const auto& one : value)
		if (!use(one)) return false;
	return true;
}

void readTest(JsonReader& reader, Condition& condition)
{
	int tests = 0;
	if (const json* is = reader.find("is"))
	{
		++tests;
		condition.test = Condition::Test::is;
		const bool good = eachOf(*is, [&](const json& one) {
			const auto value = valueOf(one);
			if (value) condition.values.push_back(*value);
			return value.has_value();
		});
		if (!good) reader.complain("is", "type", "应为一个值或值的列表", "This must be a value or a list of values");
	}
	if (const json* classes = reader.find("class"))
	{
		++tests;
		condition.test = Condition::Test::is;
		condition.source = Condition::Source::answerClass;
		const bool good = eachOf(*classes, [&](const json& one) {
			const auto value = one.is_string() ? classNamed(one.get_ref<const std::string&>()) : std::nullopt;
			if (value) condition.classes.push_back(*value);
			return value.has_value();
		});
		if (!good) reader.complain("class", "value", "没有这种答案类别", "There is no such class of answers");
	}
	for (const auto& numeric : kNumeric)
		if (const auto number = reader.integer(numeric.name))
		{
			++tests;
			condition.test = numeric.test;
			condition.number = *number;
		}
	if (const auto isKnown = reader.optionalBoolean("known"))
	{
		++tests;
		condition.test = Condition::Test::known;
		condition.number = *isKnown ? 1 : 0;
	}
	if (tests != 1)
		reader.complain("", "value", "条件需要一个、且只需要一个比较：is、class、above、atLeast、below、known",
		                "A condition compares in exactly one way: is, class, above, atLeast, below or known");
}

Condition read(const json& value, const std::string& pointer, Problems& problems, int depth)
{
	Condition condition;
	JsonReader reader(value, pointer, problems,
	                  {"all", "any", "not", "question", "fact", "is", "class", "above", "atLeast", "below", "known"});
	if (!reader.isObject()) return condition;
	if (depth > kDeepest)
	{
		reader.complain("", "length", "条件嵌套太深", "The condition is nested too deeply");
		return condition;
	}
	int forms = 0;
	for (const auto& [member, join] : {std::pair("all", Condition::Join::all), std::pair("any", Condition::Join::any)})
		if (reader.find(member))
		{
			++forms;
			condition.join = join;
			const json& parts = reader.list(member, kMostParts, true);
			if (parts.empty())
				reader.complain(member, "missing", "至少需要一个条件", "At least one condition is needed");
			for (std::size_t i = 0; i < parts.size(); ++i)
				condition.parts.push_back(
					read(parts[i], reader.at(member) + "/" + std::to_string(i), problems, depth + 1));
		}
	if (const json* negated = reader.find("not"))
	{
		++forms;
		condition.join = Condition::Join::negated;
		condition.parts.push_back(read(*negated, reader.at("not"), problems, depth + 1));
	}
	for (const auto& [member, source] :
	     {std::pair("question", Condition::Source::answer), std::pair("fact", Condition::Source::fact)})
		if (reader.find(member))
		{
			++forms;
			condition.join = Condition::Join::comparison;
			condition.source = source;
			condition.subject = reader.text(member, 40, true);
			readTest(reader, condition);
		}
	if (forms != 1 || (condition.join != Condition::Join::comparison && value.size() != 1))
		reader.complain("", "value", "条件应为 all、any、not、question、fact 之一",
		                "A condition is one of all, any, not, question and fact");
	return condition;
}

} // namespace

Condition readCondition(const json& value, const std::string& pointer, Problems& problems)
{
	return read(value, pointer, problems, 1);
}

json toJson(const Condition& condition)
{
	json parts = json::array();
	for (const auto& part : condition.parts) parts.push_back(toJson(part));
	switch (condition.join)
	{
	case Condition::Join::all: return {{"all", parts}};
	case Condition::Join::any: return {{"any", parts}};
	case Condition::Join::negated: return {{"not", parts.at(0)}};
	case Condition::Join::comparison: break;
	}
	json object = {{condition.source == Condition::Source::fact ? "fact" : "question", condition.subject}};
	if (condition.source == Condition::Source::answerClass)
	{
		for (const auto one : condition.classes) object["class"].push_back(className(one));
		return object;
	}
	switch (condition.test)
	{
	case Condition::Test::is:
		for (const auto& one : condition.values) object["is"].push_back(jsonOf(one));
		break;
	case Condition::Test::known: object["known"] = condition.number != 0; break;
	case Condition::Test::above:
	case Condition::Test::atLeast:
	case Condition::Test::below:
		for (const auto& numeric : kNumeric)
			if (numeric.test == condition.test) object[std::string(numeric.name)] = condition.number;
		break;
	}
	return object;
}

} // namespace survey
