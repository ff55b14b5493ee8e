#include "host/journal/Parking.hpp"

#include "host/journal/Backoff.hpp"
#include "host/journal/JournalSql.hpp"
#include "host/journal/Subscriptions.hpp"

namespace erphost::journal {

namespace {

Result<std::optional<Waiting>> firstOf(store::Statement& statement)
{
	EH_TRY(const bool row, statement.step());
	if (!row) return std::optional<Waiting>();
	return std::optional<Waiting>({statement.integer(0), statement.integer(2)});
}

/// 0: only by hand.
std::int64_t nextAttempt(const Error& error, std::int64_t attempts, std::int64_t nowMs)
{
	switch (error.cls)
	{
	case ErrorClass::transient: return nowMs + kSoon.after(attempts);
	case ErrorClass::configuration: return nowMs + kSlowly.after(attempts);
	default: return 0;
	}
}

Error notFound(const std::string& subscription, std::int64_t position)
{
	return permanent("parked.not_found", "no such event is parked")
	    .with("subscription", subscription)
	    .with("position", std::to_string(position));
}

} // namespace

Result<std::optional<Waiting>> nextWaiting(store::Transaction& tx, const std::string& subscription, std::int64_t nowMs)
{
	{
		EH_TRY(auto due, tx.prepareAsHost(sql::kDueParked));
		EH_CHECK(due.bindAll(subscription, nowMs));
		EH_TRY(const auto waiting, firstOf(due));
		if (waiting) return waiting;
	}
	EH_TRY(auto released, tx.prepareAsHost(sql::kReleasedHeld));
	EH_CHECK(released.bindAll(subscription));
	return firstOf(released);
}

Result<bool> keyBlocked(store::Transaction& tx, const std::string& subscription, const std::string& businessKey)
{
	if (businessKey.empty()) return false;
	EH_TRY(auto statement, tx.prepareAsHost(sql::kKeyBlocked));
	EH_CHECK(statement.bindAll(subscription, businessKey));
	return statement.step();
}

Result<void> hold(store::Transaction& tx, const std::string& subscription, const Event& event)
{
	EH_CHECK(tx.execute(sql::kPark, subscription, event.position, event.businessKey, "held", "", "", 0, 0));
	return {};
}

Result<void> park(store::Transaction& tx, const std::string& subscription, const Event& event, const Error& error,
                  std::int64_t attempts, std::int64_t nowMs)
{
	EH_CHECK(tx.execute(sql::kPark, subscription, event.position, event.businessKey, "parked", error.code,
	                    error.message, attempts, nextAttempt(error, attempts, nowMs)));
	return {};
}

Result<bool> settle(store::Transaction& tx, const std::string& subscription, std::int64_t position)
{
	EH_TRY(const auto rows, tx.execute(sql::kSettleParked, subscription, position));
	return rows == 1;
}

Result<void> retryParked(store::Transaction& tx, const std::string& subscription, std::int64_t position,
                         std::int64_t nowMs)
{
	EH_TRY(const auto rows, tx.execute(sql::kRetryParked, subscription, position, nowMs));
	if (rows != 1) return notFound(subscription, position);
	tx.hintAfterCommit();
	return {};
}

Result<void> skipParked(store::Transaction& tx, const std::string& subscription, std::int64_t position,
                        const std::string& reason)
{
	if (reason.find_first_not_of(" \t\r\n") == std::string::npos)
		return permanent("parked.reason_invalid", "leaving an event out needs a reason")
		    .with("subscription", subscription)
		    .with("position", std::to_string(position));
	EH_TRY(const auto rows, tx.execute(sql::kSkipParked, subscription, position, reason));
	if (rows != 1) return notFound(subscription, position);
	tx.hintAfterCommit();
	return {};
}

Result<void> dropSubscriptions(store::Transaction& tx, const std::string& owner)
{
	EH_CHECK(tx.execute(sql::kDropParked, owner));
	EH_CHECK(tx.execute(sql::kDropSubscriptions, owner));
	return {};
}

} // namespace erphost::journal
