#pragma once

#include "erphost/Plugin.hpp"
#include "surface/AssessmentRoutes.hpp"
#include "surface/AnswerRoutes.hpp"
#include "surface/AttemptRoute.hpp"
#include "surface/CaseEvents.hpp"
#include "surface/CorrectionRoutes.hpp"
#include "surface/FigureRoutes.hpp"
#include "surface/FinishedWork.hpp"
#include "surface/IndicatorRoutes.hpp"
#include "surface/MonthRoutes.hpp"
#include "surface/PlanRoutes.hpp"
#include "surface/FollowUpRoutes.hpp"
#include "surface/MissingCalls.hpp"
#include "surface/OnSiteRoutes.hpp"
#include "surface/QuestionnaireRoutes.hpp"
#include "surface/Recorder.hpp"
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
	Recorder _recorder;
	AttemptRoute _attempts;
	CorrectionRoutes _corrections;
	OnSiteRoutes _onSite;
	MissingCalls _missing;
	CaseEvents _cases;
	FollowUpRoutes _followUps;
	FigureRoutes _figures;
	IndicatorRoutes _indicators;
	MonthRoutes _months;
	PlanRoutes _plans;
	AssessmentRoutes _assessments;
	QuestionnaireRoutes _questionnaires;
	AnswerRoutes _answers;
};

} // namespace survey
