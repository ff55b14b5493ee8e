#pragma once

#include "erphost/Plugin.hpp"
#include "erphost/imports/Routes.hpp"
#include "surface/ActionRoutes.hpp"
#include "surface/AttachmentRoutes.hpp"
#include "surface/CaseRoutes.hpp"
#include "surface/CaseWork.hpp"
#include "surface/DeedRoutes.hpp"
#include "surface/DocumentRoutes.hpp"
#include "surface/EarlierCases.hpp"
#include "surface/FeeEvents.hpp"
#include "surface/FineRoutes.hpp"
#include "surface/IntakeRoutes.hpp"
#include "surface/OrderWatch.hpp"
#include "surface/OwnerRoutes.hpp"
#include "surface/PeopleRoutes.hpp"
#include "surface/SheetsAndClocks.hpp"
#include "surface/StepRoutes.hpp"
#include "surface/StoryRoutes.hpp"
#include "surface/SurveyEvents.hpp"

namespace complaints {

/// 投诉: complaints from intake to the content customer.
class ComplaintsPlugin : public erphost::Plugin
{
public:
	explicit ComplaintsPlugin(const erphost::Host& host);
	Result<void> start(erphost::Registry& registry) override;

private:
	CaseWork _work;
	CaseRoutes _cases;
	IntakeRoutes _intake;
	StepRoutes _steps;
	OwnerRoutes _owners;
	DeedRoutes _deeds;
	FineRoutes _fines;
	ActionRoutes _actions;
	DocumentRoutes _documents;
	PeopleRoutes _people;
	StoryRoutes _story;
	AttachmentRoutes _attachments;
	SurveyEvents _events;
	FeeEvents _feeEvents;
	OrderWatch _orders;
	EarlierCases _earlier;
	SheetsAndClocks _time;
	erphost::imports::Routes _imports;
};

} // namespace complaints
