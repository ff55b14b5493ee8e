#pragma once

#include "erphost/imports/Sql.hpp"

/// SQL of the go-live import.
namespace fees::sql {

using erphost::Sql;

inline constexpr erphost::imports::Statements kImport = ERPHOST_IMPORT_SQL("fees");

/// What moved a payee's deposit after an entry (?1) and stands. ?2 branch, ?3 payee.
inline constexpr Sql kDepositMovedSince{
	"fees.deposit_moved_since",
	"SELECT e.what FROM fees_money_entry o JOIN fees_money_line l ON l.branch_id = ?2 AND l.account = 'deposit' AND "
	"l.key = ?3 AND l.position > o.position JOIN fees_money_entry e ON e.id = l.entry_id WHERE o.id = ?1 AND "
	"e.reverses "
	"IS NULL AND NOT EXISTS (SELECT 1 FROM fees_money_entry r WHERE r.reverses = e.id) LIMIT 1"};
/// A fine of somebody for an offence on a day that was found here. ?1 person, ?2 offence, ?3 ?4 from and to.
inline constexpr Sql kFineThere{
	"fees.fine_there",
	"SELECT f.number FROM fees_fine f WHERE f.liable_key = ?1 AND f.canonical = ?2 AND f.act_at >= ?3 AND f.act_at < "
	"?4 "
	"AND f.source <> 'import' AND f.state IN ('proposed', 'checked', 'final', 'outweighed') LIMIT 1"};
inline constexpr Sql kImportedCard{"fees.imported_card", "SELECT number, version FROM fees_card WHERE id = ?1"};
inline constexpr Sql kClaimOfCard{"fees.claim_of_card", "UPDATE fees_card SET claim_fen = ?2 WHERE id = ?1"};

inline constexpr const Sql* kOwnImportStatements[] = {&kDepositMovedSince, &kFineThere, &kImportedCard, &kClaimOfCard};

} // namespace fees::sql
