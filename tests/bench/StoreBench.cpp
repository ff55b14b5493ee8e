// The store against SQLite's plain C API, side by side in one run. Prints JSON on standard output; exits with 1 if a
// figure misses its bound. Usage: bench_store [repetitions] [folder]

#include "host/platform/Clock.hpp"
#include "host/store/CommitQueue.hpp"
#include "host/store/Database.hpp"
#include "host/store/testing/CountingVfs.hpp"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <thread>

using namespace erphost;
using store::Connection;
using store::Database;
using store::Transaction;

namespace {

constexpr int kRows = 20'000;
constexpr int kBatch = 2'000;
constexpr int kSelects = 5'000;
constexpr int kSnapshots = 1'000;
constexpr int kSmall = 400;
constexpr int kDurable = 300;
constexpr int kThreads = 16;

constexpr const char* kSchema =
	"CREATE TABLE bench_row (id BIGINT NOT NULL PRIMARY KEY, name TEXT, place TEXT, amount BIGINT, note TEXT)";
constexpr Sql kUpsert{
	"bench.upsert",
	"INSERT INTO bench_row (id, name, place, amount, note) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO UPDATE SET "
	"name = excluded.name, place = excluded.place, amount = excluded.amount, note = excluded.note"};
constexpr Sql kSelect{"bench.select", "SELECT name, place, amount, note FROM bench_row WHERE id = ?1"};
constexpr Sql kUpdate{"bench.update", "UPDATE bench_row SET amount = amount + 1 WHERE id = ?1"};
constexpr Sql kInsert{"bench.insert",
                      "INSERT INTO bench_row (id, name, place, amount, note) VALUES (?1, ?2, ?3, ?4, ?5)"};

const std::string kName = "王小明的热水器安装工单";
const std::string kPlace = "汉中市勉县勉阳街道和平路";
const std::string kNote = "客户要求上门前一小时电话联系，楼上有电梯，需带两米加长管与角阀一只。";

[[noreturn]] void stop(const std::string& why)
{
	std::cerr << why << "\n";
	std::exit(2);
}

template <typename T>
T need(Result<T> result)
{
	if (!result) stop(result.error().code + ": " + result.error().message);
	return *std::move(result);
}

void need(const Result<void>& result)
{
	if (!result) stop(result.error().code + ": " + result.error().message);
}

/// Scattered ids, the same for both sides.
std::int64_t idOf(int i)
{
	return 20'240'000'000'000 + static_cast<std::int64_t>((static_cast<std::uint64_t>(i) * 7919u) % kRows);
}

/// What a careful C programmer would write.
class Plain
{
public:
	explicit Plain(const std::filesystem::path& file)
	{
		check(sqlite3_open_v2(file.string().c_str(), &_handle,
		                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr));
		run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000; PRAGMA "
		    "cache_size=-8192");
		run(kSchema);
		_begin = prepare("BEGIN IMMEDIATE");
		_beginRead = prepare("BEGIN");
		_commit = prepare("COMMIT");
		_upsert = prepare(kUpsert.text);
		_select = prepare(kSelect.text);
		_update = prepare(kUpdate.text);
		_insert = prepare(kInsert.text);
	}
	~Plain()
	{
		for (auto* statement : {_begin, _beginRead, _commit, _upsert, _select, _update, _insert})
			sqlite3_finalize(statement);
		sqlite3_close(_handle);
	}
	Plain(const Plain&) = delete;
	Plain& operator=(const Plain&) = delete;

	void upsert(int from, int count)
	{
		done(_begin);
		for (int i = from; i < from + count; ++i) row(_upsert, idOf(i), i);
		done(_commit);
	}
	std::int64_t select(int from, int count)
	{
		std::int64_t sum = 0;
		done(_beginRead);
		for (int i = from; i < from + count; ++i)
		{
			sqlite3_bind_int64(_select, 1, idOf(i));
			if (sqlite3_step(_select) != SQLITE_ROW) stop("no row");
			for (const int column : {0, 1, 3})
			{
				static_cast<void>(sqlite3_column_text(_select, column));
				sum += sqlite3_column_bytes(_select, column);
			}
			sum += sqlite3_column_int64(_select, 2) & 1;
			sqlite3_reset(_select);
		}
		done(_commit);
		return sum;
	}
	void small(std::int64_t id, int i)
	{
		done(_begin);
		sqlite3_bind_int64(_update, 1, idOf(i));
		done(_update);
		row(_insert, id, i);
		done(_commit);
	}

private:
	void check(int code)
	{
		if (code != SQLITE_OK) stop(sqlite3_errmsg(_handle));
	}
	void run(const char* text) { check(sqlite3_exec(_handle, text, nullptr, nullptr, nullptr)); }
	sqlite3_stmt* prepare(std::string_view text)
	{
		sqlite3_stmt* statement = nullptr;
		check(sqlite3_prepare_v3(_handle, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
		                         &statement, nullptr));
		return statement;
	}
	void done(sqlite3_stmt* statement)
	{
		if (sqlite3_step(statement) != SQLITE_DONE) stop(sqlite3_errmsg(_handle));
		sqlite3_reset(statement);
	}
	void row(sqlite3_stmt* statement, std::int64_t id, int i)
	{
		sqlite3_bind_int64(statement, 1, id);
		const auto text = [&](int index, const std::string& value) {
			sqlite3_bind_text(statement, index, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
		};
		text(2, kName);
		text(3, kPlace);
		sqlite3_bind_int64(statement, 4, i);
		text(5, kNote);
		done(statement);
	}

	sqlite3* _handle = nullptr;
	sqlite3_stmt* _begin;
	sqlite3_stmt* _beginRead;
	sqlite3_stmt* _commit;
	sqlite3_stmt* _upsert;
	sqlite3_stmt* _select;
	sqlite3_stmt* _update;
	sqlite3_stmt* _insert;
};

/// The same work through the store, as a module of the host writes it.
class Ours
{
public:
	explicit Ours(const std::filesystem::path& file): _database(need(Database::open({file, {}, true, 2, 10'000})))
	{
		need(_database->write([](Transaction& tx) { return tx.script(kSchema); }));
	}
	Database& database() { return *_database; }

	void upsert(int from, int count)
	{
		need(_database->write([&](Transaction& tx) -> Result<void> {
			EH_TRY(auto statement, tx.prepare(kUpsert));
			for (int i = from; i < from + count; ++i) EH_CHECK(row(statement, idOf(i), i));
			return {};
		}));
	}
	std::int64_t select(int from, int count)
	{
		std::int64_t sum = 0;
		need(_database->read([&](Transaction& tx) -> Result<void> {
			sum = 0;
			for (int i = from; i < from + count; ++i)
			{
				EH_TRY(auto statement, tx.prepare(kSelect));
				EH_CHECK(statement.bind(1, idOf(i)));
				EH_TRY(const bool found, statement.step());
				if (!found) return bug("bench", "no row");
				for (const int column : {0, 1, 3}) sum += static_cast<std::int64_t>(statement.view(column).size());
				sum += statement.integer(2) & 1;
			}
			return {};
		}));
		return sum;
	}
	void small(std::int64_t id, int i)
	{
		need(_database->write([&](Transaction& tx) -> Result<void> {
			EH_CHECK(tx.execute(kUpdate, idOf(i)));
			EH_TRY(auto statement, tx.prepare(kInsert));
			return row(statement, id, i);
		}));
	}

private:
	static Result<void> row(store::Statement& statement, std::int64_t id, int i)
	{
		EH_CHECK(statement.bind(1, id));
		EH_CHECK(statement.bindBorrowed(2, kName));
		EH_CHECK(statement.bindBorrowed(3, kPlace));
		EH_CHECK(statement.bind(4, i));
		EH_CHECK(statement.bindBorrowed(5, kNote));
		EH_CHECK(statement.run());
		return {};
	}
	std::unique_ptr<Database> _database;
};

double seconds(const std::function<void()>& work)
{
	const auto begin = std::chrono::steady_clock::now();
	work();
	return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values)
{
	std::sort(values.begin(), values.end());
	return values[values.size() / 2];
}

/// Both sides take turns in short slices, each beginning every other one, so that neither has the better half of a busy
/// machine. `operations` are what one slice does.
nlohmann::json compare(int repetitions, int operations, double bound, const std::function<void(int)>& plain,
                       const std::function<void(int)>& ours)
{
	constexpr int kSlices = 12;
	std::vector<double> ratios;
	std::vector<double> plainTimes;
	std::vector<double> ourTimes;
	for (int i = 0; i < repetitions; ++i)
	{
		std::vector<double> a;
		std::vector<double> b;
		for (int slice = 0; slice < kSlices; ++slice)
		{
			if (slice % 2) b.push_back(seconds([&] { ours(slice); }));
			a.push_back(seconds([&] { plain(slice); }));
			if (slice % 2 == 0) b.push_back(seconds([&] { ours(slice); }));
		}
		plainTimes.push_back(median(a));
		ourTimes.push_back(median(b));
		ratios.push_back(plainTimes.back() / ourTimes.back());
	}
	const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
	return {{"ratio", median(ratios)},
	        {"least", *least},
	        {"most", *most},
	        {"bound", bound},
	        {"ok", median(ratios) >= bound},
	        {"ours_per_second", operations / median(ourTimes)},
	        {"c_api_per_second", operations / median(plainTimes)}};
}

nlohmann::json durable(store::testing::CountingVfs& vfs, Ours& ours, Plain& plain, std::int64_t& next)
{
	const auto count = [&](const std::function<void()>& work) {
		const auto before = vfs.flushes();
		work();
		return static_cast<double>(vfs.flushes() - before);
	};
	vfs.skipFlushing(false);
	const double alone = count([&] {
							 for (int i = 0; i < kDurable; ++i) ours.small(next++, i);
						 }) /
	                     kDurable;
	const double cApi = count([&] {
							for (int i = 0; i < kDurable; ++i) plain.small(next++, i);
						}) /
	                    kDurable;
	const double together = count([&] {
								std::vector<std::thread> threads;
								for (int t = 0; t < kThreads; ++t)
									threads.emplace_back([&, t] {
										const auto base = next + t * kDurable;
										for (int i = 0; i < kDurable; ++i) ours.small(base + i, i);
									});
								for (auto& thread : threads) thread.join();
							}) /
	                        (kThreads * kDurable);
	next += kThreads * kDurable;
	return {{"flushes_each", alone},       {"c_api_flushes_each", cApi}, {"bound", 1.02},
	        {"ok", alone <= 1.02},         {"threads", kThreads},        {"grouped_flushes_each", together},
	        {"grouped_ok", together < 0.5}};
}

} // namespace

int main(int argc, char** argv)
{
	const int repetitions = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
	const auto parent = argc > 2 ? std::filesystem::path(argv[2]) : std::filesystem::temp_directory_path();
	const auto folder = parent / ("erphost-bench-store-" + std::to_string(systemClock().nowMs()));
	std::filesystem::create_directories(folder);
	nlohmann::json report;
	{
		store::testing::CountingVfs vfs;
		vfs.skipFlushing(true); // the first three figures are about the work around the disk
		Plain plain(folder / "plain.db");
		Ours ours(folder / "ours.db");
		std::int64_t next = 1'000'000;

		// All rows once: (i × 7919) mod kRows meets every id.
		plain.upsert(0, kRows);
		ours.upsert(0, kRows);
		report["batch_upsert"] = compare(
			repetitions, kBatch, 0.85, [&](int slice) { plain.upsert(slice * 1000, kBatch); },
			[&](int slice) { ours.upsert(slice * 1000, kBatch); });
		report["point_select"] = compare(
			repetitions, kSelects, 0.80, [&](int slice) { plain.select(slice, kSelects); },
			[&](int slice) { ours.select(slice, kSelects); });
		report["point_select_own_snapshot"] = compare(
			repetitions, kSnapshots, 0.80,
			[&](int slice) {
				for (int i = 0; i < kSnapshots; ++i) plain.select(slice + i, 1);
			},
			[&](int slice) {
				for (int i = 0; i < kSnapshots; ++i) ours.select(slice + i, 1);
			});
		std::int64_t plainNext = next;
		report["small_transaction"] = compare(
			repetitions, kSmall, 0.80,
			[&](int) {
				for (int i = 0; i < kSmall; ++i) plain.small(plainNext++, i);
			},
			[&](int) {
				for (int i = 0; i < kSmall; ++i) ours.small(next++, i);
			});
		report["durable_small_transaction"] = durable(vfs, ours, plain, next);
	}
	std::error_code ignored;
	std::filesystem::remove_all(folder, ignored);

	bool ok = true;
	for (const auto& figure : report) ok = ok && figure["ok"].get<bool>() && figure.value("grouped_ok", true);
	report["repetitions"] = repetitions;
	report["sqlite"] = sqlite3_libversion();
	std::cout << report.dump(1, '\t') << "\n";
	return ok ? 0 : 1;
}
