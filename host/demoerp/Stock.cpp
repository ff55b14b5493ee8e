#include "host/demoerp/Stock.hpp"

#include "host/demoerp/Schema.hpp"

#include <fmt/format.h>

namespace erphost::demoerp {

Stock::Stock(const Company& company, Random& random, LocalSeconds now): _company(company)
{
	const auto parts = static_cast<int>(kParts.size());
	const auto counted = [&] { return dayOf(now - random.between(5, 60) * kDay); };
	for (const auto& branch : company.branches)
		for (int part = 0; part < parts; ++part)
			_shelves.push_back(
				{branch.data->code, "FC01", "分公司备件仓", part, random.chance(850), counted(), random.between(0, 1)});
	for (int part = 0; part < parts; ++part)
		_shelves.push_back({"HZ", "ZC00", "总仓", part, true, counted(), random.between(0, 3)});
}

void Stock::use(const WorkOrder& order)
{
	const auto branch = static_cast<std::size_t>(order.branch - _company.branches.data());
	for (const auto& use : order.used)
	{
		auto& shelf = _shelves[branch * kParts.size() + static_cast<std::size_t>(use.part)];
		shelf.kept = true;
		if (dayOf(order.entered) >= shelf.counted) shelf.used += use.count;
	}
}

Result<void> Stock::write(SqliteFile& file) const
{
	EH_TRY(auto row, file.prepare(insertInto("KCYE")));
	for (const auto& shelf : _shelves)
	{
		if (!shelf.kept) continue;
		const auto& data = kParts[static_cast<std::size_t>(shelf.part)];
		const auto filled = ((shelf.used + data.minimum - 1) / data.minimum + shelf.spare) * data.minimum;
		const auto left = filled - shelf.used;
		row << shelf.branch << shelf.warehouse << padded(partCode(shelf.part), 12) << shelf.name
			<< fmt::format("{}.00", left) << moneyText(left * data.cost * 100) << dateText(shelf.counted);
		EH_CHECK(row.run());
	}
	return success();
}

} // namespace erphost::demoerp
