#include "surface/FigureSettings.hpp"

namespace survey {

erphost::Result<FigureSettings> figureSettings(const erphost::Host& host, const std::string& month)
{
	EH_TRY(const auto json, host.settings(month + "-01"));
	FigureSettings settings;
	settings.basis = json.at("figure_basis");
	settings.few = json.at("figure_few");
	settings.planTarget = json.at("plan_target");
	settings.planMinimum = json.at("plan_minimum");
	for (const Step step : kSteps) settings.planStepDays[step] = json.at("plan_step_days").at(std::string(name(step)));
	return settings;
}

} // namespace survey
