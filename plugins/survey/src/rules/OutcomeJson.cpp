#include "rules/OutcomeJson.hpp"

#include "rules/AnswerClass.hpp"

namespace survey {

using nlohmann::json;

json toJson(const Outcome& outcome)
{
	json facts = json::array(), violations = json::array(), findings = json::array(), clocks = json::array();
	for (const auto& one : outcome.facts)
		facts.push_back({{"indicator", one.indicator}, {"class", className(one.outcome)}});
	for (const auto& one : outcome.violations)
		violations.push_back({{"question", one.question}, {"offence", one.offence}, {"text", one.text}});
	for (const auto& one : outcome.findings)
		findings.push_back({{"question", one.question},
		                    {"finding", one.finding},
		                    {"said", one.said},
		                    {"amount_fen", one.amountFen ? json(*one.amountFen) : json()}});
	for (const auto& one : outcome.clocks) clocks.push_back({{"clock", one.clock}, {"in_time", one.inTime}});
	return {{"facts", facts},
	        {"violations", violations},
	        {"findings", findings},
	        {"clocks", clocks},
	        {"activated", outcome.activated ? json(*outcome.activated) : json()}};
}

Outcome readOutcome(const json& stored)
{
	Outcome outcome;
	for (const auto& one : stored.at("facts"))
		outcome.facts.push_back({one.at("indicator").get<std::string>(),
		                         classNamed(one.at("class").get<std::string>()).value_or(FactClass::invalid)});
	for (const auto& one : stored.at("violations"))
		outcome.violations.push_back({one.at("question").get<std::string>(), one.at("offence").get<std::string>(),
		                              one.at("text").get<std::string>()});
	for (const auto& one : stored.at("findings"))
	{
		Finding finding{one.at("question").get<std::string>(), one.at("finding").get<std::string>(),
		                one.at("said").get<std::string>(), std::nullopt};
		if (!one.at("amount_fen").is_null()) finding.amountFen = one.at("amount_fen").get<std::int64_t>();
		outcome.findings.push_back(finding);
	}
	for (const auto& one : stored.at("clocks"))
		outcome.clocks.push_back({one.at("clock").get<std::string>(), one.at("in_time").get<bool>()});
	if (!stored.at("activated").is_null()) outcome.activated = stored.at("activated").get<bool>();
	return outcome;
}

} // namespace survey
