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

} // namespace parts
