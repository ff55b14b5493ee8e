#include "surface/DifferenceRoutes.hpp"

#include "store/Ledger.hpp"
#include "surface/Access.hpp"
#include "surface/Roles.hpp"
#include "surface/StockJson.hpp"

#include <sstream>

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

namespace {

/// As many movements as one page of a difference shows.
constexpr int kShown = 200;

json toJson(const Agreement& agreement)
{
	json what = json::array();
	std::istringstream words(agreement.what);
	for (std::string word; std::getline(words, word, ',');) what.push_back(word);
	return {{"number", agreement.number},
	        {"placeId", agreement.placeId},
	        {"placeName", agreement.placeName},
	        {"branchId", agreement.branchId},
	        {"itemCode", agreement.itemCode},
	        {"itemName", agreement.itemName},
	        {"specification", agreement.specification},
	        {"unit", agreement.unit},
	        {"unitSize", agreement.unitSize},
	        {"state", agreement.state},
	        {"ours", agreement.ours},
	        {"theirs", orNull(agreement.theirs)},
	        {"theirsText", agreement.theirsText},
	        {"what", what},
	        {"agreedAt", orNull(agreement.agreedAt)},
	        {"since", orNull(agreement.differsSince)},
	        {"checkedAt", agreement.checkedAt},
	        {"explanation", agreement.explanation},
	        {"explainedBy", agreement.explainedBy},
	        {"version", agreement.version}};
}

Result<Agreement> requireDifference(Tx& tx, const Request& request)
{
	EH_TRY(auto agreement, findAgreement(tx, request.param("place"), request.param("item")));
	if (!agreement || !request.caller.may(kReaders, agreement->branchId))
		return erphost::permanent("parts.difference.not_found", "There is no such difference.")
		    .with("item", request.param("item"));
	return *std::move(agreement);
}

} // namespace

Result<void> DifferenceRoutes::addTo(erphost::Registry& registry) const
{
	json query = listQuery({"place", "branch"});
	query["properties"]["sort"] = {{"enum", {"since", "-since"}}};
	EH_CHECK(
		registry.route({"GET", "/stock-differences", "listStockDifferences",
	                    "Where the ledger and the ERP's stock do not agree.", kReaders, query, nullptr, pageSchema(),
	                    false, [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/stock-differences/{place}/{item}", "getStockDifference",
	                         "One item of a store, with what was moved since both agreed.", kReaders, nullptr, nullptr,
	                         anObject(), false, [this](Tx& tx, const Request& request) { return one(tx, request); }}));
	return registry.route({"POST", "/stock-differences/{place}/{item}/explanation", "explainStockDifference",
	                       "Why they do not agree.", kKeepersAndManager, nullptr,
	                       objectSchema({{"text", textSchema(500)}}, {"text"}), anObject(), false,
	                       [this](Tx& tx, const Request& request) { return explain(tx, request); }});
}

Result<Reply> DifferenceRoutes::list(Tx& tx, const Request& request) const
{
	const DifferenceFilter filter{readableBranches(request.caller), request.queryText("place"),
	                              request.queryText("branch"), request.queryText("sort")};
	EH_TRY(const DifferencePage page, listDifferences(tx, filter, request.queryText("cursor"), limitOf(request)));
	json items = json::array();
	for (const auto& each : page.differences) items.push_back(toJson(each));
	return pageReply(std::move(items), page.next);
}

Result<Reply> DifferenceRoutes::one(Tx& tx, const Request& request) const
{
	EH_TRY(const Agreement found, requireDifference(tx, request));
	json answer = toJson(found);
	MovementFilter filter;
	filter.itemCode = found.itemCode;
	filter.placeId = found.placeId;
	filter.afterSequence = found.agreedSequence;
	EH_TRY(const MovementPage page, listMovements(tx, filter, "", kShown));
	answer["movements"] = json::array();
	for (const auto& each : page.movements)
		answer["movements"].push_back(parts::toJson(each, request.caller.may(kMoney, each.branchId)));
	return Reply{200, std::move(answer), std::to_string(found.version)};
}

Result<Reply> DifferenceRoutes::explain(Tx& tx, const Request& request) const
{
	EH_TRY(Agreement found, requireDifference(tx, request));
	EH_CHECK(requireRole(request, kKeepersAndManager, found.branchId, found.itemCode));
	EH_CHECK(requireVersion(request, found.version, "parts.difference.stale", found.itemCode));
	if (found.state != "differs")
		return erphost::conflict("parts.difference.settled", "Both agree by now.").with("item", found.itemCode);
	EH_TRY(found.explanation, requireText(request.body, "text"));
	found.explainedBy = request.caller.name;
	EH_CHECK(putAgreement(tx, found));
	++found.version;
	return Reply{200, toJson(found), std::to_string(found.version)};
}

} // namespace parts
