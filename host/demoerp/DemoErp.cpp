#include "host/demoerp/DemoErp.hpp"

#include "host/calendar/TimeZone.hpp"
#include "host/demoerp/Demand.hpp"
#include "host/demoerp/OrderWriter.hpp"
#include "host/demoerp/Schema.hpp"
#include "host/demoerp/Stock.hpp"
#include "host/platform/Files.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace erphost::demoerp {

namespace {

Error invalid(const char* option)
{
	return permanent("demoerp.options_invalid", fmt::format("the option {} cannot be used", option))
	    .with("option", option);
}

/// The company's business from the first day to the last.
class History
{
public:
	History(const Company& company, OrderWriter& writer, Stock& stock, Random& random, LocalSeconds now):
		_company(company), _writer(writer), _stock(stock), _random(random), _now(now),
		_customers(company.branches.size())
	{
	}

	Result<void> day(LocalSeconds day, std::int64_t count)
	{
		const auto moments = momentsOfDay(count, day, _now, _random);
		for (std::size_t i = 0; i < moments.size();)
		{
			const auto& branch = _company.pickBranch(_random);
			auto order = inventOrder(branch, moments[i], _random);
			// Three air conditioners for one flat, or everything for a new home.
			auto units =
				order.install && _random.chance(120) ? static_cast<std::size_t>(_random.between(2, 3)) : std::size_t{1};
			units = std::min(units, moments.size() - i);
			EH_TRY(const auto* customer, customerOf(branch, moments[i]));
			EH_CHECK(write(std::move(order), *customer, static_cast<int>(units)));
			i += units;
			if (_random.chance(250)) EH_CHECK(counterSale(moments[i - 1]));
		}
		return success();
	}

private:
	std::size_t indexOf(const Branch& branch) const
	{
		return static_cast<std::size_t>(&branch - _company.branches.data());
	}

	Result<const Customer*> customerOf(const Branch& branch, LocalSeconds moment)
	{
		auto& known = _customers[indexOf(branch)];
		const auto any = [&]() -> const Customer& { return _random.pick(std::span<const Customer>(known)); };
		if (!known.empty() && _random.chance(300)) return &any();
		auto customer = inventCustomer(*branch.data, _random);
		// The same family, entered a second time.
		if (!known.empty() && _random.chance(12)) customer.phone = any().phone;
		customer.number = fmt::format("KH{:08}", ++_lastCustomer);
		EH_CHECK(_writer.customer(branch, customer, moment - _random.between(1, 10) * kMinute, _now, _random));
		known.push_back(std::move(customer));
		return &known.back();
	}

	Result<void> write(WorkOrder first, const Customer& customer, int units)
	{
		const auto code = first.branch->data->code;
		const bool soldHere = first.install && !_random.chance(80);
		if (soldHere)
		{
			first.sale = _numbers.next("XS", code, first.bought);
			first.invoice = fmt::format("FP{:08}", _random.below(100'000'000));
		}
		for (int unit = 0; unit < units; ++unit)
		{
			WorkOrder order = first;
			order.ordered = std::min(first.ordered + unit * kMinute, _now);
			if (unit > 0)
			{
				if (_random.chance(400)) order.product = &pickProduct(true, monthOf(first.ordered), _random);
				order.serial =
					fmt::format("{}{:012}", kindCode(order.product->kind), _random.below(1'000'000'000) * 7 + 13);
			}
			order.number = _numbers.next("PG", code, order.ordered);
			std::optional<Delivery> delivery;
			if (soldHere)
			{
				delivery = planDelivery(order.bought, customer.inTown, _random);
				delivery->number = order.delivery = _numbers.next("SH", code, order.bought);
				if (!delivery->cancelled) order.delivered = delivery->arrived;
			}
			planWork(order, _random);
			if (soldHere) EH_CHECK(_writer.sale(order, customer, unit + 1, true, _now, _random));
			if (delivery) EH_CHECK(_writer.delivery(order, customer, *delivery, _now, _random));
			EH_CHECK(_writer.order(order, customer, _now, _random));
			EH_CHECK(_writer.cash(order, _numbers, _now, _random));
			if (order.stateAt(_now) == OrderState::done) _stock.use(order);
		}
		return success();
	}

	/// Something bought over the counter that needs no technician.
	Result<void> counterSale(LocalSeconds moment)
	{
		const auto& branch = _company.pickBranch(_random);
		EH_TRY(const auto* customer, customerOf(branch, moment));
		WorkOrder goods = inventOrder(branch, moment, _random);
		goods.product = &pickProduct(false, monthOf(moment), _random);
		goods.bought = moment;
		goods.sale = _numbers.next("XS", branch.data->code, moment);
		goods.invoice = fmt::format("FP{:08}", _random.below(100'000'000));
		const bool deliver = goods.product->kind != Kind::small && _random.chance(800);
		EH_CHECK(_writer.sale(goods, *customer, 1, deliver, _now, _random));
		if (!deliver) return success();
		auto delivery = planDelivery(moment, customer->inTown, _random);
		delivery.number = _numbers.next("SH", branch.data->code, moment);
		return _writer.delivery(goods, *customer, delivery, _now, _random);
	}

	const Company& _company;
	OrderWriter& _writer;
	Stock& _stock;
	Random& _random;
	LocalSeconds _now;
	Numbers _numbers;
	std::int64_t _lastCustomer = 0;
	std::vector<std::vector<Customer>> _customers; ///< by branch
};

Result<DemoErpSummary> fill(SqliteFile& file, const DemoErpOptions& options, LocalSeconds now)
{
	Random random(options.seed);
	const auto start = monthsBefore(now, options.months);
	// The file has one writer and is thrown away if anything fails: no journal while it grows. Its page size is part of
	// "the same bytes".
	EH_CHECK(file.script(
		"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"));
	EH_CHECK(file.script("BEGIN"));
	EH_CHECK(file.script(kTables));
	EH_TRY(const auto company, Company::write(file, random, start));
	EH_TRY(auto writer, OrderWriter::open(file));
	Stock stock(company, random, now);
	History history(company, writer, stock, random, now);
	const auto perDay = ordersPerDay(options.orders, start, now);
	auto summary = DemoErpSummary();
	for (std::size_t i = 0; i < perDay.size(); ++i)
	{
		const auto day = dayOf(start) + static_cast<LocalSeconds>(i) * kDay;
		EH_CHECK(history.day(day, perDay[i]));
		if (perDay[i] == 0) continue;
		if (summary.from.empty()) summary.from = dateText(day);
		summary.to = dateText(day);
	}
	EH_CHECK(stock.write(file));
	EH_CHECK(file.script(kIndexes));
	EH_CHECK(file.script("COMMIT"));
	const auto from = std::move(summary.from), to = std::move(summary.to);
	summary = writer.written();
	summary.from = from;
	summary.to = to;
	summary.technicians = company.technicians;
	summary.parts = company.parts;
	return summary;
}

void removeQuietly(const std::filesystem::path& file)
{
	std::error_code ignored;
	std::filesystem::remove(file, ignored);
}

} // namespace

Result<DemoErpSummary> generate(const DemoErpOptions& options)
{
	if (options.orders < 1 || options.orders > 5'000'000) return invalid("orders");
	if (options.months < 1 || options.months > 60) return invalid("months");
	if (options.file.empty() || !options.file.has_filename()) return invalid("out");
	EH_TRY(const auto zone, calendar::TimeZone::named(options.timeZone));
	const auto now = localSecondsOf(zone.toLocal(options.nowMs));
	if (now < 30 * 365 * kDay) return invalid("now"); // a clock that was never set
	std::error_code failed;
	if (!options.replace && std::filesystem::exists(options.file, failed))
		return permanent("demoerp.exists", "the file exists already").with("file", toUtf8(options.file.filename()));

	// Made beside and renamed, so that half an ERP never has the name of a whole one.
	auto unfinished = options.file;
	unfinished += ".new";
	removeQuietly(unfinished);
	auto summary = [&]() -> Result<DemoErpSummary> {
		EH_TRY(auto file, SqliteFile::open(unfinished, true));
		return fill(file, options, now);
	}();
	if (summary)
	{
		auto wal = [&]() -> Result<void> {
			EH_TRY(auto file, SqliteFile::open(unfinished, false));
			return file.script("PRAGMA journal_mode = WAL;");
		}();
		if (!wal) summary = std::move(wal).error();
	}
	if (!summary)
	{
		removeQuietly(unfinished);
		return summary;
	}
	for (const auto* suffix : {"-wal", "-shm"})
	{
		auto old = options.file;
		old += suffix;
		removeQuietly(old);
	}
	std::filesystem::rename(unfinished, options.file, failed);
	if (failed)
	{
		removeQuietly(unfinished);
		return permanent("demoerp.sqlite", "the file cannot be put in its place: " + failed.message())
		    .with("reason", failed.message());
	}
	return summary;
}

} // namespace erphost::demoerp
