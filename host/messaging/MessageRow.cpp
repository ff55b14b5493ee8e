#include "host/messaging/MessageRow.hpp"

#include "host/journal/Journal.hpp"
#include "host/messaging/MessagingSql.hpp"

#include <nlohmann/json.hpp>

namespace erphost::messaging {

using nlohmann::json;

std::string paramsText(const Error& error)
{
	auto params = json::object();
	for (const auto& [name, value] : error.params) params[name] = value;
	return params.dump(-1, ' ', false, json::error_handler_t::replace);
}

MessageRow messageFrom(const store::Statement& row)
{
	MessageRow message;
	message.owner = row.text(0);
	message.id = row.text(1);
	message.number = row.integer(2);
	message.channel = row.text(3);
	message.recipient = row.text(4);
	message.recipientHash = row.text(5);
	message.subject = row.text(6);
	message.text = row.text(7);
	message.branchId = row.text(8);
	message.businessKey = row.text(9);
	message.about = row.text(10);
	message.state = row.text(11);
	message.attempts = row.integer(12);
	message.notBefore = row.integer(13);
	message.expiresAt = row.optionalInteger(14);
	message.correlationId = row.text(15);
	message.createdAt = row.integer(16);
	message.updatedAt = row.integer(17);
	message.sentAt = row.optionalInteger(18);
	if (const auto code = row.optionalText(19))
	{
		Error error = transient(*code, row.optionalText(20).value_or(""));
		const auto params = json::parse(row.optionalText(21).value_or("{}"), nullptr, false);
		if (params.is_object())
			for (const auto& [name, value] : params.items())
				if (value.is_string()) error.params.emplace_back(name, value.get<std::string>());
		message.error = std::move(error);
	}
	message.reason = row.optionalText(22);
	return message;
}

Result<std::vector<MessageRow>> messagesOf(store::Statement row)
{
	std::vector<MessageRow> messages;
	for (;;)
	{
		EH_TRY(const bool found, row.step());
		if (!found) return messages;
		messages.push_back(messageFrom(row));
	}
}

Result<void> finish(store::Transaction& tx, const MessageRow& message, const std::string& state,
                    const std::optional<Error>& error, const std::optional<std::string>& reason, std::int64_t nowMs)
{
	using Text = std::optional<std::string>;
	using Instant = std::optional<std::int64_t>;
	const bool sent = state == "sent";
	EH_TRY(const auto changed, tx.execute(sql::kFinished, message.number, state, sent ? Instant(nowMs) : Instant(),
	                                      error ? Text(error->code) : Text(), error ? Text(error->message) : Text(),
	                                      error ? Text(paramsText(*error)) : Text(), reason, nowMs));
	if (changed == 0) return {}; // it was sent meanwhile: nothing takes that back
	journal::Event event;
	event.type = sent ? "host.message.sent" : "host.message.failed";
	event.producer = "host";
	event.branchId = message.branchId;
	event.businessKey = message.businessKey;
	event.correlationId = message.correlationId;
	event.occurredAtMs = nowMs;
	json payload = {{"id", message.id},
	                {"owner", message.owner},
	                {"channel", message.channel},
	                {"about", message.about},
	                {"at", nowMs}};
	if (!sent) payload["reason"] = error ? error->code : std::string("messaging.dropped");
	event.payload = payload.dump();
	return journal::append(tx, std::move(event));
}

std::string masked(const std::string& recipient)
{
	if (recipient.empty()) return {};
	if (const auto at = recipient.find('@'); at != std::string::npos && at > 0)
		return recipient.substr(0, 1) + "…" + recipient.substr(at);
	std::string digits;
	for (const char c : recipient)
		if (c >= '0' && c <= '9') digits += c;
	return digits.size() > 7 ? "…" + digits.substr(digits.size() - 4) : std::string("…");
}

} // namespace erphost::messaging
