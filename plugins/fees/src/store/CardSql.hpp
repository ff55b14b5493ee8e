#pragma once

#include "erphost/Sql.hpp"

/// SQL of the manufacturers' money (FE-30, FE-32).
namespace fees::sql {

using erphost::Sql;

inline constexpr Sql kPutCardDue{
	"fees.put_card_due",
	"INSERT INTO fees_card_due (branch_id, erp_key, branch_name, order_number, brand, type, product_type, model, "
	"serial, "
	"technician, technician_name, completed_at, month, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
	"?12, "
	"?13, 'missing') ON CONFLICT (branch_id, erp_key) DO UPDATE SET order_number = excluded.order_number, brand = "
	"excluded.brand, type = excluded.type, product_type = excluded.product_type, model = excluded.model, serial = "
	"excluded.serial, technician = excluded.technician, technician_name = excluded.technician_name, completed_at = "
	"excluded.completed_at, month = excluded.month, state = CASE WHEN fees_card_due.state = 'gone' THEN 'missing' ELSE "
	"fees_card_due.state END"};
inline constexpr Sql kCardDueGone{"fees.card_due_gone",
                                  "UPDATE fees_card_due SET state = 'gone' WHERE branch_id = ?1 AND "
                                  "erp_key = ?2 AND state = 'missing'"};
#define FEES_CARD_DUE                                                                                                  \
	"SELECT branch_id, branch_name, erp_key, order_number, brand, type, product_type, model, serial, technician, "     \
	"technician_name, completed_at, month, state, branch_id || '|' || erp_key FROM fees_card_due WHERE "
inline constexpr Sql kCardDueByNumber{"fees.card_due_by_number",
                                      FEES_CARD_DUE "branch_id = ?1 AND order_number = ?2 AND state <> 'gone' LIMIT 1"};
inline constexpr Sql kCardDue{"fees.card_due", FEES_CARD_DUE "branch_id = ?1 AND erp_key = ?2 AND state <> 'gone'"};
/// ?1 branches; ?2 branch; ?3 brand; ?4 month; ?5 ?6 last row seen if ?7 = 1; ?8 rows; ?9 state.
inline constexpr Sql kCardsDue{"fees.cards_due", FEES_CARD_DUE
                               "state = ?9 AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) "
                               "AND (?2 = '' OR branch_id = ?2) AND (?3 = '' OR brand = ?3) AND (?4 = '' OR "
                               "month = ?4) AND (CAST(?7 AS BIGINT) = 0 OR (completed_at, branch_id || '|' || "
                               "erp_key) > (?5, ?6)) ORDER BY completed_at, branch_id || '|' || erp_key LIMIT "
                               "?8"};
#undef FEES_CARD_DUE
inline constexpr Sql kSetCardDue{"fees.set_card_due",
                                 "UPDATE fees_card_due SET state = ?3 WHERE branch_id = ?1 AND erp_key = ?2"};

#define FEES_CARD                                                                                                      \
	"SELECT id, number, type, brand, branch_id, branch_name, erp_key, order_number, product_type, model, serial, "     \
	"condition, state, double_of, claim_fen, subsidy_fen, programme, paid_fen, refused_why, entered_number, "          \
	"entered_on, "                                                                                                     \
	"lot_id, month, collected_at, collected_by, version FROM fees_card WHERE "
inline constexpr Sql kAddCard{
	"fees.add_card",
	"INSERT INTO fees_card (id, number, type, brand, branch_id, branch_name, erp_key, order_number, product_type, "
	"model, "
	"serial, condition, state, double_of, claim_fen, subsidy_fen, programme, paid_fen, refused_why, entered_number, "
	"entered_on, lot_id, month, collected_at, collected_by, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
	"?11, "
	"?12, 'collected', ?13, ?14, ?15, ?16, 0, '', '', '', '', ?17, ?18, ?19, 1)"};
inline constexpr Sql kCard{"fees.card", FEES_CARD "id = ?1"};
inline constexpr Sql kCardByNumber{"fees.card_by_number", FEES_CARD
                                   "brand = ?1 AND number = ?2 AND state <> 'void' AND double_of = '' LIMIT 1"};
inline constexpr Sql kCardBySerial{"fees.card_by_serial", FEES_CARD
                                   "brand = ?1 AND serial = ?2 AND state <> 'void' AND double_of = '' LIMIT 1"};
inline constexpr Sql kCardByOrderNumber{
	"fees.card_by_order_number",
	FEES_CARD "brand = ?1 AND order_number = ?2 AND state <> 'void' AND double_of = '' LIMIT 1"};
inline constexpr Sql kCardOfOrder{"fees.card_of_order", FEES_CARD
                                  "branch_id = ?1 AND erp_key = ?2 AND state <> 'void' AND double_of = '' LIMIT "
                                  "1"};
/// Cards that the manufacturer may still pay.
inline constexpr Sql kUnpaidCards{"fees.unpaid_cards",
                                  FEES_CARD "brand = ?1 AND state IN ('collected', 'entered', 'in_lot', 'claimed') AND "
                                            "double_of = '' ORDER BY number, id"};
/// Claimed until a month and not in a statement of it. ?1 brand, ?2 month, ?3 statement, ?4 rows.
inline constexpr Sql kMissingInStatement{
	"fees.missing_in_statement", FEES_CARD
	"brand = ?1 AND state = 'claimed' AND month <= ?2 AND NOT EXISTS (SELECT 1 FROM fees_statement_row r WHERE "
	"r.statement_id = ?3 AND r.card_id = fees_card.id) ORDER BY number || '|' || id LIMIT ?4"};
inline constexpr Sql kCardsOfLot{"fees.cards_of_lot", FEES_CARD "lot_id = ?1 ORDER BY number, id"};
// ?1 branches; ?2 branch; ?3 brand; ?4 month; ?5 pattern; ?6 brand and ?7 number and id last seen if ?8 = 1; ?9 rows;
// ?10 1: double ones; ?11 1: not matched with an order.
#define FEES_CARD_FILTER                                                                                               \
	"(?1 = '*' OR REPLACE(?1, '|' || branch_id || '|', '') <> ?1) AND (?2 = '' OR branch_id = ?2) AND (?3 = '' OR "    \
	"brand "                                                                                                           \
	"= ?3) AND (?4 = '' OR month = ?4) AND (?5 = '' OR number LIKE ?5 OR serial LIKE ?5 OR order_number LIKE ?5) AND " \
	"(CAST(?10 AS BIGINT) = 0 OR double_of <> '') AND (CAST(?11 AS BIGINT) = 0 OR erp_key = '') AND (CAST(?8 AS "      \
	"BIGINT) "                                                                                                         \
	"= 0 OR (brand, number || '|' || id) > (?6, ?7)) ORDER BY brand, number || '|' || id LIMIT ?9"
inline constexpr Sql kCards{"fees.cards", FEES_CARD FEES_CARD_FILTER};
inline constexpr Sql kCardsOfState{"fees.cards_of_state", FEES_CARD "state = ?12 AND " FEES_CARD_FILTER};
#undef FEES_CARD_FILTER
#undef FEES_CARD
inline constexpr Sql kSetCondition{"fees.set_condition",
                                   "UPDATE fees_card SET condition = ?2, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kEnterCard{
	"fees.enter_card", "UPDATE fees_card SET state = 'entered', entered_number = ?2, entered_on = ?3, version = "
					   "version + 1 WHERE id = ?1 AND state = 'collected'"};
inline constexpr Sql kVoidCard{"fees.void_card",
                               "UPDATE fees_card SET state = 'void', refused_why = ?2, version = version + "
                               "1 WHERE id = ?1 AND state IN ('collected', 'entered')"};
inline constexpr Sql kCardIntoLot{
	"fees.card_into_lot", "UPDATE fees_card SET state = 'in_lot', lot_id = ?2, version = version + 1 WHERE id = ?1 "
						  "AND state = 'entered'"};
inline constexpr Sql kClaimCards{"fees.claim_cards",
                                 "UPDATE fees_card SET state = 'claimed', version = version + 1 WHERE "
                                 "lot_id = ?1 AND state = 'in_lot'"};
inline constexpr Sql kEndCard{
	"fees.end_card", "UPDATE fees_card SET state = ?2, paid_fen = ?3, refused_why = ?4, version = version + 1 WHERE "
					 "id = ?1 AND state = 'claimed'"};

#define FEES_LOT                                                                                                       \
	"SELECT id, number, brand, state, cards, claim_fen, deadline_on, posted_on, carrier, tracking, arrived_on, "       \
	"invoice_number, invoice_on, invoice_fen, (SELECT COALESCE(SUM(c.paid_fen), 0) FROM fees_card c WHERE c.lot_id = " \
	"fees_lot.id), created_at, version FROM fees_lot WHERE "
inline constexpr Sql kAddLot{
	"fees.add_lot", "INSERT INTO fees_lot (id, number, brand, state, cards, claim_fen, deadline_on, posted_on, "
					"carrier, tracking, arrived_on, invoice_number, invoice_on, invoice_fen, created_at, "
					"created_by, version) VALUES (?1, ?2, ?3, 'open', ?4, ?5, ?6, '', '', '', '', '', '', NULL, ?7, "
					"?8, 1)"};
inline constexpr Sql kLot{"fees.lot", FEES_LOT "id = ?1"};
/// ?1 state; ?2 brand; ?3 ?4 last row seen if ?5 = 1; ?6 rows.
inline constexpr Sql kLots{"fees.lots", FEES_LOT
                           "(?1 = '' OR state = ?1) AND (?2 = '' OR brand = ?2) AND (CAST(?5 AS BIGINT) = 0 OR "
                           "(created_at, id) < (?3, ?4)) ORDER BY created_at DESC, id DESC LIMIT ?6"};
#undef FEES_LOT
inline constexpr Sql kPostLot{
	"fees.post_lot", "UPDATE fees_lot SET state = 'posted', posted_on = ?2, carrier = ?3, tracking = ?4, version = "
					 "version + 1 WHERE id = ?1 AND state = 'open'"};
inline constexpr Sql kArriveLot{"fees.arrive_lot", "UPDATE fees_lot SET state = 'arrived', arrived_on = ?2, version = "
                                                   "version + 1 WHERE id = ?1 AND state = 'posted'"};
inline constexpr Sql kInvoiceLot{
	"fees.invoice_lot", "UPDATE fees_lot SET state = 'invoiced', invoice_number = ?2, invoice_on = ?3, invoice_fen "
						"= ?4, version = version + 1 WHERE id = ?1 AND state = 'arrived'"};
/// Lots whose every card is paid or refused.
inline constexpr Sql kLotsPaid{
	"fees.lots_paid", "UPDATE fees_lot SET state = 'paid', version = version + 1 WHERE brand = ?1 AND state IN "
					  "('posted', 'arrived', 'invoiced') AND NOT EXISTS (SELECT 1 FROM fees_card c WHERE c.lot_id = "
					  "fees_lot.id AND c.state = 'claimed')"};

inline constexpr Sql kAddBrandEntry{
	"fees.add_brand_entry",
	"INSERT INTO fees_brand_entry (id, at, month, branch_id, brand, card_id, card_number, order_number, kind, sum_fen, "
	"ref, "
	"who, who_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO NOTHING"};
#define FEES_LEDGER_SUMS                                                                                               \
	"SUM(CASE WHEN e.kind = 'claimed' THEN e.sum_fen ELSE 0 END), SUM(CASE WHEN e.kind = 'subsidy' THEN e.sum_fen "    \
	"ELSE 0 "                                                                                                          \
	"END), SUM(CASE WHEN e.kind = 'differs' THEN e.sum_fen ELSE 0 END), -SUM(CASE WHEN e.kind = 'refused' THEN "       \
	"e.sum_fen "                                                                                                       \
	"ELSE 0 END), -SUM(CASE WHEN e.kind = 'paid' THEN e.sum_fen ELSE 0 END), SUM(e.sum_fen) FROM fees_brand_entry e "
#define FEES_LEDGER_FILTER                                                                                             \
	"WHERE e.month >= ?2 AND e.month <= ?3 AND (?1 = '*' OR REPLACE(?1, '|' || e.branch_id || '|', '') <> ?1) "
/// One set of entries, added up two ways, from an index that holds all of it. ?1 branches; ?2 ?3 first and last month.
inline constexpr Sql kBranchLedger{
	"fees.branch_ledger",
	"SELECT e.branch_id, COALESCE((SELECT MAX(b.name) FROM erp_branch b WHERE b.erp_key = "
	"e.branch_id), e.branch_id), " FEES_LEDGER_SUMS FEES_LEDGER_FILTER "GROUP BY e.branch_id ORDER BY e.branch_id"};
inline constexpr Sql kBrandLedger{"fees.brand_ledger", "SELECT e.brand, " FEES_LEDGER_SUMS FEES_LEDGER_FILTER
                                                       "GROUP BY e.brand ORDER BY e.brand"};
#undef FEES_LEDGER_FILTER
#undef FEES_LEDGER_SUMS
/// ?1 branches; ?2 branch; ?3 brand; ?4 ?5 months; ?6 ?7 last row seen if ?8 = 1; ?9 rows; ?10 kind or ''.
inline constexpr Sql kBrandEntries{
	"fees.brand_entries",
	"SELECT e.id, e.at, e.month, e.branch_id, e.brand, e.card_id, e.card_number, e.order_number, e.kind, e.sum_fen, "
	"e.who_name, COALESCE(c.programme, ''), COALESCE(c.state, '') FROM fees_brand_entry e LEFT JOIN fees_card c ON "
	"c.id = "
	"e.card_id WHERE (?1 = '*' OR REPLACE(?1, '|' || e.branch_id || '|', '') <> ?1) AND (?2 = '' OR e.branch_id = ?2) "
	"AND "
	"(?3 = '' OR e.brand = ?3) AND (?4 = '' OR e.month >= ?4) AND (?5 = '' OR e.month <= ?5) AND (?10 = '' OR e.kind = "
	"?10) "
	"AND (CAST(?8 AS BIGINT) = 0 OR (e.at, e.id) < (?6, ?7)) ORDER BY e.at DESC, e.id DESC LIMIT ?9"};
inline constexpr Sql kAddStatement{
	"fees.add_statement", "INSERT INTO fees_statement (id, brand, month, file_name, at, who, who_name, row_count, "
						  "paid_fen, refused, missing, differs) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
						  "?11, ?12)"};
inline constexpr Sql kAddStatementRow{
	"fees.add_statement_row", "INSERT INTO fees_statement_row (statement_id, line, card_id, card_number, verdict, "
							  "result, expected_fen, sum_fen, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
#define FEES_STATEMENT                                                                                                 \
	"SELECT id, brand, month, file_name, at, who_name, row_count, paid_fen, refused, missing, differs FROM "           \
	"fees_statement WHERE "
inline constexpr Sql kStatement{"fees.statement", FEES_STATEMENT "id = ?1"};
/// ?1 brand; ?2 ?3 last row seen if ?4 = 1; ?5 rows.
inline constexpr Sql kStatements{"fees.statements", FEES_STATEMENT
                                 "(?1 = '' OR brand = ?1) AND (CAST(?4 AS BIGINT) = 0 OR (at, id) < (?2, ?3)) "
                                 "ORDER BY at DESC, id DESC LIMIT ?5"};
#undef FEES_STATEMENT
inline constexpr Sql kStatementRows{
	"fees.statement_rows", "SELECT line, card_id, card_number, verdict, result, expected_fen, sum_fen, reason FROM "
						   "fees_statement_row WHERE statement_id = ?1 ORDER BY line"};

inline constexpr const Sql* kCardStatements[] = {&kPutCardDue,
                                                 &kCardDueGone,
                                                 &kCardDueByNumber,
                                                 &kCardDue,
                                                 &kCardsDue,
                                                 &kSetCardDue,
                                                 &kAddCard,
                                                 &kCard,
                                                 &kCardByNumber,
                                                 &kCardBySerial,
                                                 &kCardByOrderNumber,
                                                 &kCardOfOrder,
                                                 &kUnpaidCards,
                                                 &kMissingInStatement,
                                                 &kCardsOfLot,
                                                 &kCards,
                                                 &kCardsOfState,
                                                 &kSetCondition,
                                                 &kEnterCard,
                                                 &kVoidCard,
                                                 &kCardIntoLot,
                                                 &kClaimCards,
                                                 &kEndCard,
                                                 &kAddLot,
                                                 &kLot,
                                                 &kLots,
                                                 &kPostLot,
                                                 &kArriveLot,
                                                 &kInvoiceLot,
                                                 &kLotsPaid,
                                                 &kAddBrandEntry,
                                                 &kBranchLedger,
                                                 &kBrandLedger,
                                                 &kBrandEntries,
                                                 &kAddStatement,
                                                 &kAddStatementRow,
                                                 &kStatement,
                                                 &kStatements,
                                                 &kStatementRows};

} // namespace fees::sql
