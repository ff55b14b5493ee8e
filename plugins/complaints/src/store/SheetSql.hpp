#pragma once

#include "erphost/Sql.hpp"

/// SQL of the contact sheets.
namespace complaints::sql {

using erphost::Sql;

// Column order: see store/Sheets.cpp.
#define COMPLAINTS_SHEET_COLUMNS                                                                                       \
	"s.id, s.number, s.case_id, s.case_number, s.kind, s.branch_id, s.branch_name, s.erp_key, s.order_number, "        \
	"s.product, s.department, s.problem, s.state, s.round, s.created_at, s.created_by_name, s.signed_at, "             \
	"s.signed_by_name, s.sent_at, s.due_at, s.due_provisional, s.answered_at, s.answered_by_name, s.via, s.late, "     \
	"s.result, s.measure, s.withdrawn_reason, s.version"

inline constexpr Sql kAddSheet{
	"complaints.add_sheet",
	"INSERT INTO complaints_sheet (id, number, case_id, case_number, kind, branch_id, branch_name, erp_key, "
	"order_number, product, department, problem, state, round, created_at, created_by_name, signed_at, "
	"signed_by_name, sent_at, due_at, due_provisional, answered_at, answered_by_name, via, late, result, measure, "
	"withdrawn_reason, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
	"?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29) ON CONFLICT (id) DO NOTHING"};

/// ?1 its id, ?18 the version it was read with: somebody else's change in between leaves it alone.
inline constexpr Sql kSaveSheet{
	"complaints.save_sheet",
	"UPDATE complaints_sheet SET department = ?2, problem = ?3, state = ?4, round = ?5, signed_at = ?6, "
	"signed_by_name = ?7, sent_at = ?8, due_at = ?9, due_provisional = ?10, answered_at = ?11, answered_by_name = ?12, "
	"via = ?13, late = ?14, result = ?15, measure = ?16, withdrawn_reason = ?17, version = version + 1 "
	"WHERE id = ?1 AND version = ?18"};

/// The deadline as computed anew: nobody's change, so the version stays.
inline constexpr Sql kSheetDue{"complaints.sheet_due",
                               "UPDATE complaints_sheet SET due_at = ?2, due_provisional = ?3 WHERE id = ?1"};

inline constexpr Sql kSheet{"complaints.sheet",
                            "SELECT " COMPLAINTS_SHEET_COLUMNS " FROM complaints_sheet s WHERE s.id = ?1"};
inline constexpr Sql kSheetByNumber{"complaints.sheet_by_number",
                                    "SELECT " COMPLAINTS_SHEET_COLUMNS " FROM complaints_sheet s WHERE s.number = ?1"};
inline constexpr Sql kSheetsOfCase{"complaints.sheets_of_case",
                                   "SELECT " COMPLAINTS_SHEET_COLUMNS
                                   " FROM complaints_sheet s WHERE s.case_id = ?1 ORDER BY s.created_at"};

// ?1 the branches the caller may see, "|01|02|" or "*". The sum keeps the planner from the index of deadlines where the
// list is in another order.
#define COMPLAINTS_SHEET_FILTER                                                                                        \
	"(?1 = '*' OR REPLACE(?1, '|' || s.branch_id || '|', '') <> ?1) AND (?2 = '' OR s.state = ?2) "                    \
	"AND (?3 = '' OR s.branch_id = ?3) AND (?4 = '' OR s.department = ?4) AND (?5 = '' OR s.case_id = ?5) "            \
	"AND s.due_at + 0 < ?6 AND (?7 = '' OR s.number LIKE ?7 OR s.order_number LIKE ?7 OR s.case_number LIKE ?7)"

inline constexpr Sql kCountSheets{"complaints.count_sheets",
                                  "SELECT COUNT(*) FROM complaints_sheet s WHERE " COMPLAINTS_SHEET_FILTER};
inline constexpr Sql kCountStateSheets{
	"complaints.count_state_sheets",
	"SELECT COUNT(*) FROM complaints_sheet s WHERE s.state = ?2 AND " COMPLAINTS_SHEET_FILTER};

// Keyset pages: ?8 and ?9 are sort value and id of the last row seen (?10 = 0: the first page); ?11 rows.
#define COMPLAINTS_SHEET_PAGE(state, column, after, direction)                                                         \
	"SELECT " COMPLAINTS_SHEET_COLUMNS " FROM complaints_sheet s WHERE " state COMPLAINTS_SHEET_FILTER                 \
	" AND (CAST(?10 AS BIGINT) = 0 OR (s." column ", s.id) " after " (?8, ?9)) ORDER BY s." column " " direction       \
	", s.id " direction " LIMIT ?11"
inline constexpr Sql kSheetsByDue{"complaints.sheets_by_due", COMPLAINTS_SHEET_PAGE("", "due_at", ">", "ASC")};
inline constexpr Sql kSheetsByDueDown{"complaints.sheets_by_due_down",
                                      COMPLAINTS_SHEET_PAGE("", "due_at", "<", "DESC")};
inline constexpr Sql kSheetsByNumber{"complaints.sheets_by_number", COMPLAINTS_SHEET_PAGE("", "number", ">", "ASC")};
inline constexpr Sql kSheetsByNumberDown{"complaints.sheets_by_number_down",
                                         COMPLAINTS_SHEET_PAGE("", "number", "<", "DESC")};
inline constexpr Sql kSheetsByCreation{"complaints.sheets_by_creation",
                                       COMPLAINTS_SHEET_PAGE("", "created_at", ">", "ASC")};
inline constexpr Sql kSheetsByCreationDown{"complaints.sheets_by_creation_down",
                                           COMPLAINTS_SHEET_PAGE("", "created_at", "<", "DESC")};
inline constexpr Sql kStateSheetsByDue{"complaints.state_sheets_by_due",
                                       COMPLAINTS_SHEET_PAGE("s.state = ?2 AND ", "due_at", ">", "ASC")};
inline constexpr Sql kStateSheetsByDueDown{"complaints.state_sheets_by_due_down",
                                           COMPLAINTS_SHEET_PAGE("s.state = ?2 AND ", "due_at", "<", "DESC")};
inline constexpr Sql kStateSheetsByNumber{"complaints.state_sheets_by_number",
                                          COMPLAINTS_SHEET_PAGE("s.state = ?2 AND ", "number", ">", "ASC")};
inline constexpr Sql kStateSheetsByNumberDown{"complaints.state_sheets_by_number_down",
                                              COMPLAINTS_SHEET_PAGE("s.state = ?2 AND ", "number", "<", "DESC")};
inline constexpr Sql kStateSheetsByCreation{"complaints.state_sheets_by_creation",
                                            COMPLAINTS_SHEET_PAGE("s.state = ?2 AND ", "created_at", ">", "ASC")};
inline constexpr Sql kStateSheetsByCreationDown{"complaints.state_sheets_by_creation_down",
                                                COMPLAINTS_SHEET_PAGE("s.state = ?2 AND ", "created_at", "<", "DESC")};
#undef COMPLAINTS_SHEET_PAGE
#undef COMPLAINTS_SHEET_FILTER
#undef COMPLAINTS_SHEET_COLUMNS

// ---- Answers, files, history
// ---------------------------------------------------------------------------------------------

inline constexpr Sql kAddAnswer{
	"complaints.add_sheet_answer",
	"INSERT INTO complaints_sheet_answer (id, sheet_id, round, at, entered_at, by_name, via, result, measure, facts, "
	"cause, solution, carried_out, stands, late) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
	"?15) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kAnswers{
	"complaints.sheet_answers",
	"SELECT id, sheet_id, round, at, entered_at, by_name, via, result, measure, facts, cause, solution, carried_out, "
	"stands, late FROM complaints_sheet_answer WHERE sheet_id = ?1 ORDER BY entered_at, stands DESC, id"};

inline constexpr Sql kAddSheetFile{
	"complaints.add_sheet_file",
	"INSERT INTO complaints_sheet_file (answer_id, sequence, sheet_id, file_id, file_name, media_type) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr Sql kSheetFiles{
	"complaints.sheet_files",
	"SELECT answer_id, file_id, file_name, media_type FROM complaints_sheet_file WHERE sheet_id = ?1 "
	"ORDER BY answer_id, sequence"};

inline constexpr Sql kAddSheetEvent{"complaints.add_sheet_event",
                                    "INSERT INTO complaints_sheet_history (sheet_id, version, at, what, by_name, note) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
inline constexpr Sql kSheetHistory{
	"complaints.sheet_history",
	"SELECT at, what, by_name, note FROM complaints_sheet_history WHERE sheet_id = ?1 ORDER BY version"};

// ---- Links
// ------------------------------------------------------------------------------------------------------------

inline constexpr Sql kAddSheetLink{
	"complaints.add_sheet_link",
	"INSERT INTO complaints_sheet_link (token_hash, sheet_id, issued_at, issued_by, expires_at, revoked_at) "
	"VALUES (?1, ?2, ?3, ?4, ?5, NULL)"};
inline constexpr Sql kRevokeLinks{
	"complaints.revoke_sheet_links",
	"UPDATE complaints_sheet_link SET revoked_at = ?2 WHERE sheet_id = ?1 AND revoked_at IS NULL"};
inline constexpr Sql kLinkByHash{
	"complaints.sheet_link_by_hash",
	"SELECT sheet_id, issued_at, expires_at, revoked_at FROM complaints_sheet_link WHERE token_hash = ?1"};
inline constexpr Sql kLinkOfSheet{"complaints.sheet_link_of_sheet",
                                  "SELECT sheet_id, issued_at, expires_at, revoked_at FROM complaints_sheet_link "
                                  "WHERE sheet_id = ?1 ORDER BY issued_at DESC LIMIT 1"};

// ---- The ERP's answers
// ---------------------------------------------------------------------------------------------------

inline constexpr Sql kChangedAnswers{
	"complaints.changed_sheet_answers",
	"SELECT a.erp_key, COALESCE(a.sheet, ''), COALESCE(a.number, ''), COALESCE(a.result, ''), COALESCE(a.measure, ''), "
	"COALESCE(a.facts, ''), COALESCE(a.cause, ''), COALESCE(a.solution, ''), COALESCE(a.carried_out, ''), "
	"COALESCE(a.answered_by, ''), a.answered_at, a.deleted FROM erp_contact_sheet_answer a "
	"WHERE a.change_seq > ?1 AND a.change_seq <= ?2 ORDER BY a.change_seq"};

inline constexpr const Sql* kSheetStatements[] = {&kAddSheet,
                                                  &kSaveSheet,
                                                  &kSheetDue,
                                                  &kSheet,
                                                  &kSheetByNumber,
                                                  &kSheetsOfCase,
                                                  &kCountSheets,
                                                  &kCountStateSheets,
                                                  &kSheetsByDue,
                                                  &kSheetsByDueDown,
                                                  &kSheetsByNumber,
                                                  &kSheetsByNumberDown,
                                                  &kSheetsByCreation,
                                                  &kSheetsByCreationDown,
                                                  &kStateSheetsByDue,
                                                  &kStateSheetsByDueDown,
                                                  &kStateSheetsByNumber,
                                                  &kStateSheetsByNumberDown,
                                                  &kStateSheetsByCreation,
                                                  &kStateSheetsByCreationDown,
                                                  &kAddAnswer,
                                                  &kAnswers,
                                                  &kAddSheetFile,
                                                  &kSheetFiles,
                                                  &kAddSheetEvent,
                                                  &kSheetHistory,
                                                  &kAddSheetLink,
                                                  &kRevokeLinks,
                                                  &kLinkByHash,
                                                  &kLinkOfSheet,
                                                  &kChangedAnswers};

} // namespace complaints::sql
