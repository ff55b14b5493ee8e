#include "host/front/FrontRoutes.hpp"
#include "host/front/FrontSql.hpp"
#include "host/journal/Subscriptions.hpp"
#include "host/worker/RouteParts.hpp"

#include <charconv>
#include <limits>

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

const std::vector<std::string> kTechnicians = {"it"};

Result<std::int64_t> positionIn(const std::string& text)
{
	std::int64_t position = 0;
	const auto* end = text.data() + text.size();
	const auto [rest, problem] = std::from_chars(text.data(), end, position);
	if (problem != std::errc() || rest != end) return permanent("cursor.invalid", "not a position");
	return position;
}

json nullable(const std::optional<std::string>& value)
{
	return value ? json(*value) : json(nullptr);
}

Result<Reply> listParked(store::Transaction& tx, const Request& request)
{
	// Cursor: "<position>:<subscription>"; names of subscriptions may hold anything.
	const std::string cursor = request.query.value("cursor", "");
	std::string after;
	std::int64_t position = 0;
	if (!cursor.empty())
	{
		const auto colon = cursor.find(':');
		if (colon == std::string::npos) return permanent("cursor.invalid", "no colon");
		EH_TRY(position, positionIn(cursor.substr(0, colon)));
		after = cursor.substr(colon + 1);
	}
	const int limit = limitOf(request);
	EH_TRY(auto row, tx.prepareAsHost(sql::kParked));
	EH_CHECK(row.bindAll(after, position, request.query.value("state", std::string("parked")),
	                     request.query.value("subscription", std::string()), std::int64_t{limit} + 1));
	json items = json::array();
	for (;;)
	{
		EH_TRY(const bool found, row.step());
		if (!found) break;
		const auto next = row.integer(7);
		items.push_back({{"subscription", row.text(0)},
		                 {"position", row.integer(1)},
		                 {"businessKey", row.text(2)},
		                 {"state", row.text(3)},
		                 {"error", {{"code", row.text(4)}, {"message", row.text(5)}}},
		                 {"attempts", row.integer(6)},
		                 {"nextAttemptAt", next > 0 ? json(next) : json(nullptr)},
		                 {"reason", nullable(row.optionalText(8))},
		                 {"type", nullable(row.optionalText(9))},
		                 {"occurredAt", row.isNull(10) ? json(nullptr) : json(row.integer(10))}});
	}
	return pageReply(std::move(items), limit, nullptr, [](const json& last) {
		return std::to_string(last["position"].get<std::int64_t>()) + ":" + last["subscription"].get<std::string>();
	});
}

Result<Reply> listAudit(store::Transaction& tx, const Request& request)
{
	const bool up = request.query.value("sort", "-position") == "position";
	const std::string cursor = request.query.value("cursor", "");
	std::int64_t position = up ? 0 : std::numeric_limits<std::int64_t>::max();
	if (!cursor.empty())
	{
		EH_TRY(position, positionIn(cursor));
	}
	const int limit = limitOf(request);
	const std::string action = request.query.value("action", "");
	EH_TRY(auto row, tx.prepareAsHost(up ? sql::kAuditUp : sql::kAuditDown));
	EH_CHECK(row.bindAll(position, request.query.value("actor", std::string()), action.empty() ? action : action + "%",
	                     request.query.value("subject", std::string()), std::int64_t{limit} + 1));
	json items = json::array();
	for (;;)
	{
		EH_TRY(const bool found, row.step());
		if (!found) break;
		auto detail = json::parse(row.view(6), nullptr, false);
		items.push_back({{"position", row.integer(0)},
		                 {"occurredAt", row.integer(1)},
		                 {"actor", row.text(2)},
		                 {"branch", row.text(3)},
		                 {"action", row.text(4)},
		                 {"subject", row.text(5)},
		                 {"detail", detail.is_discarded() ? json(nullptr) : std::move(detail)},
		                 {"correlation", row.text(7)}});
	}
	return pageReply(std::move(items), limit, nullptr,
	                 [](const json& last) { return std::to_string(last["position"].get<std::int64_t>()); });
}

Result<std::int64_t> eventOf(const Request& request)
{
	auto position = positionIn(request.pathParams.at("position"));
	if (!position)
		return permanent("parked.not_found", "not a position").with("position", request.pathParams.at("position"));
	return position;
}

} // namespace

std::vector<worker::Route> journalRoutes(const FrontContext& context)
{
	auto parked = makeRoute(TransactionMode::read, "GET", "/journal/parked", "listParked",
	                        "Events whose handler failed, with the reason.", kTechnicians);
	parked.query = listQuery({{"state", {{"type", "string"}, {"enum", {"parked", "held", "skipped", "done"}}}},
	                          {"subscription", textSchema(200)}});
	parked.response = listSchema({{"type", "object"}, {"required", {"subscription", "position", "state", "error"}}});
	parked.handle = [](store::Transaction* tx, const Request& request) { return listParked(*tx, request); };

	auto retry = makeRoute(TransactionMode::write, "POST", "/journal/parked/{subscription}/{position}/retry",
	                       "retryParked", "Put a parked event back in line.", kTechnicians);
	retry.handle = [&context](store::Transaction* tx, const Request& request) -> Result<Reply> {
		EH_TRY(const auto position, eventOf(request));
		EH_CHECK(journal::retryParked(*tx, request.pathParams.at("subscription"), position, context.clock.nowMs()));
		return emptyReply();
	};

	auto skip = makeRoute(TransactionMode::write, "POST", "/journal/parked/{subscription}/{position}/skip",
	                      "skipParked", "Leave a parked event out, with a reason.", kTechnicians);
	skip.request = objectSchema({{"reason", textSchema(500, 1)}}, {"reason"});
	skip.handle = [](store::Transaction* tx, const Request& request) -> Result<Reply> {
		EH_TRY(const auto position, eventOf(request));
		EH_CHECK(journal::skipParked(*tx, request.pathParams.at("subscription"), position, request.body["reason"]));
		return emptyReply();
	};

	auto audit =
		makeRoute(TransactionMode::read, "GET", "/audit", "listAudit", "Who changed what, newest first.", kTechnicians);
	audit.query = listQuery({{"actor", textSchema(100)}, {"action", textSchema(100)}, {"subject", textSchema(200)}},
	                        {"position", "-position"});
	audit.response = listSchema({{"type", "object"}, {"required", {"position", "occurredAt", "actor", "action"}}});
	audit.handle = [](store::Transaction* tx, const Request& request) { return listAudit(*tx, request); };

	return {parked, retry, skip, audit};
}

} // namespace erphost::front
