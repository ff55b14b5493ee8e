#include "store/MoneyLedger.hpp"

#include "store/MoneySql.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace fees {

using erphost::Query;

namespace {

constexpr std::size_t kMostLines = 1000;

bool balanced(const MoneyEntry& entry)
{
	if (entry.lines.size() < 2 || entry.lines.size() > kMostLines) return false;
	Fen sum = 0;
	for (const auto& line : entry.lines)
	{
		if (line.deltaFen == 0 || line.deltaFen > kMaxFen || line.deltaFen < -kMaxFen) return false;
		if (std::find(kAccountTypes.begin(), kAccountTypes.end(), line.account) == kAccountTypes.end()) return false;
		sum += line.deltaFen;
	}
	return sum == 0;
}

bool sameAct(const MoneyEntry& one, const MoneyEntry& other)
{
	const auto sameLine = [](const MoneyLine& a, const MoneyLine& b) {
		return a.account == b.account && a.key == b.key && a.deltaFen == b.deltaFen;
	};
	return one.what == other.what && one.branchId == other.branchId && one.kind == other.kind &&
	       one.erpKey == other.erpKey && one.reverses == other.reverses &&
	       std::equal(one.lines.begin(), one.lines.end(), other.lines.begin(), other.lines.end(), sameLine);
}

/// A query gives one row a line; the lines of an entry follow each other.
Result<std::vector<MoneyEntry>> entriesOf(Query& rows)
{
	std::vector<MoneyEntry> found;
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return found;
		if (found.empty() || found.back().id != rows.view(0))
		{
			MoneyEntry& entry = found.emplace_back();
			entry.id = rows.text(0);
			entry.position = rows.integer(1);
			entry.what = rows.text(2);
			entry.branchId = rows.text(3);
			entry.kind = rows.text(4);
			entry.erpKey = rows.text(5);
			entry.businessDate = rows.text(6);
			entry.at = rows.integer(7);
			entry.who = rows.text(8);
			entry.whoName = rows.text(9);
			entry.reason = rows.text(10);
			entry.ref = rows.text(11);
			entry.reverses = rows.text(12);
			entry.reversedBy = rows.text(13);
		}
		found.back().lines.push_back({rows.text(14), rows.text(15), rows.integer(16)});
	}
}

/// The position of a new entry; nullopt if its id is there already.
Result<std::optional<std::int64_t>> addEntry(Tx& tx, const MoneyEntry& entry)
{
	const auto reverses = entry.reverses.empty() ? std::nullopt : std::optional(entry.reverses);
	EH_TRY(auto row,
	       tx.query(sql::kAddEntry, entry.id, entry.what, entry.branchId, entry.kind, entry.erpKey, entry.businessDate,
	                entry.at, entry.who, entry.whoName, entry.reason, entry.ref, reverses));
	EH_TRY(const bool isNew, row.next());
	return isNew ? std::optional(row.integer(0)) : std::nullopt;
}

} // namespace

MoneyEntry transfer(MoneyEntry about, MoneyLine from, std::string_view to, std::string toKey)
{
	const Fen amount = from.deltaFen;
	from.deltaFen = -amount;
	about.lines = {std::move(from), {std::string(to), std::move(toKey), amount}};
	return about;
}

Result<bool> post(Tx& tx, const MoneyEntry& entry)
{
	if (!balanced(entry))
		return erphost::bug("fees.entry.unbalanced", "A money entry does not balance.").with("entry", entry.id);
	EH_TRY(const auto known, findEntry(tx, entry.id));
	if (known)
	{
		if (sameAct(*known, entry)) return false;
		return erphost::conflict("fees.entry.id_taken", "Another entry has this id.").with("entry", entry.id);
	}
	if (!entry.reverses.empty())
	{
		EH_TRY(auto row, tx.query(sql::kCounterOf, entry.reverses));
		EH_TRY(const bool reversed, row.next());
		if (reversed)
			return erphost::conflict("fees.entry.reversed", "The entry was reversed before.")
			    .with("entry", entry.reverses);
	}
	EH_TRY(const auto position, addEntry(tx, entry));
	if (!position)
		return erphost::conflict("fees.entry.id_taken", "Another entry has this id.").with("entry", entry.id);
	std::int64_t number = 0;
	for (const auto& line : entry.lines)
	{
		EH_TRY([[maybe_unused]] const auto added, tx.execute(sql::kAddMoneyLine, entry.id, ++number, *position,
		                                                     entry.branchId, line.account, line.key, line.deltaFen));
		EH_TRY([[maybe_unused]] const auto moved,
		       tx.execute(sql::kAddToBalance, entry.branchId, line.account, line.key, line.deltaFen));
	}
	return true;
}

Result<std::optional<MoneyEntry>> findEntry(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kEntry, id));
	EH_TRY(auto found, entriesOf(rows));
	if (found.empty()) return std::optional<MoneyEntry>{};
	return std::optional(std::move(found.front()));
}

Result<bool> reverse(Tx& tx, const std::string& id, const Reversal& reversal)
{
	EH_TRY(const auto entry, findEntry(tx, id));
	if (!entry) return erphost::permanent("fees.entry.not_found", "There is no such entry.").with("entry", id);
	if (!entry->reverses.empty())
		return erphost::permanent("fees.entry.is_counter", "A counter-entry is not reversed again.").with("entry", id);
	MoneyEntry counter = *entry;
	counter.id = id + ":reversed";
	counter.reverses = id;
	counter.businessDate = reversal.businessDate;
	counter.at = reversal.at;
	counter.who = reversal.who;
	counter.whoName = reversal.whoName;
	counter.reason = reversal.reason;
	for (auto& line : counter.lines) line.deltaFen = -line.deltaFen;
	return post(tx, counter);
}

Result<Fen> balanceOf(Tx& tx, const std::string& branchId, std::string_view account, const std::string& key)
{
	EH_TRY(auto row, tx.query(sql::kBalance, branchId, account, key));
	EH_TRY(const bool found, row.next());
	return found ? row.integer(0) : Fen{0};
}

Result<std::vector<MoneyEntry>> entriesOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                               const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kEntriesOfOrder, kind, branchId, erpKey));
	return entriesOf(rows);
}

Result<std::vector<MoneyEntry>> entriesOfAccount(Tx& tx, const std::string& branchId, std::string_view account,
                                                 const std::string& key, std::int64_t before, int limit)
{
	const std::int64_t end = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
	EH_TRY(auto rows, tx.query(sql::kEntriesOfAccount, branchId, account, key, end, limit));
	return entriesOf(rows);
}

} // namespace fees
