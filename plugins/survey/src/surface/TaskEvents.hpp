#pragma once

#include "erphost/Tx.hpp"
#include "store/Tasks.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace survey {

/// What every event and ERP record about a task says (plugins/README.md). Nothing personal.
nlohmann::json about(const Task& task);

/// Appends an event about the task. Everything about one order has its key as business key: it goes to the other
/// plugins, and to the ERP, in the order in which it happened.
Result<void> tell(Tx& tx, const Task& task, const std::string& type, const nlohmann::json& payload);

} // namespace survey
