#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of the contacts besides orders (SV-02, SV-09).
namespace survey::sql {

using erphost::Sql;

#define SURVEY_CONTACT_PLAN_COLUMNS                                                                                    \
	"p.id, p.kind, p.every, p.branch_id, p.party, p.party_key, p.department, p.person, p.active, p.from_on, p.note, "  \
	"p.version"

/// ?1 id; ?2 kind; ?3 every; ?4 branch; ?5 party; ?6 its key; ?7 department; ?8 person; ?9 from; ?10 note.
inline constexpr Sql kAddContactPlan{
	"survey.add_contact_plan",
	"INSERT INTO survey_contact_plan (id, kind, every, branch_id, party, party_key, department, person, active, "
	"from_on, note, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, 1) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kChangeContactPlan{
	"survey.change_contact_plan", "UPDATE survey_contact_plan SET person = ?2, every = ?3, active = ?4, note = ?5, "
								  "version = version + 1 WHERE id = ?1"};
inline constexpr Sql kContactPlan{"survey.contact_plan",
                                  "SELECT " SURVEY_CONTACT_PLAN_COLUMNS " FROM survey_contact_plan p WHERE p.id = ?1"};

// ?1 branches the caller may see; ?2 kind; ?3 branch; ?4 search with % on both sides; ?5 and ?6 sort value and id of
// the last row seen (?7 = 0: the first page); ?8 rows.
#define SURVEY_CONTACT_PLAN_PAGE(column, after, direction)                                                             \
	"SELECT " SURVEY_CONTACT_PLAN_COLUMNS " FROM survey_contact_plan p WHERE (?1 = '*' OR REPLACE(?1, '|' || "         \
	"p.branch_id || '|', '') <> ?1) AND (?2 = '' OR "                                                                  \
	"p.kind = ?2) AND (?3 = '' OR p.branch_id = ?3) AND (?4 = '' OR p.party LIKE ?4 OR p.person LIKE ?4 OR "           \
	"p.department "                                                                                                    \
	"LIKE ?4) AND (CAST(?7 AS BIGINT) = 0 OR (p." column ", p.id) " after " (?5, ?6)) ORDER BY p." column              \
	" " direction ", p.id " direction " LIMIT ?8"
inline constexpr Sql kPlansByParty{"survey.contact_plans_by_party", SURVEY_CONTACT_PLAN_PAGE("party", ">", "ASC")};
inline constexpr Sql kPlansByPartyDown{"survey.contact_plans_by_party_down",
                                       SURVEY_CONTACT_PLAN_PAGE("party", "<", "DESC")};
inline constexpr Sql kPlansByPerson{"survey.contact_plans_by_person", SURVEY_CONTACT_PLAN_PAGE("person", ">", "ASC")};
inline constexpr Sql kPlansByPersonDown{"survey.contact_plans_by_person_down",
                                        SURVEY_CONTACT_PLAN_PAGE("person", "<", "DESC")};
#undef SURVEY_CONTACT_PLAN_PAGE

/// A period's contacts of all plans of one rhythm, those that are not there yet. ?1 rhythm; ?2 period; ?3 its last day;
/// ?4 today.
inline constexpr Sql kMakeContacts{
	"survey.make_contacts",
	"INSERT INTO survey_contact (id, plan_id, kind, branch_id, period, due_on, state, result, version) SELECT p.id || "
	"'.' || CAST(?2 AS TEXT), p.id, p.kind, p.branch_id, ?2, ?3, 'due', '', 1 FROM survey_contact_plan p WHERE "
	"p.active "
	"= 1 AND p.every = ?1 AND p.from_on <= ?4 AND NOT EXISTS (SELECT 1 FROM survey_contact c WHERE c.id = p.id || '.' "
	"|| CAST(?2 AS TEXT)) ON CONFLICT (id) DO NOTHING"};

#define SURVEY_CONTACT_COLUMNS                                                                                         \
	"c.id, c.plan_id, c.kind, c.branch_id, p.party, p.department, p.person, c.period, c.due_on, c.state, c.result, "   \
	"c.level, c.done_at, c.done_by, c.version"
inline constexpr Sql kContact{"survey.contact", "SELECT " SURVEY_CONTACT_COLUMNS
                                                " FROM survey_contact c JOIN survey_contact_plan p ON p.id = c.plan_id "
                                                "WHERE c.id = ?1"};
// ?1 branches; ?2 state; ?3 kind; ?4 branch; ?5 latest due date, or ''; ?6 and ?7 due date and id of the last row seen
// (?8 = 0: the first page); ?9 rows.
#define SURVEY_CONTACT_FILTER                                                                                          \
	"c.state = ?2 AND (?1 = '*' OR REPLACE(?1, '|' || c.branch_id || '|', '') <> ?1) AND (?3 = '' OR c.kind = ?3) "    \
	"AND "                                                                                                             \
	"(?4 = '' OR c.branch_id = ?4) AND (?5 = '' OR c.due_on <= ?5) "
#define SURVEY_CONTACT_PAGE(after, direction)                                                                          \
	"SELECT " SURVEY_CONTACT_COLUMNS                                                                                   \
	" FROM survey_contact c JOIN survey_contact_plan p ON p.id = c.plan_id WHERE " SURVEY_CONTACT_FILTER               \
	"AND (CAST(?8 AS BIGINT) = 0 OR (c.due_on, c.id) " after " (?6, ?7)) ORDER BY c.due_on " direction                 \
	", c.id " direction " LIMIT ?9"
inline constexpr Sql kContacts{"survey.contacts", SURVEY_CONTACT_PAGE(">", "ASC")};
inline constexpr Sql kContactsDown{"survey.contacts_down", SURVEY_CONTACT_PAGE("<", "DESC")};
inline constexpr Sql kCountContacts{"survey.count_contacts",
                                    "SELECT COUNT(*) FROM survey_contact c WHERE " SURVEY_CONTACT_FILTER};

/// ?1 contact; ?2 state; ?3 result; ?4 level; ?5 now; ?6 who.
inline constexpr Sql kFinishContact{
	"survey.finish_contact", "UPDATE survey_contact SET state = ?2, result = ?3, level = ?4, done_at = ?5, done_by = "
							 "?6, version = version + 1 WHERE id = ?1 AND state = 'due'"};
inline constexpr Sql kAddContactAnswer{
	"survey.add_contact_answer",
	"INSERT INTO survey_contact_answer (contact_id, indicator, outcome) VALUES (?1, ?2, ?3)"};
inline constexpr Sql kContactAnswers{
	"survey.contact_answers",
	"SELECT indicator, outcome FROM survey_contact_answer WHERE contact_id = ?1 ORDER BY indicator"};

inline constexpr Sql kContactAll[] = {kAddContactPlan,   kChangeContactPlan, kContactPlan,       kPlansByParty,
                                      kPlansByPartyDown, kPlansByPerson,     kPlansByPersonDown, kMakeContacts,
                                      kContact,          kContacts,          kContactsDown,      kCountContacts,
                                      kFinishContact,    kAddContactAnswer,  kContactAnswers};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> contactStatements()
{
	return kContactAll;
}

} // namespace survey::sql
