#pragma once

#include "erphost/Sql.hpp"

/// SQL of the money ledger. Nothing here updates or deletes an entry or a line.
namespace fees::sql {

using erphost::Sql;

inline constexpr Sql kAddEntry{
	"fees.add_entry",
	"INSERT INTO fees_money_entry (id, position, what, branch_id, kind, erp_key, business_date, at, who, who_name, "
	"reason, ref, reverses) VALUES (?1, (SELECT COALESCE(MAX(position), 0) + 1 FROM fees_money_entry), ?2, ?3, ?4, ?5, "
	"?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (id) DO NOTHING RETURNING position"};
inline constexpr Sql kAddMoneyLine{"fees.add_money_line", "INSERT INTO fees_money_line (entry_id, line, position, "
                                                          "branch_id, account, key, delta_fen) VALUES (?1, ?2, ?3, ?4, "
                                                          "?5, ?6, ?7)"};
inline constexpr Sql kAddToBalance{
	"fees.add_to_balance",
	"INSERT INTO fees_money_balance (branch_id, account, key, balance_fen) VALUES (?1, ?2, ?3, ?4) ON CONFLICT "
	"(branch_id, account, key) DO UPDATE SET balance_fen = fees_money_balance.balance_fen + excluded.balance_fen"};
inline constexpr Sql kBalance{
	"fees.balance", "SELECT balance_fen FROM fees_money_balance WHERE branch_id = ?1 AND account = ?2 AND key = ?3"};
inline constexpr Sql kCounterOf{"fees.counter_of", "SELECT id FROM fees_money_entry WHERE reverses = ?1"};

// Column order: see store/MoneyLedger.cpp.
#define FEES_ENTRY                                                                                                     \
	"SELECT e.id, e.position, e.what, e.branch_id, e.kind, e.erp_key, e.business_date, e.at, e.who, e.who_name, "      \
	"e.reason, e.ref, COALESCE(e.reverses, ''), COALESCE(c.id, ''), l.account, l.key, l.delta_fen FROM "               \
	"fees_money_entry e LEFT JOIN fees_money_entry c ON c.reverses = e.id JOIN fees_money_line l ON l.entry_id = "     \
	"e.id "
inline constexpr Sql kEntry{"fees.entry", FEES_ENTRY "WHERE e.id = ?1 ORDER BY l.line"};
inline constexpr Sql kEntriesOfOrder{
	"fees.entries_of_order",
	FEES_ENTRY "WHERE e.kind = ?1 AND e.branch_id = ?2 AND e.erp_key = ?3 ORDER BY e.position, l.line"};
inline constexpr Sql kEntriesOfAccount{
	"fees.entries_of_account",
	FEES_ENTRY "WHERE e.id IN (SELECT a.entry_id FROM fees_money_line a WHERE a.branch_id = ?1 AND a.account = ?2 AND "
			   "a.key = ?3 AND a.position < ?4 ORDER BY a.position DESC LIMIT ?5) ORDER BY e.position DESC, l.line"};
#undef FEES_ENTRY

/// What each account has of one order's money.
inline constexpr Sql kOrderMoney{
	"fees.order_money",
	"SELECT l.account, l.key, SUM(l.delta_fen) FROM fees_money_entry e JOIN fees_money_line l ON l.entry_id = e.id "
	"WHERE e.kind = ?1 AND e.branch_id = ?2 AND e.erp_key = ?3 GROUP BY l.account, l.key ORDER BY l.account, l.key"};

/// ?1 series; the number given out.
inline constexpr Sql kNextFeeNumber{"fees.next_number",
                                    "INSERT INTO fees_counter (series, last) VALUES (?1, 1) ON CONFLICT (series) DO "
                                    "UPDATE SET last = fees_counter.last + 1 RETURNING last"};

inline constexpr const Sql* kMoneyStatements[] = {&kAddEntry,   &kAddMoneyLine, &kAddToBalance,   &kBalance,
                                                  &kCounterOf,  &kEntry,        &kEntriesOfOrder, &kEntriesOfAccount,
                                                  &kOrderMoney, &kNextFeeNumber};

} // namespace fees::sql
