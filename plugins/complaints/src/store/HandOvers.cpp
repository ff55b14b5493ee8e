#include "store/HandOvers.hpp"

#include "erphost/Rows.hpp"
#include "store/HistorySql.hpp"

namespace complaints {

using erphost::allRows;
using erphost::firstRow;
using erphost::Query;

namespace {

HandOver toHandOver(const Query& row)
{
	HandOver offer;
	int at = 0;
	for (std::string* each :
	     {&offer.id, &offer.caseId, &offer.caseNumber, &offer.branchId, &offer.fromUser, &offer.fromName, &offer.toUser,
	      &offer.toName, &offer.toRole, &offer.reason, &offer.state})
		*each = row.text(at++);
	offer.offeredAt = row.integer(at++);
	offer.settledAt = row.optionalInteger(at++);
	offer.settledBy = row.text(at);
	return offer;
}

} // namespace

Result<void> offerHandOver(Tx& tx, const HandOver& offer)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddHandOver, offer.id, offer.caseId, offer.branchId, offer.fromUser, offer.fromName,
	                  offer.toUser, offer.toName, offer.toRole, offer.reason, offer.offeredAt));
	return {};
}

Result<std::optional<HandOver>> findHandOver(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kHandOver, id));
	return firstRow(rows, toHandOver);
}

Result<std::vector<HandOver>> handOversOf(Tx& tx, const std::string& caseId)
{
	EH_TRY(auto rows, tx.query(sql::kHandOversOfCase, caseId));
	return allRows(rows, toHandOver);
}

Result<std::vector<HandOver>> listHandOvers(Tx& tx, const std::string& state, const std::string& branches)
{
	EH_TRY(auto rows, tx.query(sql::kHandOvers, state, branches));
	return allRows(rows, toHandOver);
}

Result<bool> settleHandOver(Tx& tx, const std::string& id, const std::string& state, const std::string& by,
                            std::int64_t nowMs)
{
	EH_TRY(const auto settled, tx.execute(sql::kSettleHandOver, id, state, nowMs, by));
	return settled > 0;
}

Result<void> withdrawHandOvers(Tx& tx, const std::string& caseId, const std::string& by, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto withdrawn, tx.execute(sql::kWithdrawHandOvers, caseId, nowMs, by));
	return {};
}

} // namespace complaints
