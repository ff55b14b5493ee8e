#pragma once

#include "erphost/Plugin.hpp"
#include "surface/AssessmentRoutes.hpp"
#include "surface/AttemptRoute.hpp"
#include "surface/FigureRoutes.hpp"
#include "surface/FinishedWork.hpp"
#include "surface/IndicatorRoutes.hpp"
#include "surface/MonthRoutes.hpp"
#include "surface/PlanRoutes.hpp"
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
	IndicatorRoutes _indicators;
	MonthRoutes _months;
	PlanRoutes _plans;
	AssessmentRoutes _assessments;
};

} // namespace survey
