#include "store/Works.hpp"

#include "erphost/Rows.hpp"
#include "store/WorkSql.hpp"

namespace fees {

using erphost::Query;

Work toWork(const Query& row)
{
	Work work;
	int at = 0;
	for (std::string* each : {&work.id, &work.kind, &work.branchId, &work.branchName, &work.erpKey, &work.orderNumber,
	                          &work.performer, &work.payee, &work.payeeName, &work.technician, &work.technicianName,
	                          &work.productType, &work.serviceType, &work.warranty})
		*each = row.text(at++);
	work.completedAt = row.integer(at++);
	work.completedOn = row.text(at++);
	work.month = row.text(at++);
	work.rateFen = row.optionalInteger(at++);
	for (std::string* each : {&work.state, &work.storedVerdict, &work.storedLevel, &work.settlementId})
		*each = row.text(at++);
	work.paidFen = row.integer(at++);
	work.paidAt = row.optionalInteger(at++);
	work.times = row.integer(at++);
	work.releasedAt = row.optionalInteger(at++);
	work.releasedBy = row.text(at++);
	work.releaseReason = row.text(at++);
	work.taskState = row.text(at++);
	work.level = row.text(at++);
	work.openCases = row.integer(at++);
	work.closedCases = row.integer(at++);
	work.openCase = row.optionalText(at++).value_or("");
	work.exchangeCaused = row.integer(at++);
	work.pendingFines = row.integer(at);
	return work;
}

GateFacts Work::facts(const std::string& yesterday) const
{
	GateFacts facts;
	facts.assessment = assessmentOf(taskState, level);
	if (facts.assessment == Assessment::undrawn && completedOn >= yesterday) facts.assessment = Assessment::none;
	facts.openCases = static_cast<int>(openCases);
	facts.closedCases = static_cast<int>(closedCases);
	facts.released = releasedAt.has_value();
	facts.exchangeCaused = exchangeCaused > 0;
	return facts;
}

Result<std::optional<Work>> findWork(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kWork, id));
	return erphost::firstRow(rows, toWork);
}

Result<std::optional<Work>> workOfOrder(Tx& tx, const std::string& kind, const std::string& branchId,
                                        const std::string& erpKey)
{
	EH_TRY(auto rows, tx.query(sql::kWorkOfOrder, kind, branchId, erpKey));
	return erphost::firstRow(rows, toWork);
}

} // namespace fees
