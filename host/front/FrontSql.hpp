#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// All SQL of front.
namespace erphost::front::sql {

#define EH_AUDIT_FILTER "(?2 = '' OR actor = ?2) AND (?3 = '' OR action LIKE ?3) AND (?4 = '' OR subject = ?4)"
#define EH_AUDIT_COLUMNS "position, occurred_at, actor, branch_id, action, subject, detail, correlation_id"

inline constexpr Sql kAuditDown{"front.audit_down",
                                "SELECT " EH_AUDIT_COLUMNS " FROM host_audit WHERE position < ?1 AND " EH_AUDIT_FILTER
                                " ORDER BY position DESC LIMIT ?5"};
inline constexpr Sql kAuditUp{"front.audit_up",
                              "SELECT " EH_AUDIT_COLUMNS " FROM host_audit WHERE position > ?1 AND " EH_AUDIT_FILTER
                              " ORDER BY position LIMIT ?5"};
inline constexpr Sql kAuditHead{"front.audit_head",
                                "SELECT audit_position, audit_digest FROM journal_head WHERE id = 1"};

#undef EH_AUDIT_FILTER
#undef EH_AUDIT_COLUMNS

inline constexpr Sql kParked{
	"front.parked",
	"SELECT p.subscription, p.position, p.business_key, p.state, p.error_code, "
	"p.error_text, p.attempts, p.next_attempt_at, p.reason, e.type, e.occurred_at FROM journal_parked p "
	"LEFT JOIN journal_event e ON e.position = p.position WHERE (p.subscription > ?1 OR (p.subscription = ?1 AND "
	"p.position > ?2)) "
	"AND (?3 = '' OR p.state = ?3) AND (?4 = '' OR p.subscription = ?4) ORDER BY p.subscription, p.position LIMIT ?5"};
inline constexpr Sql kCountParked{"front.count_parked",
                                  "SELECT COUNT(*) FROM journal_parked WHERE state IN ('parked', 'held')"};

inline constexpr Sql kLinks{
	"front.links",
	"SELECT name, state, since, error_code, error_text, error_params, driver FROM erp_link ORDER BY name"};
inline constexpr Sql kEntities{"front.entities",
                               "SELECT entity, state, error_code, error_text, error_params, rows_live, change_seq, "
                               "last_begin_at, last_ok_at, last_sweep_at FROM erp_entity ORDER BY entity"};
inline constexpr Sql kOutboxCounts{"front.outbox_counts", "SELECT state, COUNT(*) FROM erp_outbox GROUP BY state"};
inline constexpr Sql kEpoch{"front.epoch", "SELECT value FROM host_meta WHERE name = 'epoch'"};

inline constexpr Sql kSettings{"front.settings",
                               "SELECT name, effective_from, value, author, changed_at FROM host_setting "
                               "WHERE scope = ?1 ORDER BY name, effective_from"};
inline constexpr Sql kPutSetting{
	"front.put_setting",
	"INSERT INTO host_setting (scope, name, effective_from, value, author, "
	"changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (scope, name, effective_from) DO UPDATE SET "
	"value = excluded.value, author = excluded.author, changed_at = excluded.changed_at"};

/// Some at a time: a long transaction would keep clerks waiting.
inline constexpr Sql kPruneAnswers{
	"front.prune_answers", "DELETE FROM host_idempotency WHERE created_at < ?1 AND (user_id, request_key) "
						   "IN (SELECT user_id, request_key FROM host_idempotency WHERE created_at < ?1 LIMIT ?2)"};

inline constexpr Sql const* kAll[] = {&kAuditDown,   &kAuditUp,  &kAuditHead,  &kParked,
                                      &kCountParked, &kLinks,    &kEntities,   &kOutboxCounts,
                                      &kEpoch,       &kSettings, &kPutSetting, &kPruneAnswers};

inline std::span<const Sql* const> statements()
{
	return kAll;
}

} // namespace erphost::front::sql
