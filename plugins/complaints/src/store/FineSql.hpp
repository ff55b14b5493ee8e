#pragma once

#include "erphost/Sql.hpp"

/// SQL of fine proposals and of the never-again list.
namespace complaints::sql {

using erphost::Sql;

#define COMPLAINTS_FINE                                                                                                \
	"SELECT f.id, f.case_id, COALESCE(c.number, ''), f.branch_id, f.offence, f.sum_fen, f.liable_kind, f.liable_key, " \
	"f.liable_name, "                                                                                                  \
	"f.reason, f.evidence, f.state, f.proposed_at, f.withdrawn_at, f.withdrawn_why FROM complaints_fine_proposal f "   \
	"LEFT JOIN complaints_case c ON c.id = f.case_id "

/// A proposal that was withdrawn lives again when it is made again.
inline constexpr Sql kProposeFine{
	"complaints.propose_fine",
	"INSERT INTO complaints_fine_proposal (id, case_id, branch_id, offence, sum_fen, liable_kind, liable_key, "
	"liable_name, reason, evidence, state, proposed_at, withdrawn_at, withdrawn_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
	"?7, ?8, ?9, ?10, 'proposed', ?11, NULL, '') ON CONFLICT (id) DO UPDATE SET sum_fen = excluded.sum_fen, "
	"reason = excluded.reason, evidence = excluded.evidence, state = 'proposed', proposed_at = excluded.proposed_at, "
	"withdrawn_at = NULL, withdrawn_why = '' WHERE complaints_fine_proposal.state = 'withdrawn'"};
inline constexpr Sql kWithdrawFine{"complaints.withdraw_fine",
                                   "UPDATE complaints_fine_proposal SET state = 'withdrawn', withdrawn_at = ?2, "
                                   "withdrawn_why = ?3 WHERE id = ?1 AND state = 'proposed'"};
inline constexpr Sql kFine{"complaints.fine", COMPLAINTS_FINE "WHERE f.id = ?1"};
inline constexpr Sql kFinesOfCase{"complaints.fines_of_case",
                                  COMPLAINTS_FINE "WHERE f.case_id = ?1 ORDER BY f.proposed_at, f.id"};
/// ?1 branches; ?2 state; ?3 branch; ?4 offence; ?5 ?6 from and to; ?7 ?8 last row seen if ?9 = 1; ?10 rows.
inline constexpr Sql kFines{
	"complaints.fines",
	COMPLAINTS_FINE "WHERE f.state = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || f.branch_id || '|', '') <> ?1) "
					"AND (?3 = '' OR f.branch_id = ?3) AND (?4 = '' OR f.offence = ?4) AND f.proposed_at >= ?5 AND "
					"f.proposed_at < ?6 AND (CAST(?9 AS BIGINT) = 0 OR (f.proposed_at, f.id) < (?7, ?8)) "
					"ORDER BY f.proposed_at DESC, f.id DESC LIMIT ?10"};
#undef COMPLAINTS_FINE
/// How often somebody was proposed for an offence before, in other cases.
inline constexpr Sql kEarlierFines{
	"complaints.earlier_fines",
	"SELECT COUNT(*) FROM complaints_fine_proposal WHERE liable_kind = ?1 AND liable_key = ?2 AND offence = ?3 AND "
	"state = 'proposed' AND case_id <> ?4"};

inline constexpr Sql kListNeverAgain{
	"complaints.list_never_again",
	"INSERT INTO complaints_never_again (technician, name, branch_id, reason, case_id, listed_at, listed_by, "
	"lifted_at, lifted_by, lifted_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, '', '') ON CONFLICT (technician) DO "
	"UPDATE SET reason = excluded.reason, case_id = excluded.case_id, listed_at = excluded.listed_at, listed_by = "
	"excluded.listed_by, lifted_at = NULL, lifted_by = '', lifted_why = ''"};
inline constexpr Sql kNeverAgain{"complaints.never_again",
                                 "SELECT technician, name, branch_id, reason, case_id, listed_at, listed_by, "
                                 "lifted_at, lifted_by, lifted_why FROM complaints_never_again ORDER BY technician"};
inline constexpr Sql kBarred{"complaints.barred",
                             "SELECT technician, name FROM complaints_never_again WHERE lifted_at IS NULL"};
inline constexpr Sql kLiftNeverAgain{"complaints.lift_never_again",
                                     "UPDATE complaints_never_again SET lifted_at = ?2, lifted_by = ?3, lifted_why = "
                                     "?4 WHERE technician = ?1 AND lifted_at IS NULL"};

inline constexpr const Sql* kFineStatements[] = {&kProposeFine, &kWithdrawFine,  &kFine,           &kFinesOfCase,
                                                 &kFines,       &kEarlierFines,  &kListNeverAgain, &kNeverAgain,
                                                 &kBarred,      &kLiftNeverAgain};

} // namespace complaints::sql
