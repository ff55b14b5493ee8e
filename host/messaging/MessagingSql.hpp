#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// All SQL of the messenger and of its routes; what puts a message into the outbox stands in host/outbox.
namespace erphost::messaging::sql {

#define EH_MESSAGE_COLUMNS                                                                                             \
	"m.owner, m.message_id, m.number, m.channel, m.recipient, m.recipient_hash, m.subject, m.body, m.branch_id, "      \
	"m.business_key, m.about, m.state, m.attempts, m.not_before, m.expires_at, m.correlation_id, m.created_at, "       \
	"m.updated_at, m.sent_at, m.error_code, m.error_text, m.error_params, m.reason"

// Messages to one person go out in their order: one that is due and not done yet holds up the later ones, one that is
// planned for next week does not.
inline constexpr Sql kDue{"messaging.due", R"(
SELECT )" EH_MESSAGE_COLUMNS R"( FROM host_message m
WHERE m.channel = ?1 AND m.state = 'waiting' AND m.next_attempt_at <= ?2
	AND NOT EXISTS (SELECT 1 FROM host_message p WHERE p.recipient_hash = m.recipient_hash AND p.number < m.number
		AND p.channel = m.channel AND p.state IN ('waiting', 'sending') AND p.not_before <= ?2)
ORDER BY m.number LIMIT ?3)"};
inline constexpr Sql kOne{"messaging.one", "SELECT " EH_MESSAGE_COLUMNS " FROM host_message m WHERE m.number = ?1"};
inline constexpr Sql kSending{"messaging.sending", R"(
UPDATE host_message SET state = 'sending', attempts = attempts + 1, updated_at = ?2
WHERE number = ?1 AND state = 'waiting')"};
inline constexpr Sql kFinished{"messaging.finished", R"(
UPDATE host_message SET state = ?2, sent_at = ?3, error_code = ?4, error_text = ?5, error_params = ?6, reason = ?7, updated_at = ?8
WHERE number = ?1 AND state NOT IN ('sent'))"};
inline constexpr Sql kLater{"messaging.later", R"(
UPDATE host_message SET state = 'waiting', next_attempt_at = ?2, error_code = ?3, error_text = ?4, error_params = ?5, updated_at = ?6
WHERE number = ?1 AND state = 'sending')"};
inline constexpr Sql kExpired{"messaging.expired", R"(
SELECT )" EH_MESSAGE_COLUMNS R"( FROM host_message m
WHERE m.channel = ?1 AND m.state = 'waiting' AND (m.expires_at <= ?2 OR (m.expires_at IS NULL AND m.not_before <= ?3)) LIMIT ?4)"};
inline constexpr Sql kInterrupted{"messaging.interrupted", R"(
SELECT )" EH_MESSAGE_COLUMNS R"( FROM host_message m WHERE m.channel = ?1 AND m.state = 'sending')"};
inline constexpr Sql kRestored{"messaging.restored", R"(
SELECT )" EH_MESSAGE_COLUMNS R"( FROM host_message m
WHERE m.channel = ?1 AND m.state IN ('waiting', 'sending')
	AND m.epoch < COALESCE((SELECT CAST(value AS BIGINT) FROM host_meta WHERE name = 'epoch'), 1) LIMIT ?2)"};
inline constexpr Sql kRetry{"messaging.retry", R"(
UPDATE host_message SET state = 'waiting', attempts = 0, next_attempt_at = ?2, not_before = ?2, reason = NULL, updated_at = ?2,
	expires_at = CASE WHEN expires_at <= ?2 THEN NULL ELSE expires_at END,
	epoch = COALESCE((SELECT CAST(value AS BIGINT) FROM host_meta WHERE name = 'epoch'), 1)
WHERE number = ?1 AND state IN ('waiting', 'failed', 'expired', 'suppressed') AND recipient <> '')"};
// Whoever reads the store later must find nobody in it; the row stays, so that the same id is never sent again.
inline constexpr Sql kForget{"messaging.forget", R"(
UPDATE host_message SET recipient = '', subject = '', body = '', updated_at = updated_at
WHERE state = ?1 AND updated_at < ?2 AND recipient <> '')"};
inline constexpr Sql kForgetReceived{"messaging.forget_received",
                                     "DELETE FROM host_message_received WHERE received_at < ?1"};

#define EH_MESSAGE_FILTER                                                                                              \
	" AND (?2 = '' OR m.state = ?2) AND (?3 = '' OR m.channel = ?3) AND (?4 = '' OR m.owner = ?4) AND (?5 = '' OR "    \
	"m.about = ?5) "
inline constexpr Sql kList{"messaging.list",
                           "SELECT " EH_MESSAGE_COLUMNS " FROM host_message m WHERE m.number < ?1" EH_MESSAGE_FILTER
                           "ORDER BY m.number DESC LIMIT ?6"};
inline constexpr Sql kListOldest{"messaging.list_oldest", "SELECT " EH_MESSAGE_COLUMNS
                                                          " FROM host_message m WHERE m.number > ?1" EH_MESSAGE_FILTER
                                                          "ORDER BY m.number LIMIT ?6"};
#undef EH_MESSAGE_FILTER

inline constexpr Sql kCounts{"messaging.counts", "SELECT state, COUNT(*) FROM host_message GROUP BY state"};
inline constexpr Sql kNewestTo{"messaging.newest_to", R"(
SELECT )" EH_MESSAGE_COLUMNS R"( FROM host_message m
WHERE m.recipient_hash = ?1 AND m.state = 'sent' AND m.channel = ?2 ORDER BY m.number DESC LIMIT 1)"};

inline constexpr Sql kOptedOut{"messaging.opted_out",
                               "SELECT 1 FROM host_message_opt_out WHERE recipient_hash = ?1 AND channel = ?2"};
inline constexpr Sql kOptOut{"messaging.opt_out", R"(
INSERT INTO host_message_opt_out (recipient_hash, channel, recipient, source, created_at, created_by)
VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (recipient_hash, channel) DO NOTHING)"};
inline constexpr Sql kOptIn{"messaging.opt_in",
                            "DELETE FROM host_message_opt_out WHERE recipient_hash = ?1 AND channel = ?2"};
inline constexpr Sql kOptOuts{"messaging.opt_outs", R"(
SELECT recipient_hash, channel, recipient, source, created_at, created_by FROM host_message_opt_out
WHERE recipient_hash > ?1 OR (recipient_hash = ?1 AND channel > ?2) ORDER BY recipient_hash, channel LIMIT ?3)"};
inline constexpr Sql kReceived{"messaging.received", R"(
INSERT INTO host_message_received (channel, gateway_id, received_at) VALUES (?1, ?2, ?3)
ON CONFLICT (channel, gateway_id) DO NOTHING)"};

/// How a channel fares, for the overview: a JSON object under "messaging.<channel>".
inline constexpr Sql kChannelState{"messaging.channel_state", R"(
INSERT INTO host_meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value)"};
inline constexpr Sql kChannelStates{"messaging.channel_states",
                                    "SELECT name, value FROM host_meta WHERE name >= 'messaging.' AND name < "
                                    "'messaging/' ORDER BY name"};

#undef EH_MESSAGE_COLUMNS

inline constexpr Sql const* kAll[] = {
	&kDue,    &kOne,    &kSending,        &kFinished, &kLater,        &kExpired,      &kInterrupted, &kRestored,
	&kRetry,  &kForget, &kForgetReceived, &kList,     &kListOldest,   &kCounts,       &kNewestTo,    &kOptedOut,
	&kOptOut, &kOptIn,  &kOptOuts,        &kReceived, &kChannelState, &kChannelStates};

inline std::span<const Sql* const> statements()
{
	return kAll;
}

} // namespace erphost::messaging::sql
