#pragma once

#include "erphost/Result.hpp"
#include "erphost/Sql.hpp"
#include "host/store/Statement.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace erphost::store {

class Connection;

/// A running transaction. Belongs to the thread that runs its body and dies with it.
///
/// It never goes on after a failed statement: everything after one fails with the same error, and nothing is committed,
/// even if the body returns success.
class Transaction
{
public:
	Transaction(Connection& connection, bool writable): _connection(connection), _writable(writable) {}
	Transaction(const Transaction&) = delete;
	Transaction& operator=(const Transaction&) = delete;

	bool writable() const { return _writable; }

	/// A cached prepared statement, reset and unbound. It goes back to the cache when the Statement dies. Checked
	/// against the connection's AccessPolicy ("store.denied", bug).
	Result<Statement> prepare(const Sql& sql);

	/// As above with the policy lifted: for the host's own statements on a plugin's connection (journal, outbox,
	/// audit).
	Result<Statement> prepareAsHost(const Sql& sql);

	/// Prepares, binds the values in order, runs to the end; returns the number of rows changed.
	template <typename... Values>
	Result<std::int64_t> execute(const Sql& sql, const Values&... values)
	{
		EH_TRY(auto statement, prepareAsHost(sql));
		EH_CHECK(statement.bindAll(values...));
		return statement.run();
	}

	/// Text that is not a named statement: migrations only.
	Result<void> script(std::string_view sql);

	/// Run as the last statements before commit, in the order added: the journal numbers its buffered events here.
	/// `once` marks the owner, so that a buffer registers itself once per transaction.
	void beforeCommit(const void* once, std::function<Result<void>(Transaction&)> action);

	/// Asks for Database::onCommitHint after a successful commit: other processes have something to look at.
	void hintAfterCommit() { _hint = true; }
	bool hintWanted() const { return _hint; }

	/// The error of the statement that failed in this transaction, if one did.
	const std::optional<Error>& failure() const;

	/// The connection underneath; for the store's own classes.
	Connection& connection() { return _connection; }

	/// Runs the actions added by beforeCommit, also those that they add. For Database only.
	Result<void> finish();

	/// Anything a service keeps per transaction (buffered events), keyed by the owner's address.
	std::shared_ptr<void>& attachment(const void* owner) { return _attachments[owner]; }

private:
	Connection& _connection;
	bool _writable;
	bool _hint = false;
	std::vector<std::pair<const void*, std::function<Result<void>(Transaction&)>>> _beforeCommit;
	std::map<const void*, std::shared_ptr<void>> _attachments;
};

} // namespace erphost::store
