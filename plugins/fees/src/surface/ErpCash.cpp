#include "surface/ErpCash.hpp"

#include "erphost/Rows.hpp"
#include "store/CashSql.hpp"
#include "store/MoneyLedger.hpp"

#include <algorithm>

namespace fees {

struct ErpCash::Row
{
	std::string branchId, erpKey, number, kind, orderNumber, receiptNumber, method, amount;
	std::int64_t at = 0;
	bool deleted = false;
};

namespace {

/// What was taken up of an entry before.
struct Known
{
	OrderKey key;
	std::string method;
	Fen amountFen = 0;
	std::int64_t changes = 0;
	std::string problem;
};

/// Fines, deposits and what else comes over the counter are none of an order's fee.
bool ofAnOrder(const std::string& kind)
{
	return kind == "service_fee" || kind == "parts" || kind == "refund";
}

} // namespace

Result<void> ErpCash::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("fees.cash_entries", "cash_entry",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); }));
	return registry.watch("fees.orders", "work_order",
	                      [this](Tx& tx, std::int64_t from, std::int64_t to) { return ordersChanged(tx, from, to); });
}

Result<void> ErpCash::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	std::vector<Row> rows;
	{
		EH_TRY(auto found, tx.query(sql::kChangedCashEntries, from, to));
		EH_TRY(rows, erphost::allRows(found, [](const erphost::Query& row) {
				   return Row{row.text(0), row.text(1), row.text(2), row.text(3),    row.text(4),
			                  row.text(5), row.text(6), row.text(7), row.integer(8), row.integer(9) != 0};
			   }));
	}
	for (const auto& row : rows) EH_CHECK(takeUp(tx, row));
	return {};
}

Result<void> ErpCash::ordersChanged(Tx& tx, std::int64_t from, std::int64_t to) const
{
	EH_TRY(const auto orders, changedErpOrders(tx, from, to));
	for (const auto& key : orders)
	{
		EH_CHECK(_work.refresh(tx, key, "erp"));
		EH_TRY(const auto order, findFeeOrder(tx, key));
		if (!order) continue;
		// Cash entries that came before their order.
		std::vector<Row> rows;
		{
			EH_TRY(auto found, tx.query(sql::kWaitingCashEntries, key.branchId, order->number));
			EH_TRY(rows, erphost::allRows(found, [](const erphost::Query& row) {
					   return Row{row.text(0), row.text(1), row.text(2), row.text(3),    row.text(4),
				                  row.text(5), row.text(6), row.text(7), row.integer(8), row.integer(9) != 0};
				   }));
		}
		for (const auto& row : rows) EH_CHECK(takeUp(tx, row));
	}
	return {};
}

Result<std::optional<OrderKey>> ErpCash::orderOf(Tx& tx, const Row& row) const
{
	if (!row.orderNumber.empty())
	{
		EH_TRY(const auto order, orderOfNumber(tx, row.branchId, row.orderNumber));
		if (order) return order;
	}
	if (row.receiptNumber.empty()) return std::optional<OrderKey>{};
	EH_TRY(auto found, tx.query(sql::kOrderOfReceipt, row.receiptNumber, row.branchId));
	return erphost::firstRow(found, [](const erphost::Query& each) {
		return OrderKey{each.text(0), each.text(1), each.text(2)};
	});
}

Result<void> ErpCash::takeUp(Tx& tx, const Row& row) const
{
	std::optional<Known> known;
	{
		EH_TRY(auto found, tx.query(sql::kCashEntry, row.branchId, row.erpKey));
		EH_TRY(known, erphost::firstRow(found, [&](const erphost::Query& each) {
				   return Known{{each.text(0), row.branchId, each.text(1)},
			                    each.text(2),
			                    each.integer(3),
			                    each.integer(4),
			                    each.text(5)};
			   }));
	}
	const bool ours = ofAnOrder(row.kind) && !row.deleted;
	if (!ours && !known) return {};
	Known now{{{}, row.branchId, {}}, row.method, 0, known ? known->changes : 0, {}};
	const auto fen = fenOfDecimal(row.amount);
	if (ours && !fen) now.problem = "amount";
	if (ours && fen)
	{
		// A refund goes the other way, whichever sign the ERP writes.
		now.amountFen = row.kind == "refund" ? -std::max(*fen, -*fen) : *fen;
		EH_TRY(const auto order, orderOf(tx, row));
		if (order) now.key = *order;
		else now.problem = "unknown_order";
	}
	const bool posted = known && !known->key.erpKey.empty() && known->amountFen != 0;
	const bool same = known && known->key.erpKey == now.key.erpKey && known->amountFen == now.amountFen &&
	                  known->method == now.method && known->problem == now.problem;
	if (same) return {};
	const std::string prefix = "cash:" + row.branchId + ":" + row.erpKey + ":";
	const std::string today = _work.host().localDate(_work.host().nowMs());
	if (posted)
	{
		EH_TRY([[maybe_unused]] const bool turned, reverse(tx, prefix + std::to_string(known->changes),
		                                                   {today, _work.host().nowMs(), "program", "", "erp"}));
	}
	++now.changes;
	if (!now.key.erpKey.empty() && now.amountFen != 0)
	{
		MoneyEntry entry;
		entry.id = prefix + std::to_string(now.changes);
		entry.what = "cash_entry";
		entry.branchId = row.branchId;
		entry.kind = now.key.kind;
		entry.erpKey = now.key.erpKey;
		entry.at = row.at > 0 ? row.at : _work.host().nowMs();
		entry.businessDate = _work.host().localDate(entry.at);
		entry.who = "program";
		entry.ref = row.number;
		const bool cash = now.method == "cash";
		entry.lines = {
			{std::string(cash ? account::kCashier : account::kBank), cash ? "desk" : now.method, -now.amountFen},
			{std::string(account::kTill), "erp", now.amountFen}};
		EH_TRY([[maybe_unused]] const bool isNew, post(tx, entry));
	}
	EH_TRY([[maybe_unused]] const auto kept,
	       tx.execute(sql::kPutCashEntry, row.branchId, row.erpKey, row.number, row.kind, row.orderNumber,
	                  row.receiptNumber, now.key.erpKey.empty() ? "" : now.key.kind, now.key.erpKey, now.method,
	                  now.amountFen, row.at, now.changes, now.problem));
	if (posted && known->key.erpKey != now.key.erpKey) EH_CHECK(_work.refresh(tx, known->key, "money"));
	if (!now.key.erpKey.empty()) EH_CHECK(_work.refresh(tx, now.key, "money"));
	return {};
}

} // namespace fees
