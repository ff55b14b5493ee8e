#pragma once

#include "erphost/Plugin.hpp"
#include "surface/AnswerRoutes.hpp"
#include "surface/AssessmentRoutes.hpp"
#include "surface/AttemptRoute.hpp"
#include "surface/CaseEvents.hpp"
#include "surface/ContactRoutes.hpp"
#include "surface/CorrectionRoutes.hpp"
#include "surface/DayRoutes.hpp"
#include "surface/EarlierCalls.hpp"
#include "surface/FigureRoutes.hpp"
#include "surface/FinishedWork.hpp"
#include "surface/FollowUpRoutes.hpp"
#include "surface/IndicatorRoutes.hpp"
#include "surface/MessageJobs.hpp"
#include "surface/MissingCalls.hpp"
#include "surface/MonthRoutes.hpp"
#include "surface/OnSiteRoutes.hpp"
#include "surface/PlanRoutes.hpp"
#include "surface/QuestionnaireRoutes.hpp"
#include "surface/Recorder.hpp"
#include "surface/StoryRoutes.hpp"
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
	EarlierCalls _earlier;
	TaskRoutes _tasks;
	Recorder _recorder;
	AttemptRoute _attempts;
	CorrectionRoutes _corrections;
	OnSiteRoutes _onSite;
	MissingCalls _missing;
	CaseEvents _cases;
	FollowUpRoutes _followUps;
	FigureRoutes _figures;
	QuestionnaireRoutes _questionnaires;
	AnswerRoutes _answers;
	IndicatorRoutes _indicators;
	MonthRoutes _months;
	PlanRoutes _plans;
	AssessmentRoutes _assessments;
	DayRoutes _day;
	ContactRoutes _contacts;
	MessageJobs _messages;
	StoryRoutes _stories;
};

} // namespace survey
