#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// The SQL of questionnaires and answers.
namespace survey::answer_sql {

using erphost::Sql;

// ---- Questionnaires

#define SURVEY_VERSION_COLUMNS                                                                                         \
	"SELECT q.id, q.version, q.state, q.shipped, q.content, q.valid_from, q.valid_to, q.author, q.author_name, "       \
	"q.published_at, q.based_on FROM survey_questionnaire q "

/// Of each questionnaire the version that is in force on ?1; without the ended ones, which the rule leaves out.
inline constexpr Sql kInForce{"survey.questionnaires_in_force", SURVEY_VERSION_COLUMNS
                              "WHERE q.state = 'published' AND q.valid_from <= ?1 AND NOT EXISTS (SELECT 1 FROM "
                              "survey_questionnaire p WHERE p.id = q.id AND p.version > q.version AND "
                              "p.state = 'published' AND p.valid_from <= ?1) ORDER BY q.id"};

/// Of each questionnaire the version in force on ?1, or else the newest.
inline constexpr Sql kQuestionnaires{
	"survey.questionnaires", SURVEY_VERSION_COLUMNS
	"WHERE q.version = COALESCE((SELECT MAX(p.version) FROM survey_questionnaire p WHERE p.id = q.id AND "
	"p.state = 'published' AND p.valid_from <= ?1), (SELECT MAX(n.version) FROM survey_questionnaire n WHERE "
	"n.id = q.id)) ORDER BY q.id"};

inline constexpr Sql kVersions{"survey.questionnaire_versions",
                               SURVEY_VERSION_COLUMNS "WHERE q.id = ?1 ORDER BY q.version DESC"};
inline constexpr Sql kVersion{"survey.questionnaire_version",
                              SURVEY_VERSION_COLUMNS "WHERE q.id = ?1 AND q.version = ?2"};
#undef SURVEY_VERSION_COLUMNS

inline constexpr Sql kAddVersion{
	"survey.add_questionnaire",
	"INSERT INTO survey_questionnaire (id, version, state, shipped, group_name, content, valid_from, valid_to, author, "
	"author_name, published_at, based_on) VALUES (?1, "
	"(SELECT COALESCE(MAX(version), 0) + 1 FROM survey_questionnaire WHERE id = ?1), "
	"?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING version"};

/// Whether a shipped text is there already, and whether the company has a version of its own.
inline constexpr Sql kShippedState{
	"survey.shipped_questionnaire",
	"SELECT COALESCE(SUM(CASE WHEN shipped = 1 AND content = ?2 THEN 1 ELSE 0 END), 0), "
	"COALESCE(SUM(CASE WHEN shipped = 0 THEN 1 ELSE 0 END), 0) FROM survey_questionnaire WHERE id = ?1"};

#define SURVEY_DRAFT_COLUMNS                                                                                           \
	"SELECT d.id, d.content, d.based_on, d.revision, d.author, d.author_name, d.changed_at "                           \
	"FROM survey_questionnaire_draft d "
inline constexpr Sql kDraft{"survey.questionnaire_draft", SURVEY_DRAFT_COLUMNS "WHERE d.id = ?1"};
inline constexpr Sql kDrafts{"survey.questionnaire_drafts",
                             SURVEY_DRAFT_COLUMNS "WHERE d.content IS NOT NULL ORDER BY d.id"};
#undef SURVEY_DRAFT_COLUMNS

/// A NULL content takes the draft away.
inline constexpr Sql kPutDraft{
	"survey.put_questionnaire_draft",
	"INSERT INTO survey_questionnaire_draft (id, content, based_on, revision, author, author_name, changed_at) VALUES "
	"(?1, ?2, ?3, 1, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET content = excluded.content, based_on = "
	"excluded.based_on, revision = survey_questionnaire_draft.revision + 1, author = excluded.author, "
	"author_name = excluded.author_name, changed_at = excluded.changed_at"};

// ---- Answers

inline constexpr Sql kLastRevision{"survey.last_answer_revision",
                                   "SELECT COALESCE(MAX(revision), 0) FROM survey_answer_sheet WHERE task_id = ?1 AND "
                                   "round = ?2 AND attempt = ?3"};

inline constexpr Sql kAddSheet{
	"survey.add_answer_sheet",
	"INSERT INTO survey_answer_sheet (task_id, round, attempt, revision, branch_id, questionnaire, version, "
	"group_name, channel, author, author_name, recorded_at, reason, facts, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
	"?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"};

inline constexpr Sql kAddAnswer{
	"survey.add_answer",
	"INSERT INTO survey_answer (task_id, round, attempt, revision, position, question, kind, value, said, class, "
	"invalid_reason, indicator) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};

// Sheets with their answers, one row an answer; a sheet without any has one row with NULLs.
#define SURVEY_SHEETS                                                                                                  \
	"SELECT s.round, s.attempt, s.revision, s.questionnaire, s.version, s.group_name, s.channel, s.author, "           \
	"s.author_name, s.recorded_at, s.reason, s.outcome, a.question, a.kind, a.value, a.said, a.class, "                \
	"a.invalid_reason, a.indicator FROM survey_answer_sheet s LEFT JOIN survey_answer a ON a.task_id = s.task_id "     \
	"AND a.round = s.round AND a.attempt = s.attempt AND a.revision = s.revision WHERE s.task_id = ?1 "
#define SURVEY_SHEET_ORDER "ORDER BY s.round, s.attempt, s.revision, a.position"
inline constexpr Sql kSheets{"survey.answer_sheets", SURVEY_SHEETS SURVEY_SHEET_ORDER};
inline constexpr Sql kSheet{"survey.answer_sheet", SURVEY_SHEETS
                            "AND s.round = ?2 AND s.attempt = ?3 AND s.revision = (SELECT MAX(m.revision) FROM "
                            "survey_answer_sheet m WHERE m.task_id = ?1 AND m.round = ?2 AND m.attempt = "
                            "?3) " SURVEY_SHEET_ORDER};
#undef SURVEY_SHEETS
#undef SURVEY_SHEET_ORDER

// ---- Facts of the ERP's records, in one shape: see store/OrderFacts.cpp

inline constexpr Sql kWorkOrderFacts{
	"survey.work_order_facts",
	"SELECT w.service_type, w.service_mode, w.product_type, w.brand, w.warranty, w.performed_by, w.customer_kind, "
	"w.smart_tv, w.network_tv, w.activated, w.outsourced, w.waiting_for_parts, w.floor, w.quantity, w.visits, "
	"w.appointment_at, "
	"w.ordered_at, w.delivered_at, w.arrived_at FROM erp_work_order w WHERE w.branch_id = ?1 AND w.erp_key = ?2"};
/// A delivery arrives when it is delivered.
inline constexpr Sql kDeliveryFacts{
	"survey.delivery_facts",
	"SELECT NULL, NULL, w.product_type, w.brand, NULL, NULL, w.customer_kind, NULL, NULL, NULL, w.outsourced, NULL, "
	"NULL, "
	"w.quantity, NULL, w.appointment_at, w.ordered_at, NULL, w.completed_at FROM erp_delivery w WHERE w.branch_id = ?1 "
	"AND w.erp_key = ?2"};
inline constexpr Sql kSaleFacts{
	"survey.sale_facts",
	"SELECT NULL, NULL, w.product_type, w.brand, NULL, NULL, w.customer_kind, NULL, NULL, NULL, NULL, NULL, NULL, "
	"w.quantity, NULL, NULL, w.ordered_at, NULL, NULL FROM erp_sale w WHERE w.branch_id = ?1 AND w.erp_key = ?2"};

inline constexpr Sql kAll[] = {kInForce, kQuestionnaires, kVersions,       kVersion,       kAddVersion, kShippedState,
                               kDraft,   kDrafts,         kPutDraft,       kLastRevision,  kAddSheet,   kAddAnswer,
                               kSheets,  kSheet,          kWorkOrderFacts, kDeliveryFacts, kSaleFacts};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> statements()
{
	return kAll;
}

} // namespace survey::answer_sql
