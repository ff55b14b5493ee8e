#include "store/Compensations.hpp"

#include "erphost/Page.hpp"
#include "erphost/Rows.hpp"
#include "store/CompensationSql.hpp"

namespace fees {

using erphost::allRows;
using erphost::Query;
using nlohmann::json;

namespace {

Compensation toCompensation(const Query& row)
{
	Compensation item;
	int at = 0;
	for (std::string* each : {&item.id, &item.number, &item.what, &item.key.kind, &item.key.branchId, &item.key.erpKey,
	                          &item.orderNumber, &item.caseId, &item.exceptionId})
		*each = row.text(at++);
	item.sumFen = row.integer(at++);
	for (const auto& each : json::parse(row.view(at++), nullptr, false))
		item.liable.push_back({each.at("kind"), each.at("key"), each.at("name"), each.at("parts")});
	item.reason = row.text(at++);
	item.state = row.text(at++);
	item.claimedAt = row.integer(at++);
	item.claimedBy = row.text(at++);
	item.claimedName = row.text(at++);
	item.decidedAt = row.optionalInteger(at++);
	item.decidedName = row.text(at++);
	item.decidedWhy = row.text(at++);
	item.paidAt = row.optionalInteger(at++);
	item.paidName = row.text(at++);
	item.receiptNumber = row.text(at++);
	item.version = row.integer(at);
	return item;
}

json liableJson(const Compensation& item, bool withShares)
{
	const auto shares = sharesOf(item);
	json list = json::array();
	for (std::size_t at = 0; at < item.liable.size(); ++at)
	{
		const Liable& each = item.liable[at];
		list.push_back({{"kind", each.kind}, {"key", each.key}, {"name", each.name}, {"parts", each.parts}});
		if (withShares) list.back()["shareFen"] = shares[at];
	}
	return list;
}

template <typename T>
json orNothing(const std::optional<T>& value)
{
	return value ? json(*value) : json();
}

} // namespace

std::vector<Fen> sharesOf(const Compensation& item)
{
	std::vector<std::int64_t> parts;
	for (const auto& each : item.liable) parts.push_back(each.parts);
	return splitByParts(item.sumFen, parts);
}

json toJson(const Compensation& item)
{
	return {{"id", item.id},
	        {"number", item.number},
	        {"what", item.what},
	        {"kind", item.key.kind},
	        {"branchId", item.key.branchId},
	        {"orderKey", item.key.erpKey},
	        {"orderNumber", item.orderNumber},
	        {"caseId", item.caseId},
	        {"exceptionId", item.exceptionId},
	        {"sumFen", item.sumFen},
	        {"liable", liableJson(item, true)},
	        {"reason", item.reason},
	        {"state", item.state},
	        {"claimedAt", item.claimedAt},
	        {"claimedName", item.claimedName},
	        {"decidedAt", orNothing(item.decidedAt)},
	        {"decidedName", item.decidedName},
	        {"decidedWhy", item.decidedWhy},
	        {"paidAt", orNothing(item.paidAt)},
	        {"paidName", item.paidName},
	        {"receiptNumber", item.receiptNumber},
	        {"version", item.version}};
}

Result<void> addCompensation(Tx& tx, const Compensation& item)
{
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddCompensation, item.id, item.number, item.what, item.key.kind, item.key.branchId,
	                  item.key.erpKey, item.orderNumber, item.caseId, item.exceptionId, item.sumFen,
	                  liableJson(item, false).dump(), item.reason, item.claimedAt, item.claimedBy, item.claimedName));
	return {};
}

Result<std::optional<Compensation>> findCompensation(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kCompensation, id));
	return erphost::firstRow(rows, toCompensation);
}

Result<std::vector<Compensation>> compensationsOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kCompensationsOfOrder, key.kind, key.branchId, key.erpKey));
	return allRows(rows, toCompensation);
}

Result<CompensationPage> listCompensations(Tx& tx, const std::string& branches, const std::string& state,
                                           const std::string& branch, const std::string& text, int limit)
{
	EH_TRY(const auto cursor, erphost::readCursor(text, true));
	EH_TRY(auto rows,
	       tx.query(sql::kCompensations, branches, state, branch, cursor.number, cursor.id, cursor.given, limit + 1));
	CompensationPage page;
	EH_TRY(page.items, allRows(rows, toCompensation));
	if (erphost::cutToPage(page.items, limit))
		page.next = erphost::cursorOf(page.items.back().claimedAt, page.items.back().id);
	return page;
}

Result<void> decideCompensation(Tx& tx, const std::string& id, const std::string& state, const Person& who,
                                const std::string& why, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto decided,
	       tx.execute(sql::kDecideCompensation, id, state, nowMs, who.id, who.name, why));
	return {};
}

Result<void> markPaid(Tx& tx, const std::string& id, const Person& who, const std::string& receiptNumber,
                      std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto paid,
	       tx.execute(sql::kPayCompensation, id, nowMs, who.id, who.name, receiptNumber));
	return {};
}

} // namespace fees
