#include "host/sync/Push.hpp"

#include "host/platform/Log.hpp"
#include "host/store/Meta.hpp"
#include "host/sync/InterfaceWriter.hpp"

#include <algorithm>

namespace erphost::sync {

namespace {

constexpr std::int64_t kInterfaceChunk = 500;
constexpr std::int64_t kUpdateChunk = 25; ///< few, so that the first are confirmed in the store while the last are sent
constexpr std::int64_t kHandListMs = 5'000;
constexpr std::int64_t kTableFreshMs = 10'000;
constexpr std::int64_t kMostOverwrites = 5;

} // namespace

Push::Push(store::Database& database, const Clock& clock, const Mapping& mapping, ErpLink& link,
           std::function<bool()> between):
	_outbox(database, clock),
	_database(database), _clock(clock), _mapping(mapping), _link(link), _between(std::move(between))
{
}

void Push::count(const std::vector<PushResult>& results, PushOutcome& outcome) const
{
	for (const auto& result : results)
	{
		switch (result.kind)
		{
		case PushResult::Kind::confirmed: ++outcome.confirmed; break;
		case PushResult::Kind::superseded: ++outcome.superseded; break;
		case PushResult::Kind::refused: ++outcome.refused; break;
		default: ++outcome.waiting; break;
		}
	}
}

Result<RecordTable> Push::table(odbc::Connection& connection, const RecordMap& map)
{
	const auto now = _clock.steadyMs();
	if (const auto known = _tables.find(map.type); known != _tables.end() &&
	                                               known->second.generation == _link.generation() &&
	                                               now - known->second.at < kTableFreshMs)
		return known->second.table;
	EH_TRY(auto table, RecordTable::open(connection, map));
	_tables.insert_or_assign(map.type, Known{table, _link.generation(), now});
	return table;
}

/// One chunk of one type. True if there may be more.
Result<bool> Push::sendType(const RecordMap& map, PushOutcome& outcome)
{
	EH_TRY(const auto records, _outbox.due(map.type, map.interface ? kInterfaceChunk : kUpdateChunk));
	if (records.empty()) return false;
	auto connection = _link.use();
	if (!connection)
	{
		outcome.waiting += static_cast<std::int64_t>(records.size());
		return false;
	}
	std::vector<PushResult> results;
	auto opened = table(**connection, map);
	if (!opened)
	{
		// Not these records' fault: they wait, with the reason, until table and mapping fit again.
		const bool lost = _link.failed(opened.error());
		results.assign(records.size(), {lost ? PushResult::Kind::lost : PushResult::Kind::retry, opened.error()});
		EH_CHECK(_outbox.finished(records, results, 0));
		count(results, outcome);
		return false;
	}
	EH_CHECK(_outbox.sending(records));
	if (map.interface) results = InterfaceWriter(**connection, *opened, _mapping.timeZone).send(records);
	else
	{
		UpdateWriter writer(**connection, *opened, _mapping.timeZone);
		for (const auto& record : records)
		{
			if ((*connection)->usable()) results.push_back(writer.send(record));
			else results.push_back({PushResult::Kind::lost, transient("erp.away", "the connection was lost before")});
			if (!_between()) break;
		}
		while (results.size() < records.size())
			results.push_back({PushResult::Kind::lost, transient("erp.stopped", "push was told to stop")});
	}
	EH_CHECK(_outbox.finished(records, results, map.interface ? 0 : std::int64_t{1000} * _mapping.recheckSeconds));
	count(results, outcome);
	for (const auto& result : results)
		if (result.error && _link.failed(*result.error)) return false;
	return _between();
}

/// People write these by hand; as soon as the ERP shows them, they are confirmed.
Result<bool> Push::checkHandList(const RecordMap& map, PushOutcome& outcome)
{
	EH_TRY(const auto records, _outbox.due(map.type, 100));
	if (records.empty()) return false;
	auto connection = _link.use();
	if (!connection) return false;
	auto opened = table(**connection, map);
	if (!opened)
	{
		_link.failed(opened.error());
		return false;
	}
	std::vector<OutboxRow> seen, waiting;
	for (const auto& record : records)
	{
		bool there = false;
		if (map.interface)
		{
			InterfaceWriter reader(**connection, *opened, _mapping.timeZone);
			auto present = reader.read({record.recordId});
			there = present && present->contains(record.recordId);
		}
		else
		{
			auto changes = UpdateWriter(**connection, *opened, _mapping.timeZone).examine(record);
			there = changes && std::all_of(changes->begin(), changes->end(), [](const auto& change) {
						return change.action == ColumnChange::Action::same;
					});
		}
		(there ? seen : waiting).push_back(record);
		if (!_between()) break;
	}
	if (!seen.empty()) EH_CHECK(_outbox.finished(seen, std::vector<PushResult>(seen.size()), 0));
	if (!waiting.empty()) EH_CHECK(_outbox.postpone(waiting, kHandListMs));
	outcome.confirmed += static_cast<std::int64_t>(seen.size());
	outcome.waiting += static_cast<std::int64_t>(waiting.size());
	return !seen.empty();
}

/// an ERP screen that was open while we wrote may have saved its old row over ours.
Result<void> Push::recheck(PushOutcome& outcome)
{
	EH_TRY(const auto records, _outbox.recheckDue());
	for (const auto& record : records)
	{
		const auto* map = _mapping.record(record.type);
		EH_TRY(const bool later, _outbox.laterExists(record));
		if (map == nullptr || map->interface || later)
		{
			EH_CHECK(_outbox.recheckAt(record, 0));
			continue;
		}
		auto connection = _link.use();
		if (!connection) return {};
		auto opened = table(**connection, *map);
		if (!opened)
		{
			_link.failed(opened.error());
			return {};
		}
		auto changes = UpdateWriter(**connection, *opened, _mapping.timeZone).examine(record);
		++outcome.rechecked;
		if (!changes)
		{
			if (_link.failed(changes.error())) return {};
			EH_CHECK(_outbox.recheckAt(record, 0)); // the row is gone: nothing to repair
			continue;
		}
		// A remark that somebody edited is his; only where the status went back with it was the whole row saved over.
		bool statusBack = false, statusOther = false, hasStatus = false, remarkGone = false;
		for (const auto& change : *changes)
		{
			if (!change.append)
			{
				hasStatus = true;
				statusBack = statusBack || change.action == ColumnChange::Action::write;
				statusOther = statusOther || change.action == ColumnChange::Action::superseded;
			}
			else
				remarkGone =
					remarkGone || (change.action == ColumnChange::Action::write && change.present.value_or("").empty());
		}
		const auto about = [&](Error error) {
			return std::move(error)
			    .with("table", map->table)
			    .with("key", record.businessKey)
			    .with("record", record.recordId);
		};
		if (statusBack || (!hasStatus && remarkGone))
		{
			++outcome.overwritten;
			if (record.overwrites >= kMostOverwrites)
				EH_CHECK(_outbox.finished(
					{record},
					{{PushResult::Kind::refused,
				      about(conflict("erp.overwritten_often", "an ERP screen keeps saving an old row over ours"))}},
					0));
			else
				EH_CHECK(_outbox.again(record,
				                       about(conflict("erp.overwritten", "an ERP screen saved an old row over ours"))));
			continue;
		}
		if (statusOther)
			EH_CHECK(
				_outbox.finished({record},
			                     {{PushResult::Kind::superseded,
			                       about(conflict("erp.superseded", "an ERP user has set another value meanwhile"))}},
			                     0));
		else EH_CHECK(_outbox.recheckAt(record, 0));
		if (!_between()) return {};
	}
	return {};
}

Result<bool> Push::held()
{
	return _database.readValue([](store::Transaction& tx) -> Result<bool> {
		EH_TRY(const auto meta, store::readMeta(tx));
		return meta.pushHeldSinceMs.has_value();
	});
}

Result<PushOutcome> Push::round(const std::string& onlyType)
{
	PushOutcome outcome;
	EH_TRY(outcome.held, held());
	if (outcome.held) return outcome;
	if (!_published)
	{
		EH_CHECK(_outbox.publishModes(_mapping));
		_published = true;
	}
	EH_TRY(const auto modes, _outbox.modes());
	for (bool more = true; more && _between();)
	{
		more = false;
		for (const auto& map : _mapping.records)
		{
			if (!onlyType.empty() && map.type != onlyType) continue;
			const auto set = modes.find(map.type);
			const auto mode = set == modes.end() ? map.mode : set->second;
			if (mode == PushMode::on)
			{
				EH_TRY(const bool again, sendType(map, outcome));
				more = more || again;
			}
			else if (mode == PushMode::handList)
			{
				EH_TRY(const bool again, checkHandList(map, outcome));
				more = more || again;
			}
		}
		if (_link.away()) break;
	}
	EH_CHECK(recheck(outcome));
	return outcome;
}

} // namespace erphost::sync
