#pragma once

#include "erphost/Sql.hpp"

/// SQL of quotations and receipts. A receipt is never changed.
namespace fees::sql {

using erphost::Sql;

#define FEES_QUOTATION_COLUMNS                                                                                         \
	"id, number, kind, branch_id, erp_key, extra, lines, total_fen, state, made_at, made_name, answered_at, "          \
	"answered_via, answered_note, version"
inline constexpr Sql kAddQuotation{"fees.add_quotation",
                                   "INSERT INTO fees_quotation (" FEES_QUOTATION_COLUMNS
                                   ", made_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'offered', ?9, ?10, NULL, '', "
                                   "'', 1, ?11)"};
inline constexpr Sql kQuotation{"fees.quotation",
                                "SELECT " FEES_QUOTATION_COLUMNS " FROM fees_quotation WHERE id = ?1"};
inline constexpr Sql kQuotationsOfOrder{
	"fees.quotations_of_order",
	"SELECT " FEES_QUOTATION_COLUMNS
	" FROM fees_quotation WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 ORDER BY made_at, id"};
#undef FEES_QUOTATION_COLUMNS
inline constexpr Sql kSupersede{"fees.supersede_quotations",
                                "UPDATE fees_quotation SET state = 'superseded', version = version + 1 WHERE kind = ?1 "
                                "AND branch_id = ?2 AND erp_key = ?3 AND extra = "
                                "?4 AND state = 'offered'"};
/// A new agreement that is no extra takes the place of the one before.
inline constexpr Sql kSupersedeAgreed{"fees.supersede_agreed",
                                      "UPDATE fees_quotation SET state = 'superseded', version = version + 1 WHERE "
                                      "kind = ?1 AND branch_id = ?2 AND erp_key = ?3 AND extra = 0 "
                                      "AND state = 'agreed' AND id <> ?4"};
inline constexpr Sql kAnswerQuotation{"fees.answer_quotation",
                                      "UPDATE fees_quotation SET state = ?2, answered_at = ?3, answered_via = ?4, "
                                      "answered_note = ?5, version = version + 1 WHERE id = ?1 AND "
                                      "state = 'offered'"};

#define FEES_RECEIPT_COLUMNS                                                                                           \
	"r.id, r.number, r.what, r.kind, r.branch_id, r.erp_key, COALESCE(r.mirrors, ''), r.total_fen, r.method, "         \
	"r.technician, r.business_date, r.at, r.who_name, r.reason, COALESCE(m.id, '') FROM fees_receipt r LEFT JOIN "     \
	"fees_receipt m ON m.mirrors = r.id "
inline constexpr Sql kAddReceipt{
	"fees.add_receipt", "INSERT INTO fees_receipt (id, number, what, kind, branch_id, erp_key, mirrors, total_fen, "
						"method, technician, business_date, at, who, "
						"who_name, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"};
inline constexpr Sql kAddReceiptLine{"fees.add_receipt_line",
                                     "INSERT INTO fees_receipt_line (receipt_id, line, what, code, name, quantity, "
                                     "unit, unit_size, amount_fen, generation) VALUES "
                                     "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
inline constexpr Sql kReceipt{"fees.receipt", "SELECT " FEES_RECEIPT_COLUMNS "WHERE r.id = ?1"};
inline constexpr Sql kReceiptsOfOrder{"fees.receipts_of_order",
                                      "SELECT " FEES_RECEIPT_COLUMNS
                                      "WHERE r.kind = ?1 AND r.branch_id = ?2 AND r.erp_key = ?3 ORDER BY r.at, r.id"};
#undef FEES_RECEIPT_COLUMNS
inline constexpr Sql kReceiptLines{"fees.receipt_lines",
                                   "SELECT what, code, name, quantity, unit, unit_size, amount_fen FROM "
                                   "fees_receipt_line WHERE receipt_id = ?1 ORDER BY line"};
/// FE-10: what was charged of each part, refunds deducted: their lines are negative.
inline constexpr Sql kChargedParts{"fees.charged_parts",
                                   "SELECT l.code, MAX(l.name), MAX(l.unit), MAX(l.unit_size), SUM(l.quantity) FROM "
                                   "fees_receipt r JOIN fees_receipt_line l ON "
                                   "l.receipt_id = r.id WHERE r.kind = ?1 AND r.branch_id = ?2 AND r.erp_key = ?3 AND "
                                   "l.what = 'part' GROUP BY l.code HAVING "
                                   "SUM(l.quantity) <> 0 ORDER BY l.code"};

inline constexpr const Sql* kReceiptStatements[] = {
	&kAddQuotation, &kQuotation,      &kQuotationsOfOrder, &kSupersede,       &kSupersedeAgreed, &kAnswerQuotation,
	&kAddReceipt,   &kAddReceiptLine, &kReceipt,           &kReceiptsOfOrder, &kReceiptLines,    &kChargedParts};

} // namespace fees::sql
