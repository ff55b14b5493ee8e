#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of the text messages about orders (SV-70, SV-53).
namespace survey::sql {

using erphost::Sql;

/// Work orders that changed, as far as a message needs them. ?1 < change_seq <= ?2.
inline constexpr Sql kMessageOrders{
	"survey.message_orders",
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, ''), COALESCE(w.status, ''), w.dispatched_at, w.completed_at, "
	"COALESCE(w.waiting_for_parts, 0), COALESCE(w.technician_name, ''), COALESCE(w.customer_phone, ''), "
	"COALESCE(w.unfinished_reason, ''), COALESCE(w.promised_on, '') FROM "
	"erp_work_order w WHERE w.change_seq > ?1 AND w.change_seq <= ?2 AND w.deleted = 0 ORDER BY w.change_seq"};

/// ?1 id; ?2 occasion; ?3 branch; ?4 key; ?5 number; ?6 now. No row: it was sent before.
inline constexpr Sql kAddMessage{
	"survey.add_message",
	"INSERT INTO survey_message (id, occasion, branch_id, erp_key, order_number, sent_at, state, asked_back) VALUES "
	"(?1, ?2, ?3, ?4, ?5, ?6, 'queued', 0) ON CONFLICT (id) DO NOTHING"};
inline constexpr Sql kMessage{"survey.message", "SELECT m.occasion, m.branch_id, m.erp_key, m.order_number, m.reply, "
                                                "m.asked_back FROM survey_message m WHERE m.id = ?1"};
inline constexpr Sql kMessageState{"survey.message_state", "UPDATE survey_message SET state = ?2 WHERE id = ?1"};
/// ?1 id; ?2 letter; ?3 remark; ?4 when; ?5 1 if it was asked back.
inline constexpr Sql kMessageReply{"survey.message_reply",
                                   "UPDATE survey_message SET reply = COALESCE(?2, reply), remark = ?3, reply_at = ?4, "
                                   "asked_back = ?5 WHERE id = ?1"};
/// The telephone number of a work order, to ask back.
inline constexpr Sql kMessagePhone{"survey.message_phone",
                                   "SELECT COALESCE(w.customer_phone, '') FROM erp_work_order w "
                                   "WHERE w.branch_id = ?1 AND w.erp_key = ?2"};
// ?1 branches the caller may see; ?2 occasion; ?3 state; ?4 when and ?5 id of the last row seen (?6 = 0: the first
// page); ?7 rows; ?8 whole number of the order.
#define SURVEY_MESSAGES(after, direction)                                                                              \
	"SELECT m.id, m.occasion, m.branch_id, m.erp_key, m.order_number, m.sent_at, m.state, m.reply, m.reply_at, "       \
	"m.remark "                                                                                                        \
	"FROM survey_message m WHERE (?1 = '*' OR REPLACE(?1, '|' || m.branch_id || '|', '') <> ?1) AND (?2 = '' OR "      \
	"m.occasion = ?2) AND (?3 = '' OR m.state = ?3) AND (?8 = '' OR m.order_number = ?8) AND "                         \
	"(CAST(?6 AS BIGINT) = 0 OR (m.sent_at, m.id) " after " (CAST(?4 AS BIGINT), ?5)) ORDER BY m.sent_at " direction   \
	", m.id " direction " LIMIT ?7"
inline constexpr Sql kMessages{"survey.messages", SURVEY_MESSAGES(">", "ASC")};
inline constexpr Sql kMessagesDown{"survey.messages_down", SURVEY_MESSAGES("<", "DESC")};
#undef SURVEY_MESSAGES

inline constexpr Sql kMessageAll[] = {kMessageOrders, kAddMessage,   kMessage,  kMessageState,
                                      kMessageReply,  kMessagePhone, kMessages, kMessagesDown};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> messageStatements()
{
	return kMessageAll;
}

} // namespace survey::sql
