#pragma once

#include "erphost/Sql.hpp"

/// SQL of what happened to a case: its lines, deeds, links, hand-overs, notices.
namespace complaints::sql {

using erphost::Sql;

inline constexpr Sql kAddStep{
	"complaints.add_step",
	"INSERT INTO complaints_step (case_id, sequence, round, step, at, actor, actor_name, via, what) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
inline constexpr Sql kSteps{"complaints.steps",
                            "SELECT sequence, round, step, at, actor, actor_name, via, what FROM complaints_step "
                            "WHERE case_id = ?1 ORDER BY sequence"};
inline constexpr Sql kLastStep{"complaints.last_step",
                               "SELECT sequence, round, step, at, actor, actor_name, via, what FROM complaints_step "
                               "WHERE case_id = ?1 ORDER BY sequence DESC LIMIT 1"};
/// Lines about an order's cases, for its story.
inline constexpr Sql kStory{
	"complaints.story",
	"SELECT s.at, s.step, s.actor_name, c.id, c.number, s.what, s.via FROM complaints_case c "
	"JOIN complaints_step s ON s.case_id = c.id WHERE c.kind = ?1 AND c.branch_id = ?2 AND c.erp_key = ?3 "
	"ORDER BY s.at, s.case_id, s.sequence LIMIT 500"};
/// … about the sheets of these cases; …
inline constexpr Sql kSheetStory{
	"complaints.sheet_story",
	"SELECT h.at, h.what, h.by_name, s.id, s.number, h.note, s.via FROM complaints_case c "
	"JOIN complaints_sheet s ON s.case_id = c.id JOIN complaints_sheet_history h ON h.sheet_id = s.id "
	"WHERE c.kind = ?1 AND c.branch_id = ?2 AND c.erp_key = ?3 ORDER BY h.at, s.id, h.version LIMIT 500"};
/// … and about what was watched: clocks that ended, warnings that were raised (level > 0).
inline constexpr Sql kClockStory{
	"complaints.clock_story",
	"SELECT k.done_at, k.clock, k.late, 0, k.person_name FROM complaints_clock k WHERE k.kind = ?1 AND "
	"k.branch_id = ?2 AND k.erp_key = ?3 AND k.state = 'done' AND k.done_at IS NOT NULL UNION ALL "
	"SELECT w.at, k.clock, k.late, w.level, k.person_name FROM complaints_clock k JOIN complaints_warning w ON "
	"w.clock_id = k.id WHERE k.kind = ?1 AND k.branch_id = ?2 AND k.erp_key = ?3 ORDER BY 1 LIMIT 500"};

inline constexpr Sql kAddDeed{
	"complaints.add_deed",
	"INSERT INTO complaints_deed (case_id, sequence, round, deed, at, actor, actor_name, wanted, person, person_name, "
	"amount_fen, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};
inline constexpr Sql kDeeds{"complaints.deeds",
                            "SELECT sequence, round, deed, at, actor, actor_name, wanted, person, person_name, "
                            "amount_fen, what FROM complaints_deed WHERE case_id = ?1 ORDER BY sequence"};

/// Cases that stand and may be linked with a new one. ?1 kind, ?2 branch, ?3 key of the order; ?4 digits of the number;
/// ?5 ?6 from and to; ?7 not this one.
inline constexpr Sql kLinkCandidates{
	"complaints.link_candidates",
	"SELECT id, number, 'order', state, step, class, received_at FROM complaints_case WHERE kind = ?1 AND "
	"branch_id = ?2 AND erp_key = ?3 AND received_at >= ?5 AND received_at <= ?6 AND state <> 'voided' AND id <> ?7 "
	"AND kind <> 'case' UNION ALL "
	"SELECT id, number, 'phone', state, step, class, received_at FROM complaints_case WHERE phone_key = ?4 AND "
	"phone_key <> '' AND received_at >= ?5 AND received_at <= ?6 AND state <> 'voided' AND id <> ?7 "
	"AND (kind <> ?1 OR branch_id <> ?2 OR erp_key <> ?3) LIMIT 200"};
inline constexpr Sql kAddLink{"complaints.add_link",
                              "INSERT INTO complaints_link (case_id, other_id, basis) VALUES (?1, ?2, ?3) "
                              "ON CONFLICT (case_id, other_id) DO NOTHING"};
inline constexpr Sql kLinks{
	"complaints.links",
	"SELECT c.id, c.number, l.basis, c.state, c.step, c.class, c.received_at FROM complaints_link l "
	"JOIN complaints_case c ON c.id = l.other_id WHERE l.case_id = ?1 ORDER BY c.received_at, c.id"};
/// The linked cases count anew what they are linked with and stands.
inline constexpr Sql kCountRepeats{
	"complaints.count_repeats",
	"UPDATE complaints_case SET version = version + 1, repeats = (SELECT COUNT(*) FROM complaints_link l "
	"JOIN complaints_case o ON o.id = l.other_id WHERE l.case_id = complaints_case.id AND o.state <> 'voided') "
	"WHERE id IN (SELECT other_id FROM complaints_link WHERE case_id = ?1)"};
/// How many complaints the same customer made before.
inline constexpr Sql kEarlier{"complaints.earlier",
                              "SELECT COUNT(*) FROM complaints_case WHERE phone_key = ?1 AND phone_key <> '' AND "
                              "received_at <= ?2 AND state <> 'voided'"};

#define COMPLAINTS_HAND_OVER                                                                                           \
	"SELECT h.id, h.case_id, c.number, h.branch_id, h.from_user, h.from_name, h.to_user, h.to_name, h.to_role, "       \
	"h.reason, h.state, h.offered_at, h.settled_at, h.settled_by FROM complaints_hand_over h "                         \
	"JOIN complaints_case c ON c.id = h.case_id "
inline constexpr Sql kAddHandOver{
	"complaints.add_hand_over",
	"INSERT INTO complaints_hand_over (id, case_id, branch_id, from_user, from_name, to_user, to_name, to_role, "
	"reason, state, offered_at, settled_at, settled_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'offered', ?10, "
	"NULL, '')"};
inline constexpr Sql kHandOver{"complaints.hand_over", COMPLAINTS_HAND_OVER "WHERE h.id = ?1"};
inline constexpr Sql kHandOversOfCase{"complaints.hand_overs_of_case",
                                      COMPLAINTS_HAND_OVER "WHERE h.case_id = ?1 ORDER BY h.offered_at"};
inline constexpr Sql kHandOvers{"complaints.hand_overs", COMPLAINTS_HAND_OVER
                                "WHERE h.state = ?1 AND (?2 = '*' OR REPLACE(?2, '|' || h.branch_id || '|', '') <> ?2) "
                                "ORDER BY h.offered_at DESC, h.id DESC LIMIT 200"};
#undef COMPLAINTS_HAND_OVER
inline constexpr Sql kSettleHandOver{"complaints.settle_hand_over",
                                     "UPDATE complaints_hand_over SET state = ?2, settled_at = ?3, settled_by = ?4 "
                                     "WHERE id = ?1 AND state = 'offered'"};
inline constexpr Sql kWithdrawHandOvers{
	"complaints.withdraw_hand_overs",
	"UPDATE complaints_hand_over SET state = 'withdrawn', settled_at = ?2, settled_by = ?3 WHERE case_id = ?1 AND "
	"state = 'offered'"};

inline constexpr Sql kAddNotice{
	"complaints.add_notice",
	"INSERT INTO complaints_notice (id, role, user_id, branch_id, what, params, case_id, at) VALUES (?1, ?2, ?3, ?4, "
	"?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING"};

// For whom: ?1 account; ?2 '|role@branch|role@*|' that he holds.
#define COMPLAINTS_NOTICE_FOR                                                                                          \
	"(n.user_id = ?1 OR (n.user_id = '' AND (REPLACE(?2, '|' || n.role || '@' || n.branch_id || '|', '') <> ?2 OR "    \
	"REPLACE(?2, '|' || n.role || '@*|', '') <> ?2)))"
#define COMPLAINTS_NOTICE_UNREAD                                                                                       \
	"NOT EXISTS (SELECT 1 FROM complaints_notice_read r WHERE r.notice_id = n.id AND r.user_id = ?1)"
/// ?3 only unread ones; ?4 ?5 ?6 after the notice at, id if ?6 = 1; ?7 rows.
inline constexpr Sql kNotices{
	"complaints.notices",
	"SELECT n.id, n.what, n.params, n.case_id, n.branch_id, n.at, CASE WHEN " COMPLAINTS_NOTICE_UNREAD
	" THEN 0 ELSE 1 END FROM complaints_notice n WHERE " COMPLAINTS_NOTICE_FOR
	" AND (CAST(?3 AS BIGINT) = 0 OR " COMPLAINTS_NOTICE_UNREAD
	") AND (CAST(?6 AS BIGINT) = 0 OR (n.at, n.id) < (?4, ?5)) ORDER BY n.at DESC, n.id DESC LIMIT ?7"};
/// ?3 not older than.
inline constexpr Sql kCountNotices{
	"complaints.count_notices", "SELECT COUNT(*) FROM complaints_notice n WHERE n.at >= ?3 AND " COMPLAINTS_NOTICE_FOR
								" AND " COMPLAINTS_NOTICE_UNREAD};
/// ?1 account; ?2 what he holds; ?3 id; ?4 now.
inline constexpr Sql kReadNotice{
	"complaints.read_notice",
	"INSERT INTO complaints_notice_read (notice_id, user_id, at) SELECT n.id, ?1, ?4 FROM complaints_notice n "
	"WHERE n.id = ?3 AND " COMPLAINTS_NOTICE_FOR " ON CONFLICT (notice_id, user_id) DO NOTHING"};
#undef COMPLAINTS_NOTICE_FOR
#undef COMPLAINTS_NOTICE_UNREAD
inline constexpr Sql kForgetReads{"complaints.forget_reads",
                                  "DELETE FROM complaints_notice_read WHERE notice_id IN (SELECT id FROM "
                                  "complaints_notice WHERE at < ?1 ORDER BY at LIMIT 500)"};
inline constexpr Sql kForgetNotices{"complaints.forget_notices",
                                    "DELETE FROM complaints_notice WHERE id IN (SELECT id FROM complaints_notice "
                                    "WHERE at < ?1 ORDER BY at LIMIT 500)"};

inline constexpr Sql kAddFinding{
	"complaints.add_finding",
	"INSERT INTO complaints_finding (id, kind, branch_id, erp_key, finding, question, said, amount_fen, task, at) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (id) DO NOTHING"};
/// One of those that say the same: the call-back has as many as it told of.
inline constexpr Sql kWithdrawFinding{
	"complaints.withdraw_finding",
	"DELETE FROM complaints_finding WHERE id = (SELECT f.id FROM complaints_finding f WHERE f.kind = ?1 AND "
	"f.branch_id = ?2 AND f.erp_key = ?3 AND f.task = ?4 AND f.finding = ?5 AND f.question = ?6 AND f.said = ?7 "
	"ORDER BY f.at DESC LIMIT 1)"};
inline constexpr Sql kFindings{"complaints.findings",
                               "SELECT finding, question, said, amount_fen, at FROM complaints_finding WHERE kind = ?1 "
                               "AND branch_id = ?2 AND erp_key = ?3 ORDER BY at LIMIT 100"};

inline constexpr const Sql* kHistoryStatements[] = {
	&kAddStep,           &kSteps,       &kLastStep,        &kStory,           &kSheetStory, &kClockStory,
	&kAddDeed,           &kDeeds,       &kLinkCandidates,  &kAddLink,         &kLinks,      &kCountRepeats,
	&kEarlier,           &kAddHandOver, &kHandOver,        &kHandOversOfCase, &kHandOvers,  &kSettleHandOver,
	&kWithdrawHandOvers, &kAddNotice,   &kNotices,         &kCountNotices,    &kReadNotice, &kForgetReads,
	&kForgetNotices,     &kAddFinding,  &kWithdrawFinding, &kFindings};

} // namespace complaints::sql
