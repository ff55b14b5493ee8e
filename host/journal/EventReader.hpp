#pragma once

#include "erphost/Result.hpp"
#include "host/journal/Journal.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace erphost::journal {

/// What a subscription has to look at next.
struct EventPage
{
	std::vector<Event> events; ///< in order of position
	/// Up to here nothing else of the wanted types exists, in the snapshot it was read from.
	std::int64_t coveredTo = 0;
};

/// The next events of these types after a position, a bounded number. One index search per type.
Result<EventPage> readEvents(store::Transaction& tx, const std::vector<std::string>& types, std::int64_t after);

/// The event at a position, if it is still kept.
Result<std::optional<Event>> readEvent(store::Transaction& tx, std::int64_t position);

} // namespace erphost::journal
