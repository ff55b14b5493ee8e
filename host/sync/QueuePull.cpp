#include "host/sync/QueuePull.hpp"

#include "host/sync/KeyText.hpp"
#include "host/sync/SnapshotPull.hpp"

#include <set>

namespace erphost::sync {

namespace {

constexpr std::size_t kQueueRows = 1000;

struct QueueTable
{
	std::string table, id, acknowledge;
	std::vector<std::string> keys;
	std::string idParameter;
};

Result<QueueTable> resolve(PullRun& run)
{
	const auto& changes = run.map.changes;
	const auto& dialect = run.connection.dialect();
	EH_TRY(const auto catalog, odbc::describeTable(run.connection, changes.queueTable));
	const auto column = [&](const std::string& name) -> Result<const odbc::CatalogColumn*> {
		const auto* found = findColumn(catalog, name);
		if (found == nullptr)
			return misconfigured("erp.column_missing", "the ERP has no such column")
			    .with("entity", run.map.entity)
			    .with("table", changes.queueTable)
			    .with("column", name);
		return found;
	};
	QueueTable queue;
	queue.table = dialect.quote(changes.queueTable);
	EH_TRY(const auto* id, column(changes.queueId));
	queue.id = dialect.quote(id->name);
	queue.idParameter = typedParameter(dialect.product(), *id);
	EH_TRY(const auto* acknowledge, column(changes.acknowledgeColumn));
	queue.acknowledge = dialect.quote(acknowledge->name);
	for (const auto& name : changes.queueKey)
	{
		EH_TRY(const auto* key, column(name));
		queue.keys.push_back(dialect.quote(key->name));
	}
	return queue;
}

Result<void> acknowledge(PullRun& run, const QueueTable& queue, const std::vector<std::string>& ids)
{
	if (run.context.push == nullptr) return {};
	EH_TRY(auto* connection, run.context.push->use());
	for (std::size_t from = 0; from < ids.size(); from += 100)
	{
		std::string sql = "UPDATE " + queue.table + " SET " + queue.acknowledge + " = ? WHERE " + queue.id + " IN (";
		std::vector<std::optional<std::string>> parameters = {run.map.changes.acknowledgeValue};
		for (std::size_t i = from; i < std::min(ids.size(), from + 100); ++i)
		{
			sql += (i > from ? ", " : "") + queue.idParameter;
			parameters.emplace_back(ids[i]);
		}
		if (auto done = connection->execute(sql + ")", parameters); !done)
		{
			run.context.push->failed(done.error());
			return std::move(done).error();
		}
	}
	return {};
}

} // namespace

Result<void> pullByQueue(PullRun& run)
{
	if (!run.position.value("loaded", false))
	{
		EH_CHECK(pullBySnapshot(run));
		run.position["loaded"] = true;
		return run.savePosition();
	}
	EH_TRY(const auto queue, resolve(run));
	std::string columns = queue.id;
	for (const auto& key : queue.keys) columns += ", " + key;
	const auto select =
		run.connection.dialect().limited("SELECT " + columns + " FROM " + queue.table + " WHERE " + queue.acknowledge +
	                                         " IS NULL OR " + queue.acknowledge + " <> ? ORDER BY " + queue.id,
	                                     kQueueRows);
	for (;;)
	{
		EH_TRY(const auto rows, run.connection.query(select, {run.map.changes.acknowledgeValue}, kQueueRows));
		if (rows.empty()) return {};
		std::vector<std::string> ids, absent;
		std::vector<std::vector<std::string>> keys;
		std::set<std::vector<std::string>> once;
		for (const auto& row : rows)
		{
			ids.push_back(row[0].value_or(""));
			std::vector<std::string> key;
			for (std::size_t i = 1; i < row.size(); ++i) key.push_back(row[i].value_or(""));
			if (once.insert(key).second) keys.push_back(std::move(key));
		}
		EH_CHECK(run.pump([&](BatchQueue& into) { return run.fetchKeys(keys, into, &absent); }));
		EH_TRY(const auto removed, run.writer.removeByKey(absent));
		run.outcome.removed += removed;
		EH_CHECK(acknowledge(run, queue, ids));
		if (rows.size() < kQueueRows || run.context.push == nullptr) return {};
	}
}

} // namespace erphost::sync
