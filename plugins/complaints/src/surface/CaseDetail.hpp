#pragma once

#include "erphost/Plugin.hpp"
#include "store/Actions.hpp"
#include "store/Cases.hpp"
#include "store/Fines.hpp"
#include "store/HandOvers.hpp"
#include "store/History.hpp"

namespace complaints {

/// A case with everything that belongs to it, as its page shows it (docs/cases.md).
Result<erphost::Reply> caseDetail(Tx& tx, const erphost::Host& host, const Case& item, const erphost::Request& request,
                                  int status = 200);

nlohmann::json toJson(const FineProposal& fine);
nlohmann::json toJson(const Linked& linked);
nlohmann::json toJson(const Action& action, const std::string& today);
nlohmann::json toJson(const HandOver& handOver, const erphost::Caller& caller);

} // namespace complaints
