#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of the cases themselves.
namespace complaints::sql {

using erphost::Sql;

inline constexpr Sql kNextNumber{
	"complaints.next_number",
	"INSERT INTO complaints_counter (series, branch_id, day, last) VALUES (?1, ?2, ?3, 1) "
	"ON CONFLICT (series, branch_id, day) DO UPDATE SET last = complaints_counter.last + 1 RETURNING last"};

// Column order: see store/Cases.cpp.
#define COMPLAINTS_CASE_COLUMNS                                                                                        \
	"c.id, c.number, c.source, c.source_detail, c.kind, c.branch_id, c.branch_name, c.erp_key, c.order_number, "       \
	"c.product_type, c.brand, c.model, c.store, c.provider, c.provider_name, c.technician, c.technician_name, "        \
	"c.customer_name, c.phone, c.phone_key, c.address, c.complaint_kind, c.sub_kind, c.words, c.class, "               \
	"c.class_reason, c.department, c.warning_level, c.due_at, c.state, c.step, c.round, c.rework, c.cause, c.owner, "  \
	"c.owner_name, c.handler, c.handler_name, c.task, c.task_number, c.task_round, c.vip, c.earlier, c.repeats, "      \
	"c.urgency, c.month, c.received_at, c.handled_at, c.closed_at, c.next_sequence, c.version, c.origin"

inline constexpr Sql kAddCase{
	"complaints.add_case",
	"INSERT INTO complaints_case (id, number, source, source_detail, kind, branch_id, branch_name, erp_key, "
	"order_number, product_type, brand, model, store, provider, provider_name, technician, technician_name, "
	"customer_name, phone, phone_key, address, complaint_kind, sub_kind, words, class, class_reason, department, "
	"warning_level, due_at, state, step, round, rework, cause, owner, owner_name, handler, handler_name, task, "
	"task_number, task_round, vip, earlier, repeats, urgency, month, received_at, handled_at, closed_at, "
	"next_sequence, version, origin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
	"?17, "
	"?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, "
	"?40, ?41, ?42, ?43, ?44, ?45, ?46, ?47, ?48, ?49, ?50, ?51, ?52) ON CONFLICT (id) DO NOTHING"};

/// What may change of a case. ?1 its id.
inline constexpr Sql kSaveCase{
	"complaints.save_case",
	"UPDATE complaints_case SET complaint_kind = ?2, sub_kind = ?3, class = ?4, class_reason = ?5, department = ?6, "
	"warning_level = ?7, due_at = ?8, state = ?9, step = ?10, round = ?11, rework = ?12, cause = ?13, owner = ?14, "
	"owner_name = ?15, handler = ?16, handler_name = ?17, vip = ?18, repeats = ?19, urgency = ?20, handled_at = ?21, "
	"closed_at = ?22, next_sequence = ?23, technician = ?24, technician_name = ?25, version = version + 1 "
	"WHERE id = ?1"};

inline constexpr Sql kCase{"complaints.case",
                           "SELECT " COMPLAINTS_CASE_COLUMNS " FROM complaints_case c WHERE c.id = ?1"};

inline constexpr Sql kCaseOfTask{
	"complaints.case_of_task",
	"SELECT " COMPLAINTS_CASE_COLUMNS
	" FROM complaints_case c WHERE c.task = ?1 ORDER BY c.received_at DESC, c.id DESC LIMIT 1"};

inline constexpr Sql kCasesOfOrder{"complaints.cases_of_order",
                                   "SELECT " COMPLAINTS_CASE_COLUMNS
                                   " FROM complaints_case c WHERE c.kind = ?1 AND c.branch_id = ?2 AND "
                                   "c.erp_key = ?3 ORDER BY c.received_at DESC LIMIT 100"};

// Filters that are not wanted are '', 0 or -1. ?1 '|01|02|' the branches the caller may see, or '*'; ?2 state; ?3 step;
// ?4 kind; ?5 class; ?6 warning at least; ?7 branch; ?8 whose; ?9 search with % on both sides.
#define COMPLAINTS_CASE_FILTER                                                                                         \
	"(?1 = '*' OR REPLACE(?1, '|' || c.branch_id || '|', '') <> ?1) AND (?2 = '' OR c.state = ?2) "                    \
	"AND (?3 = '' OR c.step = ?3) AND (?4 = '' OR c.complaint_kind = ?4) AND (CAST(?5 AS BIGINT) = 0 OR c.class = "    \
	"?5) "                                                                                                             \
	"AND c.warning_level >= ?6 AND (?7 = '' OR c.branch_id = ?7) AND (?8 = '' OR c.owner = ?8 OR c.handler = ?8) "     \
	"AND (?9 = '' OR c.number LIKE ?9 OR c.order_number LIKE ?9 OR c.phone_key LIKE ?9 OR c.customer_name LIKE ?9)"

/// ?10 where to stop counting: what was closed in years is not read for a number.
inline constexpr Sql kCountCases{"complaints.count_cases",
                                 "SELECT COUNT(*) FROM (SELECT 1 FROM complaints_case c WHERE " COMPLAINTS_CASE_FILTER
                                 " LIMIT ?10) counted"};
inline constexpr Sql kCountStateCases{
	"complaints.count_state_cases",
	"SELECT COUNT(*) FROM (SELECT 1 FROM complaints_case c WHERE c.state = ?2 AND " COMPLAINTS_CASE_FILTER
	" LIMIT ?10) counted"};

// Keyset pages: ?10 and ?11 are sort value and id of the last row seen (?12 = 0: the first page); ?13 rows.
#define COMPLAINTS_CASE_PAGE(state, column, after, direction)                                                          \
	"SELECT " COMPLAINTS_CASE_COLUMNS " FROM complaints_case c WHERE " state COMPLAINTS_CASE_FILTER                    \
	" AND (CAST(?12 AS BIGINT) = 0 OR (c." column ", c.id) " after " (?10, ?11)) ORDER BY c." column " " direction     \
	", c.id " direction " LIMIT ?13"
inline constexpr Sql kCasesByUrgency{"complaints.cases_by_urgency", COMPLAINTS_CASE_PAGE("", "urgency", ">", "ASC")};
inline constexpr Sql kCasesByUrgencyDown{"complaints.cases_by_urgency_down",
                                         COMPLAINTS_CASE_PAGE("", "urgency", "<", "DESC")};
inline constexpr Sql kCasesByReceipt{"complaints.cases_by_receipt",
                                     COMPLAINTS_CASE_PAGE("", "received_at", ">", "ASC")};
inline constexpr Sql kCasesByReceiptDown{"complaints.cases_by_receipt_down",
                                         COMPLAINTS_CASE_PAGE("", "received_at", "<", "DESC")};
inline constexpr Sql kCasesByNumber{"complaints.cases_by_number", COMPLAINTS_CASE_PAGE("", "number", ">", "ASC")};
inline constexpr Sql kCasesByNumberDown{"complaints.cases_by_number_down",
                                        COMPLAINTS_CASE_PAGE("", "number", "<", "DESC")};
// Of one state, which is what people look at: the rows come out of an index in order, the others are not read.
inline constexpr Sql kStateCasesByUrgency{"complaints.state_cases_by_urgency",
                                          COMPLAINTS_CASE_PAGE("c.state = ?2 AND ", "urgency", ">", "ASC")};
inline constexpr Sql kStateCasesByUrgencyDown{"complaints.state_cases_by_urgency_down",
                                              COMPLAINTS_CASE_PAGE("c.state = ?2 AND ", "urgency", "<", "DESC")};
inline constexpr Sql kStateCasesByReceipt{"complaints.state_cases_by_receipt",
                                          COMPLAINTS_CASE_PAGE("c.state = ?2 AND ", "received_at", ">", "ASC")};
inline constexpr Sql kStateCasesByReceiptDown{"complaints.state_cases_by_receipt_down",
                                              COMPLAINTS_CASE_PAGE("c.state = ?2 AND ", "received_at", "<", "DESC")};
inline constexpr Sql kStateCasesByNumber{"complaints.state_cases_by_number",
                                         COMPLAINTS_CASE_PAGE("c.state = ?2 AND ", "number", ">", "ASC")};
inline constexpr Sql kStateCasesByNumberDown{"complaints.state_cases_by_number_down",
                                             COMPLAINTS_CASE_PAGE("c.state = ?2 AND ", "number", "<", "DESC")};
#undef COMPLAINTS_CASE_PAGE
#undef COMPLAINTS_CASE_FILTER
#undef COMPLAINTS_CASE_COLUMNS

inline constexpr const Sql* kCaseStatements[] = {&kNextNumber,
                                                 &kAddCase,
                                                 &kSaveCase,
                                                 &kCase,
                                                 &kCaseOfTask,
                                                 &kCasesOfOrder,
                                                 &kCountCases,
                                                 &kCountStateCases,
                                                 &kCasesByUrgency,
                                                 &kCasesByUrgencyDown,
                                                 &kCasesByReceipt,
                                                 &kCasesByReceiptDown,
                                                 &kCasesByNumber,
                                                 &kCasesByNumberDown,
                                                 &kStateCasesByUrgency,
                                                 &kStateCasesByUrgencyDown,
                                                 &kStateCasesByReceipt,
                                                 &kStateCasesByReceiptDown,
                                                 &kStateCasesByNumber,
                                                 &kStateCasesByNumberDown};

} // namespace complaints::sql
