#include "host/demoerp/LiveErp.hpp"

#include "host/demoerp/Demand.hpp"
#include "host/demoerp/LiveSql.hpp"
#include "host/demoerp/OrderWriter.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace erphost::demoerp {

namespace {

constexpr const char* kPrefixes[] = {"PG", "XS", "SH", "SK"};

/// A branch reads what lies in its interface tables when it has a moment.
constexpr LocalSeconds kReadsAfter = 90;

/// What a branch writes into a contact sheet: what it found, why it was so, what it offered, what it did.
struct SheetAnswer
{
	std::string_view department, facts, cause, solution, carriedOut, result, measure;
};
constexpr SheetAnswer kAnswers[] = {
	{"售后", "与师傅和客户分别核实，情况属实", "师傅赶下一单，收尾没有检查", "与客户约定次日上门返工",
     "已上门返工，客户现场试机签字", "已返工，客户认可", "收尾检查列入班前会，抽查本周工单"},
	{"售后", "客户反映属实，预约时间未提前告知", "派单过密，前一单延误", "向客户致歉，改约当天傍晚",
     "师傅已按新时间上门并道歉", "已道歉并完成服务", "延误超过 30 分钟必须先打电话"},
	{"售后", "已上门检测，属零件故障", "产品零件质量问题", "按三包规定免费更换", "零件已更换，试机正常", "已更换零件",
     "向厂家反馈同批次故障"},
	{"物流", "装车单与客户反映一致", "当天路线临时调整", "向客户致歉并补送", "已送达，客户签收", "已补送到位",
     "调整路线须由调度提前通知客户"},
	{"物流", "外箱有挤压痕迹，机身完好", "装卸时未竖放", "更换外箱并检查整机", "已上门检查更换", "客户接受处理",
     "装卸人员重新培训"},
	{"门店", "与营业员核实，承诺时间确实偏早", "营业员不清楚配送能力", "店长向客户解释并致歉", "已电话致歉，客户理解",
     "客户表示理解", "店内公示各乡镇配送时限"},
};

/// Numbers that go on after those of the day.
Result<Numbers> numbersOf(SqliteFile& file, std::string_view branch, LocalSeconds now)
{
	Numbers numbers;
	for (std::size_t i = 0; i < std::size(kPrefixes); ++i)
	{
		EH_TRY(auto highest, file.prepare(sql::kHighest[i]));
		EH_TRY(const auto rows, (highest << branch << kPrefixes[i] + compactDate(now)).query());
		const auto& last = rows.at(0).at(0);
		numbers.startAfter(kPrefixes[i], branch, now, last.empty() ? 0 : std::stoll(last));
	}
	return numbers;
}

} // namespace

LiveErp::LiveErp(SqliteFile file, Company company, std::uint64_t seed):
	_file(std::move(file)), _company(std::move(company)), _random(seed)
{
}

Result<LiveErp> LiveErp::open(const std::filesystem::path& path, std::uint64_t seed)
{
	EH_TRY(auto file, SqliteFile::open(path, false));
	EH_TRY(auto company, Company::read(file));
	// Started again with the same seed, life goes on; it does not repeat itself.
	EH_TRY(const auto orders, file.number("SELECT count(*) FROM PGD"));
	return LiveErp(std::move(file), std::move(company),
	               seed ^ (static_cast<std::uint64_t>(orders) * 0x9E3779B97F4A7C15ULL));
}

const Branch* LiveErp::branchOf(std::string_view code) const
{
	for (const auto& branch : _company.branches)
		if (branch.data->code == code) return &branch;
	return nullptr;
}

Result<LiveStep> LiveErp::step(LocalSeconds now)
{
	EH_CHECK(_file.script("BEGIN IMMEDIATE"));
	auto done = work(now);
	if (done)
	{
		auto committed = _file.script("COMMIT");
		if (committed) return done;
		done = std::move(committed).error();
	}
	// Whatever went wrong, the next tick begins anew; the first error is the one that tells something.
	static_cast<void>(_file.script("ROLLBACK").ok());
	return done;
}

Result<LiveStep> LiveErp::work(LocalSeconds now)
{
	LiveStep step;
	if (_random.chance(700)) EH_CHECK(takeOrder(now, step));
	EH_CHECK(finish(now, step));
	EH_CHECK(telephone(now, step));
	EH_CHECK(dispatch(now, step));
	EH_CHECK(deliver(now, step));
	if (_random.chance(350)) EH_CHECK(answerSheet(now, step));
	EH_CHECK(takeCash(now, step));
	EH_CHECK(count(now, step));
	if (_random.chance(300)) EH_CHECK(bookDifference(now, step));
	EH_CHECK(takeOver(now));
	return step;
}

Result<void> LiveErp::takeOver(LocalSeconds now)
{
	const auto run = [&](std::string_view statement) -> Result<void> {
		EH_TRY(auto update, _file.prepare(statement));
		return (update << dateTimeText(now)).run();
	};
	for (const auto statement : sql::kTakeOver) EH_CHECK(run(statement));
	EH_CHECK(run(sql::kNoteDifferences));
	return run(sql::kNoteSheets);
}

Result<void> LiveErp::count(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto asked, _file.prepare(sql::kToCount));
	EH_TRY(auto keepers, _file.prepare(sql::kKeepers));
	EH_TRY(auto type, _file.prepare(sql::kCount));
	EH_TRY(const auto lines, (asked << dateTimeText(now - kReadsAfter) << 5).query());
	for (const auto& line : lines)
	{
		// What differs is counted again by somebody else (PT-06).
		EH_TRY(const auto people, (keepers << line[1]).query());
		const auto round = line[3].empty() ? std::size_t{0} : static_cast<std::size_t>(std::stoull(line[3]));
		const auto name = people.empty() ? std::string("分公司") : people[round % people.size()][0];
		EH_CHECK((type << line[0] << line[2] << name << dateTimeText(now)).run());
		++step.counted;
	}
	return success();
}

Result<void> LiveErp::bookDifference(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto bookable, _file.prepare(sql::kBookable));
	EH_TRY(const auto rows, (bookable << dateTimeText(now - kReadsAfter)).query());
	if (rows.empty()) return success();
	const auto& row = rows[0];
	EH_TRY(auto book, _file.prepare(sql::kBook));
	EH_CHECK((book << row[1] << row[2] << padded(row[3], 12) << row[4]).run());
	EH_TRY(auto booked, _file.prepare(sql::kBooked));
	EH_CHECK((booked << row[0] << dateTimeText(now)).run());
	++step.booked;
	return success();
}

Result<Customer> LiveErp::anyCustomer(const Branch& branch, LocalSeconds now)
{
	auto customer = inventCustomer(*branch.data, _random);
	if (_random.chance(300))
	{
		EH_TRY(auto known, _file.prepare(sql::kCustomers));
		EH_TRY(const auto rows, (known << branch.data->code).query());
		if (!rows.empty())
		{
			const auto& row = _random.pick(std::span<const std::vector<std::string>>(rows));
			customer.number = row[0];
			customer.name = row[1];
			customer.phone = row[2];
			customer.address = row[3];
			customer.kind = row[4].empty() ? '1' : row[4][0];
			return customer;
		}
	}
	EH_TRY(const auto last, _file.number(sql::kLastCustomer));
	customer.number = fmt::format("KH{:08}", last + 1);
	EH_TRY(auto writer, OrderWriter::open(_file));
	EH_CHECK(writer.customer(branch, customer, now, now, _random));
	return customer;
}

Result<void> LiveErp::takeOrder(LocalSeconds now, LiveStep& step)
{
	const auto& branch = _company.pickBranch(_random);
	auto order = inventOrder(branch, now, _random);
	EH_TRY(const auto customer, anyCustomer(branch, now));
	EH_TRY(auto numbers, numbersOf(_file, branch.data->code, now));
	EH_TRY(auto writer, OrderWriter::open(_file));
	order.number = numbers.next("PG", branch.data->code, now);
	if (order.install)
	{
		order.bought = now;
		order.sale = numbers.next("XS", branch.data->code, now);
		order.delivery = numbers.next("SH", branch.data->code, now);
		order.invoice = fmt::format("FP{:08}", _random.below(100'000'000));
		auto delivery = planDelivery(now, customer.inTown, _random);
		delivery.number = order.delivery;
		delivery.cancelled = false;
		// Paid at once: in the accelerated day of this ERP the goods leave within minutes.
		EH_CHECK(writer.sale(order, customer, 1, true, now + 15 * kMinute, _random));
		EH_CHECK(writer.delivery(order, customer, delivery, now, _random));
	}
	order.dispatched = 0; // the desk decides later
	EH_CHECK(writer.order(order, customer, now, _random));
	++step.ordered;
	return success();
}

Result<void> LiveErp::dispatch(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto open, _file.prepare(sql::kOpenOrders));
	EH_TRY(auto update, _file.prepare(sql::kDispatch));
	EH_TRY(const auto rows, (open << _random.between(1, 2)).query());
	for (const auto& row : rows)
	{
		const auto* branch = branchOf(row[0]);
		if (branch == nullptr) continue;
		const auto& technician = _random.pick(std::span<const Technician>(branch->technicians));
		update << row[0] << row[1] << padded(technician.number, 8) << technician.provider << dateText(now)
			   << timeText(now) << dateTimeText(now);
		EH_CHECK(update.run());
		++step.dispatched;
	}
	return success();
}

Result<void> LiveErp::telephone(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto uncalled, _file.prepare(sql::kUncalledOrders));
	EH_TRY(auto update, _file.prepare(sql::kTelephone));
	EH_TRY(const auto rows, (uncalled << _random.between(1, 2)).query());
	for (const auto& row : rows)
	{
		const auto appointment = inWorkingHours(now + 2 * kHour, _random) / (30 * kMinute) * (30 * kMinute);
		update << row[0] << row[1] << dateText(now) << timeText(now) << dateText(appointment) << timeText(appointment)
			   << dateTimeText(now);
		EH_CHECK(update.run());
		++step.contacted;
	}
	return success();
}

Result<void> LiveErp::finish(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto called, _file.prepare(sql::kCalledOrders));
	EH_TRY(auto update, _file.prepare(sql::kFinish));
	EH_TRY(const auto rows, (called << (_random.chance(300) ? 2 : 1)).query());
	for (const auto& row : rows)
	{
		const auto* branch = branchOf(row[0]);
		if (branch == nullptr) continue;
		const bool carryIn = row[3] == "2";
		RepairFee fee;
		if (row[2] == "02" && row[4] == "N")
			for (const auto& fault : kFaults)
				if (fault.code == row[8]) fee = repairFee(fault, carryIn);
		// Now and then a clerk types another sum for the parts than the list has.
		if (fee.parts > 0 && _random.chance(40)) fee.parts += 10 * 100;
		auto collected = fee.total();
		if (collected > 0 && row[5] == kOvercharger && _random.chance(700)) collected += kOvercharge;
		const auto moment = dateTimeText(now);
		update << row[0] << row[1];
		// He cannot have arrived before he was sent.
		const auto arrived = std::max(dateTimeText(now - _random.between(30, 90) * kMinute), row[7]);
		if (carryIn || arrived > moment) update << nullptr << nullptr;
		else update << arrived.substr(0, 10) << arrived.substr(11);
		update << dateText(now) << timeText(now) << (_random.chance(600) ? "1" : "2") << moment << moneyText(fee.labour)
			   << moneyText(fee.parts) << moneyText(fee.visit) << moneyText(fee.total()) << moneyText(collected);
		EH_CHECK(update.run());
		++step.completed;
		// The money goes to the clerk first; seldom straight into the till.
		if (collected > 0 && _random.chance(50))
			EH_CHECK(enterCash({row[0], row[1], row[6], row[5], moneyText(collected)}, now, step));
	}
	return success();
}

Result<void> LiveErp::takeCash(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto uncashed, _file.prepare(sql::kUncashed));
	EH_TRY(auto orders, (uncashed << 3).query());
	for (auto& order : orders) EH_CHECK(enterCash(order, now, step));
	return success();
}

Result<void> LiveErp::enterCash(const std::vector<std::string>& order, LocalSeconds now, LiveStep& step)
{
	const auto* branch = branchOf(order[0]);
	if (branch == nullptr) return success();
	EH_TRY(auto numbers, numbersOf(_file, order[0], now));
	EH_TRY(auto cash, _file.prepare(sql::kCash));
	cash << order[0] << numbers.next("SK", order[0], now) << order[2] << order[1] << padded(order[3], 8) << order[4]
		 << fmt::format("SJ{:07}", _random.below(10'000'000)) << padded(branch->cashier, 8) << dateTimeText(now);
	EH_CHECK(cash.run());
	++step.cashed;
	return success();
}

Result<void> LiveErp::deliver(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto pending, _file.prepare(sql::kPendingDeliveries));
	EH_TRY(auto leave, _file.prepare(sql::kLeave));
	EH_TRY(auto arrive, _file.prepare(sql::kArrive));
	EH_TRY(auto orders, _file.prepare(sql::kDeliveredOrders));
	EH_TRY(const auto rows, (pending << _random.between(1, 3)).query());
	for (const auto& row : rows)
	{
		auto& update = row[2] == "0" ? leave : arrive;
		EH_CHECK((update << row[0] << row[1] << dateText(now) << timeText(now) << dateTimeText(now)).run());
		if (row[2] == "0") continue;
		EH_CHECK((orders << row[0] << row[1] << dateTimeText(now)).run());
		++step.delivered;
	}
	return success();
}

Result<void> LiveErp::answerSheet(LocalSeconds now, LiveStep& step)
{
	EH_TRY(auto open, _file.prepare(sql::kOpenSheets));
	EH_TRY(const auto sheets, (open << dateTimeText(now - kReadsAfter)).query());
	if (sheets.empty()) return success();
	const auto& sheet = sheets[0];
	std::vector<const SheetAnswer*> fitting;
	for (const auto& answer : kAnswers)
		if (answer.department == sheet[2]) fitting.push_back(&answer);
	if (fitting.empty()) fitting.push_back(&kAnswers[0]);
	const auto& answer = *_random.pick(std::span<const SheetAnswer* const>(fitting));
	EH_TRY(auto managers, _file.prepare(sql::kManagers));
	EH_TRY(const auto people, (managers << sheet[1] << std::string(answer.department) + "部").query());
	EH_TRY(auto update, _file.prepare(sql::kAnswerSheet));
	update << sheet[0] << answer.facts << answer.cause << answer.solution << answer.carriedOut << answer.result
		   << answer.measure << (people.empty() ? std::string("分公司") : people[0][0]) << dateTimeText(now);
	EH_CHECK(update.run());
	++step.answered;
	return success();
}

} // namespace erphost::demoerp
