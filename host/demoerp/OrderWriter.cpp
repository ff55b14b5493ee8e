#include "host/demoerp/OrderWriter.hpp"

#include "host/demoerp/Schema.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace erphost::demoerp {

namespace {

/// A moment in two columns; both NULL if it has not come.
void putSplit(Statement& row, LocalSeconds moment, LocalSeconds now)
{
	if (moment == 0 || moment > now) row << nullptr << nullptr;
	else row << dateText(moment) << timeText(moment);
}

void putMarks(Statement& row, const CallbackMarks& marks)
{
	row << marks.called << marks.handled << marks.feedback;
	row << nullptr << nullptr; // complaint state and deadline: nobody has complained yet
}

LocalSeconds latest(std::initializer_list<LocalSeconds> moments, LocalSeconds now)
{
	LocalSeconds last = 0;
	for (const auto moment : moments)
		if (moment <= now) last = std::max(last, moment);
	return last;
}

/// A clerk's spelling of a telephone number, now and then.
std::string asTyped(const std::string& phone, Random& random)
{
	if (random.chance(20)) return phone.substr(0, 3) + "-" + phone.substr(3, 4) + "-" + phone.substr(7);
	if (random.chance(10)) return phone + " ";
	return phone;
}

} // namespace

std::string Numbers::next(const char* prefix, std::string_view branch, LocalSeconds day)
{
	auto key = prefix + compactDate(day);
	const auto number = ++_last[fmt::format("{}{}", branch, key)];
	return fmt::format("{}{:04}", key, number);
}

void Numbers::startAfter(const char* prefix, std::string_view branch, LocalSeconds day, std::int64_t last)
{
	_last[fmt::format("{}{}{}", branch, prefix, compactDate(day))] = last;
}

OrderWriter::OrderWriter(Statement customer, Statement sale, Statement delivery, Statement order, Statement cash,
                         PastRegisters past):
	_customer(std::move(customer)),
	_sale(std::move(sale)), _delivery(std::move(delivery)), _order(std::move(order)), _cash(std::move(cash)),
	_past(std::move(past))
{
}

DemoErpSummary OrderWriter::written() const
{
	auto written = _written;
	written.earlierCalls = _past.calls();
	written.earlierComplaints = _past.complaints();
	return written;
}

Result<CallbackMarks> OrderWriter::past(const PastOrder& order, LocalSeconds now, Random& random)
{
	const auto past = planPastService(order, now, random);
	EH_CHECK(_past.write(order, past, random));
	return past.marks;
}

Result<OrderWriter> OrderWriter::open(SqliteFile& file)
{
	EH_TRY(auto customer, file.prepare(insertInto("客户资料")));
	EH_TRY(auto sale, file.prepare(insertInto("XSD")));
	EH_TRY(auto delivery, file.prepare(insertInto("送货单")));
	EH_TRY(auto order, file.prepare(insertInto("PGD")));
	EH_TRY(auto cash, file.prepare(insertInto("SKD")));
	EH_TRY(auto past, PastRegisters::open(file));
	return OrderWriter(std::move(customer), std::move(sale), std::move(delivery), std::move(order), std::move(cash),
	                   std::move(past));
}

Result<void> OrderWriter::customer(const Branch& branch, const Customer& customer, LocalSeconds created,
                                   LocalSeconds now, Random& random)
{
	auto& row = _customer;
	row << branch.data->code << padded(customer.number, 12) << padded(customer.name, 20) << customer.phone;
	if (random.chance(120)) row << fmt::format("{}{:04}", branch.data->areaCode, random.below(10'000));
	else row << nullptr;
	row << customer.address << branch.data->name << std::string(1, customer.kind) << (random.chance(15) ? "是" : "否")
		<< nullptr;
	// Most customers are never touched again: no change time until the first change.
	const auto changed = created + random.between(1, 90) * kDay;
	row << dateTimeText(created);
	if (changed <= now && random.chance(80)) row << dateTimeText(changed);
	else row << nullptr;
	row << "0";
	++_written.customers;
	return row.run();
}

Result<void> OrderWriter::sale(const WorkOrder& order, const Customer& customer, int line, bool deliver,
                               LocalSeconds now, Random& random)
{
	auto& row = _sale;
	const auto& branch = *order.branch;
	const auto sold = order.bought;
	const auto paid = sold + random.between(2, 15) * kMinute;
	const auto seller = random.pick(std::span<const std::string>(branch.sellers));
	row << branch.data->code << order.sale << line << order.store << padded(std::string(order.product->code), 10) << 1
		<< padded(customer.number, 12) << asTyped(customer.phone, random) << padded(seller, 8)
		<< padded(branch.cashier, 8);
	putSplit(row, sold, now);
	putSplit(row, paid, now);
	// A little haggling.
	const auto price = order.product->price * 100 - random.between(0, 12) * 10 * 100;
	row << order.invoice << moneyText(price) << moneyText(price) << (deliver ? "1" : "0")
		<< (order.number.empty() ? "0" : "1") << (paid <= now ? "2" : "0");
	PastOrder about{"XS", order.sale, line, PastStage::counter, branch.data};
	about.store = order.store;
	about.product = order.product->code;
	about.customerName = customer.name;
	about.phone = customer.phone;
	about.finished = paid;
	EH_TRY(const auto marks, past(about, now, random));
	putMarks(row, marks);
	row << nullptr << dateTimeText(sold) << dateTimeText(latest({sold, paid}, now)) << "0";
	++_written.sales;
	return row.run();
}

Result<void> OrderWriter::delivery(const WorkOrder& order, const Customer& customer, const Delivery& delivery,
                                   LocalSeconds now, Random& random)
{
	auto& row = _delivery;
	const auto& branch = *order.branch;
	const bool gone = !delivery.cancelled && delivery.left <= now;
	const bool there = gone && delivery.arrived <= now;
	row << branch.data->code << delivery.number << order.sale << order.store << "FC02"
		<< padded(std::string(order.product->code), 10) << 1 << padded(customer.number, 12)
		<< asTyped(customer.phone, random) << customer.address
		<< fmt::format("{}.{}", customer.tenthsKm / 10, customer.tenthsKm % 10) << (customer.inTown ? "是" : "否");
	if (gone && !delivery.outsourced) row << padded(random.pick(std::span<const std::string>(branch.drivers)), 8);
	else row << nullptr;
	row << (delivery.outsourced ? branch.carrier : branch.office);
	putSplit(row, delivery.ordered, now);
	putSplit(row, gone ? delivery.left : 0, now);
	row << dateText(delivery.promised) << timeText(delivery.promised);
	putSplit(row, there ? delivery.arrived : 0, now);
	row << (delivery.cancelled ? "9" : there ? "2" : gone ? "1" : "0") << moneyText(order.product->price * 100);
	PastOrder about{"SH", delivery.number, 0, PastStage::delivery, branch.data, delivery.outsourced};
	about.store = order.store;
	about.product = order.product->code;
	about.provider = delivery.outsourced ? branch.carrier : branch.office;
	about.customerName = customer.name;
	about.phone = customer.phone;
	about.finished = there ? delivery.arrived : 0;
	EH_TRY(const auto marks, past(about, now, random));
	putMarks(row, marks);
	row << nullptr << dateTimeText(delivery.ordered)
		<< dateTimeText(latest({delivery.ordered, gone ? delivery.left : 0, there ? delivery.arrived : 0}, now))
		<< (random.chance(4) ? "1" : "0");
	++_written.deliveries;
	return row.run();
}

Result<void> OrderWriter::order(const WorkOrder& order, const Customer& customer, LocalSeconds now, Random& random)
{
	auto& row = _order;
	const auto state = order.stateAt(now);
	const bool done = state == OrderState::done;
	const bool sent = order.dispatched != 0 && order.dispatched <= now;
	const bool met = order.arrived != 0 && order.arrived <= now && state != OrderState::cancelled;
	const auto orNull = [&](const std::string& text) {
		if (text.empty()) row << nullptr;
		else row << text;
	};
	const auto money = [&](std::int64_t fen) {
		if (done) row << moneyText(fen);
		else row << nullptr;
	};

	row << order.branch->data->code << order.number << order.store << (order.install ? "01" : "02")
		<< (order.carryIn ? "2" : "1") << (order.inWarranty ? "Y" : "N")
		<< padded(std::string(order.product->code), 10);
	orNull(order.serial);
	row << 1 << padded(customer.number, 12) << padded(customer.name, 20) << asTyped(customer.phone, random)
		<< customer.address << customer.floor << fmt::format("{}.{}", customer.tenthsKm / 10, customer.tenthsKm % 10);
	orNull(order.sale);
	orNull(order.delivery);
	orNull(order.invoice);
	if (order.bought != 0) row << dateText(order.bought);
	else row << nullptr;
	if (sent)
		row << padded(order.technician->number, 8)
			<< (order.provider.empty() ? order.technician->provider : order.provider);
	else row << nullptr << nullptr;
	if (order.fault != nullptr) row << order.fault->text << order.fault->code;
	else row << nullptr << nullptr;
	if (done && order.fault != nullptr) row << order.fault->measure;
	else row << nullptr;
	const bool waiting = order.waited && met && !done;
	row << (waiting ? "1" : "0");
	if (waiting) row << "1" << dateText(order.finished); // for a part, until the day that the clerk was told
	else row << nullptr << nullptr;
	row << (met || done ? order.visits : 0);
	if (order.product->smart && order.install && done) row << (order.activated ? "1" : "0");
	else row << nullptr;

	putSplit(row, order.ordered, now);
	putSplit(row, order.dispatched, now);
	putSplit(row, order.contacted, now);
	// The appointment lies ahead; it is known once the technician has phoned, or was promised in the shop.
	const auto known = order.install ? order.ordered : order.contacted != 0 ? order.contacted : order.dispatched;
	if (order.appointment != 0 && known <= now) row << dateText(order.appointment) << timeText(order.appointment);
	else row << nullptr << nullptr;
	putSplit(row, met ? order.arrived : 0, now);
	putSplit(row, done ? order.completed : 0, now);
	if (done) row << (order.typed ? "2" : "1") << dateTimeText(order.entered);
	else row << nullptr << nullptr;
	if (order.delivered != 0 && order.delivered <= now) row << dateTimeText(order.delivered);
	else row << nullptr;

	row << (state == OrderState::cancelled ? "9" : done ? "2" : state == OrderState::dispatched ? "1" : "0");
	money(order.labour);
	money(order.parts);
	money(order.visitFee);
	money(order.total());
	money(order.collected);
	if (done && order.inWarranty) row << fmt::format("{}{:08}", order.install ? "AZ" : "WX", random.below(100'000'000));
	else row << nullptr;
	PastOrder about{"PG", order.number, 0, order.carryIn ? PastStage::carryIn : PastStage::onSite, order.branch->data};
	about.weak = sent && order.technician == &order.branch->technicians.front();
	about.store = order.store;
	about.product = order.product->code;
	about.technician = sent ? order.technician->number : std::string();
	about.provider = sent ? (order.provider.empty() ? order.technician->provider : order.provider) : std::string();
	about.serviceType = order.install ? "01" : "02";
	about.serviceMode = order.carryIn ? "2" : "1";
	about.customerName = customer.name;
	about.phone = customer.phone;
	about.finished = done ? order.entered : 0;
	EH_TRY(const auto marks, past(about, now, random));
	putMarks(row, marks);
	for (int i = 0; i < 7; ++i) row << nullptr; // the fee and its money: nobody has computed them yet
	if (random.chance(60)) row << (random.chance(500) ? "客户要求下午上门" : "先打电话再上门");
	else row << nullptr;
	row << dateTimeText(order.ordered)
		<< dateTimeText(latest({order.ordered, order.dispatched, order.contacted, met ? order.arrived : 0,
	                            done ? order.entered : 0, order.cancelledAt},
	                           now))
		<< (random.chance(6) ? "1" : "0");
	++_written.orders;
	return row.run();
}

Result<void> OrderWriter::cash(const WorkOrder& order, Numbers& numbers, LocalSeconds now, Random& random)
{
	if (order.stateAt(now) != OrderState::done || order.collected == 0) return success();
	const auto handedIn = inWorkingHours(order.entered + random.between(30, 1'200) * kMinute, random);
	if (handedIn > now || random.chance(20)) return success();
	auto sum = order.collected;
	if (random.chance(15)) sum = std::max<std::int64_t>(0, sum - random.between(1, 5) * 10 * 100);
	auto& row = _cash;
	const auto& branch = *order.branch;
	row << branch.data->code << numbers.next("SK", branch.data->code, handedIn) << order.store
		<< (order.parts > order.labour ? "2" : "1") << order.number << padded(order.technician->number, 8)
		<< moneyText(sum) << (random.chance(400) ? "1" : "3") << fmt::format("SJ{:07}", random.below(10'000'000))
		<< padded(branch.cashier, 8) << nullptr << dateTimeText(handedIn);
	if (random.chance(30) && handedIn + kHour <= now) row << dateTimeText(handedIn + kHour);
	else row << nullptr;
	row << "0";
	++_written.cashEntries;
	return row.run();
}

} // namespace erphost::demoerp
