#include "host/messaging/Messenger.hpp"

#include "host/messaging/MessagingSql.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/platform/Log.hpp"

#include <algorithm>
#include <utility>

namespace erphost::messaging {

namespace {

constexpr std::int64_t kAtOnce = 20;
/// A gateway that is away is asked again after 5 s, 10 s, … at most every minute; a message after 30 s … 15 minutes.
constexpr std::int64_t kFirstHoldMs = 5'000;
constexpr std::int64_t kLastHoldMs = 60'000;
constexpr std::int64_t kFirstRetryMs = 30'000;
constexpr std::int64_t kLastRetryMs = 15 * 60'000;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;

std::int64_t growing(std::int64_t first, std::int64_t last, std::int64_t times)
{
	return std::min(last, first << std::min<std::int64_t>(times, 10));
}

Error unknownOutcome(const Error& cause)
{
	return permanent("messaging.outcome_unknown", "handed over, no answer: " + cause.code);
}

} // namespace

Messenger::Messenger(Context context, ChannelConfig channel, std::unique_ptr<Gateway> gateway):
	_context(std::move(context)), _channel(std::move(channel)), _gateway(std::move(gateway))
{
}

bool Messenger::quietNow() const
{
	if (!_channel.quiet) return false;
	const auto now = _context.clock.nowMs();
	const auto midnight = _context.zone.instantOf(_context.zone.businessDate(now), 0);
	return midnight && _context.policy().isQuiet(static_cast<int>((now - *midnight) / 60'000));
}

Result<void> Messenger::recover()
{
	const auto now = _context.clock.nowMs();
	return _context.database.write([&](store::Transaction& tx) -> Result<void> {
		for (;;)
		{
			EH_TRY(auto row, tx.prepareAsHost(sql::kRestored));
			EH_CHECK(row.bindAll(_channel.name, kAtOnce));
			EH_TRY(const auto restored, messagesOf(std::move(row)));
			for (const auto& message : restored)
				EH_CHECK(finish(tx, message, "suppressed",
				                permanent("messaging.restored", "it may have been sent before the backup was restored"),
				                std::nullopt, now));
			if (restored.empty()) break;
		}
		EH_TRY(auto row, tx.prepareAsHost(sql::kInterrupted));
		EH_CHECK(row.bindAll(_channel.name));
		EH_TRY(const auto interrupted, messagesOf(std::move(row)));
		const auto cause = transient("messaging.interrupted", "the process ended while it was on its way");
		for (const auto& message : interrupted)
		{
			if (_gateway->recognisesId())
				EH_CHECK(tx.execute(sql::kLater, message.number, now, cause.code, cause.message, "{}", now));
			else EH_CHECK(finish(tx, message, "failed", unknownOutcome(cause), std::nullopt, now));
		}
		return {};
	});
}

Result<void> Messenger::expire()
{
	const auto now = _context.clock.nowMs();
	const auto givenUp = now - _context.policy().giveUpHours * kHourMs;
	return _context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto row, tx.prepareAsHost(sql::kExpired));
		EH_CHECK(row.bindAll(_channel.name, now, givenUp, kAtOnce));
		EH_TRY(const auto late, messagesOf(std::move(row)));
		for (const auto& message : late)
		{
			if (message.expiresAt)
				EH_CHECK(finish(tx, message, "expired", permanent("messaging.expired", "its time has passed"),
				                std::nullopt, now));
			else
				EH_CHECK(finish(tx, message, "failed",
				                permanent("messaging.given_up", "it could not be sent for too long")
				                    .with("cause", message.error ? message.error->code : std::string()),
				                std::nullopt, now));
		}
		return {};
	});
}

Result<void> Messenger::forget()
{
	const auto now = _context.clock.nowMs();
	if (_forgotAt > 0 && _context.clock.steadyMs() - _forgotAt < kHourMs) return {};
	_forgotAt = std::max<std::int64_t>(1, _context.clock.steadyMs());
	const auto before = now - _context.policy().keepDays * kDayMs;
	return _context.database.write([&](store::Transaction& tx) -> Result<void> {
		for (const char* state : {"sent", "failed", "expired", "suppressed"})
			EH_CHECK(tx.execute(sql::kForget, state, before));
		EH_CHECK(tx.execute(sql::kForgetReceived, before));
		return {};
	});
}

Result<std::vector<MessageRow>> Messenger::due()
{
	return _context.database.readValue([&](store::Transaction& tx) -> Result<std::vector<MessageRow>> {
		EH_TRY(auto row, tx.prepareAsHost(sql::kDue));
		EH_CHECK(row.bindAll(_channel.name, _context.clock.nowMs(), kAtOnce));
		return messagesOf(std::move(row));
	});
}

/// Marks a message as on its way; false if it is not to be sent after all.
Result<bool> Messenger::claim(const MessageRow& message)
{
	const auto now = _context.clock.nowMs();
	return _context.database.writeValue([&](store::Transaction& tx) -> Result<bool> {
		EH_TRY(auto row, tx.prepareAsHost(sql::kOptedOut));
		EH_CHECK(row.bindAll(message.recipientHash, _channel.name));
		EH_TRY(const bool optedOut, row.step());
		row.reset();
		if (optedOut)
		{
			EH_CHECK(finish(tx, message, "suppressed", permanent("messaging.opted_out", "the person wants none"),
			                std::nullopt, now));
			return false;
		}
		EH_TRY(const auto changed, tx.execute(sql::kSending, message.number, now));
		return changed == 1;
	});
}

Result<void> Messenger::write(const Unwritten& done)
{
	using Kind = DeliveryOutcome::Kind;
	const auto now = _context.clock.nowMs();
	const auto& error = done.outcome.error;
	return _context.database.write([&](store::Transaction& tx) -> Result<void> {
		switch (done.outcome.kind)
		{
		case Kind::sent: return finish(tx, done.message, "sent", std::nullopt, std::nullopt, now);
		case Kind::refused: return finish(tx, done.message, "failed", error, std::nullopt, now);
		case Kind::unknown:
			if (!_gateway->recognisesId())
				return finish(tx, done.message, "failed", unknownOutcome(error), std::nullopt, now);
			break;
		case Kind::later: break;
		}
		const auto next = now + growing(kFirstRetryMs, kLastRetryMs, done.message.attempts);
		EH_CHECK(tx.execute(sql::kLater, done.message.number, next, error.code, error.message, paramsText(error), now));
		return {};
	});
}

/// How the channel fares, for the overview; only when it changes.
void Messenger::sayState(const Error* error)
{
	const auto said = error ? error->code : std::string("up");
	if (said == _said) return;
	nlohmann::json state = {{"state", error ? "away" : "up"}, {"since", _context.clock.nowMs()}, {"error", nullptr}};
	if (error)
		state["error"] = {
			{"code", error->code}, {"message", error->message}, {"params", nlohmann::json::parse(paramsText(*error))}};
	const auto text = state.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
	const auto written = _context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kChannelState, "messaging." + _channel.name, text));
		return {};
	});
	if (written) _said = said;
	log(error ? LogLevel::warning : LogLevel::info, "messenger",
	    "channel " + _channel.name + (error ? " is away: " + error->code : " is up"));
}

Result<bool> Messenger::round(const std::function<bool()>& goOn)
{
	while (!_unwritten.empty())
	{
		EH_CHECK(write(_unwritten.back()));
		_unwritten.pop_back();
	}
	EH_CHECK(expire());
	EH_CHECK(forget());
	if (quietNow() || _context.clock.steadyMs() < _heldUntil) return false;
	EH_TRY(const auto messages, due());
	for (const auto& message : messages)
	{
		if (!goOn()) return false;
		EH_TRY(const bool claimed, claim(message));
		if (!claimed) continue;
		EH_FAILPOINT("message.before_send");
		_callingSince = std::max<std::int64_t>(1, _context.clock.steadyMs());
		auto outcome = _gateway->send(message.delivery());
		_callingSince = 0;
		EH_FAILPOINT("message.after_send");
		const auto kind = outcome.kind;
		const auto error = outcome.error;
		_unwritten.push_back({message, std::move(outcome)});
		EH_CHECK(write(_unwritten.back()));
		_unwritten.pop_back();
		if (kind == DeliveryOutcome::Kind::later || kind == DeliveryOutcome::Kind::unknown)
		{
			// The next one would fare no better: the gateway is asked again a little later.
			_heldUntil = _context.clock.steadyMs() + growing(kFirstHoldMs, kLastHoldMs, _failures++);
			sayState(&error);
			return false;
		}
		_failures = 0;
		sayState(nullptr);
	}
	return messages.size() == static_cast<std::size_t>(kAtOnce);
}

} // namespace erphost::messaging
