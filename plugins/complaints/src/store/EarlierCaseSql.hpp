#pragma once

#include "erphost/Sql.hpp"

/// SQL of what is taken over from before (SV-16).
namespace complaints::sql {

using erphost::Sql;

/// Lines of the ERP's own register by range of change_seq. Column order: see store/Earlier.cpp.
inline constexpr Sql kChangedEarlier{
	"complaints.changed_earlier",
	"SELECT w.branch_id, w.erp_key, COALESCE(b.name, w.branch_name, w.branch_id), COALESCE(w.order_kind, ''), "
	"COALESCE(w.order_key, ''), COALESCE(w.order_number, w.order_key, ''), COALESCE(w.product_type, ''), "
	"COALESCE(w.brand, ''), COALESCE(w.model, ''), COALESCE(w.store_name, w.store, ''), COALESCE(w.provider_number, "
	"''), COALESCE(w.provider_name, w.provider_number, ''), COALESCE(w.technician_number, ''), "
	"COALESCE(w.technician_name, ''), COALESCE(w.customer_name, ''), COALESCE(w.customer_phone, ''), "
	"COALESCE(w.source, ''), COALESCE(w.kind, ''), COALESCE(w.path, ''), COALESCE(w.severity, 1), COALESCE(w.cause, "
	"''), COALESCE(w.words, ''), COALESCE(w.measure, ''), COALESCE(w.handlings, 1), COALESCE(w.clerk_name, ''), "
	"w.received_at, w.closed_at, w.deleted FROM erp_earlier_complaint w "
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
	"WHERE w.change_seq > ?1 AND w.change_seq <= ?2 ORDER BY w.change_seq"};

inline constexpr Sql kEarlierHead{"complaints.earlier_head",
                                  "SELECT COALESCE(MAX(change_seq), 0) FROM erp_earlier_complaint"};

inline constexpr Sql kDropEarlier{"complaints.drop_earlier",
                                  "DELETE FROM complaints_case WHERE id = ?1 AND origin = 'erp'"};
inline constexpr Sql kDropEarlierSteps{"complaints.drop_earlier_steps",
                                       "DELETE FROM complaints_step WHERE case_id = ?1 AND via = 'erp'"};
inline constexpr Sql kDropLinksTo{
	"complaints.drop_links_to",
	"DELETE FROM complaints_link WHERE other_id = ?1 AND case_id IN (SELECT l.other_id FROM complaints_link l WHERE "
	"l.case_id = ?1)"};
inline constexpr Sql kDropLinksOf{"complaints.drop_links_of", "DELETE FROM complaints_link WHERE case_id = ?1"};

/// CP-16: the customer's complaints count anew what came before each.
inline constexpr Sql kCountEarlier{
	"complaints.count_earlier",
	"UPDATE complaints_case SET earlier = (SELECT COUNT(*) FROM complaints_case o WHERE o.phone_key = ?1 AND "
	"o.received_at <= complaints_case.received_at AND o.state <> 'voided' AND o.id <> complaints_case.id) "
	"WHERE phone_key = ?1 AND phone_key <> ''"};

inline constexpr const Sql* kEarlierStatements[] = {&kChangedEarlier, &kEarlierHead, &kDropEarlier, &kDropEarlierSteps,
                                                    &kDropLinksTo,    &kDropLinksOf, &kCountEarlier};

} // namespace complaints::sql
