#include "surface/SurveyPlugin.hpp"

EH_PLUGIN(survey::SurveyPlugin, "survey", "0.1.0")
