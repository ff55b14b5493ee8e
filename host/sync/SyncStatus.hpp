#pragma once

#include "erphost/Error.hpp"
#include "host/store/Transaction.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace erphost::sync {

/// What console and command line show: {"links":[…],"entities":[…],"outbox":{…}}, one plain sentence each in "zh" or
/// "en". Reads the store only.
Result<nlohmann::json> syncStatus(store::Transaction& tx, std::string_view language, std::int64_t nowMs);

/// Which outbox rows a list shows. What is empty matches all.
struct OutboxFilter
{
	std::string state, type;
	std::string keyPart; ///< the business key contains it
	bool oldestFirst = false;
	std::int64_t after = 0; ///< the sequence that the page begins behind, in its order; 0: from the start
	std::int64_t limit = 50;
};
/// Outbox rows as the API shows them.
Result<nlohmann::json> outboxList(store::Transaction& tx, const OutboxFilter& filter, std::string_view language);
/// One of them; "erp.record_not_found".
Result<nlohmann::json> outboxOne(store::Transaction& tx, const std::string& recordId, std::string_view language);
/// All of one business key.
Result<nlohmann::json> outboxOfKey(store::Transaction& tx, const std::string& key, std::string_view language);

} // namespace erphost::sync
