#include "surface/IntakeRoutes.hpp"

#include "rules/Mask.hpp"
#include "rules/Route.hpp"
#include "store/Orders.hpp"
#include "store/People.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseDetail.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json takeSchema()
{
	json properties = {
		{"source", {{"enum", {"phone", "counter", "visit", "online", "department"}}}},
		{"order", objectSchema({{"kind", {{"enum", kOrderKinds}}}, {"branchId", idSchema()}, {"key", idSchema()}},
	                           {"kind", "branchId", "key"})},
		{"complaintKind", {{"enum", kComplaintKinds}}},
		{"subKind", {{"enum", {"", "quality", "workmanship", "overcharge", "service"}}}},
		{"words", {{"type", "string"}, {"minLength", 1}, {"maxLength", 4000}}},
		{"class", {{"type", "integer"}, {"minimum", 1}, {"maximum", 3}}},
		{"classReason", {{"enum", {"public", "media", "decided"}}}},
		{"department", {{"enum", kDepartments}}}};
	for (const char* each : {"sourceDetail", "branchId", "customerName", "phone", "productType", "brand", "model",
	                         "store", "technicianName"})
		properties[each] = textSchema(100);
	properties["address"] = textSchema(300);
	return objectSchema(std::move(properties), {"source", "complaintKind", "words"});
}

json itemsSchema()
{
	return {{"type", "object"},
	        {"required", {"items"}},
	        {"properties", {{"items", {{"type", "array"}, {"items", anObject()}}}}}};
}

} // namespace

Result<void> IntakeRoutes::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.route(
		{"GET", "/orders", "findOrders", "Orders of the ERP by their whole number or telephone number.", kIntake,
	     objectSchema({{"q", {{"type", "string"}, {"minLength", 1}, {"maxLength", 60}}}}, {"q"}), nullptr,
	     itemsSchema(), false, [this](Tx& tx, const Request& request) { return orders(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/preview", "previewCase", "What a new complaint would be linked with.", kIntake,
	                         objectSchema({{"kind", textSchema(20)},
	                                       {"branch", textSchema(100)},
	                                       {"key", textSchema(100)},
	                                       {"phone", textSchema(40)}}),
	                         nullptr, anObject(), false,
	                         [this](Tx& tx, const Request& request) { return preview(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/cases", "takeCase", "Takes a complaint; who takes it owns it.", kIntake, nullptr,
	                         takeSchema(), caseDetailSchema(), true,
	                         [this](Tx& tx, const Request& request) { return take(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/causes", "listCauses", "The cause codes in force.", kReaders, nullptr, nullptr,
	                         itemsSchema(), false, [this](Tx&, const Request& request) { return codes(request); }}));
	return registry.route({"GET", "/offences", "listOffences", "The offences of the table of fines in force.", kReaders,
	                       nullptr, nullptr, itemsSchema(), false, [this](Tx&, const Request&) { return offences(); }});
}

Result<Reply> IntakeRoutes::orders(Tx& tx, const Request& request) const
{
	EH_TRY(const auto found, searchOrders(tx, request.queryText("q"), branchList(request.caller.branches(kIntake))));
	json items = json::array();
	for (const auto& order : found)
		items.push_back({{"kind", order.kind},
		                 {"branchId", order.branchId},
		                 {"branchName", order.branchName},
		                 {"orderKey", order.erpKey},
		                 {"orderNumber", order.number},
		                 {"productType", order.productType},
		                 {"brand", order.brand},
		                 {"model", order.model},
		                 {"store", order.store},
		                 {"providerName", order.providerName},
		                 {"technicianName", order.technicianName},
		                 {"customerName", order.customerName},
		                 // CP-19: whoever takes the complaint has the customer before him; the number confirms it.
		                 {"phone", maskedPhone(order.phone)},
		                 {"status", order.status},
		                 {"at", order.at},
		                 {"vip", order.vip}});
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> IntakeRoutes::preview(Tx& tx, const Request& request) const
{
	Case item;
	item.kind = "case";
	item.branchId = request.queryText("branch");
	item.phone = request.queryText("phone");
	EH_TRY(const auto order, findOrder(tx, request.queryText("kind"), item.branchId, request.queryText("key")));
	if (order && request.caller.may(kIntake, order->branchId)) takeOver(*order, item);
	item.phoneKey = phoneKey(item.phone);
	const erphost::Host& host = _work.host();
	item.receivedAt = host.nowMs();
	EH_TRY(const Settings settings, settingsAt(host, host.localDate(item.receivedAt)));
	EH_TRY(const auto linked, linkCandidates(tx, item, settings.linkDays));
	EH_TRY(const int earlier, earlierComplaints(tx, item.phoneKey, item.receivedAt));
	EH_TRY(const auto customer, findCustomer(tx, customerIdOf(item.phoneKey)));
	json links = json::array();
	for (const auto& each : linked) links.push_back(toJson(each));
	return Reply{200,
	             {{"vip", item.vip || (customer && customer->vip && !item.phoneKey.empty())},
	              {"earlier", earlier},
	              {"linked", links}},
	             {}};
}

Result<Case> IntakeRoutes::draft(Tx& tx, const Request& request) const
{
	const json& body = request.body;
	Case item;
	item.kind = "case";
	if (body.contains("order"))
	{
		const json& order = body.at("order");
		EH_TRY(const auto found, findOrder(tx, order.at("kind"), order.at("branchId"), order.at("key")));
		if (!found || !request.caller.may(kIntake, found->branchId))
			return erphost::permanent("complaints.order.not_found", "The ERP has no such order.")
			    .with("pointer", "/order");
		takeOver(*found, item);
	}
	else
	{
		item.branchId = body.value("branchId", "");
		if (item.branchId.empty() || !request.caller.may(kIntake, item.branchId))
			return erphost::permanent("complaints.branch.invalid", "A complaint without an order needs a branch.")
			    .with("pointer", "/branchId");
		EH_TRY(const Branch branch, findBranch(tx, item.branchId));
		item.branchName = branch.name;
	}
	// What the customer says about himself wins over what the ERP once wrote down.
	const auto said = [&](const char* member, std::string& value) {
		if (const std::string text = body.value(member, ""); !text.empty()) value = text;
	};
	said("customerName", item.customerName);
	said("phone", item.phone);
	said("address", item.address);
	said("productType", item.productType);
	said("brand", item.brand);
	said("model", item.model);
	said("store", item.store);
	said("technicianName", item.technicianName);
	item.source = body.at("source");
	item.sourceDetail = body.value("sourceDetail", "");
	item.complaintKind = body.at("complaintKind");
	item.subKind = body.value("subKind", "");
	if (!subKindFits(item.complaintKind, item.subKind))
		return erphost::permanent("complaints.sub_kind.invalid", "Only after-sales complaints have a sub-kind.")
		    .with("pointer", "/subKind");
	item.department = body.value("department", "");
	item.severity = body.value("class", 1);
	item.severityReason = body.value("classReason", item.severity > 1 ? "decided" : "first");
	EH_TRY(item.words, requireText(body, "words"));
	return item;
}

Result<Reply> IntakeRoutes::take(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, draft(tx, request));
	item.owner = request.caller.id;
	item.ownerName = request.caller.name;
	EH_TRY(const Case opened, _work.open(tx, std::move(item), actorOf(request)));
	return caseDetail(tx, _work.host(), opened, request, 201);
}

Result<Reply> IntakeRoutes::codes(const Request&) const
{
	const erphost::Host& host = _work.host();
	EH_TRY(const Settings settings, settingsAt(host, host.localDate(host.nowMs())));
	json items = json::array();
	for (const auto& cause : settings.causes)
		items.push_back({{"code", cause.code}, {"zh", cause.zh}, {"en", cause.en}, {"offence", cause.offence}});
	return Reply{200, {{"items", items}}, {}};
}

Result<Reply> IntakeRoutes::offences() const
{
	const erphost::Host& host = _work.host();
	EH_TRY(const Settings settings, settingsAt(host, host.localDate(host.nowMs())));
	json items = json::array();
	for (const auto& [code, fine] : settings.fines)
		items.push_back({{"code", code}, {"fen", orNull(fine.fen)}, {"againFen", orNull(fine.againFen)}});
	return Reply{200, {{"items", items}}, {}};
}

} // namespace complaints
