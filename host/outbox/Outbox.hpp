#pragma once

#include "erphost/Result.hpp"
#include "erphost/Sql.hpp"
#include "host/store/Transaction.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace erphost::outbox {

/// A record as a plugin puts it.
struct OutboxRecord
{
	std::string recordType; ///< a record type of the manifest
	std::string owner;      ///< the plugin's id
	std::string branchId;
	std::string businessKey; ///< the ERP row it is about; records of one key reach the ERP in order
	std::string recordId;    ///< the same id again: a new version of the same record
	std::string payload;     ///< JSON object
	std::string correlationId;
};

/// Puts a record into the outbox, in the caller's transaction; it takes its place in line as one of the last statements
/// before commit. Asks for a commit hint, so that push wakes up. A later version replaces the payload of a waiting one
/// and takes its turn anew. Errors: "outbox.record_invalid" (permanent, param "reason"), those of the store.
Result<void> put(store::Transaction& tx, OutboxRecord record, std::int64_t nowMs);

/// The named statements, for preparation on every engine in the tests.
std::span<const Sql> statements();

} // namespace erphost::outbox
