#include "host/journal/Cursor.hpp"

#include "host/journal/Backoff.hpp"
#include "host/journal/JournalSql.hpp"

namespace erphost::journal {

Error Cursor::fenced() const
{
	return conflict("journal.fenced", "another worker has taken over this subscription").with("subscription", _name);
}

Result<bool> Cursor::create(store::Transaction& tx, std::int64_t position, std::int64_t nowMs) const
{
	EH_TRY(const auto created, tx.execute(sql::kAddSubscription, _name, _owner, _kind, position, nowMs));
	return created == 1;
}

Result<void> Cursor::claim(store::Transaction& tx, std::int64_t nowMs)
{
	EH_TRY(auto statement, tx.prepareAsHost(sql::kClaimSubscription));
	EH_CHECK(statement.bindAll(_name, nowMs));
	EH_TRY(const bool row, statement.step());
	if (!row) return bug("journal.no_cursor", "a cursor was claimed before it was created").with("subscription", _name);
	_epoch = statement.integer(0);
	_position = statement.integer(1);
	EH_CHECK(statement.run());
	return {};
}

Result<void> Cursor::advance(store::Transaction& tx, std::int64_t to, std::int64_t nowMs) const
{
	EH_TRY(const auto rows, tx.execute(sql::kAdvance, _name, _position, to, _epoch, nowMs));
	if (rows != 1) return fenced();
	return {};
}

Result<void> Cursor::hold(store::Transaction& tx, std::int64_t nowMs) const
{
	EH_TRY(const auto rows, tx.execute(sql::kStillOurs, _name, _epoch, nowMs));
	if (rows != 1) return fenced();
	return {};
}

void Cursor::failed(const Error& error, std::int64_t nowMs, std::int64_t steadyMs)
{
	if (!_error) _sinceMs = nowMs;
	_error = error;
	_dueAt = steadyMs + kSoon.after(++_failures);
}

void Cursor::succeeded()
{
	_error.reset();
	_failures = 0;
	_dueAt = 0;
}

} // namespace erphost::journal
