#include "surface/StepRoutes.hpp"

#include "rules/Route.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

const json kStepNames = {"facts", "cause", "solution", "carried_out", "prevention"};

} // namespace

Result<void> StepRoutes::addTo(erphost::Registry& registry) const
{
	const json step = {{"enum", kStepNames}};
	const json what = textSchema(4000);
	EH_CHECK(registry.route(
		{"POST", "/cases/{id}/steps", "recordStep", "Records the next step of a case.", kWorkers, nullptr,
	     objectSchema({{"step", step}, {"what", what}, {"cause", textSchema(40)}, {"subKind", {{"enum", kSubKinds}}}},
	                  {"step", "what"}),
	     caseDetailSchema(), true, [this](Tx& tx, const Request& request) { return record(tx, request); }}));
	EH_CHECK(
		registry.route({"POST", "/cases/{id}/reopen", "reopenCase", "Begins again at a step that failed.", kWorkers,
	                    nullptr, objectSchema({{"step", step}, {"what", what}}, {"step", "what"}), caseDetailSchema(),
	                    true, [this](Tx& tx, const Request& request) { return reopen(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/cases/{id}/remarks", "addRemark", "A line in the case's history.", kWorkers,
	                         nullptr, objectSchema({{"what", what}}, {"what"}), caseDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return remark(tx, request); }}));
	return registry.route({"POST", "/cases/{id}/void", "voidCase", "The complaint was a mistake; nothing is deleted.",
	                       kServiceManager, nullptr, objectSchema({{"reason", what}}, {"reason"}), caseDetailSchema(),
	                       true, [this](Tx& tx, const Request& request) { return withdraw(tx, request); }});
}

Result<Reply> StepRoutes::record(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kWorkers));
	EH_TRY(const std::string what, requireText(request.body, "what"));
	const std::string subKind = request.body.value("subKind", item.subKind);
	if (!subKindFits(item.complaintKind, subKind))
		return erphost::permanent("complaints.sub_kind.invalid", "Only after-sales complaints have a sub-kind.")
		    .with("pointer", "/subKind");
	item.subKind = subKind;
	EH_CHECK(_work.step(tx, item, *stepNamed(request.body.at("step").get<std::string>()), actorOf(request), what,
	                    request.body.value("cause", "")));
	return caseDetail(tx, _work.host(), item, request);
}

Result<Reply> StepRoutes::reopen(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kWorkers));
	EH_CHECK(_work.reopen(tx, item, *stepNamed(request.body.at("step").get<std::string>()), actorOf(request),
	                      request.body.at("what")));
	return caseDetail(tx, _work.host(), item, request);
}

Result<Reply> StepRoutes::remark(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireCase(tx, request, request.param("id")));
	EH_CHECK(requireOwn(item));
	EH_TRY(const std::string what, requireText(request.body, "what"));
	EH_CHECK(_work.remark(tx, item, "remark", actorOf(request), what));
	return caseDetail(tx, _work.host(), item, request);
}

Result<Reply> StepRoutes::withdraw(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireChange(tx, request, kServiceManager));
	EH_TRY(const std::string reason, requireText(request.body, "reason"));
	EH_CHECK(_work.voidCase(tx, item, actorOf(request), reason));
	return caseDetail(tx, _work.host(), item, request);
}

} // namespace complaints
