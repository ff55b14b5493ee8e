#include "host/sync/PullRun.hpp"

#include "host/platform/Failpoint.hpp"
#include "host/sync/KeyText.hpp"
#include "host/sync/SyncSql.hpp"

#include <set>
#include <thread>

namespace erphost::sync {

namespace {

constexpr std::size_t kBatchRows = 256;
constexpr std::size_t kKeysPerQuery = 40;

} // namespace

Result<void> PullRun::pump(const std::function<Result<void>(BatchQueue&)>& fetch)
{
	BatchQueue queue;
	std::optional<Error> fetchError;
	std::thread fetcher([&] {
		if (auto fetched = fetch(queue); !fetched) fetchError = std::move(fetched).error();
		queue.close();
	});
	auto written = writer.drain(queue, context.between);
	if (!written) queue.abandon();
	fetcher.join();
	if (written)
	{
		outcome.rows += written->rows;
		outcome.changed += written->changed;
	}
	if (fetchError) return *std::move(fetchError);
	if (!written) return std::move(written).error();
	return {};
}

bool PullRun::breathe(std::size_t rows)
{
	auto wait = context.budget.spend(static_cast<std::int64_t>(rows), context.clock.steadyMs());
	while (wait > 0)
	{
		const auto slice = std::min<std::int64_t>(wait, 200);
		std::this_thread::sleep_for(std::chrono::milliseconds(slice));
		wait -= slice;
	}
	return true;
}

Result<PullRun::Page> PullRun::readPage(const PullQuery& query, const std::vector<std::size_t>& keep, BatchQueue& queue,
                                        const std::function<std::string(const std::vector<std::string>&)>& mark,
                                        const std::function<Result<void>(const RowBatch&, std::size_t)>& each)
{
	Page page;
	EH_TRY(auto reader, query.open(connection));
	RowBatch batch = queue.fresh();
	const auto flush = [&] {
		if (batch.rows.empty() && batch.position.empty()) return true;
		EH_FAILPOINT("pull.after_fetch");
		if (mark && !page.last.empty()) batch.position = mark(page.last);
		if (!queue.push(std::move(batch))) return false;
		batch = queue.fresh();
		return true;
	};
	for (;;)
	{
		EH_TRY(const auto rows, reader->next());
		if (rows == 0) break;
		for (std::size_t i = 0; i < rows; ++i)
		{
			if (builder.add(*reader, i, batch) && each) EH_CHECK(each(batch, batch.rows.size() - 1));
			++page.rows;
			const bool full = batch.rows.size() >= kBatchRows;
			if (full || i + 1 == rows)
			{
				page.last.clear();
				for (const auto column : keep) page.last.emplace_back(reader->at(i, column).view());
			}
			if (full && !flush())
			{
				page.stopped = true;
				return page;
			}
		}
	}
	if (!flush()) page.stopped = true;
	breathe(page.rows);
	return page;
}

Result<void> PullRun::fetchKeys(const std::vector<std::vector<std::string>>& keys, BatchQueue& queue,
                                std::vector<std::string>* absent)
{
	for (std::size_t from = 0; from < keys.size(); from += kKeysPerQuery)
	{
		const std::vector<std::vector<std::string>> part(
			keys.begin() + static_cast<std::ptrdiff_t>(from),
			keys.begin() + static_cast<std::ptrdiff_t>(std::min(keys.size(), from + kKeysPerQuery)));
		std::set<std::string> found;
		EH_TRY(auto reader, plan.byKeys(part).open(connection));
		RowBatch batch = queue.fresh();
		for (;;)
		{
			EH_TRY(const auto rows, reader->next());
			if (rows == 0) break;
			for (std::size_t i = 0; i < rows; ++i)
			{
				std::vector<std::string> raw;
				for (const auto column : plan.keyIndex()) raw.emplace_back(reader->at(i, column).view());
				found.insert(joinKey(raw));
				builder.add(*reader, i, batch);
			}
		}
		if (absent != nullptr)
			for (const auto& key : part)
				if (!found.contains(joinKey(key))) absent->push_back(joinKey(key));
		breathe(found.size());
		if (!batch.rows.empty() && !queue.push(std::move(batch)))
			return transient("erp.stopped", "the pull was told to stop");
	}
	return {};
}

Result<void> PullRun::savePosition()
{
	const auto text = position.dump();
	return context.database.write([&](store::Transaction& tx) -> Result<void> {
		EH_CHECK(tx.execute(sql::kEntityPosition, map.entity, text));
		return {};
	});
}

Result<void> PullRun::judgeMissing(SeenKeys& seen)
{
	std::vector<StoreWriter::Gone> firstTime, again, back;
	std::int64_t live = 0;
	EH_CHECK(context.database.read([&](store::Transaction& tx) -> Result<void> {
		EH_TRY(auto count, tx.prepareAsHost(*sql.liveCount));
		EH_TRY(const bool row, count.step());
		live = row ? count.integer(0) : 0;
		return {};
	}));
	const bool allowed = position.value("allowDeletions", false);
	const std::int64_t limit =
		map.changes.maximumDeletions >= 0 ? map.changes.maximumDeletions : std::max<std::int64_t>(20, live / 20);
	std::string branch, key;
	std::int64_t gone = 0;
	for (bool more = true; more;)
	{
		std::vector<std::tuple<std::string, std::string, std::int64_t>> rows;
		EH_CHECK(context.database.read([&](store::Transaction& tx) -> Result<void> {
			rows.clear();
			EH_TRY(auto page, tx.prepareAsHost(*sql.livePage));
			EH_CHECK(page.bindAll(branch, key, 5000));
			for (;;)
			{
				EH_TRY(const bool row, page.step());
				if (!row) return {};
				rows.emplace_back(page.text(0), page.text(1), page.integer(2));
			}
		}));
		more = rows.size() == 5000;
		for (auto& [rowBranch, rowKey, missing] : rows)
		{
			branch = rowBranch;
			key = rowKey;
			EH_TRY(const bool present, seen.contains(rowBranch, rowKey));
			if (present && missing > 0) back.push_back({std::move(rowBranch), std::move(rowKey)});
			else if (!present && (++gone <= limit || allowed))
				(missing > 0 ? again : firstTime).push_back({std::move(rowBranch), std::move(rowKey)});
		}
		if (!context.between()) return transient("erp.stopped", "the pull was told to stop");
	}
	if (gone > limit && !allowed)
		return misconfigured("erp.mass_deletion", "more rows are gone from the ERP than is plausible")
		    .with("entity", map.entity)
		    .with("gone", std::to_string(gone))
		    .with("rows", std::to_string(live))
		    .with("limit", std::to_string(limit));
	EH_CHECK(writer.markMissing(firstTime, true));
	EH_CHECK(writer.markMissing(back, false));
	EH_TRY(const auto removed, writer.remove(again));
	outcome.removed += removed;
	// A row is taken as deleted only after two complete scans: the second one follows soon where the first missed
	// something.
	if (firstTime.empty())
	{
		position.erase("confirmAt");
		position.erase("allowDeletions");
	}
	else position["confirmAt"] = context.clock.nowMs() + 60'000;
	return {};
}

} // namespace erphost::sync
