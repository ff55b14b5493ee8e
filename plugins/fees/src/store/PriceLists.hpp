#pragma once

#include "erphost/Tx.hpp"
#include "rules/PriceList.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fees {

using erphost::Result;
using erphost::Tx;

/// The end of a validity that has none.
inline constexpr std::string_view kOpenEnd = "9999-12-31";

/// A version of a price list, commission table or warranty policy (FE-03, FE-01).
struct PriceList
{
	std::string id, number, kind, branchId, name;
	bool sample = false;
	std::string validFrom, validTo; ///< half-open; kOpenEnd
	std::string state;              ///< draft, published, dropped
	std::int64_t rowCount = 0;
	std::int64_t createdAt = 0;
	std::string createdName;
	std::optional<std::int64_t> publishedAt;
	std::string publishedName;
	std::int64_t version = 1;
};

struct Person
{
	std::string id, name;
};

Result<void> addList(Tx& tx, const PriceList& list, const Person& who, const std::vector<ListRow>& rows);
/// Of a draft; its rows are replaced.
Result<void> rewriteList(Tx& tx, const PriceList& list, const std::vector<ListRow>& rows);
Result<std::optional<PriceList>> findList(Tx& tx, const std::string& id);
Result<std::vector<ListRow>> rowsOf(Tx& tx, const std::string& listId);
/// Labour, visit and the parts named: what an order can need of a list with thousands of parts.
Result<std::vector<ListRow>> rowsFor(Tx& tx, const std::string& listId, const std::vector<std::string>& partCodes);
Result<void> publishList(Tx& tx, const std::string& id, const Person& who, std::int64_t nowMs);
Result<void> endList(Tx& tx, const std::string& id, const std::string& on);
Result<void> dropList(Tx& tx, const std::string& id);
Result<std::vector<PriceList>> overlapping(Tx& tx, const PriceList& list);
Result<std::optional<PriceList>> listInForce(Tx& tx, const std::string& kind, const std::string& branchId,
                                             const std::string& day);

struct ListPage
{
	std::vector<PriceList> lists;
	std::string next;
};
Result<ListPage> listLists(Tx& tx, const std::string& kind, const std::string& branch, const std::string& state,
                           const std::string& cursor, int limit);

} // namespace fees
