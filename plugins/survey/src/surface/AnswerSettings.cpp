#include "surface/AnswerSettings.hpp"

#include "rules/AnswerClass.hpp"

namespace survey {

erphost::Result<AnswerRules> answerRules(const erphost::Host& host, const std::string& localDate)
{
	EH_TRY(const auto settings, host.settings(localDate));
	AnswerRules rules;
	for (const FactClass outcome : {FactClass::yes, FactClass::average, FactClass::no})
		for (const auto& phrase : settings.at("phrases").at(std::string(className(outcome))))
			rules.phrases.push_back({phrase.get<std::string>(), outcome});
	rules.onTimeLimitMinutes = settings.at("on_time_limit_minutes").get<std::int64_t>();
	rules.onTimeToleranceMinutes = settings.at("on_time_tolerance_minutes").get<std::int64_t>();
	return rules;
}

} // namespace survey
