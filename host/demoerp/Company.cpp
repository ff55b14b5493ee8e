#include "host/demoerp/Company.hpp"

#include "host/demoerp/Schema.hpp"

#include <fmt/format.h>

namespace erphost::demoerp {

namespace {

/// Writes people one after the other; their numbers run through the whole company.
class Staff
{
public:
	Staff(Statement& insert, Random& random, LocalSeconds start): _insert(insert), _random(random), _start(start) {}

	Result<std::string> hire(std::string_view branch, const std::string& store, const char* department,
	                         const char* position)
	{
		return hire(personName(_random), phoneNumber(_random), branch, store, department, position);
	}

	Result<std::string> hire(const std::string& name, const std::string& phone, std::string_view branch,
	                         const std::string& store, const char* department, const char* position)
	{
		auto number = fmt::format("RY{:04}", ++_count);
		const auto hired = _start - _random.between(30, 4'000) * kDay;
		_insert << padded(number, 8) << padded(name, 10) << phone << branch;
		if (store.empty()) _insert << nullptr;
		else _insert << store;
		_insert << department << position << dateText(hired) << nullptr << "1";
		EH_CHECK(_insert.run());
		return number;
	}

private:
	Statement& _insert;
	Random& _random;
	LocalSeconds _start;
	int _count = 0;
};

Result<void> writeProducts(SqliteFile& file, LocalSeconds start)
{
	EH_TRY(auto insert, file.prepare(insertInto("商品资料")));
	for (const auto& product : kProducts)
	{
		insert << padded(std::string(product.code), 10) << product.name
			   << padded(std::string(kindCode(product.kind)), 4) << padded(std::string(product.brand), 10)
			   << product.model << (product.kind == Kind::tv ? "台" : "件") << moneyText(product.price * 100)
			   << (product.smart ? "1" : "0")
			   // What is not smart has a network socket all the same.
			   << (product.kind == Kind::tv && !product.smart ? "1" : "0") << warrantyMonths(product.kind) << "0"
			   << dateTimeText(start + 9 * kHour);
		EH_CHECK(insert.run());
	}
	return success();
}

Result<void> writeParts(SqliteFile& file)
{
	EH_TRY(auto part, file.prepare(insertInto("PJZL")));
	for (int i = 0; i < static_cast<int>(kParts.size()); ++i)
	{
		const auto& data = kParts[static_cast<std::size_t>(i)];
		part << padded(partCode(i), 12) << data.name << data.specification << data.unit
			 << padded(std::string(data.brand), 10) << std::string(1, data.kind) << std::string(1, data.regular)
			 << (data.kind == '1' ? "西安制冷配件公司" : "汉中五金机电市场") << moneyText(data.cost * 100)
			 << moneyText(partPrice(i)) << std::to_string(data.minimum) << (data.hazardous ? "1" : "0") << "0";
		EH_CHECK(part.run());
	}
	return success();
}

} // namespace

const Branch& Company::pickBranch(Random& random) const
{
	auto left = random.below(100);
	for (const auto& branch : branches)
		if ((left -= branch.data->weight) < 0) return branch;
	return branches.back();
}

Result<Company> Company::write(SqliteFile& file, Random& random, LocalSeconds start)
{
	EH_TRY(auto branchRow, file.prepare(insertInto("GSXX")));
	EH_TRY(auto storeRow, file.prepare(insertInto("MDXX")));
	EH_TRY(auto staffRow, file.prepare(insertInto("RYXX")));
	EH_TRY(auto providerRow, file.prepare(insertInto("WDZL")));
	EH_TRY(auto technicianRow, file.prepare(insertInto("SFXX")));
	Staff staff(staffRow, random, start);
	Company company;

	for (const auto* position :
	     {"客服部经理", "回访文员", "回访文员", "回访文员", "结算文员", "总仓材料管理员", "工程师"})
		EH_CHECK(staff.hire("HZ", "", "客服部", position));
	EH_CHECK(staff.hire("HZ", "", "财务部", "财务"));
	EH_CHECK(staff.hire("HZ", "", "人资部", "人资"));
	EH_CHECK(staff.hire("HZ", "", "总经办", "分管领导"));

	for (const auto& data : kBranches)
	{
		Branch branch;
		branch.data = &data;
		EH_TRY(const auto manager, staff.hire(data.code, "", "售后部", "分公司售后经理"));
		for (const auto* position : {"派工文员", "材料文员"}) EH_CHECK(staff.hire(data.code, "", "售后部", position));
		EH_CHECK(staff.hire(data.code, "", "物流部", "物流经理"));
		EH_TRY(branch.cashier, staff.hire(data.code, "", "财务部", "收银"));
		for (int i = 0; i < 3; ++i)
		{
			EH_TRY(auto driver, staff.hire(data.code, "", "物流部", "送货员"));
			branch.drivers.push_back(std::move(driver));
		}
		for (int i = 0; i < data.stores; ++i)
		{
			const auto store = fmt::format("{}{:02}", data.code, i + 1);
			EH_TRY(const auto head, staff.hire(data.code, store, "门店", "店长"));
			for (int j = 0; j < 4; ++j)
			{
				EH_TRY(auto seller, staff.hire(data.code, store, "门店", "营业员"));
				branch.sellers.push_back(std::move(seller));
			}
			storeRow << store << data.code << padded(std::string(data.storeNames[i]), 20)
					 << fmt::format("{}{}{}号", data.name, data.places[i], random.between(1, 200))
					 << fmt::format("{}{:04}", data.areaCode, random.below(10'000)) << padded(head, 8) << "0";
			EH_CHECK(storeRow.run());
			branch.stores.push_back(store);
		}
		branchRow << data.code << fmt::format("{}分公司", data.name) << data.name
				  << fmt::format("{}{}{}号", data.name, data.places[0], random.between(1, 200))
				  << fmt::format("{}{:04}", data.areaCode, random.below(10'000)) << padded(manager, 8) << "0";
		EH_CHECK(branchRow.run());

		int providers = 0;
		const auto provider = [&](const std::string& name, const char* kind, int deposit) -> Result<std::string> {
			auto number = fmt::format("{}WD{:02}", data.code, ++providers);
			providerRow << number << data.code << name << kind << personName(random) << phoneNumber(random)
						<< moneyText(deposit * 100) << "0";
			EH_CHECK(providerRow.run());
			return number;
		};
		EH_TRY(branch.office, provider(fmt::format("{}售后服务部", data.name), "1", 0));
		EH_TRY(const auto first, provider(fmt::format("{}顺达制冷安装队", data.name), "2", 5'000));
		EH_TRY(const auto second, provider(fmt::format("{}惠民家电维修部", data.name), "2", 3'000));
		EH_TRY(branch.carrier, provider(fmt::format("{}诚信配送", data.name), "2", 2'000));
		if (data.code == "HZ")
		{
			EH_TRY(branch.manufacturer, provider("厂家特约服务中心", "3", 0));
		}
		EH_TRY(branch.partner, provider(fmt::format("{}厨电专柜", data.name), "4", 0));

		for (int i = 0; i < data.technicians + data.outsourced; ++i)
		{
			const bool outsourced = i >= data.technicians;
			Technician technician{fmt::format("{}{}{:03}", data.code, outsourced ? 'W' : 'S', i + 1),
			                      !outsourced  ? branch.office
			                      : i % 2 == 0 ? first
			                                   : second,
			                      outsourced};
			const auto name = personName(random);
			const auto phone = phoneNumber(random);
			if (!outsourced)
				EH_CHECK(staff.hire(name, phone, data.code, "", "售后部", i % 3 == 0 ? "维修工" : "安装工"));
			technicianRow << data.code << padded(technician.number, 8) << padded(name, 10) << phone
						  << technician.provider << (outsourced ? "外援" : "自有")
						  << (i % 3 == 0 ? "维修;空调;彩电" : "安装;空调;热水器")
						  << dateText(start - random.between(30, 3'000) * kDay) << nullptr << "1";
			EH_CHECK(technicianRow.run());
			branch.technicians.push_back(std::move(technician));
			++company.technicians;
		}
		// Somebody who left: the orders of his time stay, he gets no new ones.
		technicianRow << data.code << padded(fmt::format("{}S099", data.code), 8) << padded(personName(random), 10)
					  << phoneNumber(random) << branch.office << "自有"
					  << "安装;空调" << dateText(start - 900 * kDay) << dateText(start + 20 * kDay) << "0";
		EH_CHECK(technicianRow.run());
		++company.technicians;
		company.branches.push_back(std::move(branch));
	}
	EH_CHECK(writeProducts(file, start));
	EH_CHECK(writeParts(file));
	company.parts = static_cast<std::int64_t>(kParts.size());
	return company;
}

Result<Company> Company::read(SqliteFile& file)
{
	EH_TRY(auto stores, file.prepare("SELECT MDBH FROM MDXX WHERE GSBH = ?1 ORDER BY MDBH"));
	EH_TRY(auto technicians,
	       file.prepare("SELECT rtrim(SFBH), WDBH, LB FROM SFXX WHERE GSBH = ?1 AND ZZBZ = '1' ORDER BY SFBH"));
	EH_TRY(auto staff, file.prepare("SELECT rtrim(RYBH), GW FROM RYXX WHERE GSBH = ?1 ORDER BY RYBH"));
	EH_TRY(auto providers, file.prepare("SELECT WDBH, LB, WDMC FROM WDZL WHERE GSBH = ?1 ORDER BY WDBH"));
	Company company;
	for (const auto& data : kBranches)
	{
		Branch branch;
		branch.data = &data;
		EH_TRY(const auto storeRows, (stores << data.code).query());
		for (const auto& row : storeRows) branch.stores.push_back(row[0]);
		EH_TRY(const auto technicianRows, (technicians << data.code).query());
		for (const auto& row : technicianRows) branch.technicians.push_back({row[0], row[1], row[2] == "外援"});
		EH_TRY(const auto staffRows, (staff << data.code).query());
		for (const auto& row : staffRows)
		{
			if (row[1] == "送货员") branch.drivers.push_back(row[0]);
			if (row[1] == "营业员") branch.sellers.push_back(row[0]);
			if (row[1] == "收银") branch.cashier = row[0];
		}
		EH_TRY(const auto providerRows, (providers << data.code).query());
		for (const auto& row : providerRows)
		{
			if (row[1] == "1") branch.office = row[0];
			if (row[1] == "3") branch.manufacturer = row[0];
			if (row[1] == "4") branch.partner = row[0];
			if (row[1] == "2") branch.carrier = row[0]; // the last of them
		}
		if (branch.stores.empty() || branch.technicians.empty() || branch.drivers.empty() || branch.sellers.empty())
			return permanent("demoerp.sqlite", "not a demo ERP")
			    .with("reason", "no staff in branch " + std::string(data.code));
		company.branches.push_back(std::move(branch));
	}
	return company;
}

} // namespace erphost::demoerp
