#pragma once

#include "embedded/survey_questionnaires.hpp"
#include "rules/QuestionnaireJson.hpp"

#include <stdexcept>
#include <string>

namespace survey::testing {

/// A questionnaire as it is shipped, by its id.
inline Questionnaire shipped(const std::string& id)
{
	for (const auto& file : erphost::embedded::survey_questionnaires())
		if (file.name == id + ".json")
		{
			Problems problems;
			Questionnaire questionnaire = readQuestionnaire(nlohmann::json::parse(file.content), problems);
			questionnaire.version = 1;
			return questionnaire;
		}
	throw std::invalid_argument(id);
}

} // namespace survey::testing
