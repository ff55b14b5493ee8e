#pragma once

#include "erphost/Result.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <string>

namespace erphost::journal {

/// An event as a producer writes it and a subscriber reads it.
struct Event
{
	std::string type; ///< "<plugin>.<noun>.<past participle>"
	int version = 1;
	std::string producer;
	std::string branchId;
	std::string businessKey;
	std::string correlationId;
	std::string payload; ///< JSON object
	std::int64_t position = 0;
	std::int64_t occurredAtMs = 0;
};

struct AuditRow
{
	std::string actor; ///< user id, "cli", or "plugin:<id>"
	std::string branchId;
	std::string action;  ///< "survey.recordAttempt", "user.create"
	std::string subject; ///< what it was done to: an id, never personal data
	std::string detail;  ///< JSON object
	std::string correlationId;
	std::int64_t occurredAtMs = 0;
};

/// Buffers an event with the transaction. It gets its position from journal_head as one of the last statements before
/// commit, so positions are in commit order; nothing is written if the transaction fails.
Result<void> append(store::Transaction& tx, Event event);

/// The same for a row of the append-only audit log; its digest chains to the row before.
Result<void> audit(store::Transaction& tx, AuditRow row);

/// Takes the next number of the event position space, for a row that stands in the journal's order without being an
/// event (outbox). Only from an action of Transaction::beforeCommit: the head row is locked from here to the commit.
Result<std::int64_t> takePosition(store::Transaction& tx);

/// Recomputes the chain of audit digests; the error names the first position that does not fit ("audit.broken").
Result<std::int64_t> verifyAudit(store::Transaction& tx);

} // namespace erphost::journal
