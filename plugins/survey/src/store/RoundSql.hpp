#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of rounds, attempts, and what follows from them.
namespace survey::sql {

using erphost::Sql;

// ---- Rounds and attempts
// ------------------------------------------------------------------------------------------------

/// ?4…?9: due on, case, its number, round of the handling, handled at, what the branch answered; ?10: own case.
inline constexpr Sql kAddRound{
	"survey.add_round",
	"INSERT INTO survey_round (task_id, round, opened_at, due_on, case_id, case_number, case_round, handled_at, "
	"answer, "
	"own_case) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (task_id, round) DO NOTHING"};

inline constexpr Sql kRounds{
	"survey.rounds", "SELECT round, opened_at, due_on, case_id, case_number, case_round, handled_at, answer, own_case, "
					 "withdrawn_at FROM survey_round WHERE task_id = ?1 ORDER BY round"};

inline constexpr Sql kWithdrawRound{
	"survey.withdraw_round",
	"UPDATE survey_round SET withdrawn_at = ?3 WHERE task_id = ?1 AND round = ?2 AND withdrawn_at IS NULL"};

/// The tasks that have an open round about a case.
inline constexpr Sql kRoundsOfCase{
	"survey.rounds_of_case",
	"SELECT task_id, round, case_round FROM survey_round WHERE case_id = ?1 AND withdrawn_at IS NULL"};

inline constexpr Sql kAddAttempt{
	"survey.add_attempt",
	"INSERT INTO survey_attempt (task_id, round, attempt, branch_id, at, month, clerk, clerk_name, disposition, level, "
	"words, planned_at, channel, recorded_at, questionnaire, questionnaire_version, corrects, root, reason) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"};

inline constexpr Sql kNextAttempt{
	"survey.next_attempt",
	"SELECT COALESCE(MAX(attempt), 0) + 1 FROM survey_attempt WHERE task_id = ?1 AND round = ?2"};

/// SV-15: what was recorded stays; it only no longer stands.
inline constexpr Sql kMarkCorrected{
	"survey.mark_corrected",
	"UPDATE survey_attempt SET was = disposition, disposition = 'corrected' WHERE task_id = ?1 AND round = ?2 AND "
	"attempt = ?3 AND disposition <> 'corrected'"};

inline constexpr Sql kAttempts{
	"survey.attempts",
	"SELECT round, attempt, at, month, clerk_name, channel, disposition, level, words, planned_at, "
	"COALESCE(root, attempt), COALESCE(recorded_at, at), questionnaire, questionnaire_version, corrects, reason, was, "
	"clerk "
	"FROM survey_attempt WHERE task_id = ?1 ORDER BY round, attempt"};

inline constexpr Sql kAddEffect{"survey.add_effect",
                                "INSERT INTO survey_effect (task_id, round, attempt, sequence, source, what, key, "
                                "value, question, text, amount_fen, "
                                "due_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};

inline constexpr Sql kEffects{"survey.effects",
                              "SELECT round, attempt, source, what, key, value, question, text, amount_fen, due_on "
                              "FROM survey_effect WHERE task_id = ?1 ORDER BY round, attempt, sequence"};

/// What the branch wants to be asked about: the case that was handled. The view is the complaints plugin's; its events
/// are the only reason to look, so it is there.
inline constexpr Sql kFollowup{
	"survey.followup", "SELECT number, kind, branch_id, erp_key, order_number, handled_at, round, customer_name, phone "
					   "FROM complaints_v_followup WHERE case_id = ?1"};

// ---- Fines, bonus, work of others
// ------------------------------------------------------------------------------------------------

#define SURVEY_FINE_COLUMNS                                                                                            \
	"f.id, f.task_id, f.kind, f.branch_id, f.erp_key, f.order_number, f.offence, f.sum_fen, f.liable_kind, "           \
	"f.liable_key, f.liable_name, f.reason, f.notice_due_on, f.origin, f.state, f.proposed_at, f.withdrawn_at, "       \
	"f.withdrawn_reason, f.evidence"

inline constexpr Sql kFinesOfOrder{
	"survey.fines_of_order", "SELECT " SURVEY_FINE_COLUMNS
							 " FROM survey_fine_proposal f WHERE f.kind = ?1 AND f.branch_id = ?2 AND f.erp_key = ?3"};

inline constexpr Sql kProposeFine{
	"survey.propose_fine",
	"INSERT INTO survey_fine_proposal (id, task_id, kind, branch_id, erp_key, order_number, offence, sum_fen, "
	"liable_kind, liable_key, liable_name, reason, notice_due_on, origin, state, proposed_at, withdrawn_at, "
	"withdrawn_reason, evidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 'proposed', "
	"?15, NULL, NULL, ?16) ON CONFLICT (id) DO UPDATE SET task_id = excluded.task_id, sum_fen = excluded.sum_fen, "
	"liable_key = excluded.liable_key, liable_name = excluded.liable_name, reason = excluded.reason, "
	"notice_due_on = excluded.notice_due_on, origin = excluded.origin, state = 'proposed', "
	"proposed_at = excluded.proposed_at, withdrawn_at = NULL, withdrawn_reason = NULL, evidence = "
	"excluded.evidence "
	"WHERE survey_fine_proposal.state = 'withdrawn'"};

inline constexpr Sql kWithdrawFine{
	"survey.withdraw_fine",
	"UPDATE survey_fine_proposal SET state = 'withdrawn', withdrawn_at = ?2, withdrawn_reason = "
	"?3 WHERE id = ?1 AND state = 'proposed'"};

// ?1 branches; ?2 state; ?3 offence; ?4 branch ('' for all); ?5, ?6 time and id of the last row seen (?7 = 0: the
// first page); ?8 rows.
#define SURVEY_FINES(after, direction)                                                                                 \
	"SELECT " SURVEY_FINE_COLUMNS                                                                                      \
	" FROM survey_fine_proposal f WHERE (?1 = '*' OR REPLACE(?1, '|' || f.branch_id || '|', '') <> ?1) "               \
	"AND (?2 = '' OR f.state = ?2) AND (?3 = '' OR f.offence = ?3) AND (?4 = '' OR f.branch_id = ?4) "                 \
	"AND (CAST(?7 AS BIGINT) = 0 OR (f.proposed_at, f.id) " after " (?5, ?6)) "                                        \
	"ORDER BY f.proposed_at " direction ", f.id " direction " LIMIT ?8"
inline constexpr Sql kFines{"survey.fines", SURVEY_FINES(">", "ASC")};
inline constexpr Sql kFinesDown{"survey.fines_down", SURVEY_FINES("<", "DESC")};
#undef SURVEY_FINES
#undef SURVEY_FINE_COLUMNS

inline constexpr Sql kBonus{"survey.bonus", "SELECT level, sum_fen, state FROM survey_bonus WHERE task_id = ?1"};

inline constexpr Sql kSetBonus{
	"survey.set_bonus",
	"INSERT INTO survey_bonus (task_id, level, sum_fen, state, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (task_id) "
	"DO "
	"UPDATE SET level = excluded.level, sum_fen = excluded.sum_fen, state = excluded.state, at = excluded.at"};

inline constexpr Sql kPassOn{"survey.pass_on",
                             "INSERT INTO survey_passed_on (task_id, performed_by, at) VALUES (?1, ?2, ?3) ON CONFLICT "
                             "(task_id) DO NOTHING RETURNING task_id"};

inline constexpr Sql kPassOnNot{"survey.pass_on_not",
                                "DELETE FROM survey_passed_on WHERE task_id = ?1 RETURNING task_id"};

// ?1 branches; ?2 branch; ?3, ?4 time and id of the last row seen (?5 = 0: the first page); ?6 rows.
#define SURVEY_PASSED_ON(after, direction)                                                                             \
	"SELECT p.at, p.task_id, p.performed_by, t.number, t.order_number, t.branch_id, t.branch_name, t.brand, t.model, " \
	"t.level, COALESCE((SELECT a.words FROM survey_attempt a WHERE a.task_id = t.id AND a.disposition = 'answered' "   \
	"ORDER BY a.round DESC, a.attempt DESC LIMIT 1), '') FROM survey_passed_on p JOIN survey_task t ON t.id = "        \
	"p.task_id "                                                                                                       \
	"WHERE (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) "                                            \
	"AND (?2 = '' OR t.branch_id = ?2) AND (CAST(?5 AS BIGINT) = 0 OR (p.at, p.task_id) " after " (?3, ?4)) "          \
	"ORDER BY p.at " direction ", p.task_id " direction " LIMIT ?6"
inline constexpr Sql kPassedOn{"survey.passed_on", SURVEY_PASSED_ON(">", "ASC")};
inline constexpr Sql kPassedOnDown{"survey.passed_on_down", SURVEY_PASSED_ON("<", "DESC")};
#undef SURVEY_PASSED_ON

inline constexpr Sql kRoundStatements[] = {
	kAddRound,  kRounds,  kWithdrawRound, kRoundsOfCase, kAddAttempt,   kNextAttempt, kMarkCorrected, kAttempts,
	kAddEffect, kEffects, kFinesOfOrder,  kProposeFine,  kWithdrawFine, kFines,       kFinesDown,     kBonus,
	kSetBonus,  kPassOn,  kPassedOn,      kPassedOnDown, kPassOnNot,    kFollowup};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> roundStatements()
{
	return kRoundStatements;
}

} // namespace survey::sql
