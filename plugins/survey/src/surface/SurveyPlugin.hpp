#pragma once

#include "erphost/Plugin.hpp"
#include "surface/AnswerRoutes.hpp"
#include "surface/AttemptRoute.hpp"
#include "surface/FigureRoutes.hpp"
#include "surface/FinishedWork.hpp"
#include "surface/QuestionnaireRoutes.hpp"
#include "surface/TaskRoutes.hpp"

namespace survey {

/// 回访: call-backs after sale, delivery, install and repair.
class SurveyPlugin : public erphost::Plugin
{
public:
	explicit SurveyPlugin(const erphost::Host& host);
	Result<void> start(erphost::Registry& registry) override;

private:
	FinishedWork _work;
	TaskRoutes _tasks;
	AttemptRoute _attempts;
	FigureRoutes _figures;
	QuestionnaireRoutes _questionnaires;
	AnswerRoutes _answers;
};

} // namespace survey
