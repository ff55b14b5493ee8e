// Postings of the two ledgers against a bare SQLite client that inserts the same rows with the same durability, and
// what a posting costs in a large store beside a small one. Prints JSON on standard output. Usage: bench_ledger SMALL
// BIG [rounds]: two stores of ledgers_store.py whose hosts stand still; both are written into.
//
// A posting of parts is an issue of one line to a technician for an order: paper, line, movement, two balances, the
// order's part. A posting of money is a receipt's entry: the entry, two lines, two balances. Ours goes through the
// plugins' own code (which looks first whether it may) and the store's commit queue; the bare client only inserts. Each
// posting is a transaction of its own in WAL mode with synchronous=FULL. "alone": one caller. "together": sixteen; ours
// are grouped by the commit queue, the bare client's take turns on its one connection, which is the fastest way that it
// has.

#include "erphost/Tx.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/PluginTx.hpp"
#include "store/LineMoves.hpp"
#include "store/MoneyLedger.hpp"
#include "store/MoneySql.hpp"
#include "store/PaperSql.hpp"
#include "store/StockLedgerSql.hpp"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <mutex>
#include <thread>

using namespace erphost;
using store::Database;

namespace {

constexpr int kBlock = 60;
/// Of each block: another connection wrote in between, so that the first postings fill the cache again.
constexpr int kWarm = 10;
constexpr int kThreads = 16;
constexpr int kItems = 400;

[[noreturn]] void stop(const std::string& why)
{
	std::cerr << why << "\n";
	std::exit(2);
}

void need(const Result<void>& result)
{
	if (!result) stop(result.error().code + ": " + result.error().message);
}

double seconds(const std::function<void()>& work)
{
	const auto begin = std::chrono::steady_clock::now();
	work();
	return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double cpuSeconds()
{
	timespec now{};
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double median(std::vector<double> values)
{
	std::sort(values.begin(), values.end());
	return values[values.size() / 2];
}

/// Ids as the console makes them, UUIDv7; `number` is microseconds, and never the same.
std::string idOf(std::int64_t number)
{
	const auto mixed = static_cast<std::uint64_t>(number) * 0x9e3779b97f4a7c15ull;
	char text[40];
	std::snprintf(text, sizeof text, "%08llx-%04llx-7%03llx-a%03llx-%012llx",
	              static_cast<unsigned long long>(number / 1000 >> 16) & 0xffffffffull,
	              static_cast<unsigned long long>(number / 1000) & 0xffffull,
	              static_cast<unsigned long long>(number % 1000) & 0xfffull,
	              static_cast<unsigned long long>(mixed >> 52) & 0xfffull,
	              static_cast<unsigned long long>(mixed) & 0xffffffffffffull);
	return text;
}

/// What the number-th posting is about; both sides read it.
struct Issue
{
	parts::Paper paper;
	parts::PaperLine line;
	parts::Posting posting;
};

Issue issueOf(std::int64_t number)
{
	Issue issue;
	parts::Paper& paper = issue.paper;
	paper.id = idOf(number);
	paper.number = "LL-BENCH-" + std::to_string(number);
	paper.kind = "issue";
	paper.state = "open";
	paper.branchId = "HZ";
	char technician[16];
	std::snprintf(technician, sizeof technician, "HZL%03d", static_cast<int>(number % 24));
	paper.person = technician;
	paper.personName = "汉中师傅";
	const auto store = parts::storeOf("HZ"), hands = parts::handsOf("HZ", paper.person);
	paper.fromPlace = store.id();
	paper.toPlace = hands.id();
	// The ERP counts its orders.
	const std::string order = "HZ|W" + std::to_string(number);
	paper.order = {"work_order", "HZ", order, order};
	paper.warranty = "out";
	paper.businessDate = "2026-11-22";
	paper.createdAt = 1'795'320'000'000 + number;
	paper.actor = {"u1", "张库管"};
	paper.content =
		"/parts/issues{\"id\":\"" + paper.id + R"(","lines":[{"item":"LB-00001","quantity":1}],"order":{}})";
	char item[16];
	std::snprintf(item, sizeof item, "LB-%05d", static_cast<int>(number * 7 % kItems));
	parts::PaperLine& line = issue.line;
	line.ref = {paper.id, 1};
	line.itemCode = item;
	line.quantity = 1;
	line.placeId = hands.id();
	line.person = paper.person;
	parts::Posting& posting = issue.posting;
	posting.id = paper.id + ":1";
	posting.kind = "issue";
	posting.itemCode = line.itemCode;
	posting.quantity = 1;
	posting.from = store;
	posting.to = hands;
	posting.branchId = paper.branchId;
	posting.warranty = paper.warranty;
	posting.order = paper.order;
	posting.person = paper.person;
	posting.personName = paper.personName;
	posting.document = posting.origin = line.ref;
	posting.businessDate = paper.businessDate;
	posting.actor = paper.actor;
	posting.postedAt = paper.createdAt;
	return issue;
}

fees::MoneyEntry entryOf(std::int64_t number)
{
	fees::MoneyEntry entry;
	const std::string id = idOf(number);
	entry.id = "receipt:" + id;
	entry.what = "receipt";
	entry.branchId = "HZ";
	entry.kind = "work_order";
	entry.erpKey = "HZ|W" + std::to_string(number);
	entry.businessDate = "2026-11-22";
	entry.at = 1'795'320'000'000 + number;
	entry.who = "u3";
	entry.whoName = "赵派工";
	entry.ref = id;
	entry.lines = {{std::string(fees::account::kCustomer), "work_order|" + entry.erpKey, -12'500},
	               {std::string(fees::account::kTechnician), "HZL001", 12'500}};
	return entry;
}

class Ours
{
public:
	Ours(const std::filesystem::path& file, const std::string& plugin):
		_context{plugin, &_statements, &systemClock(), nullptr, "bench", "bench"}
	{
		auto opened = Database::open({file, {plugin, {}}, true, 1, 60'000});
		if (!opened) stop(opened.error().code + ": " + opened.error().message);
		_database = *std::move(opened);
		worker::fillStoreService(_store);
		_services.store = &_store;
	}

	void issue(std::int64_t number)
	{
		const Issue wanted = issueOf(number);
		write([&](Tx& tx) -> Result<void> {
			EH_CHECK(parts::addPaper(tx, wanted.paper));
			EH_CHECK(parts::addLine(tx, wanted.line));
			EH_TRY([[maybe_unused]] const auto moved, parts::moveLine(tx, wanted.posting));
			return {};
		});
	}
	void money(std::int64_t number)
	{
		const auto entry = entryOf(number);
		write([&](Tx& tx) -> Result<void> {
			EH_TRY([[maybe_unused]] const bool posted, fees::post(tx, entry));
			return {};
		});
	}

private:
	void write(const std::function<Result<void>(Tx&)>& body)
	{
		need(_database->write([&](store::Transaction& transaction) -> Result<void> {
			eh_tx lent{transaction, _context};
			Tx tx(_services, &lent);
			return body(tx);
		}));
	}

	worker::PluginStatements _statements;
	worker::PluginContext _context;
	std::unique_ptr<Database> _database;
	eh_store _store{};
	Services _services{};
};

/// What a careful C programmer would write who trusts his input. The statements are the plugins' own where these
/// insert; each row is written once, as it is in the end.
class Plain
{
public:
	explicit Plain(const std::filesystem::path& file)
	{
		check(sqlite3_open_v2(file.string().c_str(), &_handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr));
		check(sqlite3_exec(_handle,
		                   "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000; PRAGMA "
		                   "cache_size=-32768; PRAGMA busy_timeout=60000",
		                   nullptr, nullptr, nullptr));
		_begin = prepare("BEGIN IMMEDIATE");
		_commit = prepare("COMMIT");
		_document = prepare(parts::sql::kAddDocument.text);
		_line = prepare(parts::sql::kAddLine.text);
		_movement = prepare(parts::sql::kAddMovement.text);
		_take = prepare(parts::sql::kTake.text);
		_bring = prepare(parts::sql::kBring.text);
		_orderPart =
			prepare("INSERT INTO parts_order_part (kind, branch_id, erp_key, item_code, order_number, warranty, "
		            "issued, returned, cost_fen, charged_fen, old_back) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
		            "0, ?8, 0, 0)");
		_entry = prepare(fees::sql::kAddEntry.text);
		_moneyLine = prepare(fees::sql::kAddMoneyLine.text);
		_account = prepare(fees::sql::kAddToBalance.text);
	}
	~Plain()
	{
		for (auto* statement :
		     {_begin, _commit, _document, _line, _movement, _take, _bring, _orderPart, _entry, _moneyLine, _account})
			sqlite3_finalize(statement);
		sqlite3_close(_handle);
	}
	Plain(const Plain&) = delete;
	Plain& operator=(const Plain&) = delete;

	void issue(std::int64_t number)
	{
		const Issue wanted = issueOf(number);
		const auto& [paper, line, posting] = wanted;
		const std::int64_t cost = 100;
		const std::string from = paper.fromPlace, to = paper.toPlace, none;
		const std::lock_guard lock(_mutex);
		run(_begin);
		run(_document, paper.id, paper.number, paper.kind, paper.state, paper.branchId, from, to, paper.order.kind,
		    paper.order.branchId, paper.order.key, paper.order.number, paper.warranty, paper.person, paper.personName,
		    none, none, none, 0, 0, none, none, paper.businessDate, paper.createdAt, paper.actor.id, paper.actor.name,
		    0, paper.content);
		run(_line, paper.id, 1, line.itemCode, 1, cost, 1, cost, 0, 0, 0, 0, 0, to, paper.person, none, 0, nullptr,
		    nullptr, 0, none);
		const auto sequence =
			run(_movement, posting.id, posting.kind, line.itemCode, 1, from, to, cost, paper.branchId, none,
		        paper.warranty, paper.order.kind, paper.order.branchId, paper.order.key, paper.order.number,
		        paper.person, paper.personName, paper.id, 1, paper.id, 1, paper.businessDate, paper.createdAt,
		        paper.actor.id, paper.actor.name, 0, 0, none, none);
		run(_take, from, line.itemCode, 1, cost, sequence);
		run(_bring, to, line.itemCode, 0, 1, cost, sequence);
		run(_orderPart, paper.order.kind, paper.order.branchId, paper.order.key, line.itemCode, paper.order.number,
		    paper.warranty, 1, cost);
		run(_commit);
	}
	void money(std::int64_t number)
	{
		const auto entry = entryOf(number);
		const std::lock_guard lock(_mutex);
		run(_begin);
		const auto position =
			run(_entry, entry.id, entry.what, entry.branchId, entry.kind, entry.erpKey, entry.businessDate, entry.at,
		        entry.who, entry.whoName, entry.reason, entry.ref, nullptr);
		std::int64_t at = 0;
		for (const auto& line : entry.lines)
		{
			run(_moneyLine, entry.id, ++at, position, entry.branchId, line.account, line.key, line.deltaFen);
			run(_account, entry.branchId, line.account, line.key, line.deltaFen);
		}
		run(_commit);
	}

private:
	void check(int code)
	{
		if (code != SQLITE_OK) stop(sqlite3_errmsg(_handle));
	}
	sqlite3_stmt* prepare(std::string_view text)
	{
		sqlite3_stmt* statement = nullptr;
		check(sqlite3_prepare_v3(_handle, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
		                         &statement, nullptr));
		return statement;
	}
	static void bind(sqlite3_stmt* statement, int index, std::int64_t value)
	{
		sqlite3_bind_int64(statement, index, value);
	}
	static void bind(sqlite3_stmt* statement, int index, std::nullptr_t) { sqlite3_bind_null(statement, index); }
	static void bind(sqlite3_stmt* statement, int index, const std::string& value)
	{
		sqlite3_bind_text(statement, index, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
	}
	/// The number that the statement gives back, if it does.
	template <typename... Values>
	std::int64_t run(sqlite3_stmt* statement, const Values&... values)
	{
		int index = 0;
		(bind(statement, ++index, values), ...);
		std::int64_t answer = 0;
		int code = 0;
		while ((code = sqlite3_step(statement)) == SQLITE_ROW) answer = sqlite3_column_int64(statement, 0);
		if (code != SQLITE_DONE) stop(sqlite3_errmsg(_handle));
		sqlite3_reset(statement);
		return answer;
	}

	sqlite3* _handle = nullptr;
	std::mutex _mutex;
	sqlite3_stmt *_begin, *_commit, *_document, *_line, *_movement, *_take, *_bring, *_orderPart, *_entry, *_moneyLine,
		*_account;
};

using Post = std::function<void(std::int64_t)>;

/// Numbers of postings: never the same twice, in no run.
std::atomic<std::int64_t> next{systemClock().nowMs() * 1000};

struct Cost
{
	double elapsed = 0, cpu = 0; ///< seconds a posting, medians
};

/// One block of one caller, its first postings left out.
Cost alone(const Post& post)
{
	for (int i = 0; i < kWarm; ++i) post(next++);
	std::vector<double> elapsed;
	const double cpu = cpuSeconds();
	for (int i = kWarm; i < kBlock; ++i) elapsed.push_back(seconds([&] { post(next++); }));
	return {median(elapsed), (cpuSeconds() - cpu) / (kBlock - kWarm)};
}

Cost together(const Post& post)
{
	for (int i = 0; i < kWarm; ++i) post(next++);
	const double spent = seconds([&] {
		std::vector<std::thread> threads;
		for (int t = 0; t < kThreads; ++t)
			threads.emplace_back([&] {
				for (int i = 0; i < kBlock / 4; ++i) post(next++);
			});
		for (auto& thread : threads) thread.join();
	});
	return {spent / (kThreads * kBlock / 4), 0};
}

/// One over the other, block beside block, each first every other time: so that neither has the better half of a busy
/// machine.
nlohmann::json compare(int rounds, const std::function<Cost()>& above, const std::function<Cost()>& below)
{
	std::vector<double> elapsed, cpu, each;
	for (int round = 0; round < rounds; ++round)
	{
		Cost one, other;
		if (round % 2) one = above();
		other = below();
		if (round % 2 == 0) one = above();
		elapsed.push_back(one.elapsed / other.elapsed);
		if (other.cpu > 0) cpu.push_back(one.cpu / other.cpu);
		each.push_back(other.elapsed);
	}
	const auto ratio = [](const std::vector<double>& values) -> nlohmann::json {
		const auto [least, most] = std::minmax_element(values.begin(), values.end());
		return {{"ratio", median(values)}, {"least", *least}, {"most", *most}};
	};
	nlohmann::json told = {{"elapsed", ratio(elapsed)}, {"seconds_each", median(each)}};
	if (!cpu.empty()) told["cpu"] = ratio(cpu);
	return told;
}

template <typename Posting>
nlohmann::json measured(const std::filesystem::path& small, const std::filesystem::path& big, const std::string& plugin,
                        int rounds, Posting posting)
{
	Ours few(small, plugin), many(big, plugin);
	Plain plain(big);
	const Post ours = [&](std::int64_t number) { posting(many, number); };
	const Post bare = [&](std::int64_t number) { posting(plain, number); };
	const Post little = [&](std::int64_t number) { posting(few, number); };
	// Speed is the bare client's time over ours.
	return {{"cost", compare(
						 rounds, [&] { return alone(ours); }, [&] { return alone(little); })},
	        {"alone", compare(
						  rounds, [&] { return alone(bare); }, [&] { return alone(ours); })},
	        {"together", compare(
							 rounds, [&] { return together(bare); }, [&] { return together(ours); })}};
}

} // namespace

int main(int argc, char** argv)
{
	if (argc < 3) stop("usage: bench_ledger SMALL BIG [rounds]");
	const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 9;
	nlohmann::json report;
	report["parts"] =
		measured(argv[1], argv[2], "parts", rounds, [](auto& side, std::int64_t number) { side.issue(number); });
	report["money"] =
		measured(argv[1], argv[2], "fees", rounds, [](auto& side, std::int64_t number) { side.money(number); });
	std::cout << report.dump(1, '\t') << "\n";
	return 0;
}
