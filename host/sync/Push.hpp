#pragma once

#include "host/sync/ErpLink.hpp"
#include "host/sync/OutboxStore.hpp"

namespace erphost::sync {

struct PushOutcome
{
	std::int64_t confirmed = 0, superseded = 0, refused = 0, waiting = 0;
	std::int64_t rechecked = 0, overwritten = 0; ///< looked at again; written over by an ERP screen
	bool held = false;                           ///< after a restore, until reconcile has learned what the ERP knows
};

/// Brings the outbox to the ERP: at least once, with the effect of once; in order within a business key, and no key
/// behind another. One thread.
class Push
{
public:
	/// Everything passed must outlive it. `between`: heartbeat between records; false: stop.
	Push(store::Database& database, const Clock& clock, const Mapping& mapping, ErpLink& link,
	     std::function<bool()> between);

	/// Everything that is due now, of one type or ("") of all. Errors of the ERP are states of records and link; an
	/// error here is one of the store.
	Result<PushOutcome> round(const std::string& onlyType = {});

private:
	Result<bool> held();
	Result<bool> sendType(const RecordMap& map, PushOutcome& outcome);
	Result<bool> checkHandList(const RecordMap& map, PushOutcome& outcome);
	Result<void> recheck(PushOutcome& outcome);
	Result<RecordTable> table(odbc::Connection& connection, const RecordMap& map);
	void count(const std::vector<PushResult>& results, PushOutcome& outcome) const;

	OutboxStore _outbox;
	store::Database& _database;
	const Clock& _clock;
	const Mapping& _mapping;
	ErpLink& _link;
	std::function<bool()> _between;
	struct Known
	{
		RecordTable table;
		std::int64_t generation, at;
	};
	std::map<std::string, Known> _tables;
	bool _published = false;
};

} // namespace erphost::sync
