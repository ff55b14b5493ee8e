#include "host/sync/EntityPull.hpp"

#include "host/platform/Log.hpp"
#include "host/sync/KeySweep.hpp"
#include "host/sync/QueuePull.hpp"
#include "host/sync/SnapshotPull.hpp"
#include "host/sync/SyncSql.hpp"
#include "host/sync/WatermarkPull.hpp"

namespace erphost::sync {

namespace {

constexpr std::int64_t kCatalogFreshMs = 10'000;
constexpr std::int64_t kPausedRecheckMs = 60'000;

bool pauses(const Error& error)
{
	return error.code == "erp.catalog_changed" || error.code == "erp.mass_deletion";
}

} // namespace

EntityPull::EntityPull(PullContext& context, const EntityMap& map, const entities::EntitySchema& schema):
	_context(context), _map(map), _schema(schema), _sql(schema, map)
{
}

Result<EntityPull::Row> EntityPull::load()
{
	return _context.database.readValue([&](store::Transaction& tx) -> Result<Row> {
		EH_TRY(auto statement, tx.prepareAsHost(sql::kEntity));
		EH_CHECK(statement.bindAll(_map.entity));
		EH_TRY(const bool found, statement.step());
		if (!found) return bug("erp.entity_missing", "erp_entity has no row").with("entity", _map.entity);
		Row row;
		row.position = nlohmann::json::parse(statement.view(1), nullptr, false);
		if (!row.position.is_object()) row.position = nlohmann::json::object();
		row.fingerprint = statement.text(3);
		row.state = statement.text(4);
		row.sweptAt = statement.optionalInteger(8);
		row.errorCode = statement.text(9);
		return row;
	});
}

Result<void> EntityPull::resolve(odbc::Connection& connection, Row& row)
{
	const auto now = _context.clock.steadyMs();
	if (_plan && _generation == _context.pull.generation() && now - _resolvedAt < kCatalogFreshMs &&
	    !row.fingerprint.empty())
		return {};
	_plan.reset();
	_catalogs.clear();
	std::string together;
	const auto describe = [&](const TableRef& table) -> Result<void> {
		auto columns = table.select.empty() ? odbc::describeTable(connection, table.table)
		                                    : odbc::describeSelect(connection, table.select);
		if (!columns) return std::move(columns).error().with("entity", _map.entity).with("table", table.table);
		together += table.alias + "=" + odbc::fingerprint(*columns) + ";";
		_catalogs[table.alias] = *std::move(columns);
		return {};
	};
	EH_CHECK(describe(_map.from));
	for (const auto& join : _map.joins) EH_CHECK(describe(join));
	const auto fingerprint = textDigest(together);
	if (!row.fingerprint.empty() && row.fingerprint != fingerprint)
		return misconfigured("erp.catalog_changed", "a table of the ERP has changed")
		    .with("entity", _map.entity)
		    .with("table", _map.from.table);
	EH_TRY(auto plan, PullPlan::make(_map, connection.dialect(), _catalogs, _packing));
	if (row.fingerprint.empty())
	{
		EH_CHECK(_context.database.write([&](store::Transaction& tx) -> Result<void> {
			EH_CHECK(tx.execute(sql::kEntityFingerprint, _map.entity, fingerprint));
			return {};
		}));
		row.fingerprint = fingerprint;
	}
	_plan = std::move(plan);
	_generation = _context.pull.generation();
	_resolvedAt = now;
	return {};
}

Result<PullOutcome> EntityPull::work(Round round)
{
	EH_TRY(auto row, load());
	EH_TRY(auto* connection, _context.pull.use());
	EH_CHECK(_context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kEntityBegin, _map.entity, _context.clock.nowMs()));
		return {};
	}));
	EH_CHECK(resolve(*connection, row));

	// Another mapping of this entity: what was read under the old one is read again; equal rows cost no write.
	if (row.position.value("digest", "") != _map.digest) row.position = nlohmann::json{{"digest", _map.digest}};

	RowBuilder builder(*_plan, _schema, _context.mapping.timeZone);
	StoreWriter writer(_context.database, _context.clock, _map.entity, _sql);
	PullRun run{_context, _map, _schema, *_plan, _sql, *connection, builder, writer, std::move(row.position), {}};

	const auto now = _context.clock.nowMs();
	const bool first = !run.position.value("complete", false);
	const bool sweepDue = _map.changes.sweepMinutes > 0 && row.sweptAt &&
	                      now - *row.sweptAt >= std::int64_t{60'000} * _map.changes.sweepMinutes;
	const bool confirmDue = run.position.contains("confirmAt") && run.position["confirmAt"].get<std::int64_t>() <= now;
	const bool judging = row.state == "paused" && row.errorCode == "erp.mass_deletion";
	Result<void> done;
	switch (_map.changes.mode)
	{
	case ChangeMode::watermark:
	case ChangeMode::rowversion: done = pullByWatermark(run); break;
	case ChangeMode::snapshot: done = pullBySnapshot(run); break;
	case ChangeMode::queue: done = pullByQueue(run); break;
	}
	EH_CHECK(std::move(done));
	const bool sweeps = _map.changes.mode != ChangeMode::snapshot;
	if (first && !run.position.value("complete", false))
	{
		run.position["complete"] = true;
		EH_CHECK(run.savePosition());
		if (sweeps && !run.outcome.swept) // everything was read just now: the next sweep is a whole interval away
			EH_CHECK(_context.database.write([&](store::Transaction& tx) -> Result<void> {
				EH_CHECK(tx.execute(sql::kEntityScanned, _map.entity, now));
				return {};
			}));
	}
	if (sweeps && (round == Round::sweep || judging || (!first && (sweepDue || confirmDue)))) EH_CHECK(sweepKeys(run));
	run.outcome.issue = builder.issues().summary(_map.entity);
	return std::move(run.outcome);
}

bool EntityPull::unpack(const Error& error)
{
	// Also what an old server or a rare type makes of the query: column by column is slower and always works.
	if (!_packing || error.cls == ErrorClass::transient || !error.code.starts_with("odbc.")) return false;
	_packing = false;
	_plan.reset();
	log(LogLevel::info, "erp", "entity " + _map.entity + " is read column by column: " + error.code);
	return true;
}

Result<void> EntityPull::with(const std::function<Result<void>(PullRun&)>& body)
{
	EH_TRY(auto row, load());
	EH_TRY(auto* connection, _context.pull.use());
	auto resolved = resolve(*connection, row);
	if (resolved)
	{
		RowBuilder builder(*_plan, _schema, _context.mapping.timeZone);
		StoreWriter writer(_context.database, _context.clock, _map.entity, _sql);
		PullRun run{_context, _map, _schema, *_plan, _sql, *connection, builder, writer, std::move(row.position), {}};
		resolved = body(run);
	}
	if (!resolved && unpack(resolved.error())) return with(body);
	if (!resolved) _context.pull.failed(resolved.error());
	return resolved;
}

Result<void> EntityPull::finish(const PullOutcome& outcome)
{
	using Text = std::optional<std::string>;
	std::optional<std::int64_t> live;
	if (outcome.changed + outcome.removed > 0)
		EH_CHECK(_context.database.read([&](store::Transaction& tx) -> Result<void> {
			EH_TRY(auto count, tx.prepareAsHost(*_sql.liveCount));
			EH_TRY(const bool row, count.step());
			if (row) live = count.integer(0);
			return {};
		}));
	return _context.database.write([&](store::Transaction& tx) -> Result<void> {
		const auto& issue = outcome.issue;
		EH_CHECK(tx.execute(sql::kEntityOk, _map.entity, _context.clock.nowMs(), issue ? Text(issue->code) : Text(),
		                    issue ? Text(issue->message) : Text(), issue ? Text(paramsJson(*issue)) : Text()));
		if (live) EH_CHECK(tx.execute(sql::kEntityLive, _map.entity, *live));
		return {};
	});
}

void EntityPull::record(const Error& error)
{
	const char* state = pauses(error) ? "paused" : error.cls == ErrorClass::transient ? "away" : "failing";
	const auto written = _context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kEntityFailed, _map.entity, state, error.code, error.message, paramsJson(error)));
		return {};
	});
	static_cast<void>(written); // the store itself is in trouble: the caller gets the error anyway
	log(LogLevel::warning, "erp", "entity " + _map.entity + " is " + state + ": " + error.code);
}

Result<PullOutcome> EntityPull::run(Round round)
{
	auto outcome = work(round);
	if (!outcome && unpack(outcome.error())) outcome = work(round);
	const auto now = _context.clock.steadyMs();
	if (outcome)
	{
		_failures = 0;
		_dueAt = now + std::int64_t{1000} * _map.everySeconds;
		EH_CHECK(finish(*outcome));
		return outcome;
	}
	const auto& error = outcome.error();
	if (error.code == "erp.stopped") return outcome;
	_plan.reset();
	if (_context.pull.failed(error)) _dueAt = 0; // the breaker decides when the ERP is asked again
	else if (pauses(error)) _dueAt = now + kPausedRecheckMs;
	else _dueAt = now + std::min<std::int64_t>(60'000, std::int64_t{2000} << std::min(_failures++, 5));
	record(error);
	return outcome;
}

Result<void> acceptEntity(store::Transaction& tx, const std::string& entity)
{
	nlohmann::json position;
	{
		EH_TRY(auto statement, tx.prepareAsHost(sql::kEntity));
		EH_CHECK(statement.bindAll(entity));
		EH_TRY(const bool found, statement.step());
		if (!found) return permanent("erp.entity_not_found", "there is no such entity").with("entity", entity);
		const auto present = nlohmann::json::parse(statement.view(1), nullptr, false);
		// A changed table is read anew; many deletions are let through once.
		if (statement.view(9) == "erp.mass_deletion") position = present;
		else if (present.is_object()) position["digest"] = "";
	}
	if (!position.is_object()) position = nlohmann::json::object();
	position["allowDeletions"] = true;
	if (position.value("digest", "x").empty()) position.erase("allowDeletions");
	EH_CHECK(tx.execute(sql::kEntityAccept, entity, position.dump()));
	return {};
}

} // namespace erphost::sync
