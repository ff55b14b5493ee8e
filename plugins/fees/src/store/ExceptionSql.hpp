#pragma once

#include "erphost/Sql.hpp"

/// SQL of exceptions (FE-06, FE-10).
namespace fees::sql {

using erphost::Sql;

#define FEES_EXCEPTION_COLUMNS                                                                                         \
	"id, what, kind, branch_id, erp_key, order_number, technician, technician_name, difference_fen, facts, state, "    \
	"reason, outcome, opened_at, changed_at, changed_name, reopened, told, version"
inline constexpr Sql kSaveException{
	"fees.save_exception",
	"INSERT INTO fees_exception (" FEES_EXCEPTION_COLUMNS
	", changed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
	"?14, ?15, ?16, ?17, ?18, 1, ?19) ON CONFLICT (id) DO UPDATE SET technician = excluded.technician, technician_name "
	"= "
	"excluded.technician_name, difference_fen = excluded.difference_fen, facts = excluded.facts, state = "
	"excluded.state, reason = "
	"excluded.reason, outcome = excluded.outcome, changed_at = excluded.changed_at, changed_name = "
	"excluded.changed_name, reopened = "
	"excluded.reopened, told = excluded.told, changed_by = excluded.changed_by, version = fees_exception.version + 1"};
inline constexpr Sql kException{"fees.exception",
                                "SELECT " FEES_EXCEPTION_COLUMNS " FROM fees_exception WHERE id = ?1"};
inline constexpr Sql kExceptionsOfOrder{
	"fees.exceptions_of_order",
	"SELECT " FEES_EXCEPTION_COLUMNS
	" FROM fees_exception WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 ORDER BY opened_at, id"};
/// ?1 branches; ?2 state; ?3 what; ?4 branch; ?5 ?6 last row seen if ?7 = 1; ?8 rows.
inline constexpr Sql kExceptions{
	"fees.exceptions",
	"SELECT " FEES_EXCEPTION_COLUMNS
	" FROM fees_exception WHERE state = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> "
	"?1) AND (?3 = '' OR what = ?3) AND (?4 = '' OR branch_id = ?4) AND (CAST(?7 AS BIGINT) = 0 OR (opened_at, id) < "
	"(?5, ?6)) ORDER BY "
	"opened_at DESC, id DESC LIMIT ?8"};
#undef FEES_EXCEPTION_COLUMNS
inline constexpr Sql kAddExceptionStep{
	"fees.add_exception_step",
	"INSERT INTO fees_exception_step (exception_id, sequence, state, reason, facts, at, who, who_name) VALUES (?1, "
	"(SELECT "
	"COALESCE(MAX(sequence), 0) + 1 FROM fees_exception_step WHERE exception_id = ?1), ?2, ?3, ?4, ?5, ?6, ?7)"};
inline constexpr Sql kExceptionSteps{
	"fees.exception_steps",
	"SELECT state, reason, facts, at, who_name FROM fees_exception_step WHERE exception_id = ?1 ORDER BY sequence"};

inline constexpr const Sql* kExceptionStatements[] = {&kSaveException, &kException,        &kExceptionsOfOrder,
                                                      &kExceptions,    &kAddExceptionStep, &kExceptionSteps};

} // namespace fees::sql
