#include "host/messaging/MessagingRoutes.hpp"

#include "host/journal/Journal.hpp"
#include "host/messages/Messages.hpp"
#include "host/messaging/Config.hpp"
#include "host/messaging/MessageRow.hpp"
#include "host/messaging/MessagingSql.hpp"
#include "host/outbox/MessageOutbox.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/worker/RouteParts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace erphost::messaging {

using namespace worker::routes;
using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

const std::vector<std::string> kRoles = {"it", "service_manager"};
const std::vector<std::string> kStates = {"waiting", "sending", "sent", "failed", "expired", "suppressed"};

Result<std::int64_t> numberIn(const std::string& text, const char* code)
{
	std::int64_t number = 0;
	const auto* end = text.data() + text.size();
	const auto [rest, problem] = std::from_chars(text.data(), end, number);
	if (problem != std::errc() || rest != end) return permanent(code, "not a number").with("message", text);
	return number;
}

json errorJson(const Error& error, const std::string& language)
{
	const auto text = messages::explain(error, language);
	return {{"code", error.code}, {"title", text.title}, {"detail", text.detail}, {"remedy", text.remedy}};
}

json instantOrNull(const std::optional<std::int64_t>& value)
{
	return value ? json(*value) : json(nullptr);
}

json describe(const MessageRow& message, const std::string& language)
{
	return {{"number", message.number},
	        {"owner", message.owner},
	        {"id", message.id},
	        {"channel", message.channel},
	        {"to", masked(message.recipient)},
	        {"about", message.about},
	        {"branch", message.branchId},
	        {"key", message.businessKey},
	        {"state", message.state},
	        {"attempts", message.attempts},
	        {"notBefore", message.notBefore},
	        {"expiresAt", instantOrNull(message.expiresAt)},
	        {"createdAt", message.createdAt},
	        {"updatedAt", message.updatedAt},
	        {"sentAt", instantOrNull(message.sentAt)},
	        {"error", message.error ? errorJson(*message.error, language) : json(nullptr)},
	        {"reason", message.reason ? json(*message.reason) : json(nullptr)}};
}

Result<MessageRow> messageOf(store::Transaction& tx, const Request& request)
{
	const auto& text = request.pathParams.at("number");
	EH_TRY(const auto number, numberIn(text, "messaging.not_found"));
	EH_TRY(auto row, tx.prepareAsHost(sql::kOne));
	EH_CHECK(row.bindAll(number));
	EH_TRY(const bool found, row.step());
	if (!found) return permanent("messaging.not_found", "there is no such message").with("message", text);
	return messageFrom(row);
}

Result<Reply> list(store::Transaction& tx, const Request& request)
{
	const bool oldest = request.query.value("sort", "-number") == "number";
	const std::string cursor = request.query.value("cursor", "");
	std::int64_t from = oldest ? 0 : std::numeric_limits<std::int64_t>::max();
	if (!cursor.empty())
	{
		EH_TRY(from, numberIn(cursor, "cursor.invalid"));
	}
	const int limit = limitOf(request);
	EH_TRY(auto row, tx.prepareAsHost(oldest ? sql::kListOldest : sql::kList));
	EH_CHECK(row.bindAll(from, request.query.value("state", std::string()),
	                     request.query.value("channel", std::string()), request.query.value("owner", std::string()),
	                     request.query.value("about", std::string()), std::int64_t{limit} + 1));
	EH_TRY(const auto found, messagesOf(std::move(row)));
	json items = json::array();
	for (const auto& message : found) items.push_back(describe(message, request.caller.language));
	return pageReply(std::move(items), limit, nullptr,
	                 [](const json& last) { return std::to_string(last["number"].get<std::int64_t>()); });
}

Result<Reply> retry(const RouteContext& context, store::Transaction& tx, const Request& request)
{
	EH_TRY(const auto message, messageOf(tx, request));
	EH_TRY(const auto changed, tx.execute(sql::kRetry, message.number, context.clock.nowMs()));
	if (changed == 0)
		return conflict("messaging.not_retryable", "it is sent, on its way, or forgotten")
		    .with("message", std::to_string(message.number))
		    .with("state", message.state);
	tx.hintAfterCommit();
	EH_TRY(const auto now, messageOf(tx, request));
	return jsonReply(describe(now, request.caller.language));
}

Result<Reply> drop(const RouteContext& context, store::Transaction& tx, const Request& request)
{
	EH_TRY(const auto message, messageOf(tx, request));
	if (message.state != "waiting" && message.state != "failed")
		return conflict("messaging.not_droppable", "it is not waiting")
		    .with("message", std::to_string(message.number))
		    .with("state", message.state);
	EH_CHECK(finish(tx, message, "suppressed", std::nullopt, request.body["reason"].get<std::string>(),
	                context.clock.nowMs()));
	EH_TRY(const auto now, messageOf(tx, request));
	return jsonReply(describe(now, request.caller.language));
}

Result<Reply> listOptOuts(store::Transaction& tx, const Request& request)
{
	const std::string cursor = request.query.value("cursor", "");
	const auto colon = cursor.find(':');
	const int limit = limitOf(request);
	EH_TRY(auto row, tx.prepareAsHost(sql::kOptOuts));
	EH_CHECK(row.bindAll(cursor.substr(0, colon), colon == std::string::npos ? "" : cursor.substr(colon + 1),
	                     std::int64_t{limit} + 1));
	json items = json::array();
	for (;;)
	{
		EH_TRY(const bool found, row.step());
		if (!found) break;
		items.push_back({{"hash", row.text(0)},
		                 {"channel", row.text(1)},
		                 {"to", row.text(2)},
		                 {"source", row.text(3)},
		                 {"createdAt", row.integer(4)},
		                 {"createdBy", row.text(5)}});
	}
	return pageReply(std::move(items), limit, nullptr, [](const json& last) {
		return last["hash"].get<std::string>() + ":" + last["channel"].get<std::string>();
	});
}

Result<Reply> addOptOut(const RouteContext& context, store::Transaction& tx, const Request& request)
{
	const std::string to = request.body["to"], channel = request.body["channel"];
	EH_TRY(const auto hash, outbox::recipientHash(tx, to));
	EH_CHECK(tx.execute(sql::kOptOut, hash, channel, masked(to), "console", context.clock.nowMs(), request.caller.id));
	Reply reply = jsonReply({{"hash", hash}, {"channel", channel}, {"to", masked(to)}}, 201);
	reply.audit = {{"hash", hash}, {"channel", channel}};
	return reply;
}

Result<Reply> removeOptOut(store::Transaction& tx, const Request& request)
{
	EH_TRY(const auto removed,
	       tx.execute(sql::kOptIn, request.pathParams.at("hash"), request.pathParams.at("channel")));
	if (removed == 0)
		return permanent("messaging.opt_out.not_found", "nobody of that hash has opted out")
		    .with("hash", request.pathParams.at("hash"));
	return emptyReply();
}

/// What somebody answered. The event names him by his hash, and by the newest message that he got.
Result<Reply> inbound(const RouteContext& context, store::Transaction& tx, const Request& request)
{
	const auto& body = request.body;
	const std::string channel = body["channel"], text = body["text"], from = body["from"];
	const auto now = context.clock.nowMs();
	if (const std::string id = body.value("id", ""); !id.empty())
	{
		// Gateways repeat what they got no answer to.
		EH_TRY(const auto fresh, tx.execute(sql::kReceived, channel, id, now));
		if (fresh == 0) return jsonReply({{"repeated", true}});
	}
	EH_TRY(const auto hash, outbox::recipientHash(tx, from));
	EH_TRY(auto row, tx.prepareAsHost(sql::kNewestTo));
	EH_CHECK(row.bindAll(hash, channel));
	EH_TRY(const auto newest, messagesOf(std::move(row)));
	const bool optOut = isOptOut(text);
	if (optOut) EH_CHECK(tx.execute(sql::kOptOut, hash, channel, masked(from), "reply", now, request.caller.id));

	journal::Event event;
	event.type = "host.message.received";
	event.producer = "host";
	event.branchId = newest.empty() ? "" : newest.front().branchId;
	event.businessKey = newest.empty() ? hash : newest.front().businessKey;
	event.correlationId = request.correlationId;
	event.occurredAtMs = now;
	event.payload = json{{"channel", channel},
	                     {"from_hash", hash},
	                     {"in_reply_to", newest.empty() ? json(nullptr) : json(newest.front().id)},
	                     {"owner", newest.empty() ? json(nullptr) : json(newest.front().owner)},
	                     {"about", newest.empty() ? json(nullptr) : json(newest.front().about)},
	                     {"text", text},
	                     {"opt_out", optOut},
	                     {"at", body.value("at", now)}}
	                    .dump();
	EH_CHECK(journal::append(tx, std::move(event)));
	Reply reply = jsonReply({{"repeated", false}});
	reply.audit = {{"channel", channel}, {"optOut", optOut}};
	return reply;
}

std::string etagOf(const std::string& text)
{
	std::uint64_t hash = 14695981039346656037ULL;
	for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
	return std::to_string(hash);
}

std::string configText(const RouteContext& context)
{
	const auto text = readFile(Config::fileOf(context.data));
	return text ? *text : std::string(R"({"channels": {}})");
}

Reply configReply(const std::string& text)
{
	Reply reply = jsonReply(json::parse(text, nullptr, false));
	if (reply.body.is_discarded()) reply.body = {{"channels", json::object()}};
	reply.headers.emplace_back("ETag", '"' + etagOf(text) + '"');
	return reply;
}

Result<Reply> putConfig(const RouteContext& context, const Request& request)
{
	EH_CHECK(Config::parse(request.body));
	if (request.ifMatch.empty()) return permanent("request.match_required", "If-Match is needed");
	if (request.ifMatch != etagOf(configText(context))) return conflict("request.stale", "it was changed meanwhile");
	const auto text = request.body.dump(2) + "\n";
	Reply reply = configReply(text);
	reply.afterCommit = [file = Config::fileOf(context.data), text] { return replaceFile(file, text); };
	return reply;
}

Result<Reply> trial(const RouteContext& context, store::Transaction& tx, const Request& request)
{
	outbox::OutgoingMessage message;
	message.owner = "host";
	message.id = newId(context.clock.nowMs());
	message.channel = request.body["channel"];
	message.to = request.body["to"];
	message.subject = "erphost";
	message.text = request.body.value("text", "erphost 测试消息 / test message");
	message.businessKey = message.id;
	message.about = "trial";
	message.correlationId = request.correlationId;
	EH_CHECK(outbox::putMessage(tx, message, context.clock.nowMs()));
	return jsonReply({{"id", message.id}}, 201);
}

json channelSchema()
{
	return {{"type", "string"}, {"pattern", "^[a-z0-9_]{1,32}$"}};
}

} // namespace

bool isOptOut(const std::string& text)
{
	std::string plain;
	for (const char c : text)
		if (c != ' ' && c != '.' && c != '\r' && c != '\n' && c != '\t')
			plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
	constexpr std::array kWords = {"TD", "T", "TDT", "STOP", "UNSUBSCRIBE", "退订", "退订。", "回T", "取消订阅"};
	return std::any_of(kWords.begin(), kWords.end(), [&](const char* word) { return plain == word; });
}

Result<json> messagingOverview(store::Transaction& tx, const std::filesystem::path& data)
{
	json states = json::object(), channels = json::object();
	{
		EH_TRY(auto row, tx.prepareAsHost(sql::kCounts));
		for (;;)
		{
			EH_TRY(const bool found, row.step());
			if (!found) break;
			states[row.text(0)] = row.integer(1);
		}
	}
	const auto config = Config::read(data);
	if (config)
		for (const auto& [name, channel] : config->channels)
			channels[name] = {{"state", "unknown"}, {"since", nullptr}, {"error", nullptr}};
	EH_TRY(auto row, tx.prepareAsHost(sql::kChannelStates));
	for (;;)
	{
		EH_TRY(const bool found, row.step());
		if (!found) break;
		const auto name = row.text(0).substr(std::string_view("messaging.").size());
		auto state = json::parse(row.view(1), nullptr, false);
		if (channels.contains(name) && state.is_object()) channels[name] = std::move(state);
	}
	return json{{"configured", config && !config->channels.empty()},
	            {"error", config ? json(nullptr) : json(config.error().code)},
	            {"states", std::move(states)},
	            {"channels", std::move(channels)}};
}

std::vector<worker::Route> messagingRoutes(const RouteContext& context)
{
	std::vector<worker::Route> routes;
	const json item = {{"type", "object"}, {"required", {"number", "channel", "state", "to"}}};
	using Handle = std::function<Result<Reply>(store::Transaction*, const Request&)>;
	const auto add = [&](TransactionMode mode, const char* method, const char* path, const char* id,
	                     const char* summary, Handle handle) -> worker::Route& {
		routes.push_back(makeRoute(mode, method, std::string("/messaging") + path, id, summary, kRoles));
		routes.back().handle = std::move(handle);
		return routes.back();
	};
	const auto bodied = [](worker::Route& route, json request) -> worker::Route& {
		route.request = std::move(request);
		return route;
	};

	auto& all = add(TransactionMode::read, "GET", "/messages", "listMessages", "Messages to people, newest first.",
	                [](store::Transaction* tx, const Request& request) { return list(*tx, request); });
	all.query = listQuery({{"state", {{"type", "string"}, {"enum", kStates}}},
	                       {"channel", textSchema(32)},
	                       {"owner", textSchema(32)},
	                       {"about", textSchema(100)}},
	                      {"number", "-number"});
	all.response = listSchema(item);
	add(TransactionMode::read, "GET", "/messages/{number}", "readMessage", "One message with its text.",
	    [](store::Transaction* tx, const Request& request) -> Result<Reply> {
			EH_TRY(const auto message, messageOf(*tx, request));
			Reply reply = jsonReply(describe(message, request.caller.language));
			reply.body["subject"] = message.subject;
			reply.body["text"] = message.text;
			return reply;
		})
		.response = item;
	add(TransactionMode::write, "POST", "/messages/{number}/retry", "retryMessage", "Send a message after all.",
	    [context](store::Transaction* tx, const Request& request) { return retry(context, *tx, request); })
		.response = item;
	bodied(add(TransactionMode::write, "POST", "/messages/{number}/drop", "dropMessage", "Never send a message.",
	           [context](store::Transaction* tx, const Request& request) { return drop(context, *tx, request); }),
	       objectSchema({{"reason", textSchema(200, 1)}}, {"reason"}))
		.response = item;

	auto& optOuts = add(TransactionMode::read, "GET", "/opt-outs", "listOptOuts", "Who wants no messages.",
	                    [](store::Transaction* tx, const Request& request) { return listOptOuts(*tx, request); });
	optOuts.query = listQuery(json::object());
	optOuts.response = listSchema({{"type", "object"}, {"required", {"hash", "channel", "to"}}});
	auto& optOut = bodied(
		add(TransactionMode::write, "POST", "/opt-outs", "addOptOut", "Send somebody no more.",
	        [context](store::Transaction* tx, const Request& request) { return addOptOut(context, *tx, request); }),
		objectSchema({{"to", textSchema(200, 3)}, {"channel", channelSchema()}}, {"to", "channel"}));
	optOut.creates = true;
	optOut.response = {{"type", "object"}, {"required", {"hash", "channel", "to"}}};
	add(TransactionMode::write, "DELETE", "/opt-outs/{channel}/{hash}", "removeOptOut", "He wants messages again.",
	    [](store::Transaction* tx, const Request& request) { return removeOptOut(*tx, request); });

	bodied(add(TransactionMode::write, "POST", "/inbound", "receiveMessage", "What somebody answered, from a gateway.",
	           [context](store::Transaction* tx, const Request& request) { return inbound(context, *tx, request); }),
	       objectSchema({{"channel", channelSchema()},
	                     {"from", textSchema(200, 1)},
	                     {"text", textSchema(2000)},
	                     {"id", textSchema(200)},
	                     {"at", {{"type", "integer"}, {"minimum", 0}}}},
	                    {"channel", "from", "text"}))
		.response = {{"type", "object"}, {"required", {"repeated"}}};

	add(TransactionMode::none, "GET", "/config", "readMessagingConfig", "The channels and their gateways.",
	    [context](store::Transaction*, const Request&) -> Result<Reply> { return configReply(configText(context)); })
		.response = {{"type", "object"}};
	bodied(add(TransactionMode::write, "PUT", "/config", "putMessagingConfig", "Change channels and gateways.",
	           [context](store::Transaction*, const Request& request) { return putConfig(context, request); }),
	       {{"type", "object"}, {"additionalProperties", true}})
		.response = {{"type", "object"}};
	routes.back().roles = {"it"};
	auto& attempt = bodied(
		add(TransactionMode::write, "POST", "/trial", "sendTrial", "Send a message to see whether a channel works.",
	        [context](store::Transaction* tx, const Request& request) { return trial(context, *tx, request); }),
		objectSchema({{"channel", channelSchema()}, {"to", textSchema(200, 3)}, {"text", textSchema(500, 1)}},
	                 {"channel", "to"}));
	attempt.creates = true;
	attempt.response = {{"type", "object"}, {"required", {"id"}}};
	return routes;
}

} // namespace erphost::messaging
