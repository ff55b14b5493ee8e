#include "surface/ExceptionRoutes.hpp"

#include "surface/CompensationRoutes.hpp"
#include "surface/Confiscation.hpp"
#include "surface/FeeJson.hpp"

namespace fees {

Result<void> ExceptionRoutes::addTo(erphost::Registry& registry) const
{
	json query = ask::listQuery({"branch", "what"});
	query["properties"]["state"] = {{"enum", {"open", "explained", "closed"}}};
	EH_CHECK(registry.route({"GET", "/exceptions", "listExceptions", "Disagreements of a state, the newest first.",
	                         roles::kOrderReaders, query, nullptr, ask::listAnswer(), false,
	                         [this](Tx& tx, const Request& request) { return list(tx, request); }}));
	EH_CHECK(registry.route({"GET", "/exceptions/{id}", "readException", "A disagreement and its history.",
	                         roles::kOrderReaders, nullptr, nullptr, ask::anObject(), false,
	                         [this](Tx& tx, const Request& request) { return read(tx, request); }}));
	const json reason = ask::object({{"reason", ask::text(1000)}}, {"reason"});
	EH_CHECK(registry.route({"POST", "/exceptions/{id}/explain", "explainException", "What the desk says to it.",
	                         roles::kOrderDesk, nullptr, reason, ask::anObject(), true,
	                         [this](Tx& tx, const Request& request) { return explain(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/exceptions/{id}/close", "closeException", "Closes it with a reason; other facts open it again.",
	     roles::kDecide, nullptr,
	     ask::object({{"reason", ask::text(1000)}, {"outcome", {{"enum", {"justified", "mistake", "settled"}}}}},
	                 {"reason", "outcome"}),
	     ask::anObject(), true, [this](Tx& tx, const Request& request) { return close(tx, request); }}));
	EH_CHECK(registry.route(
		{"POST", "/exceptions/{id}/refund", "refundOvercharge",
	     "Claims the refund of what is over the list; another approves it.", roles::kDecide, nullptr,
	     ask::object({{"id", ask::clientId()}, {"reason", ask::text(1000)}}, {"id", "reason"}), ask::anObject(), true,
	     [this](Tx& tx, const Request& request) { return refund(tx, request); }}));
	return registry.route({"POST", "/exceptions/{id}/confiscate", "confiscateGain", "Takes the gain from who made it.",
	                       roles::kDecide, nullptr, reason, ask::anObject(), true,
	                       [this](Tx& tx, const Request& request) { return confiscate(tx, request); }});
}

Result<Reply> ExceptionRoutes::list(Tx& tx, const Request& request) const
{
	const ExceptionFilter filter{ask::branchList(request, roles::kOrderReaders), request.queryText("state", "open"),
	                             request.queryText("what"), request.queryText("branch")};
	EH_TRY(const auto page, listExceptions(tx, filter, request.queryText("cursor"), ask::limitOf(request)));
	return pageReply(listJson(page.items), page.next);
}

Result<Reply> ExceptionRoutes::read(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, findException(tx, request.param("id")));
	if (!item || !request.caller.may(roles::kOrderReaders, item->key.branchId))
		return erphost::permanent("fees.exception.not_found", "There is no such exception.")
		    .with("exception", request.param("id"));
	EH_TRY(const auto steps, stepsOf(tx, item->id));
	json body = toJson(*item);
	body["steps"] = json::array();
	for (const auto& each : steps)
		body["steps"].push_back({{"state", each.state},
		                         {"reason", each.reason},
		                         {"facts", each.facts},
		                         {"at", each.at},
		                         {"whoName", each.whoName}});
	return Reply{200, std::move(body), std::to_string(item->version)};
}

Result<MoneyException> ExceptionRoutes::changed(Tx& tx, const Request& request,
                                                const std::vector<std::string>& roles) const
{
	EH_TRY(const auto item, findException(tx, request.param("id")));
	if (!item || !request.caller.may(roles, item->key.branchId))
		return erphost::permanent("fees.exception.not_found", "There is no such exception.")
		    .with("exception", request.param("id"));
	EH_CHECK(ask::unchanged(request, item->version, "fees.stale", item->orderNumber));
	return *item;
}

Result<Reply> ExceptionRoutes::save(Tx& tx, MoneyException& item, const Request& request) const
{
	item.changedAt = _work.host().nowMs();
	EH_CHECK(saveException(tx, item, ask::personOf(request)));
	EH_CHECK(_work.refresh(tx, item.key, "money"));
	return read(tx, request);
}

Result<Reply> ExceptionRoutes::explain(Tx& tx, const Request& request) const
{
	EH_TRY(auto item, changed(tx, request, roles::kOrderDesk));
	if (item.state == "closed")
		return erphost::conflict("fees.exception.closed", "The exception is closed.").with("number", item.orderNumber);
	EH_TRY(item.reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	item.state = "explained";
	return save(tx, item, request);
}

Result<Reply> ExceptionRoutes::close(Tx& tx, const Request& request) const
{
	EH_TRY(auto item, changed(tx, request, roles::kDecide));
	if (item.state == "closed")
		return erphost::conflict("fees.exception.closed", "The exception is closed.").with("number", item.orderNumber);
	EH_TRY(item.reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	item.state = "closed";
	item.outcome = request.body.at("outcome");
	if (item.outcome == "mistake" && item.told)
	{
		EH_TRY([[maybe_unused]] const bool back, _work.withdrawOvercharge(tx, item, item.reason));
	}
	return save(tx, item, request);
}

Result<Reply> ExceptionRoutes::refund(Tx& tx, const Request& request) const
{
	EH_TRY(const auto item, changed(tx, request, roles::kDecide));
	if (item.what != "over_list")
		return erphost::permanent("fees.exception.not_overcharge", "Nothing is over the list here.")
		    .with("number", item.orderNumber);
	if (item.state == "closed")
		return erphost::conflict("fees.exception.closed", "The exception is closed.").with("number", item.orderNumber);
	EH_TRY(const auto others, compensationsOf(tx, item.key));
	for (const auto& each : others)
		if (each.exceptionId == item.id && (each.state == "claimed" || each.state == "approved") &&
		    each.id != request.body.at("id"))
			return erphost::conflict("fees.compensation.state", "A refund is under way.")
			    .with("number", each.number)
			    .with("state", each.state);
	Compensation claim;
	claim.id = request.body.at("id");
	claim.what = "overcharge";
	claim.key = item.key;
	claim.orderNumber = item.orderNumber;
	claim.exceptionId = item.id;
	claim.sumFen = item.differenceFen;
	EH_TRY(claim.reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	EH_TRY(const auto kept, claimCompensation(tx, _work.host(), claim, request));
	return Reply{201, toJson(kept), std::to_string(kept.version)};
}

Result<Reply> ExceptionRoutes::confiscate(Tx& tx, const Request& request) const
{
	EH_TRY(auto item, changed(tx, request, roles::kDecide));
	if (item.what != "over_list")
		return erphost::permanent("fees.exception.not_overcharge", "Nothing is over the list here.")
		    .with("number", item.orderNumber);
	EH_TRY(const auto reason, ask::wanted(request.body, "reason", "fees.text.invalid"));
	EH_TRY(const auto order, findFeeOrder(tx, item.key));
	EH_TRY(const MoneyFacts facts, _work.factsOf(tx, *order, {}));
	EH_CHECK(takeGain(tx, _work.host(), item, *order, gainOf(facts), ask::personOf(request), reason));
	item.reason = reason;
	return save(tx, item, request);
}

} // namespace fees
