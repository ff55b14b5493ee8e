#pragma once

#include "host/sync/PullRun.hpp"

namespace erphost::sync {

/// Brings one entity up to date, round by round, and keeps its row in erp_entity. One thread at a time.
class EntityPull
{
public:
	/// Everything passed must outlive it.
	EntityPull(PullContext& context, const EntityMap& map, const entities::EntitySchema& schema);

	enum class Round
	{
		changes, ///< what is due by the entity's mode; a sweep if one is due
		sweep    ///< a sweep (or scan) now
	};
	/// One round. Errors: "erp.away" and friends (transient: state away), "erp.catalog_changed", "erp.mass_deletion"
	/// (the entity pauses until somebody accepts), "erp.table_missing", "erp.column_missing", those of odbc and store
	/// (failing). The state in erp_entity is written in every case.
	Result<PullOutcome> run(Round round);

	/// Runs something over the entity with connection, plan and writer, without touching position or state (reconcile);
	/// once more from its start if rows cannot be read packed.
	Result<void> with(const std::function<Result<void>(PullRun&)>& body);

	/// When the next round is due (steady time); set by run().
	std::int64_t dueAt() const { return _dueAt; }
	void makeDue() { _dueAt = 0; }
	const EntityMap& map() const { return _map; }

private:
	struct Row
	{
		nlohmann::json position;
		std::string fingerprint, state, errorCode;
		std::optional<std::int64_t> sweptAt;
	};
	Result<Row> load();
	Result<void> resolve(odbc::Connection& connection, Row& row);
	Result<PullOutcome> work(Round round);
	/// True: this error may be one of packed rows; from now on columns travel one by one, try again.
	bool unpack(const Error& error);
	Result<void> finish(const PullOutcome& outcome);
	void record(const Error& error);

	PullContext& _context;
	const EntityMap& _map;
	const entities::EntitySchema& _schema;
	EntitySql _sql;
	PullPlan::Catalogs _catalogs;
	std::optional<PullPlan> _plan;
	std::int64_t _generation = -1, _resolvedAt = 0, _dueAt = 0;
	int _failures = 0;
	bool _packing = true;
};

/// Marks an entity as accepted: its changed catalog, or its many deletions. The next round reads it anew.
Result<void> acceptEntity(store::Transaction& tx, const std::string& entity);

} // namespace erphost::sync
