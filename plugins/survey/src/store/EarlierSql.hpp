#pragma once

#include "erphost/Sql.hpp"

#include <span>

/// SQL of what is taken over from before (SV-16).
namespace survey::sql {

using erphost::Sql;

/// Lines of the ERP's own register by range of change_seq. Column order: see store/Earlier.cpp.
inline constexpr Sql kChangedEarlier{
	"survey.changed_earlier",
	"SELECT w.branch_id, w.erp_key, COALESCE(w.number, w.erp_key), COALESCE(b.name, w.branch_name, w.branch_id), "
	"COALESCE(w.order_kind, ''), COALESCE(w.order_key, ''), COALESCE(w.order_number, w.order_key, ''), "
	"COALESCE(w.service_mode, ''), COALESCE(w.product_type, 'other'), w.service_type, COALESCE(w.brand, ''), "
	"COALESCE(w.model, ''), COALESCE(w.store_name, w.store, ''), COALESCE(w.provider_name, w.provider_number, ''), "
	"COALESCE(w.technician_number, ''), COALESCE(w.technician_name, ''), COALESCE(w.customer_name, ''), "
	"COALESCE(w.customer_phone, ''), w.completed_at, w.round, w.called_at, COALESCE(w.channel, ''), "
	"COALESCE(w.outcome, ''), COALESCE(w.words, ''), COALESCE(w.clerk_name, ''), w.deleted FROM erp_earlier_callback w "
	"LEFT JOIN erp_branch b ON b.erp_key = w.branch_id AND b.deleted = 0 "
	"WHERE w.change_seq > ?1 AND w.change_seq <= ?2 ORDER BY w.change_seq"};

inline constexpr Sql kEarlierTaskOf{"survey.earlier_task_of",
                                    "SELECT task_id FROM survey_earlier WHERE branch_id = ?1 AND erp_key = ?2"};

inline constexpr Sql kPutEarlier{
	"survey.put_earlier",
	"INSERT INTO survey_earlier (branch_id, erp_key, task_id, number, round, at, channel, disposition, level, words, "
	"clerk_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (branch_id, erp_key) DO UPDATE SET "
	"task_id = excluded.task_id, number = excluded.number, round = excluded.round, at = excluded.at, channel = "
	"excluded.channel, disposition = excluded.disposition, level = excluded.level, words = excluded.words, clerk_name "
	"= excluded.clerk_name"};

inline constexpr Sql kDropEarlier{"survey.drop_earlier",
                                  "DELETE FROM survey_earlier WHERE branch_id = ?1 AND erp_key = ?2"};

inline constexpr Sql kEarlierOfTask{
	"survey.earlier_of_task",
	"SELECT number, round, at, channel, disposition, level, words, clerk_name FROM survey_earlier WHERE task_id = ?1 "
	"ORDER BY at, number"};

/// ?21 due on; ?22 created at. Changes nothing where the task says so already, and never a task of our own that lives.
inline constexpr Sql kPutEarlierTask{
	"survey.put_earlier_task",
	"INSERT INTO survey_task (id, number, kind, branch_id, branch_name, erp_key, order_number, stage, product_type, "
	"service_type, brand, model, store, provider, technician, technician_name, customer_name, phone, address, "
	"completed_at, completed_on, due_on, due_provisional, state, round, attempts, planned_at, level, lease_user, "
	"lease_user_name, lease_until, version, created_at, closed_at, customer_kind, performed_by, service_mode, origin) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, '', ?19, ?20, ?21, 0, "
	"'done', 1, 0, NULL, NULL, NULL, NULL, 0, 1, ?22, NULL, '', '', ?23, 'erp') "
	"ON CONFLICT (id) DO UPDATE SET branch_name = excluded.branch_name, order_number = excluded.order_number, stage = "
	"excluded.stage, product_type = excluded.product_type, service_type = excluded.service_type, brand = "
	"excluded.brand, model = excluded.model, store = excluded.store, provider = excluded.provider, technician = "
	"excluded.technician, technician_name = excluded.technician_name, customer_name = excluded.customer_name, phone = "
	"excluded.phone, completed_at = excluded.completed_at, completed_on = excluded.completed_on, due_on = "
	"excluded.due_on, created_at = excluded.created_at, service_mode = excluded.service_mode, origin = "
	"excluded.origin, version = survey_task.version + 1 "
	"WHERE survey_task.state = 'cancelled' OR (survey_task.origin = 'erp' AND (survey_task.branch_name, "
	"survey_task.order_number, survey_task.stage, survey_task.product_type, survey_task.brand, "
	"survey_task.model, survey_task.store, survey_task.provider, survey_task.technician, "
	"survey_task.technician_name, survey_task.customer_name, survey_task.phone, survey_task.service_mode, "
	"survey_task.completed_at, COALESCE(survey_task.service_type, '')) <> (excluded.branch_name, "
	"excluded.order_number, excluded.stage, excluded.product_type, excluded.brand, excluded.model, "
	"excluded.store, excluded.provider, excluded.technician, excluded.technician_name, "
	"excluded.customer_name, excluded.phone, excluded.service_mode, excluded.completed_at, "
	"COALESCE(excluded.service_type, '')))"};

inline constexpr Sql kDropRounds{"survey.drop_rounds", "DELETE FROM survey_round WHERE task_id = ?1"};
inline constexpr Sql kDropAttempts{"survey.drop_attempts", "DELETE FROM survey_attempt WHERE task_id = ?1"};
inline constexpr Sql kDropTask{"survey.drop_task", "DELETE FROM survey_task WHERE id = ?1 AND origin = 'erp'"};

inline constexpr Sql kEarlierAll[] = {kChangedEarlier, kEarlierTaskOf, kPutEarlier,   kDropEarlier, kEarlierOfTask,
                                      kPutEarlierTask, kDropRounds,    kDropAttempts, kDropTask};

/// Every statement, for the tests that prepare them on each engine.
inline std::span<const Sql> earlierStatements()
{
	return kEarlierAll;
}

} // namespace survey::sql
