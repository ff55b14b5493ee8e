#pragma once

#include "erphost/Sql.hpp"

/// SQL of looks behind the mask, flagged customers, attachments.
namespace complaints::sql {

using erphost::Sql;

inline constexpr Sql kAddLook{"complaints.add_look",
                              "INSERT INTO complaints_look (id, case_id, branch_id, at, user_id, user_name, reason) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
#define COMPLAINTS_LOOK                                                                                                \
	"SELECT l.id, l.case_id, c.number, l.branch_id, l.at, l.user_name, l.reason FROM complaints_look l "               \
	"JOIN complaints_case c ON c.id = l.case_id "
inline constexpr Sql kLooksOfCase{"complaints.looks_of_case", COMPLAINTS_LOOK "WHERE l.case_id = ?1 ORDER BY l.at"};
// ?1 branches; ?2 branch; ?3 ?4 last row seen if ?5 = 1; ?6 rows.
#define COMPLAINTS_LOOK_PAGE(after, direction)                                                                         \
	COMPLAINTS_LOOK "WHERE (?1 = '*' OR REPLACE(?1, '|' || l.branch_id || '|', '') <> ?1) AND (?2 = '' OR "            \
					"l.branch_id = ?2) AND (CAST(?5 AS BIGINT) = 0 OR (l.at, l.id) " after " (?3, ?4)) ORDER BY "      \
					"l.at " direction ", l.id " direction " LIMIT ?6"
inline constexpr Sql kLooks{"complaints.looks", COMPLAINTS_LOOK_PAGE(">", "ASC")};
inline constexpr Sql kLooksDown{"complaints.looks_down", COMPLAINTS_LOOK_PAGE("<", "DESC")};
#undef COMPLAINTS_LOOK_PAGE
#undef COMPLAINTS_LOOK

#define COMPLAINTS_CUSTOMER                                                                                            \
	"SELECT k.id, k.phone_key, k.phone, k.name, k.branch_id, k.vip, k.contact, k.contact_name, k.care_days, "          \
	"k.next_care_on, k.note, k.version, (SELECT COUNT(*) FROM complaints_case c WHERE c.phone_key = k.phone_key AND "  \
	"c.state <> 'voided') FROM complaints_customer k "
inline constexpr Sql kCustomer{"complaints.customer", COMPLAINTS_CUSTOMER "WHERE k.id = ?1"};
// ?1 branches; ?2 due until, or ''; ?3 search with % on both sides; ?4 ?5 last row seen if ?6 = 1; ?7 rows.
#define COMPLAINTS_CUSTOMER_PAGE(column, after, direction)                                                             \
	COMPLAINTS_CUSTOMER                                                                                                \
	"WHERE (?1 = '*' OR REPLACE(?1, '|' || k.branch_id || '|', '') <> ?1) AND (?2 = '' OR (k.next_care_on <> '' AND "  \
	"k.next_care_on <= ?2)) AND (?3 = '' OR k.name LIKE ?3 OR k.phone_key LIKE ?3 OR k.contact_name LIKE ?3) AND "     \
	"(CAST(?6 AS BIGINT) = 0 OR (k." column ", k.id) " after " (?4, ?5)) ORDER BY k." column " " direction             \
	", k.id " direction " LIMIT ?7"
inline constexpr Sql kCustomersByCare{"complaints.customers_by_care",
                                      COMPLAINTS_CUSTOMER_PAGE("next_care_on", ">", "ASC")};
inline constexpr Sql kCustomersByCareDown{"complaints.customers_by_care_down",
                                          COMPLAINTS_CUSTOMER_PAGE("next_care_on", "<", "DESC")};
inline constexpr Sql kCustomersByName{"complaints.customers_by_name", COMPLAINTS_CUSTOMER_PAGE("name", ">", "ASC")};
inline constexpr Sql kCustomersByNameDown{"complaints.customers_by_name_down",
                                          COMPLAINTS_CUSTOMER_PAGE("name", "<", "DESC")};
#undef COMPLAINTS_CUSTOMER_PAGE
#undef COMPLAINTS_CUSTOMER
inline constexpr Sql kPutCustomer{
	"complaints.put_customer",
	"INSERT INTO complaints_customer (id, phone_key, phone, name, branch_id, vip, contact, contact_name, care_days, "
	"next_care_on, note, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1) ON CONFLICT (id) DO UPDATE "
	"SET name = excluded.name, vip = excluded.vip, contact = excluded.contact, contact_name = excluded.contact_name, "
	"care_days = excluded.care_days, next_care_on = excluded.next_care_on, note = excluded.note, version = "
	"complaints_customer.version + 1"};
inline constexpr Sql kAddCare{
	"complaints.add_care",
	"INSERT INTO complaints_care (customer_id, at, actor, actor_name, what) VALUES (?1, ?2, ?3, ?4, ?5) "
	"ON CONFLICT (customer_id, at, actor) DO NOTHING"};
inline constexpr Sql kCountCareDue{
	"complaints.count_care_due",
	"SELECT COUNT(*) FROM complaints_customer k WHERE k.next_care_on > '' AND k.next_care_on <= ?2 AND "
	"(?1 = '*' OR REPLACE(?1, '|' || k.branch_id || '|', '') <> ?1)"};

inline constexpr Sql kAddAttachment{
	"complaints.add_attachment",
	"INSERT INTO complaints_attachment (id, case_id, file_id, file_name, media_type, bytes, at, actor, actor_name, "
	"removed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL)"};
inline constexpr Sql kAttachments{
	"complaints.attachments",
	"SELECT id, file_id, file_name, media_type, bytes, at, actor_name FROM complaints_attachment WHERE case_id = ?1 "
	"AND removed_at IS NULL ORDER BY at, id"};
inline constexpr Sql kRemoveAttachment{"complaints.remove_attachment",
                                       "UPDATE complaints_attachment SET removed_at = ?2 WHERE id = ?1"};

inline constexpr const Sql* kPeopleStatements[] = {
	&kAddLook,         &kLooksOfCase,         &kLooks,           &kLooksDown,           &kCustomer,
	&kCustomersByCare, &kCustomersByCareDown, &kCustomersByName, &kCustomersByNameDown, &kPutCustomer,
	&kAddCare,         &kCountCareDue,        &kAddAttachment,   &kAttachments,         &kRemoveAttachment};

} // namespace complaints::sql
