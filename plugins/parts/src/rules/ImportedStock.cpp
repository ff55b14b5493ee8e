#include "rules/ImportedStock.hpp"

#include "rules/Decimal.hpp"
#include "rules/Share.hpp"

#include <optional>

namespace parts {

using erphost::imports::Column;
using erphost::imports::folded;
using erphost::imports::plainDecimal;
using erphost::imports::Reading;

const std::vector<Column>& importedStockColumns()
{
	static const std::vector<Column> columns{
		{"place", {"仓库", "Store"}, {"库房", "仓库名称", "库位", "warehouse"}, true, false, {}, 100},
		{"item",
	     {"物料编码", "Item code"},
	     {"编码", "配件编码", "备件编码", "料号", "存货编码", "code"},
	     true,
	     false,
	     {},
	     100},
		{"name", {"名称", "Name"}, {"物料名称", "配件名称", "备件名称", "存货名称", "品名"}, false, false, {}, 100},
		{"specification", {"规格", "Specification"}, {"规格型号", "型号"}, false, false, {}, 100},
		{"unit", {"单位", "Unit"}, {"计量单位"}, false, false, {}, 20},
		{"quantity", {"数量", "Quantity"}, {"期初数量", "库存数量", "结存数量", "实盘数量"}, true, false, {}, 30},
		{"price", {"单价", "Unit price"}, {"单位成本", "成本价"}, false, false, {}, 30},
		{"sum", {"金额", "Sum"}, {"期初金额", "库存金额", "结存金额"}, false, false, {}, 30}};
	return columns;
}

namespace {

void mustAgree(Reading& reading, const std::string& column, const std::string& code, const std::string& ours)
{
	const std::string theirs = reading.text(column);
	if (!theirs.empty() && folded(theirs) != folded(ours))
		reading.wrong(column, code, {{"given", theirs}, {"ours", ours}});
}

/// A sum in fen that a cell names; nullopt where it is empty or wrong.
std::optional<std::int64_t> fenOf(Reading& reading, const std::string& column)
{
	const std::string cell = reading.text(column);
	if (cell.empty()) return std::nullopt;
	const auto fen = scaledRounded(plainDecimal(cell), 100);
	if (fen && *fen >= 0 && *fen <= kMaximumFen) return fen;
	reading.wrong(column, "parts.money_odd", {{"given", cell}});
	return std::nullopt;
}

} // namespace

ImportedStock readImportedStock(Reading& reading, const ImportItem& item)
{
	mustAgree(reading, "name", "parts.name_differs", item.name);
	mustAgree(reading, "specification", "parts.specification_differs", item.specification);
	mustAgree(reading, "unit", "parts.unit_differs", item.unit);
	ImportedStock stock;
	const std::string cell = reading.text("quantity");
	const auto quantity = scaled(plainDecimal(cell), item.unitSize);
	const bool countable = quantity && *quantity > 0 && *quantity <= kMaximumQuantity;
	if (countable) stock.quantity = *quantity;
	else if (!cell.empty()) reading.wrong("quantity", "parts.quantity_odd", {{"given", cell}, {"unit", item.unit}});
	const auto price = fenOf(reading, "price"), sum = fenOf(reading, "sum");
	if (!countable) return stock;
	const std::int64_t byPrice = shareOf(price.value_or(item.costFen), *quantity, item.unitSize);
	stock.costFen = sum.value_or(byPrice);
	// A price has two decimals in the sheet: by half a fen a unit it may be off, and by its own rounding.
	const std::int64_t off = *quantity / item.unitSize / 2 + 1;
	if (price && sum && (*sum > byPrice + off || *sum < byPrice - off))
		reading.wrong("sum", "parts.sum_differs",
		              {{"given", reading.text("sum")}, {"expected", decimalText(byPrice, 100)}});
	return stock;
}

const std::vector<Column>& importedOldPartColumns()
{
	static const std::vector<erphost::imports::Choice> states{
		{"owed", {"未交", "Owed"}, {"未返", "未还", "欠交"}},
		{"here", {"已交待返", "Here"}, {"已交", "待返厂", "在库"}}};
	static const std::vector<Column> columns{
		{"branch", {"分公司", "Branch"}, {"公司", "所属分公司"}, true, false, {}, 60},
		{"order", {"单号", "Order"}, {"派工单号", "工单号", "维修单号"}, true, false, {}, 60},
		{"item", {"物料编码", "Item code"}, {"编码", "配件编码", "备件编码", "料号"}, true, false, {}, 100},
		{"quantity", {"数量", "Quantity"}, {"旧件数量", "应交数量"}, true, false, {}, 30},
		{"state", {"状态", "State"}, {"是否已交"}, false, false, states, 20},
		{"person", {"师傅编号", "Technician's number"}, {"工号", "人员编号"}, false, false, {}, 60},
		{"personName", {"师傅", "Technician"}, {"姓名", "领用人", "责任人"}, false, false, {}, 100},
		{"dueOn", {"应交日期", "Due on"}, {"期限", "到期日"}, false, false, {}, 40},
		{"deposit", {"押金", "Deposit"}, {"配件押金", "押金金额"}, false, false, {}, 30}};
	return columns;
}

ImportedOldPart readImportedOldPart(Reading& reading, const ImportItem& item)
{
	ImportedOldPart old;
	const std::string cell = reading.text("quantity");
	const auto quantity = scaled(plainDecimal(cell), item.unitSize);
	if (quantity && *quantity > 0 && *quantity <= kMaximumQuantity && *quantity % item.unitSize == 0)
		old.quantity = *quantity;
	else if (!cell.empty()) reading.wrong("quantity", "parts.pieces_odd", {{"given", cell}});
	old.here = reading.choice("state") == "here";
	old.person = erphost::imports::narrow(reading.text("person"));
	old.personName = reading.text("personName");
	if (!old.here && old.person.empty()) reading.wrong("person", "parts.person_missing");
	old.depositFen = fenOf(reading, "deposit");
	if (const std::string due = reading.text("dueOn"); !due.empty())
	{
		const auto day = erphost::imports::dayOf(due);
		if (day) old.dueOn = *day;
		else reading.wrong("dueOn", "not_a_day", {{"given", due}});
	}
	return old;
}

} // namespace parts
