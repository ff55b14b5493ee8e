#pragma once

#include "erphost/Sql.hpp"

/// SQL of fines (FE-20).
namespace fees::sql {

using erphost::Sql;

// Column order: see toFine in store/Penalties.cpp.
#define FEES_FINE                                                                                                      \
	"SELECT f.id, f.number, f.source, f.proposal, f.generation, f.branch_id, f.branch_name, f.kind, f.erp_key, "       \
	"f.order_number, f.case_id, f.case_number, f.offence, f.canonical, f.act, f.liable_kind, f.liable_key, "           \
	"f.liable_name, f.reason, f.evidence, f.class, f.proposed_fen, f.sum_fen, f.repetition, f.dismissal, "             \
	"f.notice_due_on, f.state, f.act_at, f.proposed_at, f.proposed_by, f.proposed_name, f.checked_at, f.checked_by, "  \
	"f.checked_name, f.decided_at, f.decided_by, f.decided_name, f.decided_why, f.month, f.entries, f.version "        \
	"FROM fees_fine f "

inline constexpr Sql kInsertFine{
	"fees.insert_fine",
	"INSERT INTO fees_fine (id, number, source, proposal, generation, branch_id, branch_name, kind, erp_key, "
	"order_number, case_id, case_number, offence, canonical, act, liable_kind, liable_key, liable_name, reason, "
	"evidence, class, proposed_fen, sum_fen, repetition, dismissal, notice_due_on, state, act_at, proposed_at, "
	"proposed_by, proposed_name, checked_at, checked_by, checked_name, decided_at, decided_by, decided_name, "
	"decided_why, month, entries, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
	"?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, "
	"?38, ?39, ?40, 1)"};
inline constexpr Sql kUpdateFine{
	"fees.update_fine",
	"UPDATE fees_fine SET act = ?2, sum_fen = ?3, repetition = ?4, dismissal = ?5, state = ?6, checked_at = ?7, "
	"checked_by = ?8, checked_name = ?9, decided_at = ?10, decided_by = ?11, decided_name = ?12, decided_why = ?13, "
	"month = ?14, entries = ?15, version = version + 1 WHERE id = ?1"};
inline constexpr Sql kOneFine{"fees.one_fine", FEES_FINE "WHERE f.id = ?1"};
inline constexpr Sql kFineOfProposal{"fees.fine_of_proposal",
                                     FEES_FINE "WHERE f.source = ?1 AND f.proposal = ?2 ORDER BY f.generation DESC "
                                               "LIMIT 1"};
inline constexpr Sql kFinesOfAct{"fees.fines_of_act", FEES_FINE "WHERE f.act = ?1 AND f.liable_kind = ?2 AND "
                                                                "f.liable_key = ?3 ORDER BY f.proposed_at, f.id"};
inline constexpr Sql kFinesOfOrder{"fees.fines_of_order", FEES_FINE "WHERE f.kind = ?1 AND f.branch_id = ?2 AND "
                                                                    "f.erp_key = ?3 ORDER BY f.proposed_at, f.id"};
// ?1 branches; ?2 branch; ?3 offence; ?4 liable; ?5 order's number; ?6 case; ?7 month; ?8 pattern; ?9 ?10 last row seen
// if ?11 = 1; ?12 rows.
#define FEES_FINE_FILTER                                                                                               \
	"(?1 = '*' OR REPLACE(?1, '|' || f.branch_id || '|', '') <> ?1) AND (?2 = '' OR f.branch_id = ?2) AND "            \
	"(?3 = '' OR f.offence = ?3) AND (?4 = '' OR f.liable_key = ?4) AND (?5 = '' OR f.order_number = ?5) AND "         \
	"(?6 = '' OR f.case_id = ?6) AND (?7 = '' OR f.month = ?7) AND (?8 = '' OR f.number LIKE ?8 OR f.order_number "    \
	"LIKE ?8 OR f.liable_name LIKE ?8) "
#define FEES_FINE_PAGE(wanted, after, direction)                                                                       \
	FEES_FINE "WHERE " wanted FEES_FINE_FILTER "AND (CAST(?11 AS BIGINT) = 0 OR (f.proposed_at, f.id) " after          \
			  " (?9, ?10)) ORDER BY f.proposed_at " direction ", f.id " direction " LIMIT ?12"
#define FEES_FINE_OPEN "f.state IN ('proposed', 'checked') AND "
inline constexpr Sql kAllFines{"fees.all_fines", FEES_FINE_PAGE("", ">", "ASC")};
inline constexpr Sql kAllFinesDown{"fees.all_fines_down", FEES_FINE_PAGE("", "<", "DESC")};
inline constexpr Sql kFinesOfState{"fees.fines_of_state", FEES_FINE_PAGE("f.state = ?13 AND ", ">", "ASC")};
inline constexpr Sql kFinesOfStateDown{"fees.fines_of_state_down", FEES_FINE_PAGE("f.state = ?13 AND ", "<", "DESC")};
inline constexpr Sql kOpenFines{"fees.open_fines", FEES_FINE_PAGE(FEES_FINE_OPEN, ">", "ASC")};
inline constexpr Sql kOpenFinesDown{"fees.open_fines_down", FEES_FINE_PAGE(FEES_FINE_OPEN, "<", "DESC")};
inline constexpr Sql kDismissals{"fees.dismissals", FEES_FINE_PAGE("f.dismissal = 1 AND ", ">", "ASC")};
inline constexpr Sql kDismissalsDown{"fees.dismissals_down", FEES_FINE_PAGE("f.dismissal = 1 AND ", "<", "DESC")};
#undef FEES_FINE_OPEN
#undef FEES_FINE_PAGE
#undef FEES_FINE_FILTER
#undef FEES_FINE
/// Other acts of somebody with the same offence that were decided against him. ?1 key, ?2 offence, ?3 act.
inline constexpr Sql kEarlierActs{"fees.earlier_acts",
                                  "SELECT COUNT(DISTINCT act) FROM fees_fine WHERE liable_key = ?1 AND canonical = ?2 "
                                  "AND state IN ('final', 'outweighed') AND act <> ?3"};
inline constexpr Sql kFineCounts{
	"fees.fine_counts",
	"SELECT (SELECT COUNT(*) FROM fees_fine WHERE state = 'proposed' AND (?1 = '*' OR REPLACE(?1, '|' || branch_id || "
	"'|', '') <> ?1)), (SELECT COUNT(*) FROM fees_fine WHERE state = 'checked' AND (?1 = '*' OR REPLACE(?1, '|' || "
	"branch_id || '|', '') <> ?1)), (SELECT COUNT(*) FROM fees_fine WHERE dismissal = 1 AND (?1 = '*' OR REPLACE(?1, "
	"'|' || branch_id || '|', '') <> ?1))"};
/// Whether a final fine says that the unit came back because of the work (§5).
inline constexpr Sql kExchangeCaused{
	"fees.exchange_caused",
	"SELECT COUNT(*) FROM fees_fine WHERE kind = ?1 AND branch_id = ?2 AND erp_key = ?3 AND canonical = "
	"'A-EXCHANGE-CAUSED' AND state IN ('final', 'outweighed')"};

inline constexpr Sql kDropShares{"fees.drop_shares", "DELETE FROM fees_fine_share WHERE fine_id = ?1"};
inline constexpr Sql kAddShare{"fees.add_share",
                               "INSERT INTO fees_fine_share (fine_id, line, kind, key, name, parts, payee, provider, "
                               "provider_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
inline constexpr Sql kShares{"fees.shares", "SELECT kind, key, name, parts, payee, provider, provider_name FROM "
                                            "fees_fine_share WHERE fine_id = ?1 ORDER BY line"};
inline constexpr Sql kAddFineEntry{"fees.add_fine_entry",
                                   "INSERT INTO fees_fine_entry (id, fine_id, sequence, line, sum_fen, why, payee, "
                                   "person, person_name, month, at, who, "
                                   "who_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"};
inline constexpr Sql kFineEntries{"fees.fine_entries",
                                  "SELECT at, sum_fen, why, person_name, who_name FROM fees_fine_entry WHERE fine_id = "
                                  "?1 ORDER BY sequence, line"};
inline constexpr Sql kAddChoice{"fees.add_choice",
                                "INSERT INTO fees_offence_choice (id, at, who, who_name, valid_from, choices) VALUES "
                                "(?1, ?2, ?3, ?4, ?5, ?6)"};
/// The choice in force on a date.
inline constexpr Sql kChoice{"fees.choice", "SELECT at, who_name, valid_from, choices FROM fees_offence_choice WHERE "
                                            "valid_from <= ?1 ORDER BY valid_from DESC, at DESC LIMIT 1"};

inline constexpr Sql kTechnician{
	"fees.technician",
	"SELECT COALESCE(t.name, ''), COALESCE(t.outsourced, 0), COALESCE(t.provider_number, ''), COALESCE(p.name, '') "
	"FROM "
	"erp_technician t LEFT JOIN erp_provider p ON p.branch_id = t.branch_id AND p.erp_key = t.provider_number AND "
	"p.deleted = 0 WHERE t.branch_id = ?1 AND t.erp_key = ?2 AND t.deleted = 0"};
inline constexpr Sql kProviderName{"fees.provider_name", "SELECT COALESCE(name, erp_key) FROM erp_provider WHERE "
                                                         "branch_id = ?1 AND erp_key = ?2 AND deleted = 0"};
inline constexpr Sql kNumberOfWorkOrder{"fees.number_of_work_order",
                                        "SELECT COALESCE(number, erp_key) FROM erp_work_order WHERE branch_id = ?1 AND "
                                        "erp_key = ?2 AND deleted = 0"};
inline constexpr Sql kClassOfCase{"fees.class_of_case",
                                  "SELECT number, class FROM complaints_v_case WHERE case_id = ?1"};
inline constexpr const Sql* kPenaltyStatements[] = {
	&kInsertFine, &kUpdateFine,     &kOneFine,           &kFineOfProposal,   &kFinesOfAct,     &kFinesOfOrder,
	&kAllFines,   &kAllFinesDown,   &kFinesOfState,      &kFinesOfStateDown, &kOpenFines,      &kOpenFinesDown,
	&kDismissals, &kDismissalsDown, &kEarlierActs,       &kFineCounts,       &kExchangeCaused, &kDropShares,
	&kAddShare,   &kShares,         &kAddFineEntry,      &kFineEntries,      &kAddChoice,      &kChoice,
	&kTechnician, &kProviderName,   &kNumberOfWorkOrder, &kClassOfCase};

} // namespace fees::sql
