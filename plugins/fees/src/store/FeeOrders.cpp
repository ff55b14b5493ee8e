#include "store/FeeOrders.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/FeeOrderSql.hpp"
#include "store/MoneySql.hpp"

#include <algorithm>
#include <tuple>

namespace fees {

using erphost::allRows;
using erphost::Query;

namespace {

FeeOrder toFeeOrder(const Query& row)
{
	FeeOrder order;
	int at = 0;
	for (std::string* each :
	     {&order.key.kind, &order.key.branchId, &order.key.erpKey, &order.number, &order.status, &order.serviceType,
	      &order.productType, &order.brand, &order.model, &order.serialNumber, &order.faultKey, &order.technician,
	      &order.technicianName, &order.provider, &order.providerName})
		*each = row.text(at++);
	order.outsourced = row.integer(at++) != 0;
	order.completedAt = row.optionalInteger(at++);
	for (std::string* each :
	     {&order.completedOn, &order.verdict, &order.verdictReason, &order.coveredUntil, &order.purchasedOn})
		*each = row.text(at++);
	order.warrantyMonths = row.integer(at++);
	for (std::string* each : {&order.warrantySource, &order.warrantyList, &order.repairOf, &order.erpWarranty})
		*each = row.text(at++);
	order.generation = row.integer(at++);
	for (Fen* each : {&order.computedFen, &order.chargedFen, &order.handedFen, &order.passedFen, &order.cashedFen})
		*each = row.integer(at++);
	order.namedFen = row.optionalInteger(at++);
	order.refundedFen = row.integer(at++);
	order.moneyState = row.text(at++);
	order.exception = row.text(at++);
	order.touchedAt = row.integer(at++);
	order.settlementState = row.text(at++);
	order.version = row.integer(at);
	return order;
}

/// Everything but when it was touched.
auto saidBy(const FeeOrder& o)
{
	return std::tie(o.number, o.status, o.serviceType, o.productType, o.brand, o.model, o.serialNumber, o.faultKey,
	                o.technician, o.technicianName, o.provider, o.providerName, o.outsourced, o.completedAt,
	                o.completedOn, o.verdict, o.verdictReason, o.coveredUntil, o.purchasedOn, o.warrantyMonths,
	                o.warrantySource, o.warrantyList, o.repairOf, o.erpWarranty, o.generation, o.computedFen,
	                o.chargedFen, o.handedFen, o.passedFen, o.cashedFen, o.namedFen, o.refundedFen, o.moneyState,
	                o.exception);
}

UsedPart toPart(const Query& row)
{
	return {row.text(0), row.text(1), row.text(2), row.integer(3), row.integer(4), row.integer(5), row.text(6), false};
}

Result<std::string> oneText(Query& row, std::string otherwise)
{
	EH_TRY(const bool found, row.next());
	return found ? row.text(0) : std::move(otherwise);
}

} // namespace

Result<std::optional<ErpOrder>> findErpOrder(Tx& tx, const std::string& branchId, const std::string& erpKey)
{
	EH_TRY(auto row, tx.query(sql::kErpOrder, branchId, erpKey));
	EH_TRY(const bool found, row.next());
	if (!found) return std::optional<ErpOrder>{};
	ErpOrder order;
	int at = 0;
	for (std::string* each :
	     {&order.key.branchId, &order.key.erpKey, &order.number, &order.status, &order.serviceType, &order.productType,
	      &order.brand, &order.model, &order.serialNumber, &order.faultCode, &order.fault, &order.technician,
	      &order.technicianName, &order.provider, &order.providerName})
		*each = row.text(at++);
	order.outsourced = row.integer(at++) != 0;
	order.completedAt = row.optionalInteger(at++);
	order.orderedAt = row.optionalInteger(at++);
	for (std::string* each : {&order.warranty, &order.purchasedOn, &order.proofNumber}) *each = row.text(at++);
	order.units = std::clamp<std::int64_t>(row.integer(at++), 1, 10'000);
	order.serviceMode = row.text(at++);
	order.productMonths = static_cast<int>(row.integer(at++));
	order.deleted = row.integer(at) != 0;
	return std::optional(std::move(order));
}

Result<std::vector<OrderKey>> changedErpOrders(Tx& tx, std::int64_t from, std::int64_t to)
{
	EH_TRY(auto rows, tx.query(sql::kChangedErpOrders, from, to));
	return allRows(rows, [](const Query& row) { return OrderKey{"work_order", row.text(0), row.text(1)}; });
}

Result<std::optional<FeeOrder>> findFeeOrder(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kFeeOrder, key.kind, key.branchId, key.erpKey));
	return erphost::firstRow(rows, toFeeOrder);
}

Result<std::optional<OrderKey>> orderOfNumber(Tx& tx, const std::string& branchId, const std::string& number)
{
	EH_TRY(auto rows, tx.query(sql::kOrdersOfNumber, number, branchId));
	EH_TRY(auto found, allRows(rows, [](const Query& row) { return OrderKey{row.text(0), row.text(1), row.text(2)}; }));
	return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

Result<bool> saveFeeOrder(Tx& tx, const FeeOrder& o, const std::optional<FeeOrder>& before)
{
	if (before && saidBy(*before) == saidBy(o)) return false;
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kSaveFeeOrder, o.key.kind, o.key.branchId, o.key.erpKey, o.number, o.status, o.serviceType,
	                  o.productType, o.brand, o.model, o.serialNumber, o.faultKey, o.technician, o.technicianName,
	                  o.provider, o.providerName, o.outsourced, o.completedAt, o.completedOn, o.verdict,
	                  o.verdictReason, o.coveredUntil, o.purchasedOn, o.warrantyMonths, o.warrantySource,
	                  o.warrantyList, o.repairOf, o.erpWarranty, o.generation, o.computedFen, o.chargedFen, o.handedFen,
	                  o.passedFen, o.cashedFen, o.namedFen, o.refundedFen, o.moneyState, o.exception, o.touchedAt));
	return true;
}

Result<OrderPage> listFeeOrders(Tx& tx, const OrderFilter& filter, const std::string& text, int limit)
{
	EH_TRY(const auto cursor, erphost::readCursor(text, true));
	const auto ask = [&](const erphost::Sql& sql, const auto&... more) {
		return tx.query(sql, filter.branches, filter.branch, filter.number, cursor.number, cursor.id, cursor.given,
		                limit + 1, more...);
	};
	EH_TRY(auto rows, !filter.number.empty()      ? ask(sql::kFeeOrdersOfNumber)
	                  : filter.moneyState.empty() ? ask(sql::kFeeOrders)
	                                              : ask(sql::kFeeOrdersOfState, filter.moneyState));
	OrderPage page;
	EH_TRY(page.orders, allRows(rows, toFeeOrder));
	if (erphost::cutToPage(page.orders, limit))
		page.next = erphost::cursorOf(page.orders.back().touchedAt, page.orders.back().key.erpKey);
	return page;
}

Result<std::optional<EarlierRepair>> earlierRepair(Tx& tx, const FeeOrder& order)
{
	if (order.serialNumber.empty() || order.faultKey.empty() || order.serviceType != "repair")
		return std::optional<EarlierRepair>{};
	const std::int64_t before = order.completedAt.value_or(order.touchedAt);
	EH_TRY(auto rows, tx.query(sql::kEarlierRepair, order.serialNumber, order.faultKey, before, order.key.branchId,
	                           order.key.erpKey));
	return erphost::firstRow(rows, [](const Query& row) { return EarlierRepair{row.text(0), row.text(1)}; });
}

Result<bool> addNote(Tx& tx, const OrderKey& key, const WarrantyNote& note, const std::string& who)
{
	EH_TRY(const auto made,
	       tx.execute(sql::kAddWarrantyNote, note.id, key.kind, key.branchId, key.erpKey, note.exclusion, note.proof,
	                  note.purchasedOn, note.reason, who, note.whoName, note.at));
	return made > 0;
}

Result<std::vector<WarrantyNote>> notesOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kWarrantyNotes, key.kind, key.branchId, key.erpKey));
	return allRows(rows, [](const Query& row) {
		return WarrantyNote{row.text(0), row.text(1), row.text(2),   row.text(3),
		                    row.text(4), row.text(5), row.integer(6)};
	});
}

Result<void> takeOverParts(Tx& tx, const OrderKey& key)
{
	std::vector<UsedPart> published;
	{
		EH_TRY(auto rows, tx.query(sql::kPublishedParts, key.kind, key.branchId, key.erpKey));
		EH_TRY(published, allRows(rows, toPart));
	}
	EH_TRY([[maybe_unused]] const auto gone, tx.execute(sql::kDropOrderParts, key.kind, key.branchId, key.erpKey));
	for (const auto& part : published)
	{
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kAddOrderPart, key.kind, key.branchId, key.erpKey, part.code, part.name, part.unit,
		                  part.unitSize, part.used, part.costFen, part.freeApproval));
	}
	return {};
}

Result<std::vector<UsedPart>> partsOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kOrderParts, key.kind, key.branchId, key.erpKey));
	return allRows(rows, toPart);
}

Result<std::vector<ShownLine>> computedLines(Tx& tx, const OrderKey& key, std::int64_t generation)
{
	EH_TRY(auto rows, tx.query(sql::kComputedLines, key.kind, key.branchId, key.erpKey, generation));
	return allRows(rows, [](const Query& row) {
		return ShownLine{{row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.integer(5),
		                  row.integer(6), row.integer(7), row.text(8), row.text(9), row.integer(10)},
		                 row.text(11)};
	});
}

Result<void> addComputation(Tx& tx, const OrderKey& key, const Computation& made, const std::vector<FeeLine>& lines)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddComputation, key.kind, key.branchId, key.erpKey, made.generation, made.at, made.cause,
	                  made.verdict, made.verdictReason, made.totalFen));
	std::int64_t number = 0;
	for (const auto& line : lines)
	{
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kAddComputedLine, key.kind, key.branchId, key.erpKey, made.generation, ++number,
		                  line.what, line.code, line.name, line.quantity, line.unit, line.unitSize, line.priceFen,
		                  line.amountFen, line.basis, line.listId, line.listLine));
	}
	return {};
}

Result<std::vector<Computation>> computationsOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kComputations, key.kind, key.branchId, key.erpKey));
	return allRows(rows, [](const Query& row) {
		return Computation{row.integer(0), row.integer(1), row.text(2), row.integer(3), row.text(4), row.text(5)};
	});
}

Result<void> putNamed(Tx& tx, const OrderKey& key, const NamedAmount& named)
{
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kPutNamed, named.id, key.kind, key.branchId, key.erpKey, named.finding, named.amountFen,
	                  named.said, named.position, named.at, named.withdrawn));
	return {};
}

Result<std::optional<Fen>> namedOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kNamed, key.kind, key.branchId, key.erpKey));
	return erphost::firstRow(rows, [](const Query& row) { return row.integer(0); });
}

Result<void> addLedgerFacts(Tx& tx, const OrderKey& key, MoneyFacts& facts)
{
	EH_TRY(auto rows, tx.query(sql::kOrderMoney, key.kind, key.branchId, key.erpKey));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		const std::string_view what = rows.view(0), account = rows.view(1);
		const Fen fen = rows.integer(2);
		if (what == "receipt" && account == "customer") facts.chargedFen -= fen;
		if (what == "refund" && account == "customer") facts.takenBackFen += fen;
		if (what == "overcharge_refund" && account == "customer") facts.refundedFen += fen;
		// Paid by telephone or card: nobody had it in his hands.
		const bool bank = account == "bank" && what == "receipt";
		if (bank || (what == "hand_in" && account == "clerk")) facts.handedFen += fen;
		if (bank || (what == "hand_over" && account == "cashier")) facts.passedFen += fen;
		if (what == "cash_entry" && account == "till")
		{
			facts.cashedFen += fen;
			facts.cashedAny = facts.cashedAny || fen != 0;
		}
		if ((account == "cashier" || account == "bank") &&
		    (what == "refund" || what == "overcharge_refund" || what == "compensation"))
			facts.paidOutFen += fen;
		if (account == "technician") facts.atTechnician += fen;
		if (account == "clerk") facts.atClerk += fen;
		if (account == "cashier" || account == "bank") facts.atCashier += fen;
		if (account == "till") facts.atTill += fen;
		facts.handedAny = facts.handedFen != 0;
	}
}

Result<std::string> branchNameOf(Tx& tx, const std::string& branchId)
{
	EH_TRY(auto row, tx.query(sql::kFeeBranchName, branchId));
	return oneText(row, branchId);
}

Result<std::string> technicianNameOf(Tx& tx, const std::string& branchId, const std::string& number)
{
	EH_TRY(auto row, tx.query(sql::kFeeTechnicianName, branchId, number));
	return oneText(row, {});
}

Result<std::string> customerNameOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto row, tx.query(sql::kFeeCustomerName, key.branchId, key.erpKey));
	return oneText(row, {});
}

Result<std::string> nextNumber(Tx& tx, const std::string& series, const std::string& branchId, const std::string& day)
{
	std::string compact = day;
	std::erase(compact, '-');
	EH_TRY(const auto branch, branchNameOf(tx, branchId));
	const std::string prefix = series + "-" + branch + "-" + compact + "-";
	EH_TRY(auto row, tx.query(sql::kNextFeeNumber, prefix));
	EH_TRY([[maybe_unused]] const bool found, row.next());
	std::string digits = std::to_string(row.integer(0));
	if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
	return prefix + digits;
}

} // namespace fees
