#pragma once

#include "erphost/Result.hpp"
#include "host/messaging/Gateway.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost::messaging {

/// A message of the outbox, as the statements of MessagingSql.hpp read it.
struct MessageRow
{
	std::string owner, id;
	std::int64_t number = 0;
	std::string channel, recipient, recipientHash, subject, text, branchId, businessKey, about, state;
	std::int64_t attempts = 0;
	std::int64_t notBefore = 0;
	std::optional<std::int64_t> expiresAt;
	std::string correlationId;
	std::int64_t createdAt = 0, updatedAt = 0;
	std::optional<std::int64_t> sentAt;
	std::optional<Error> error;
	std::optional<std::string> reason;

	/// What the gateway knows it by: plugins choose their ids without knowing of each other.
	std::string gatewayId() const { return owner + "-" + id; }
	Delivery delivery() const { return {gatewayId(), channel, recipient, subject, text, branchId, businessKey}; }
};

MessageRow messageFrom(const store::Statement& row);
/// All rows of a statement that is bound.
Result<std::vector<MessageRow>> messagesOf(store::Statement row);

/// Ends a message and tells its plugin: host.message.sent for "sent", host.message.failed with the error's code as
/// reason for every other state ("failed", "expired", "suppressed"). `reason` is a person's.
Result<void> finish(store::Transaction& tx, const MessageRow& message, const std::string& state,
                    const std::optional<Error>& error, const std::optional<std::string>& reason, std::int64_t nowMs);

/// "13912345678" → "…5678", "lin@example.cn" → "l…@example.cn": enough to recognise, not enough to call.
std::string masked(const std::string& recipient);

/// Params of an error as JSON, as the store keeps them.
std::string paramsText(const Error& error);

} // namespace erphost::messaging
