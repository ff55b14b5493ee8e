#pragma once

#include "erphost/Page.hpp"
#include "erphost/Plugin.hpp"
#include "rules/Place.hpp"
#include "store/Ledger.hpp"
#include "store/RowJson.hpp"
#include "surface/Access.hpp"
#include "surface/Roles.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parts {

/// A kind of record of the desk: how one is read by its id, and what its columns are called.
struct RecordKind
{
	const erphost::Sql& byId;
	Columns columns;
};

/// What all records of the desk share: access, versions, history, numbers, pages (docs/desk.md).
class DeskKit
{
public:
	explicit DeskKit(const erphost::Host& host): _host(host) {}
	const erphost::Host& host() const { return _host; }
	std::int64_t now() const { return _host.nowMs(); }
	std::string today() const { return _host.localDate(_host.nowMs()); }

	/// A record as JSON; "parts.desk.not_found".
	Result<nlohmann::json> find(Tx& tx, const RecordKind& kind, const std::string& id) const;
	/// The record of the path, for who may read it; to others it does not exist.
	Result<nlohmann::json> readable(Tx& tx, const erphost::Request& request, const RecordKind& kind,
	                                const std::vector<std::string>& readers) const;
	/// The same for whoever changes it: role, If-Match. "parts.desk.not_allowed", "parts.desk.stale".
	Result<nlohmann::json> changeable(Tx& tx, const erphost::Request& request, const RecordKind& kind,
	                                  const std::vector<std::string>& roles) const;

	/// Writes what the record went through; its row is then saved with version + 1.
	Result<void> step(Tx& tx, const nlohmann::json& record, std::string_view what, const Actor& actor,
	                  const std::string& note) const;
	/// The first step of a new record.
	Result<void> begin(Tx& tx, const std::string& id, std::string_view what, const Actor& actor,
	                   const std::string& note) const;
	Result<nlohmann::json> steps(Tx& tx, const std::string& id) const;
	/// "PD-勉县-20261121-0001"
	Result<std::string> number(Tx& tx, std::string_view series, const std::string& branchId) const;

	/// "parts.desk.item.invalid"
	Result<nlohmann::json> item(Tx& tx, const std::string& code, const std::string& pointer) const;
	/// A place of the branch of one of the kinds; "parts.desk.place.invalid".
	Result<Place> placeIn(const std::string& id, const std::string& branchId,
	                      const std::vector<std::string_view>& kinds) const;
	Result<std::string> placeName(Tx& tx, const Place& place) const;
	/// Whom the caller may do something for; "parts.desk.branch.invalid".
	Result<void> requireBranch(const erphost::Request& request, const std::vector<std::string>& roles,
	                           const std::string& branchId) const;
	/// A work order of the ERP as kDeskOrder has it; "parts.desk.order.invalid".
	Result<nlohmann::json> order(Tx& tx, const nlohmann::json& key) const;

	/// post(), and the places that it touches have their names.
	Result<Movement> move(Tx& tx, const Posting& posting) const;
	/// A posting of today by somebody.
	Posting posting(const std::string& id, std::string_view kind, const std::string& branchId,
	                const Actor& actor) const;

private:
	const erphost::Host& _host;
};

/// "parts.desk.state": the step does not come next.
erphost::Error wrongState(const nlohmann::json& record, std::string_view wanted);
/// A reason or description that is not blank; "parts.desk.text.invalid".
Result<std::string> deskText(const nlohmann::json& body, const char* member);
/// An ISO date that exists; "parts.desk.date.invalid".
Result<std::string> deskDate(const nlohmann::json& body, const char* member);
/// Sums of money that somebody types: 0 up to ten million yuan; "parts.desk.sum.invalid".
Result<std::int64_t> deskSum(const nlohmann::json& body, const char* member);
/// {kind, key, name}; "parts.desk.person.invalid".
Result<nlohmann::json> deskPerson(const nlohmann::json& body, const std::string& pointer);
erphost::Reply recordReply(nlohmann::json record, int status = 200);

nlohmann::json deskPersonSchema();
nlohmann::json deskLinesSchema(nlohmann::json properties, nlohmann::json required);
/// Items, cut to the page, with where the next one begins.
erphost::Reply deskPage(nlohmann::json items, int limit, const erphost::Sorting& sorting);

/// Adds a route whose handler is a member of `self`. POSTs have an Idempotency-Key.
template <typename Self>
Result<void> deskRoute(erphost::Registry& registry, const Self* self, const char* method, const char* path,
                       const char* operation, const char* summary, const std::vector<std::string>& roles,
                       nlohmann::json schema,
                       Result<erphost::Reply> (Self::*handle)(Tx&, const erphost::Request&) const)
{
	const bool isGet = std::string_view(method) == "GET";
	erphost::Route route;
	route.method = method;
	route.path = path;
	route.operationId = operation;
	route.summary = summary;
	route.roles = roles;
	route.query = isGet ? schema : nlohmann::json();
	route.request = isGet ? nlohmann::json() : schema;
	route.response = {{"type", "object"}};
	route.creates = !isGet;
	route.handle = [self, handle](Tx& tx, const erphost::Request& request) { return (self->*handle)(tx, request); };
	return registry.route(std::move(route));
}

} // namespace parts
