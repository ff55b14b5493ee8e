#include "store/Receipts.hpp"

#include "erphost/Rows.hpp"
#include "store/ReceiptSql.hpp"

namespace fees {

using erphost::allRows;
using erphost::Query;
using nlohmann::json;

namespace {

Quotation toQuotation(const Query& row)
{
	Quotation item;
	item.id = row.text(0);
	item.number = row.text(1);
	item.key = {row.text(2), row.text(3), row.text(4)};
	item.extra = row.integer(5) != 0;
	for (const auto& line : json::parse(row.view(6), nullptr, false)) item.lines.push_back(paperLine(line));
	item.totalFen = row.integer(7);
	item.state = row.text(8);
	item.madeAt = row.integer(9);
	item.madeName = row.text(10);
	item.answeredAt = row.optionalInteger(11);
	item.answeredVia = row.text(12);
	item.answeredNote = row.text(13);
	item.version = row.integer(14);
	return item;
}

Receipt toReceipt(const Query& row)
{
	Receipt item;
	item.id = row.text(0);
	item.number = row.text(1);
	item.what = row.text(2);
	item.key = {row.text(3), row.text(4), row.text(5)};
	item.mirrors = row.text(6);
	item.totalFen = row.integer(7);
	item.method = row.text(8);
	item.technician = row.text(9);
	item.businessDate = row.text(10);
	item.at = row.integer(11);
	item.whoName = row.text(12);
	item.reason = row.text(13);
	item.mirroredBy = row.text(14);
	return item;
}

Result<void> addLines(Tx& tx, Receipt& receipt)
{
	EH_TRY(auto rows, tx.query(sql::kReceiptLines, receipt.id));
	EH_TRY(receipt.lines, allRows(rows, [](const Query& row) {
			   return PaperLine{row.text(0), row.text(1),    row.text(2),   row.integer(3),
		                        row.text(4), row.integer(5), row.integer(6)};
		   }));
	return {};
}

} // namespace

json toJson(const PaperLine& line)
{
	return {{"what", line.what}, {"code", line.code},         {"name", line.name},          {"quantity", line.quantity},
	        {"unit", line.unit}, {"unitSize", line.unitSize}, {"amountFen", line.amountFen}};
}

PaperLine paperLine(const json& line)
{
	return {line.at("what"),        line.value("code", ""),
	        line.value("name", ""), line.value("quantity", std::int64_t{1}),
	        line.value("unit", ""), line.value("unitSize", std::int64_t{1}),
	        line.at("amountFen")};
}

Fen totalOf(const std::vector<PaperLine>& lines)
{
	Fen total = 0;
	for (const auto& line : lines) total += line.amountFen;
	return total;
}

Result<void> addQuotation(Tx& tx, const Quotation& item, const Person& who)
{
	EH_TRY([[maybe_unused]] const auto gone,
	       tx.execute(sql::kSupersede, item.key.kind, item.key.branchId, item.key.erpKey, item.extra));
	json lines = json::array();
	for (const auto& line : item.lines) lines.push_back(toJson(line));
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddQuotation, item.id, item.number, item.key.kind, item.key.branchId, item.key.erpKey,
	                  item.extra, lines.dump(), item.totalFen, item.madeAt, who.name, who.id));
	return {};
}

Result<std::optional<Quotation>> findQuotation(Tx& tx, const std::string& id)
{
	EH_TRY(auto rows, tx.query(sql::kQuotation, id));
	return erphost::firstRow(rows, toQuotation);
}

Result<std::vector<Quotation>> quotationsOf(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kQuotationsOfOrder, key.kind, key.branchId, key.erpKey));
	return allRows(rows, toQuotation);
}

Result<void> answerQuotation(Tx& tx, const Quotation& item, bool agreed, const std::string& via,
                             const std::string& note, std::int64_t nowMs)
{
	EH_TRY([[maybe_unused]] const auto answered,
	       tx.execute(sql::kAnswerQuotation, item.id, agreed ? "agreed" : "refused", nowMs, via, note));
	if (!agreed || item.extra) return {};
	EH_TRY([[maybe_unused]] const auto gone,
	       tx.execute(sql::kSupersedeAgreed, item.key.kind, item.key.branchId, item.key.erpKey, item.id));
	return {};
}

Result<Fen> agreedFen(Tx& tx, const OrderKey& key)
{
	EH_TRY(const auto all, quotationsOf(tx, key));
	Fen agreed = 0;
	for (const auto& item : all)
		if (item.state == "agreed") agreed += item.totalFen;
	return agreed;
}

Result<void> addReceipt(Tx& tx, const Receipt& item, const Person& who, std::int64_t generation)
{
	const auto mirrors = item.mirrors.empty() ? std::nullopt : std::optional(item.mirrors);
	EH_TRY([[maybe_unused]] const auto added,
	       tx.execute(sql::kAddReceipt, item.id, item.number, item.what, item.key.kind, item.key.branchId,
	                  item.key.erpKey, mirrors, item.totalFen, item.method, item.technician, item.businessDate, item.at,
	                  who.id, who.name, item.reason));
	std::int64_t number = 0;
	for (const auto& line : item.lines)
	{
		EH_TRY([[maybe_unused]] const auto kept,
		       tx.execute(sql::kAddReceiptLine, item.id, ++number, line.what, line.code, line.name, line.quantity,
		                  line.unit, line.unitSize, line.amountFen, generation));
	}
	return {};
}

Result<std::optional<Receipt>> findReceipt(Tx& tx, const std::string& id)
{
	std::optional<Receipt> found;
	{
		EH_TRY(auto rows, tx.query(sql::kReceipt, id));
		EH_TRY(found, erphost::firstRow(rows, toReceipt));
	}
	if (found) EH_CHECK(addLines(tx, *found));
	return found;
}

Result<std::vector<Receipt>> receiptsOf(Tx& tx, const OrderKey& key)
{
	std::vector<Receipt> found;
	{
		EH_TRY(auto rows, tx.query(sql::kReceiptsOfOrder, key.kind, key.branchId, key.erpKey));
		EH_TRY(found, allRows(rows, toReceipt));
	}
	for (auto& receipt : found) EH_CHECK(addLines(tx, receipt));
	return found;
}

Result<std::vector<MoneyFacts::Part>> chargedParts(Tx& tx, const OrderKey& key)
{
	EH_TRY(auto rows, tx.query(sql::kChargedParts, key.kind, key.branchId, key.erpKey));
	return allRows(rows, [](const Query& row) {
		return MoneyFacts::Part{row.text(0), row.text(1), row.text(2), row.integer(3), 0, row.integer(4)};
	});
}

} // namespace fees
