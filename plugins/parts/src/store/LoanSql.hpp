#pragma once

#include "erphost/Sql.hpp"
#include "store/OrderedSql.hpp"

#include <string_view>

/// SQL of tools lent to persons (PT-15).
namespace parts::sql {

using erphost::Sql;

inline constexpr std::string_view kLoanColumns[] = {
	"itemCode", "itemName",  "specification", "unit",       "#unitSize",   "id",        "number", "branchId",
	"place",    "placeName", "person.kind",   "person.key", "person.name", "#quantity", "#back",  "#damaged",
	"#lost",    "#replaced", "#lentAt",       "dueOn",      "state",       "#version"};
#define PARTS_LOAN                                                                                                     \
	"SELECT t.item_code, i.name, i.specification, i.unit, i.unit_size, t.id, t.number, t.branch_id, t.place_id, "      \
	"t.place_name, t.person_kind, t.person, t.person_name, t.quantity, t.back, t.damaged, t.lost, t.replaced, "        \
	"t.lent_at, t.due_on, t.state, t.version FROM parts_loan t JOIN parts_item i ON i.code = t.item_code WHERE "
inline constexpr Sql kLoan{"parts.loan", PARTS_LOAN "t.id = ?1"};
// ?8 person; ?9 1: overdue only, before ?10 today.
#define PARTS_LOAN_PAGE(condition, value, after, way)                                                                  \
	PARTS_LOAN condition                                                                                               \
		" AND (?1 = '*' OR REPLACE(?1, '|' || t.branch_id || '|', '') <> ?1) AND (?2 = '' OR t.branch_id = ?2) AND "   \
		"(?8 = '' OR t.person = ?8) AND (CAST(?9 AS BIGINT) = 0 OR (t.state = 'out' AND t.due_on < ?10)) AND "         \
		"(CAST(?6 AS BIGINT) = 0 OR (" value ", t.id) " after " (?4, ?5)) ORDER BY " value " " way ", t.id " way       \
		" LIMIT ?7"
PARTS_ORDERED(kLoans, "loans", PARTS_LOAN_PAGE, "t.state", "t.lent_at");
PARTS_ORDERED(kLoansByDue, "loans_by_due", PARTS_LOAN_PAGE, "t.state", "COALESCE(t.due_on, " PARTS_NEVER_DAY ")");
#undef PARTS_LOAN_PAGE
#undef PARTS_LOAN
inline constexpr Sql kAddLoan{
	"parts.add_loan",
	"INSERT INTO parts_loan (id, number, branch_id, place_id, place_name, person_kind, person, person_name, item_code, "
	"quantity, back, damaged, lost, replaced, lent_at, due_on, state, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
	"?9, ?10, 0, 0, 0, 0, ?11, ?12, 'out', 1)"};
inline constexpr Sql kSaveLoan{"parts.save_loan", "UPDATE parts_loan SET back = ?2, damaged = ?3, lost = ?4, replaced "
                                                  "= ?5, state = ?6, version = version + 1 WHERE id = ?1"};

inline constexpr const Sql* kLoanStatements[] = {&kLoan, PARTS_ORDERED_STATEMENTS(kLoans),
                                                 PARTS_ORDERED_STATEMENTS(kLoansByDue), &kAddLoan, &kSaveLoan};

} // namespace parts::sql
