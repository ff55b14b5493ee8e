#include "surface/TaskEvents.hpp"

namespace survey {

nlohmann::json about(const Task& task)
{
	return {{"task", task.id},        {"task_number", task.number}, {"kind", task.kind},   {"branch", task.branchId},
	        {"erp_key", task.erpKey}, {"order", task.orderNumber},  {"stage", task.stage}, {"round", task.round}};
}

Result<void> tell(Tx& tx, const Task& task, const std::string& type, const nlohmann::json& payload)
{
	return tx.append(erphost::Event{type, 1, task.branchId, task.erpKey, payload.dump(), 0, 0, {}});
}

} // namespace survey
