#pragma once

#include "erphost/Result.hpp"
#include "host/journal/Journal.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace erphost::journal {

/// An event that was set aside and whose turn has come (again).
struct Waiting
{
	std::int64_t position = 0;
	std::int64_t attempts = 0;
};

/// The next parked event whose retry is due, or held event whose key is free again.
Result<std::optional<Waiting>> nextWaiting(store::Transaction& tx, const std::string& subscription, std::int64_t nowMs);

/// True if an earlier event of this key is set aside: events of one key keep their order. Never for an empty key.
Result<bool> keyBlocked(store::Transaction& tx, const std::string& subscription, const std::string& businessKey);

/// Sets an event aside behind an earlier one of its key.
Result<void> hold(store::Transaction& tx, const std::string& subscription, const Event& event);

/// Sets an event aside because its handler failed. When it is tried again follows from the error's class.
Result<void> park(store::Transaction& tx, const std::string& subscription, const Event& event, const Error& error,
                  std::int64_t attempts, std::int64_t nowMs);

/// The event is handled; false if it was skipped or settled meanwhile.
Result<bool> settle(store::Transaction& tx, const std::string& subscription, std::int64_t position);

} // namespace erphost::journal
