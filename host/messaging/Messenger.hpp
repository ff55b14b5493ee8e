#pragma once

#include "host/calendar/TimeZone.hpp"
#include "host/messaging/Config.hpp"
#include "host/messaging/Gateway.hpp"
#include "host/messaging/MessageRow.hpp"
#include "host/messaging/Policy.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace erphost::messaging {

/// Brings the messages of one channel to its gateway: in order per person, outside the quiet hours, not to who wants
/// none, not after their end; again with growing delay while the gateway is away. One thread at a time.
///
/// A message is marked as on its way before it is handed over, and its outcome is written before the next one. Killed
/// in between, or without an answer, the outcome is unknown: a gateway that recognises our id gets it again, with
/// another the message is left to a person ("messaging.outcome_unknown") — rather not at all than twice.
class Messenger
{
public:
	struct Context
	{
		store::Database& database;
		const Clock& clock;
		calendar::TimeZone zone;
		std::function<Policy()> policy;
	};

	Messenger(Context context, ChannelConfig channel, std::unique_ptr<Gateway> gateway);

	/// Once, before the first round: what an earlier process left on its way, and what waits in a store that was
	/// restored from a backup (it may have been sent since: a person decides).
	Result<void> recover();

	/// Sends what is due. True if there may be more at once.
	Result<bool> round(const std::function<bool()>& goOn);

	const ChannelConfig& channel() const { return _channel; }
	/// Since when a call to the gateway runs (steady time); 0: none. Any thread.
	std::int64_t callingSince() const { return _callingSince; }

private:
	struct Unwritten
	{
		MessageRow message;
		DeliveryOutcome outcome;
	};

	Result<void> expire();
	Result<void> forget();
	Result<bool> claim(const MessageRow& message);
	Result<void> write(const Unwritten& done);
	void sayState(const Error* error);
	bool quietNow() const;
	Result<std::vector<MessageRow>> due();

	Context _context;
	ChannelConfig _channel;
	std::unique_ptr<Gateway> _gateway;
	std::vector<Unwritten> _unwritten; ///< outcomes that the store could not take yet: before anything else
	std::atomic<std::int64_t> _callingSince{0};
	std::int64_t _heldUntil = 0; ///< steady time
	int _failures = 0;
	std::string _said;
	std::int64_t _forgotAt = 0;
};

} // namespace erphost::messaging
