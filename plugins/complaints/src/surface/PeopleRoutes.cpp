#include "surface/PeopleRoutes.hpp"

#include "rules/Id.hpp"
#include "rules/Mask.hpp"
#include "surface/CaseAccess.hpp"
#include "surface/CaseJson.hpp"
#include "surface/Roles.hpp"

namespace complaints {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

json toJson(const Customer& customer, const std::string& today)
{
	return {{"id", customer.id},
	        {"name", customer.name},
	        {"phone", maskedPhone(customer.phone)},
	        {"branchId", customer.branchId},
	        {"vip", customer.vip},
	        {"contact", customer.contact},
	        {"contactName", customer.contactName},
	        {"careDays", customer.careDays},
	        {"nextCareOn", customer.nextCareOn.empty() ? json() : json(customer.nextCareOn)},
	        {"due", !customer.nextCareOn.empty() && customer.nextCareOn <= today},
	        {"note", customer.note},
	        {"cases", customer.cases},
	        {"version", customer.version}};
}

} // namespace

Result<void> PeopleRoutes::addTo(erphost::Registry& registry) const
{
	// Not a creating route: its answer would be kept for a repeat, and a customer's number must not lie about. A repeat
	// is another look.
	EH_CHECK(registry.route({"POST", "/cases/{id}/reveal", "revealCustomer",
	                         "Shows a customer's number and address, and writes down who looked and why.", kReaders,
	                         nullptr, objectSchema({{"reason", textSchema(500)}}, {"reason"}), anObject(), false,
	                         [this](Tx& tx, const Request& request) { return reveal(tx, request); }}));
	json lookQuery = listQuery({"branch"});
	lookQuery["properties"]["sort"] = {{"enum", {"at", "-at"}}};
	EH_CHECK(registry.route({"GET", "/looks", "listLooks", "Who looked behind the mask, the newest first.",
	                         kServiceManager, lookQuery, nullptr, listSchema(anObject()), false,
	                         [this](Tx& tx, const Request& request) { return looks(tx, request); }}));
	json customerQuery = listQuery({"due", "search"});
	customerQuery["properties"]["sort"] = {{"enum", {"nextCareOn", "-nextCareOn", "name", "-name"}}};
	EH_CHECK(registry.route({"GET", "/customers", "listCustomers", "Flagged customers, by their next care contact.",
	                         kReaders, customerQuery, nullptr, listSchema(anObject()), false,
	                         [this](Tx& tx, const Request& request) { return customers(tx, request); }}));
	EH_CHECK(registry.route({"POST", "/cases/{id}/customer", "flagCustomer",
	                         "Flags the case's customer and names his contact.", kDeciders, nullptr,
	                         objectSchema({{"vip", {{"type", "boolean"}}},
	                                       {"contact", textSchema(100)},
	                                       {"contactName", textSchema(100)},
	                                       {"careDays", {{"type", "integer"}, {"minimum", 0}, {"maximum", 365}}},
	                                       {"note", textSchema(1000)}},
	                                      {"vip"}),
	                         anObject(), true, [this](Tx& tx, const Request& request) { return flag(tx, request); }}));
	EH_CHECK(
		registry.route({"PUT", "/customers/{id}", "changeCustomer",
	                    "A customer's named contact, care interval and note.", kDeciders, nullptr,
	                    objectSchema({{"contact", textSchema(100)},
	                                  {"contactName", textSchema(100)},
	                                  {"careDays", {{"type", "integer"}, {"minimum", 0}, {"maximum", 365}}},
	                                  {"note", textSchema(1000)}},
	                                 {"contactName", "careDays"}),
	                    anObject(), false, [this](Tx& tx, const Request& request) { return change(tx, request); }}));
	return registry.route({"POST", "/customers/{id}/care", "recordCare", "A care contact was made.", kWorkers, nullptr,
	                       objectSchema({{"what", textSchema(2000)}}, {"what"}), anObject(), true,
	                       [this](Tx& tx, const Request& request) { return care(tx, request); }});
}

Result<Reply> PeopleRoutes::reveal(Tx& tx, const Request& request) const
{
	EH_TRY(const Case item, requireCase(tx, request, request.param("id")));
	EH_TRY(const std::string reason, requireText(request.body, "reason"));
	// CP-19: who needs the number for his work has it before him; only a look behind the mask is one.
	if (!seesContact(item, request.caller))
	{
		const std::int64_t now = _work.host().nowMs();
		EH_CHECK(addLook(tx, {newId(now), item.id, item.number, item.branchId, now, request.caller.id,
		                      request.caller.name, reason}));
	}
	return Reply{200, {{"customerName", item.customerName}, {"phone", item.phone}, {"address", item.address}}, {}};
}

Result<Reply> PeopleRoutes::looks(Tx& tx, const Request& request) const
{
	EH_TRY(const LookPage page,
	       listLooks(tx, branchList(request.caller.branches(kServiceManager)), request.queryText("branch"),
	                 request.queryText("sort", "-at"), request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& look : page.looks)
		items.push_back({{"caseId", look.caseId},
		                 {"caseNumber", look.caseNumber},
		                 {"branchId", look.branchId},
		                 {"at", look.at},
		                 {"userName", look.userName},
		                 {"reason", look.reason}});
	return pageReply(std::move(items), page.next);
}

Result<Reply> PeopleRoutes::customers(Tx& tx, const Request& request) const
{
	const std::string today = _work.host().localDate(_work.host().nowMs());
	EH_TRY(const CustomerPage page,
	       listCustomers(tx, branchList(request.caller.branches(kReaders)),
	                     request.queryText("due") == "true" ? today : std::string(), request.queryText("search"),
	                     request.queryText("sort", "nextCareOn"), request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& customer : page.customers) items.push_back(toJson(customer, today));
	return pageReply(std::move(items), page.next);
}

Result<std::string> PeopleRoutes::nextCare(int days) const
{
	if (days == 0) return std::string();
	constexpr std::int64_t kDayMs = 86'400'000;
	const erphost::Host& host = _work.host();
	// By the calendar, not by 24 hours: clocks may change in between.
	EH_TRY(const std::int64_t noon, host.instantOf(host.localDate(host.nowMs()), 12 * 60));
	return host.localDate(noon + days * kDayMs);
}

Result<Reply> PeopleRoutes::flag(Tx& tx, const Request& request) const
{
	EH_TRY(Case item, requireCase(tx, request, request.param("id")));
	if (!request.caller.may(kDeciders, item.branchId))
		return erphost::permanent("complaints.not_allowed", "Somebody else decides this.").with("number", item.number);
	if (item.phoneKey.empty())
		return erphost::permanent("complaints.customer.unknown", "Without a telephone number nobody is known again.")
		    .with("number", item.number);
	const erphost::Host& host = _work.host();
	const std::string today = host.localDate(host.nowMs());
	EH_TRY(const Settings settings, settingsAt(host, today));
	EH_TRY(const auto known, findCustomer(tx, customerIdOf(item.phoneKey)));
	const json& body = request.body;
	Customer customer = known.value_or(Customer{});
	customer.id = customerIdOf(item.phoneKey);
	customer.phoneKey = item.phoneKey;
	customer.phone = item.phone;
	customer.name = item.customerName;
	customer.branchId = item.branchId;
	customer.vip = body.at("vip");
	EH_CHECK(take(body, customer, body.value("careDays", known ? known->careDays : settings.careDays)));
	EH_CHECK(putCustomer(tx, customer));
	if (item.vip != customer.vip && item.state == "open")
	{
		item.vip = customer.vip;
		EH_CHECK(saveCase(tx, item));
	}
	EH_TRY(const auto now, findCustomer(tx, customer.id));
	return Reply{200, toJson(*now, today), std::to_string(now->version)};
}

Result<void> PeopleRoutes::take(const json& body, Customer& customer, int days) const
{
	customer.contact = body.value("contact", customer.contact);
	customer.contactName = body.value("contactName", customer.contactName);
	customer.note = body.value("note", customer.note);
	// CP-16: a new interval begins today; the same one leaves the next contact where it is.
	if (days == customer.careDays && !customer.nextCareOn.empty()) return {};
	EH_TRY(customer.nextCareOn, nextCare(days));
	customer.careDays = days;
	return {};
}

Result<Customer> PeopleRoutes::requireCustomer(Tx& tx, const Request& request,
                                               const std::vector<std::string>& roles) const
{
	const std::string id = request.param("id");
	EH_TRY(auto customer, findCustomer(tx, id));
	if (!customer || !request.caller.may(roles, customer->branchId))
		return erphost::permanent("complaints.customer.not_found", "There is no such customer.").with("customer", id);
	return std::move(*customer);
}

Result<Reply> PeopleRoutes::change(Tx& tx, const Request& request) const
{
	EH_TRY(Customer customer, requireCustomer(tx, request, kDeciders));
	if (request.ifMatch.empty())
		return erphost::permanent("request.match_required", "If-Match is needed, with the customer's version.");
	if (request.ifMatch != std::to_string(customer.version))
		return erphost::conflict("complaints.customer.stale", "The customer has changed since it was read.")
		    .with("customer", customer.id);
	EH_CHECK(take(request.body, customer, request.body.at("careDays")));
	EH_CHECK(putCustomer(tx, customer));
	EH_TRY(const auto now, findCustomer(tx, customer.id));
	const erphost::Host& host = _work.host();
	return Reply{200, toJson(*now, host.localDate(host.nowMs())), std::to_string(now->version)};
}

Result<Reply> PeopleRoutes::care(Tx& tx, const Request& request) const
{
	EH_TRY(Customer customer, requireCustomer(tx, request, kWorkers));
	EH_TRY(const std::string what, requireText(request.body, "what"));
	const erphost::Host& host = _work.host();
	EH_CHECK(addCare(tx, customer.id, request.caller.id, request.caller.name, what, host.nowMs()));
	EH_TRY(customer.nextCareOn, nextCare(customer.careDays));
	EH_CHECK(putCustomer(tx, customer));
	EH_TRY(const auto now, findCustomer(tx, customer.id));
	return Reply{200, toJson(*now, host.localDate(host.nowMs())), std::to_string(now->version)};
}

} // namespace complaints
