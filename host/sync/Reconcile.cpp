#include "host/sync/Reconcile.hpp"

#include "host/store/Meta.hpp"
#include "host/sync/InterfaceWriter.hpp"
#include "host/sync/KeyScan.hpp"
#include "host/sync/SyncSql.hpp"

namespace erphost::sync {

namespace {

constexpr std::size_t kExamples = 20;

Result<void> compareBlock(PullRun& run, const RowBatch& batch, const KeyScan::RawKeys& raw, Comparison& result,
                          KeyScan::RawKeys& wanted)
{
	return run.context.database.read([&](store::Transaction& tx) -> Result<void> {
		for (std::size_t i = 0; i < batch.rows.size(); ++i)
		{
			const auto& row = batch.rows[i];
			EH_TRY(auto look, tx.prepareAsHost(*run.sql.look));
			EH_CHECK(look.bindBorrowed(1, batch.text(row.branch)));
			EH_CHECK(look.bindBorrowed(2, batch.text(row.key)));
			EH_TRY(const bool found, look.step());
			if (found && look.integer(0) == row.hash && (look.integer(3) != 0) == row.deleted) continue;
			++(found ? result.different : result.missing);
			if (result.examples.size() < kExamples) result.examples.emplace_back(batch.text(row.key));
			wanted.push_back(raw[i]);
		}
		return {};
	});
}

Result<void> countExtra(PullRun& run, SeenKeys& seen, Comparison& result)
{
	std::string branch, key;
	for (bool more = true; more;)
	{
		std::vector<std::pair<std::string, std::string>> rows;
		EH_CHECK(run.context.database.read([&](store::Transaction& tx) -> Result<void> {
			rows.clear();
			EH_TRY(auto page, tx.prepareAsHost(*run.sql.livePage));
			EH_CHECK(page.bindAll(branch, key, 5000));
			for (;;)
			{
				EH_TRY(const bool row, page.step());
				if (!row) return {};
				rows.emplace_back(page.text(0), page.text(1));
			}
		}));
		more = rows.size() == 5000;
		for (auto& row : rows)
		{
			++result.storeRows;
			EH_TRY(const bool there, seen.contains(row.first, row.second));
			if (there) continue;
			++result.extra;
			if (result.examples.size() < kExamples) result.examples.push_back(row.second);
		}
		if (!rows.empty()) std::tie(branch, key) = rows.back();
		if (!run.context.between()) return transient("erp.stopped", "the comparison was told to stop");
	}
	return {};
}

} // namespace

nlohmann::json Comparison::json() const
{
	return {{"erpRows", erpRows},
	        {"storeRows", storeRows},
	        {"missing", missing},
	        {"different", different},
	        {"extra", extra},
	        {"repaired", repaired},
	        {"examples", examples},
	        {"equal", equal()},
	        {"proposal", equal()                   ? "none"
	                     : missing + different > 0 ? "repair"
	                                               : "sweep"}};
}

Result<Comparison> compareEntity(PullContext& context, EntityPull& pull, bool repair)
{
	Comparison result;
	EH_CHECK(pull.with([&](PullRun& run) -> Result<void> {
		result = {};
		SeenKeys seen(context.temporary);
		const KeyScan scan{
			[&](const std::vector<std::string>& after) { return run.plan.keyPage(after, context.mapping.pageRows); },
			[&](const odbc::BlockReader& reader, std::size_t row, RowBatch& batch) -> Result<bool> {
				if (!run.builder.add(reader, row, batch)) return false;
				const auto& added = batch.rows.back();
				if (!added.deleted) ++result.erpRows;
				EH_CHECK(seen.add(batch.text(added.branch), batch.text(added.key)));
				return true;
			},
			[&](const RowBatch& batch, const KeyScan::RawKeys& raw, KeyScan::RawKeys& wanted) -> Result<void> {
				KeyScan::RawKeys differing;
				EH_CHECK(compareBlock(run, batch, raw, result, differing));
				if (repair) wanted.insert(wanted.end(), differing.begin(), differing.end());
				return {};
			}};
		EH_CHECK(run.pump([&](BatchQueue& queue) { return scanByKey(run, scan, queue); }));
		result.repaired = run.outcome.changed;
		return countExtra(run, seen, result);
	}));
	return result;
}

Result<std::int64_t> learnFromErp(store::Database& database, const Clock& clock, const Mapping& mapping, ErpLink& push)
{
	std::int64_t learned = 0;
	for (const auto& map : mapping.records)
	{
		if (!map.interface)
			continue; // status columns are compared and set: they cannot be written over by something older
		EH_TRY(auto* connection, push.use());
		auto table = RecordTable::open(*connection, map);
		if (!table)
		{
			push.failed(table.error());
			return std::move(table).error();
		}
		InterfaceWriter reader(*connection, *table, mapping.timeZone);
		for (std::int64_t after = 0;;)
		{
			struct Ours
			{
				std::string id;
				std::int64_t epoch, version;
			};
			std::vector<Ours> ours;
			EH_CHECK(database.read([&](store::Transaction& tx) -> Result<void> {
				ours.clear();
				EH_TRY(auto s, tx.prepareAsHost(sql::kOutboxOfType));
				EH_CHECK(s.bindAll(map.type, after));
				for (;;)
				{
					EH_TRY(const bool row, s.step());
					if (!row) return {};
					ours.push_back({s.text(0), s.integer(1), s.integer(2)});
					after = s.integer(4);
				}
			}));
			if (ours.empty()) break;
			std::vector<std::string> ids;
			for (const auto& one : ours) ids.push_back(one.id);
			auto present = reader.read(ids);
			if (!present)
			{
				push.failed(present.error());
				return std::move(present).error();
			}
			EH_CHECK(database.write([&](store::Transaction& tx) -> Result<void> {
				for (const auto& one : ours)
				{
					const auto found = present->find(one.id);
					if (found == present->end()) continue;
					if (std::pair(found->second.epoch, found->second.version) <= std::pair(one.epoch, one.version))
						continue;
					EH_CHECK(tx.execute(sql::kOutboxLearned, one.id, found->second.version, clock.nowMs()));
					++learned;
				}
				return {};
			}));
		}
	}
	EH_CHECK(database.write([](store::Transaction& tx) { return store::releasePush(tx); }));
	return learned;
}

} // namespace erphost::sync
