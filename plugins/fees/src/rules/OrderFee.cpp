#include "rules/OrderFee.hpp"

namespace fees {

namespace {

FeeLine priced(const FeeInput& input, FeeLine line, const ListRow& row)
{
	const auto amount = lineAmount(row.amount, line.quantity, line.unitSize);
	line.priceFen = row.amount;
	line.basis = amount ? "list" : "unlisted";
	line.amountFen = amount.value_or(0);
	line.listId = input.listId;
	line.listLine = row.line;
	return line;
}

std::string freeBasis(const FeeInput& input)
{
	return input.reason == "repair_warranty" ? "repair_warranty" : "warranty";
}

const ListRow* rowFor(const FeeInput& input, const char* what, const std::string& code)
{
	return bestRow(input.list, {what, code, input.serviceType, input.productType, input.brand, input.model});
}

FeeLine partLine(const FeeInput& input, const UsedPart& part)
{
	FeeLine line{"part", part.code, part.name, part.used, part.unit, part.unitSize, 0, 0, {}, {}, 0};
	if (!part.freeApproval.empty()) line.basis = "free_approval"; // PT-13
	else if (part.covered) line.basis = freeBasis(input);
	else if (const ListRow* row = rowFor(input, "part", part.code)) return priced(input, std::move(line), *row);
	else
	{
		line.basis = "cost"; // PT-12
		line.amountFen = part.costFen;
	}
	return line;
}

} // namespace

std::vector<FeeLine> feeOf(const FeeInput& input)
{
	std::vector<FeeLine> lines;
	const ListRow* labour = rowFor(input, "labour", input.faultCode);
	FeeLine work{"labour",
	             labour ? labour->code : "",
	             labour ? labour->name : "",
	             input.units,
	             labour ? labour->unit : "",
	             1,
	             0,
	             0,
	             {},
	             {},
	             0};
	if (input.covered) work.basis = freeBasis(input);
	else if (labour) work = priced(input, std::move(work), *labour);
	else work.basis = "unlisted";
	lines.push_back(std::move(work));
	const ListRow* visit = input.onSite && !input.covered ? rowFor(input, "visit", {}) : nullptr;
	if (visit)
		lines.push_back(priced(input, {"visit", visit->code, visit->name, 1, visit->unit, 1, 0, 0, {}, {}, 0}, *visit));
	for (const auto& part : input.parts)
		if (part.used > 0) lines.push_back(partLine(input, part));
	return lines;
}

Fen totalOf(std::span<const FeeLine> lines)
{
	Fen total = 0;
	for (const auto& line : lines) total += line.amountFen;
	return total;
}

} // namespace fees
