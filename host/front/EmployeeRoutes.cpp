#include "host/front/FrontRoutes.hpp"
#include "host/security/Employees.hpp"
#include "host/security/Roles.hpp"
#include "host/security/Sessions.hpp"
#include "host/worker/RouteParts.hpp"

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

constexpr int kMostAtOnce = 200;
/// Slips are printed, handed out and used within days; the link of a single reset is sent at once and lives an hour.
constexpr std::int64_t kSlipMs = 3 * 24 * 3600 * 1000LL;

json describe(const security::Employee& person)
{
	json account;
	if (!person.userId.empty())
		account = {{"id", person.userId}, {"username", person.username}, {"disabled", person.disabled}};
	return {{"key", person.key},       {"number", person.number},         {"name", person.name},
	        {"branch", person.branch}, {"department", person.department}, {"position", person.position},
	        {"left", person.left},     {"account", std::move(account)}};
}

Result<Reply> list(const FrontContext& context, store::Transaction& tx, const Request& request)
{
	security::EmployeeFilter filter;
	filter.after = request.query.value("cursor", "");
	filter.search = request.query.value("search", "");
	filter.withoutAccount = request.query.value("withoutAccount", false);
	filter.today = context.zone.businessDate(context.clock.nowMs());
	const int limit = limitOf(request);
	filter.limit = limit + 1;
	EH_TRY(const auto people, security::listEmployees(tx, filter));
	json items = json::array();
	for (const auto& person : people) items.push_back(describe(person));
	return pageReply(std::move(items), limit, nullptr, [](const json& last) { return last["key"]; });
}

Result<Reply> create(const FrontContext& context, store::Transaction& tx, const Request& request)
{
	const auto now = context.clock.nowMs();
	EH_TRY(const auto users,
	       security::addEmployees(tx, request.body["employees"], request.body["role"],
	                              request.body.value("everyBranch", false), context.zone.businessDate(now), now));
	json accounts = json::array(), made = json::array(), links = json::object();
	for (const auto& user : users)
	{
		EH_TRY(auto link, security::makeLink(tx, user.id, now, kSlipMs));
		links[user.id] = std::move(link);
		made.push_back(user.username);
		accounts.push_back({{"id", user.id}, {"username", user.username}, {"displayName", user.displayName}});
	}
	auto reply = jsonReply({{"accounts", std::move(accounts)}, {"linksUntil", now + kSlipMs}}, 201);
	reply.once = {{"links", std::move(links)}};
	reply.audit = {{"role", request.body["role"]}, {"accounts", std::move(made)}};
	return reply;
}

} // namespace

std::vector<worker::Route> employeeRoutes(const FrontContext& context)
{
	auto all = makeRoute(TransactionMode::read, "GET", "/employees", "listEmployees",
	                     "The ERP's employees, and who of them has an account here.", {"admin"});
	all.query = listQuery({{"search", textSchema(100)}, {"withoutAccount", {{"type", "boolean"}}}});
	all.response =
		listSchema({{"type", "object"}, {"required", {"key", "number", "name", "branch", "left", "account"}}});
	all.handle = [&context](store::Transaction* tx, const Request& request) { return list(context, *tx, request); };

	json roles = json::array();
	for (const auto role : security::kRoles) roles.push_back(role);
	auto add = makeRoute(TransactionMode::write, "POST", "/employees/accounts", "createAccounts",
	                     "An account for each of these employees, all or none; the links to sign in by are told once.",
	                     {"admin"});
	add.creates = true;
	add.request = objectSchema({{"employees",
	                             {{"type", "array"},
	                              {"minItems", 1},
	                              {"maxItems", kMostAtOnce},
	                              {"uniqueItems", true},
	                              {"items", textSchema(200, 1)}}},
	                            {"role", {{"type", "string"}, {"enum", std::move(roles)}}},
	                            {"everyBranch", {{"type", "boolean"}}}},
	                           {"employees", "role"});
	add.response = {{"type", "object"}, {"required", {"accounts", "linksUntil"}}};
	add.handle = [&context](store::Transaction* tx, const Request& request) { return create(context, *tx, request); };
	return {all, add};
}

} // namespace erphost::front
