#include "store/Payees.hpp"

#include "erphost/Rows.hpp"
#include "rules/FeeMonth.hpp"
#include "store/PayeeSql.hpp"

namespace fees {

using erphost::allRows;
using erphost::Query;

namespace {

Offset toOffset(const Query& row)
{
	return {row.text(0), row.text(1),    row.text(2),    row.text(3), row.text(4),  row.text(5), row.text(6),
	        row.text(7), row.integer(8), row.integer(9), {},          row.text(10), row.text(11)};
}

Result<bool> closed(Tx& tx, const std::string& branchId, const std::string& month)
{
	EH_TRY(auto row, tx.query(sql::kHrMonthState, branchId, month));
	EH_TRY(const bool found, row.next());
	return found && row.view(0) == "closed";
}

} // namespace

Result<bool> putHrLine(Tx& tx, HrLine line)
{
	const std::string wanted = line.month;
	for (;;)
	{
		EH_TRY(const bool frozen, closed(tx, line.branchId, line.month));
		if (!frozen) break;
		line.month = monthAfter(line.month, 1);
	}
	if (line.origin.empty() && line.month != wanted) line.origin = wanted;
	EH_TRY(const auto added,
	       tx.execute(sql::kAddHrLine, line.id, line.branchId, line.month, line.person, line.personName, line.kind,
	                  line.ref, line.number, line.orderNumber, line.text, line.sumFen, line.at, line.origin));
	if (added == 0) return false;
	EH_TRY([[maybe_unused]] const auto grown, tx.execute(sql::kGrowHrMonth, line.branchId, line.month, line.sumFen));
	return true;
}

Result<bool> putOffset(Tx& tx, const Offset& offset)
{
	EH_TRY(const auto added,
	       tx.execute(sql::kAddOffset, offset.id, offset.branchId, offset.payee, offset.payeeName, offset.type,
	                  offset.ref, offset.orderNumber, offset.text, offset.sumFen, offset.at, offset.month));
	return added > 0;
}

Result<std::vector<Offset>> offsetsOf(Tx& tx, const std::string& ref)
{
	EH_TRY(auto rows, tx.query(sql::kOffsetsOfRef, ref));
	return allRows(rows, toOffset);
}

Result<std::vector<Offset>> openOffsets(Tx& tx, const std::string& branchId, const std::string& payee,
                                        const std::string& month, const std::string& settlementId)
{
	EH_TRY(auto rows, tx.query(sql::kOpenOffsets, branchId, payee, month, settlementId));
	return allRows(rows, toOffset);
}

Result<bool> moveOffset(Tx& tx, const std::string& id, const char* from, const char* to,
                        const std::string& settlementId)
{
	EH_TRY(const auto moved, tx.execute(sql::kMoveOffset, id, from, to, settlementId));
	return moved > 0;
}

Result<void> putNotice(Tx& tx, const Notice& notice)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddNotice, notice.id, notice.number, notice.fineId, notice.line, notice.branchId,
	                  notice.provider, notice.providerName, notice.person, notice.orderNumber, notice.offence,
	                  notice.reason, notice.sumFen, notice.issuedAt, notice.confirmBy, notice.month, notice.payBy));
	return {};
}

Result<bool> voidOpenNotice(Tx& tx, const std::string& fineId, std::int64_t line)
{
	std::string id;
	{
		EH_TRY(auto rows, tx.query(sql::kOpenNoticesOfFine, fineId));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) return false;
			if (rows.integer(1) != line) continue;
			if (rows.view(2) != "open") return false;
			id = rows.text(0);
			break;
		}
	}
	EH_TRY(const auto offsets, offsetsOf(tx, id));
	for (const Offset& each : offsets)
	{
		EH_TRY(const bool moved, moveOffset(tx, each.id, "open", "void", ""));
		if (!moved) return false;
	}
	EH_TRY([[maybe_unused]] const auto ended, tx.execute(sql::kEndNotice, id, "void", "", "", ""));
	return true;
}

} // namespace fees
