#pragma once

#include "erphost/Sql.hpp"

/// SQL of compensation to customers (FE-07).
namespace fees::sql {

using erphost::Sql;

#define FEES_COMPENSATION_COLUMNS                                                                                      \
	"id, number, what, kind, branch_id, erp_key, order_number, case_id, exception_id, sum_fen, liable, reason, "       \
	"state, "                                                                                                          \
	"claimed_at, claimed_by, claimed_name, decided_at, decided_name, decided_why, paid_at, paid_name, "                \
	"receipt_number, version"
inline constexpr Sql kAddCompensation{"fees.add_compensation",
                                      "INSERT INTO fees_compensation (" FEES_COMPENSATION_COLUMNS
                                      ", decided_by, paid_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                                      "?12, 'claimed', ?13, ?14, ?15, NULL, '', '', NULL, '', '', 1, '', '')"};
inline constexpr Sql kCompensation{"fees.compensation",
                                   "SELECT " FEES_COMPENSATION_COLUMNS " FROM fees_compensation WHERE id = ?1"};
inline constexpr Sql kCompensationsOfOrder{
	"fees.compensations_of_order",
	"SELECT " FEES_COMPENSATION_COLUMNS
	" FROM fees_compensation WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 ORDER BY claimed_at, id"};
/// ?1 branches; ?2 state; ?3 branch; ?4 ?5 last row seen if ?6 = 1; ?7 rows.
inline constexpr Sql kCompensations{
	"fees.compensations",
	"SELECT " FEES_COMPENSATION_COLUMNS
	" FROM fees_compensation WHERE state = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> "
	"?1) AND (?3 = '' OR branch_id = ?3) AND (CAST(?6 AS BIGINT) = 0 OR (claimed_at, id) < (?4, ?5)) ORDER BY "
	"claimed_at DESC, id DESC LIMIT ?7"};
#undef FEES_COMPENSATION_COLUMNS
inline constexpr Sql kDecideCompensation{"fees.decide_compensation",
                                         "UPDATE fees_compensation SET state = ?2, decided_at = ?3, decided_by = ?4, "
                                         "decided_name = ?5, decided_why = ?6, version = version + 1 "
                                         "WHERE id = ?1 AND state = 'claimed'"};
inline constexpr Sql kPayCompensation{"fees.pay_compensation",
                                      "UPDATE fees_compensation SET state = 'paid', paid_at = ?2, paid_by = ?3, "
                                      "paid_name = ?4, receipt_number = ?5, version = version + 1 WHERE "
                                      "id = ?1 AND state = 'approved'"};

inline constexpr const Sql* kCompensationStatements[] = {&kAddCompensation,      &kCompensation,
                                                         &kCompensationsOfOrder, &kCompensations,
                                                         &kDecideCompensation,   &kPayCompensation};

} // namespace fees::sql
