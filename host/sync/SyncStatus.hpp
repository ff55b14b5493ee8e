#pragma once

#include "erphost/Error.hpp"
#include "host/store/Transaction.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace erphost::sync {

/// What console and command line show: {"links":[…],"entities":[…],"outbox":{…}}, one plain sentence each in "zh" or
/// "en". Reads the store only.
Result<nlohmann::json> syncStatus(store::Transaction& tx, std::string_view language, std::int64_t nowMs);

/// Outbox rows as the API shows them, newest first. Empty filters match all; `before`: a sequence, 0 for the newest.
Result<nlohmann::json> outboxList(store::Transaction& tx, const std::string& state, const std::string& type,
                                  const std::string& key, std::int64_t before, std::int64_t limit,
                                  std::string_view language);
/// One of them; "erp.record_not_found".
Result<nlohmann::json> outboxOne(store::Transaction& tx, const std::string& recordId, std::string_view language);
/// All of one business key.
Result<nlohmann::json> outboxOfKey(store::Transaction& tx, const std::string& key, std::string_view language);

} // namespace erphost::sync
