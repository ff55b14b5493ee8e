#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/sync/UpdateWriter.hpp"

#include <map>

namespace erphost::sync {

/// The outbox as sync sees it: which records are due, and what became of them. Any thread.
class OutboxStore
{
public:
	OutboxStore(store::Database& database, const Clock& clock): _database(database), _clock(clock) {}

	/// Due records of one type, in order; of each business key the first only.
	Result<std::vector<OutboxRow>> due(const std::string& type, std::int64_t limit);
	Result<std::vector<OutboxRow>> recheckDue();
	/// Marks them as being sent, in one transaction: found so after a crash, the ERP is read before anything is
	/// written.
	Result<void> sending(const std::vector<OutboxRow>& records);
	/// Records what became of them, in one transaction. A record that got a newer version meanwhile is left alone.
	Result<void> finished(const std::vector<OutboxRow>& records, const std::vector<PushResult>& results,
	                      std::int64_t recheckAfterMs);
	/// Looks again at `at`; nothing has changed otherwise. 0: never again.
	Result<void> recheckAt(const OutboxRow& record, std::int64_t at);
	/// Puts a confirmed record back in line: somebody saved an old row over it.
	Result<void> again(const OutboxRow& record, const Error& why);
	Result<void> postpone(const std::vector<OutboxRow>& records, std::int64_t ms);
	/// True if a later record of this type and key exists: the earlier one no longer says what the row must look like.
	Result<bool> laterExists(const OutboxRow& record);
	Result<std::optional<OutboxRow>> one(const std::string& recordId);

	/// Writes down the mapping's modes where no administrator has set one: order and console go by what is written
	/// down.
	Result<void> publishModes(const Mapping& mapping);
	/// Mode per record type.
	Result<std::map<std::string, PushMode>> modes();

private:
	store::Database& _database;
	const Clock& _clock;
};

} // namespace erphost::sync
