#pragma once

#include "erphost/Sql.hpp"

#include <span>
#include <string>

namespace erphost::sync::sql {

// All fixed statements of sync; those over erp_<entity> are made from the entity schema (EntitySql).

inline constexpr Sql kEntity{"sync.entity", R"(
SELECT change_seq, position, scan_number, fingerprint, state, rows_live, last_begin_at, last_ok_at, last_sweep_at, error_code, error_text, error_params
FROM erp_entity WHERE entity = ?1)"};
inline constexpr Sql kEntities{"sync.entities", R"(
SELECT entity, change_seq, state, error_code, error_text, error_params, rows_live, last_begin_at, last_ok_at, last_sweep_at, position
FROM erp_entity ORDER BY entity)"};
inline constexpr Sql kEntityChangeSeq{"sync.entity_change_seq", "SELECT change_seq FROM erp_entity WHERE entity = ?1"};
inline constexpr Sql kEntityProgress{"sync.entity_progress", R"(
UPDATE erp_entity SET change_seq = ?2, position = ?3 WHERE entity = ?1)"};
inline constexpr Sql kEntitySeq{"sync.entity_seq", "UPDATE erp_entity SET change_seq = ?2 WHERE entity = ?1"};
inline constexpr Sql kEntityLive{"sync.entity_live", "UPDATE erp_entity SET rows_live = ?2 WHERE entity = ?1"};
inline constexpr Sql kEntityPosition{"sync.entity_position", "UPDATE erp_entity SET position = ?2 WHERE entity = ?1"};
inline constexpr Sql kEntityBegin{"sync.entity_begin", R"(
UPDATE erp_entity SET state = CASE WHEN state = 'new' THEN 'pulling' ELSE state END, last_begin_at = ?2 WHERE entity = ?1)"};
inline constexpr Sql kEntityOk{"sync.entity_ok", R"(
UPDATE erp_entity SET state = 'ok', last_ok_at = ?2, error_code = ?3, error_text = ?4, error_params = ?5 WHERE entity = ?1)"};
inline constexpr Sql kEntityFailed{"sync.entity_failed", R"(
UPDATE erp_entity SET state = ?2, error_code = ?3, error_text = ?4, error_params = ?5 WHERE entity = ?1)"};
inline constexpr Sql kEntityFingerprint{"sync.entity_fingerprint",
                                        "UPDATE erp_entity SET fingerprint = ?2 WHERE entity = ?1"};
inline constexpr Sql kEntityScanned{"sync.entity_scanned", R"(
UPDATE erp_entity SET scan_number = scan_number + 1, last_sweep_at = ?2 WHERE entity = ?1)"};
inline constexpr Sql kEntityAccept{"sync.entity_accept", R"(
UPDATE erp_entity SET state = 'new', fingerprint = '', position = ?2, error_code = NULL, error_text = NULL, error_params = NULL
WHERE entity = ?1)"};

inline constexpr Sql kEntitiesAway{"sync.entities_away", R"(
UPDATE erp_entity SET state = 'away', error_code = ?1, error_text = ?2, error_params = ?3 WHERE state IN ('ok', 'new', 'pulling', 'failing'))"};

inline constexpr Sql kLinksGone{"sync.links_gone", R"(
UPDATE erp_link SET state = 'away', since = ?1, error_code = ?2, error_text = ?3, error_params = ?4 WHERE state = 'up')"};
inline constexpr Sql kLinkSet{"sync.link_set", R"(
INSERT INTO erp_link (name, state, since, error_code, error_text, error_params, driver) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (name) DO UPDATE SET since = CASE WHEN erp_link.state = excluded.state THEN erp_link.since ELSE excluded.since END,
	state = excluded.state, error_code = excluded.error_code, error_text = excluded.error_text,
	error_params = excluded.error_params, driver = COALESCE(excluded.driver, erp_link.driver))"};
inline constexpr Sql kLinks{
	"sync.links",
	"SELECT name, state, since, error_code, error_text, error_params, driver FROM erp_link ORDER BY name"};

inline constexpr Sql kLastRead{"sync.last_read", "SELECT MAX(last_ok_at) FROM erp_entity"};
// One at a time: what is open already goes on, and one that began at the same instant is the same.
inline constexpr Sql kOutageBegin{"sync.outage_begin", R"(
INSERT INTO host_erp_outage (link, from_ms, to_ms)
SELECT CAST(?1 AS TEXT), CAST(?2 AS BIGINT), CAST(NULL AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM host_erp_outage WHERE link = ?1 AND to_ms IS NULL)
ON CONFLICT (link, from_ms) DO UPDATE SET to_ms = NULL)"};
inline constexpr Sql kOutageEnd{"sync.outage_end", R"(
UPDATE host_erp_outage SET to_ms = CASE WHEN from_ms > ?2 THEN from_ms ELSE ?2 END WHERE link = ?1 AND to_ms IS NULL)"};
inline constexpr Sql kFieldBasisClear{"sync.field_basis_clear", "DELETE FROM host_erp_field_basis"};
inline constexpr Sql kFieldBasisAdd{"sync.field_basis_add",
                                    "INSERT INTO host_erp_field_basis (entity, field, basis) VALUES (?1, ?2, ?3)"};

inline constexpr Sql kMeta{"sync.meta", "SELECT value FROM host_meta WHERE name = ?1"};
inline constexpr Sql kMetaSet{"sync.meta_set", R"(
INSERT INTO host_meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value)"};

// A record is due when its time has come and no earlier one of its key is still on its way or refused: order within a
// key, no key behind another. Types that are not written at all (off, dry run) hold nothing up.
inline constexpr Sql kOutboxDue{"sync.outbox_due", R"(
SELECT o.record_id, o.record_type, o.branch_id, o.business_key, o.payload, o.epoch, o.version, o.sequence, o.state, o.attempts,
	o.correlation_id, o.overwrites
FROM erp_outbox o
WHERE o.state IN ('waiting', 'unknown', 'sending') AND o.next_attempt_at <= ?1 AND o.record_type = ?2
	AND NOT EXISTS (SELECT 1 FROM erp_outbox p WHERE p.business_key = o.business_key AND p.sequence < o.sequence
		AND p.state IN ('waiting', 'sending', 'unknown', 'refused', 'held')
		AND p.record_type IN (SELECT record_type FROM erp_record_type WHERE mode IN ('on', 'hand_list')))
ORDER BY o.sequence LIMIT ?3)"};
inline constexpr Sql kOutboxNextDue{"sync.outbox_next_due", R"(
SELECT MIN(next_attempt_at) FROM erp_outbox WHERE state IN ('waiting', 'unknown', 'sending'))"};
inline constexpr Sql kOutboxSending{"sync.outbox_sending", R"(
UPDATE erp_outbox SET state = 'sending', attempts = attempts + 1, updated_at = ?3 WHERE record_id = ?1 AND version = ?2
	AND state IN ('waiting', 'unknown', 'sending'))"};
// That an ERP screen saved over ours stays to be seen after it was written again (X-06).
inline constexpr Sql kOutboxFinished{"sync.outbox_finished", R"(
UPDATE erp_outbox SET state = ?3,
	error_code = CASE WHEN ?3 = 'confirmed' AND error_code = 'erp.overwritten' THEN error_code ELSE ?4 END,
	error_text = CASE WHEN ?3 = 'confirmed' AND error_code = 'erp.overwritten' THEN error_text ELSE ?5 END,
	error_params = CASE WHEN ?3 = 'confirmed' AND error_code = 'erp.overwritten' THEN error_params ELSE ?6 END,
	updated_at = ?7, confirmed_at = ?8, recheck_at = ?9 WHERE record_id = ?1 AND version = ?2 AND state <> 'dropped')"};
inline constexpr Sql kOutboxRetry{"sync.outbox_retry", R"(
UPDATE erp_outbox SET state = ?3, error_code = ?4, error_text = ?5, error_params = ?6, updated_at = ?7, next_attempt_at = ?8
WHERE record_id = ?1 AND version = ?2 AND state <> 'dropped')"};
inline constexpr Sql kOutboxRecheckDue{"sync.outbox_recheck_due", R"(
SELECT record_id, record_type, branch_id, business_key, payload, epoch, version, sequence, state, attempts, correlation_id, overwrites
FROM erp_outbox WHERE recheck_at IS NOT NULL AND recheck_at <= ?1 AND state = 'confirmed' ORDER BY recheck_at LIMIT 200)"};
inline constexpr Sql kOutboxOverwritten{"sync.outbox_overwritten", R"(
UPDATE erp_outbox SET state = 'waiting', overwrites = overwrites + 1, recheck_at = NULL, error_code = ?3, error_text = ?4,
	error_params = ?5, updated_at = ?6, next_attempt_at = ?6
WHERE record_id = ?1 AND version = ?2 AND state <> 'dropped')"};
inline constexpr Sql kOutboxRechecked{"sync.outbox_rechecked", R"(
UPDATE erp_outbox SET recheck_at = ?3 WHERE record_id = ?1 AND version = ?2)"};
// Only the last confirmed record of a key says what the row must look like: an earlier one was overwritten by us.
inline constexpr Sql kOutboxLaterExists{"sync.outbox_later_exists", R"(
SELECT 1 FROM erp_outbox WHERE business_key = ?1 AND record_type = ?2 AND sequence > ?3 AND record_id <> ?4 LIMIT 1)"};
inline constexpr Sql kOutboxOne{"sync.outbox_one", R"(
SELECT record_id, record_type, owner, branch_id, business_key, payload, epoch, version, sequence, state, attempts, next_attempt_at,
	error_code, error_text, error_params, reason, correlation_id, created_at, updated_at, confirmed_at, recheck_at
FROM erp_outbox WHERE record_id = ?1)"};
inline constexpr Sql kOutboxList{"sync.outbox_list", R"(
SELECT record_id, record_type, owner, branch_id, business_key, payload, epoch, version, sequence, state, attempts, next_attempt_at,
	error_code, error_text, error_params, reason, correlation_id, created_at, updated_at, confirmed_at, recheck_at
FROM erp_outbox WHERE (?1 = '' OR state = ?1) AND (?2 = '' OR record_type = ?2)
	AND (?3 = '' OR business_key LIKE ?3 ESCAPE '\') AND (?4 = 0 OR sequence < ?4) ORDER BY sequence DESC LIMIT ?5)"};
inline constexpr Sql kOutboxListOldest{"sync.outbox_list_oldest", R"(
SELECT record_id, record_type, owner, branch_id, business_key, payload, epoch, version, sequence, state, attempts, next_attempt_at,
	error_code, error_text, error_params, reason, correlation_id, created_at, updated_at, confirmed_at, recheck_at
FROM erp_outbox WHERE (?1 = '' OR state = ?1) AND (?2 = '' OR record_type = ?2)
	AND (?3 = '' OR business_key LIKE ?3 ESCAPE '\') AND (?4 = 0 OR sequence > ?4) ORDER BY sequence LIMIT ?5)"};
inline constexpr Sql kOutboxCounts{"sync.outbox_counts", R"(
SELECT state, record_type, COUNT(*), MIN(created_at) FROM erp_outbox GROUP BY state, record_type ORDER BY state, record_type)"};
// The history of a key as the ERP page shows it: the newest first.
inline constexpr Sql kOutboxOfKey{"sync.outbox_of_key", R"(
SELECT record_id, record_type, owner, branch_id, business_key, payload, epoch, version, sequence, state, attempts, next_attempt_at,
	error_code, error_text, error_params, reason, correlation_id, created_at, updated_at, confirmed_at, recheck_at
FROM erp_outbox WHERE business_key = ?1 ORDER BY sequence DESC LIMIT 50)"};
inline constexpr Sql kOutboxReplay{"sync.outbox_replay", R"(
UPDATE erp_outbox SET state = 'waiting', attempts = 0, overwrites = 0, next_attempt_at = ?2, error_code = NULL, error_text = NULL, error_params = NULL,
	reason = NULL, updated_at = ?2 WHERE record_id = ?1 AND state IN ('refused', 'superseded', 'dropped', 'unknown', 'waiting', 'held'))"};
inline constexpr Sql kOutboxDrop{"sync.outbox_drop", R"(
UPDATE erp_outbox SET state = 'dropped', reason = ?2, updated_at = ?3, recheck_at = NULL WHERE record_id = ?1
	AND state IN ('refused', 'waiting', 'unknown', 'held', 'superseded'))"};
inline constexpr Sql kOutboxPayload{"sync.outbox_payload", R"(
UPDATE erp_outbox SET payload = ?2, version = version + 1, updated_at = ?3 WHERE record_id = ?1
	AND state IN ('refused', 'waiting', 'held'))"};
inline constexpr Sql kOutboxOfType{"sync.outbox_of_type", R"(
SELECT record_id, epoch, version, state, sequence FROM erp_outbox WHERE record_type = ?1 AND sequence > ?2 ORDER BY sequence LIMIT 500)"};
inline constexpr Sql kOutboxLearned{"sync.outbox_learned", R"(
UPDATE erp_outbox SET version = ?2, state = CASE WHEN state IN ('waiting', 'sending', 'unknown', 'refused', 'held') THEN 'superseded' ELSE state END,
	error_code = 'erp.newer_in_erp', error_text = 'the ERP holds a newer version than the restored store', updated_at = ?3
WHERE record_id = ?1)"};
inline constexpr Sql kOutboxAny{"sync.outbox_any", "SELECT COUNT(*) FROM erp_outbox"};

inline constexpr Sql kRecordModes{"sync.record_modes",
                                  "SELECT record_type, mode, changed_at, changed_by FROM erp_record_type"};
// What the mapping says counts until an administrator has said something.
inline constexpr Sql kRecordModeDefault{"sync.record_mode_default", R"(
INSERT INTO erp_record_type (record_type, mode, changed_at, changed_by) VALUES (?1, ?2, ?3, 'mapping')
ON CONFLICT (record_type) DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at
WHERE erp_record_type.changed_by = 'mapping' AND erp_record_type.mode <> excluded.mode)"};
inline constexpr Sql kRecordModeSet{"sync.record_mode_set", R"(
INSERT INTO erp_record_type (record_type, mode, changed_at, changed_by) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (record_type) DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at, changed_by = excluded.changed_by)"};

inline constexpr Sql kCommandAdd{"sync.command_add", R"(
INSERT INTO erp_command (id, command, argument, state, created_at) VALUES (?1, ?2, ?3, 'waiting', ?4))"};
inline constexpr Sql kCommandNext{"sync.command_next", R"(
SELECT id, command, argument FROM erp_command WHERE state = 'waiting' AND (command = 'push') = (?1 = 'push')
ORDER BY created_at, id LIMIT 1)"};
inline constexpr Sql kCommandRunning{"sync.command_running",
                                     "UPDATE erp_command SET state = 'running' WHERE id = ?1 AND state = 'waiting'"};
// A command that was running when the process died was carried out half: all of them may be run again.
inline constexpr Sql kCommandsReset{"sync.commands_reset",
                                    "UPDATE erp_command SET state = 'waiting' WHERE state = 'running'"};
inline constexpr Sql kCommandsForget{"sync.commands_forget",
                                     "DELETE FROM erp_command WHERE finished_at IS NOT NULL AND finished_at < ?1"};
inline constexpr Sql kCommandDone{"sync.command_done", R"(
UPDATE erp_command SET state = ?2, result = ?3, finished_at = ?4 WHERE id = ?1)"};
inline constexpr Sql kCommandState{"sync.command_state", "SELECT state, result FROM erp_command WHERE id = ?1"};

/// The pattern of LIKE … ESCAPE '\' for values that contain `text`.
std::string containing(std::string_view text);

/// Every one of them, for preparation on every engine in the tests.
std::span<const Sql* const> statements();

} // namespace erphost::sync::sql
