#pragma once

#include "erphost/Sql.hpp"

#include <array>
#include <span>

/// Every statement of the journal module.
namespace erphost::journal::sql {

// ---- Numbers, events, audit ----

inline constexpr Sql kTakeNumbers{
	"journal.take_numbers",
	"UPDATE journal_head SET event_position = event_position + ?1, audit_position = audit_position + ?2 WHERE id = 1 "
	"RETURNING event_position, audit_position, audit_digest"};
inline constexpr Sql kHead{"journal.head",
                           "SELECT event_position, audit_position, audit_digest FROM journal_head WHERE id = 1"};
inline constexpr Sql kSetAuditDigest{"journal.set_audit_digest",
                                     "UPDATE journal_head SET audit_digest = ?1 WHERE id = 1"};
inline constexpr Sql kInsertEvent{"journal.insert_event",
                                  "INSERT INTO journal_event (position, id, type, version, producer, branch_id, "
                                  "business_key, correlation_id, payload, "
                                  "occurred_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
inline constexpr Sql kInsertAudit{
	"journal.insert_audit",
	"INSERT INTO host_audit (position, occurred_at, actor, branch_id, action, subject, detail, correlation_id, digest) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
inline constexpr Sql kAuditAfter{
	"journal.audit_after",
	"SELECT position, occurred_at, actor, branch_id, action, subject, detail, correlation_id, digest FROM host_audit "
	"WHERE position > ?1 ORDER BY position"};

// ---- Subscriptions ----

inline constexpr Sql kAddSubscription{
	"journal.add_subscription",
	"INSERT INTO journal_subscription (name, owner, kind, position, worker_epoch, updated_at) "
	"VALUES (?1, ?2, ?3, ?4, 0, ?5) ON CONFLICT (name) DO NOTHING"};
inline constexpr Sql kClaimSubscription{
	"journal.claim_subscription",
	"UPDATE journal_subscription SET worker_epoch = worker_epoch + 1, updated_at = ?2 WHERE name = ?1 "
	"RETURNING worker_epoch, position"};
inline constexpr Sql kAdvance{"journal.advance", "UPDATE journal_subscription SET position = ?3, updated_at = ?5 "
                                                 "WHERE name = ?1 AND position = ?2 AND worker_epoch = ?4"};
/// Also locks the row, so that a newer worker's claim waits until this delivery is through.
inline constexpr Sql kStillOurs{
	"journal.still_ours", "UPDATE journal_subscription SET updated_at = ?3 WHERE name = ?1 AND worker_epoch = ?2"};
inline constexpr Sql kDropSubscriptions{"journal.drop_subscriptions",
                                        "DELETE FROM journal_subscription WHERE owner = ?1"};
inline constexpr Sql kDropParked{
	"journal.drop_parked",
	"DELETE FROM journal_parked WHERE subscription IN (SELECT name FROM journal_subscription WHERE owner = ?1)"};
inline constexpr Sql kEventsAfter{
	"journal.events_after",
	"SELECT position, type, version, producer, branch_id, business_key, correlation_id, payload, occurred_at "
	"FROM journal_event WHERE type = ?1 AND position > ?2 ORDER BY position LIMIT ?3"};
inline constexpr Sql kEventAt{
	"journal.event_at",
	"SELECT position, type, version, producer, branch_id, business_key, correlation_id, payload, occurred_at "
	"FROM journal_event WHERE position = ?1"};
inline constexpr Sql kEntityHead{"journal.entity_head", "SELECT change_seq FROM erp_entity WHERE entity = ?1"};

// ---- Parked events ----

inline constexpr Sql kKeyBlocked{"journal.key_blocked", "SELECT 1 FROM journal_parked WHERE subscription = ?1 AND "
                                                        "business_key = ?2 AND state IN ('parked', 'held') LIMIT 1"};
inline constexpr Sql kPark{
	"journal.park",
	"INSERT INTO journal_parked (subscription, position, business_key, state, error_code, error_text, attempts, "
	"next_attempt_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (subscription, position) DO UPDATE SET "
	"state = excluded.state, error_code = excluded.error_code, error_text = excluded.error_text, "
	"attempts = excluded.attempts, next_attempt_at = excluded.next_attempt_at"};
inline constexpr Sql kDueParked{
	"journal.due_parked",
	"SELECT position, business_key, attempts FROM journal_parked WHERE subscription = ?1 AND state = 'parked' "
	"AND next_attempt_at > 0 AND next_attempt_at <= ?2 ORDER BY position LIMIT 1"};
/// Held events whose key nothing is parked before any more, the oldest first.
inline constexpr Sql kReleasedHeld{
	"journal.released_held", "SELECT h.position, h.business_key, h.attempts FROM journal_parked h WHERE h.subscription "
							 "= ?1 AND h.state = 'held' "
							 "AND NOT EXISTS (SELECT 1 FROM journal_parked p WHERE p.subscription = h.subscription "
							 "AND p.business_key = h.business_key AND p.state = 'parked' AND p.position < h.position) "
							 "ORDER BY h.position LIMIT 1"};
inline constexpr Sql kSettleParked{
	"journal.settle_parked",
	"UPDATE journal_parked SET state = 'done', next_attempt_at = 0 WHERE subscription = ?1 AND position = ?2 "
	"AND state IN ('parked', 'held')"};
inline constexpr Sql kRetryParked{
	"journal.retry_parked",
	"UPDATE journal_parked SET next_attempt_at = ?3 WHERE subscription = ?1 AND position = ?2 AND state = 'parked'"};
inline constexpr Sql kSkipParked{
	"journal.skip_parked",
	"UPDATE journal_parked SET state = 'skipped', reason = ?3, next_attempt_at = 0 WHERE subscription = ?1 "
	"AND position = ?2 AND state = 'parked'"};

// ---- Retention ----

inline constexpr Sql kEventAges{
	"journal.event_ages",
	"SELECT position, occurred_at FROM journal_event WHERE position > ?1 ORDER BY position LIMIT ?2"};
/// Events that somebody still waits for stay.
inline constexpr Sql kPruneEvents{
	"journal.prune_events", "DELETE FROM journal_event WHERE position > ?1 AND position <= ?2 AND position NOT IN "
							"(SELECT position FROM journal_parked WHERE state IN ('parked', 'held'))"};
inline constexpr Sql kSlowestPosition{"journal.slowest_position",
                                      "SELECT min(position) FROM journal_subscription WHERE kind = 'event'"};
inline constexpr Sql kPruneParked{"journal.prune_parked",
                                  "DELETE FROM journal_parked WHERE state IN ('done', 'skipped') AND NOT EXISTS "
                                  "(SELECT 1 FROM journal_event e WHERE e.position = journal_parked.position)"};

inline constexpr std::array kAll{&kTakeNumbers,
                                 &kHead,
                                 &kSetAuditDigest,
                                 &kInsertEvent,
                                 &kInsertAudit,
                                 &kAuditAfter,
                                 &kAddSubscription,
                                 &kClaimSubscription,
                                 &kAdvance,
                                 &kStillOurs,
                                 &kDropSubscriptions,
                                 &kDropParked,
                                 &kEventsAfter,
                                 &kEventAt,
                                 &kEntityHead,
                                 &kKeyBlocked,
                                 &kPark,
                                 &kDueParked,
                                 &kReleasedHeld,
                                 &kSettleParked,
                                 &kRetryParked,
                                 &kSkipParked,
                                 &kEventAges,
                                 &kPruneEvents,
                                 &kSlowestPosition,
                                 &kPruneParked};

inline std::span<const Sql* const> statements()
{
	return kAll;
}

} // namespace erphost::journal::sql
