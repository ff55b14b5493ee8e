#pragma once

#include "erphost/Result.hpp"
#include "erphost/Sql.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace erphost::outbox {

/// A message to somebody outside, as a plugin sends it.
struct OutgoingMessage
{
	std::string owner; ///< the plugin's id
	std::string id;    ///< chosen by the plugin: the same id again is the same message
	std::string channel;
	std::string to; ///< telephone number or address
	std::string subject;
	std::string text;
	std::string branchId;
	std::string businessKey;
	std::string about;
	std::optional<std::int64_t> notBeforeMs;
	std::optional<std::int64_t> expiresAtMs;
	std::string correlationId;
};

/// Puts a message into the message outbox in the caller's transaction; the messenger sends it after the commit. A
/// message whose id is there already changes nothing, whatever became of it. "messaging.message_invalid" (permanent,
/// param "member").
Result<void> putMessage(store::Transaction& tx, const OutgoingMessage& message, std::int64_t nowMs);

/// The form of a telephone number or mail address by which it is recognised: "+86 139-1234 5678" and "13912345678" are
/// one.
std::string normalised(std::string_view recipient);

/// What stands for a recipient wherever he must not be named: keyed, so that a list of all numbers does not undo it.
/// The key is the store's own; in a store that has none yet it is made, which needs a write transaction.
Result<std::string> recipientHash(store::Transaction& tx, std::string_view recipient);

/// The named statements, for preparation on every engine in the tests.
std::span<const Sql> messageStatements();

} // namespace erphost::outbox
