#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace erphost::journal {

/// The durable cursor of a subscription or watch as one worker holds it. Single thread.
class Cursor
{
public:
	Cursor(std::string name, std::string owner, std::string kind):
		_name(std::move(name)), _owner(std::move(owner)), _kind(std::move(kind))
	{
	}

	const std::string& name() const { return _name; }
	std::int64_t position() const { return _position; }

	/// Creates the row at `position` if there is none; true if it did.
	Result<bool> create(store::Transaction& tx, std::int64_t position, std::int64_t nowMs) const;
	/// Raises the worker epoch: whoever held the cursor before is fenced off. The values hold after the commit.
	Result<void> claim(store::Transaction& tx, std::int64_t nowMs);

	/// Moves the row by compare-and-set on position and epoch ("journal.fenced", conflict). After the commit, moved().
	Result<void> advance(store::Transaction& tx, std::int64_t to, std::int64_t nowMs) const;
	void moved(std::int64_t to) { _position = to; }
	/// Makes sure that the cursor is still ours, without moving it ("journal.fenced").
	Result<void> hold(store::Transaction& tx, std::int64_t nowMs) const;

	/// Nothing is delivered before this time of the steady clock.
	bool due(std::int64_t steadyMs) const { return steadyMs >= _dueAt; }
	void failed(const Error& error, std::int64_t nowMs, std::int64_t steadyMs);
	void succeeded();
	std::int64_t failures() const { return _failures; }
	const std::optional<Error>& error() const { return _error; }
	std::int64_t failingSinceMs() const { return _sinceMs; }

private:
	Error fenced() const;

	std::string _name;
	std::string _owner;
	std::string _kind;
	std::int64_t _position = 0;
	std::int64_t _epoch = 0;
	std::int64_t _dueAt = 0;
	std::int64_t _failures = 0;
	std::int64_t _sinceMs = 0;
	std::optional<Error> _error;
};

} // namespace erphost::journal
