#include "store/ServiceOrders.hpp"

#include "store/ClockSql.hpp"

namespace complaints {

using erphost::Query;

namespace {

ServiceOrder toOrder(const std::string& kind, const Query& row)
{
	ServiceOrder order;
	order.kind = kind;
	order.branchId = row.text(0);
	order.erpKey = row.text(1);
	order.number = row.text(2);
	order.branchName = row.text(3);
	order.times.isDelivery = kind == "delivery";
	order.times.repair = row.view(4) == "repair";
	order.times.carryIn = row.view(5) == "carry_in";
	order.deleted = row.integer(7) != 0;
	order.times.cancelled = row.view(6) == "cancelled" || order.deleted;
	order.times.finished = row.view(6) == "done";
	order.times.distanceMetres = metresOf(row.view(8));
	order.times.inTown = row.integer(9) != 0;
	order.waitingForParts = row.integer(10) != 0;
	order.personKey = row.text(11);
	order.personName = row.text(12);
	order.completionBasis = row.text(13);
	order.times.orderedAt = row.optionalInteger(14);
	order.times.dispatchedAt = row.optionalInteger(15);
	order.times.firstContactAt = row.optionalInteger(16);
	order.times.appointmentAt = row.optionalInteger(17);
	order.times.arrivedAt = row.optionalInteger(18);
	order.times.completedAt = row.optionalInteger(19);
	order.times.deliveredAt = row.optionalInteger(20);
	order.managerKey = row.text(21);
	return order;
}

} // namespace

Result<void> changedOrders(Tx& tx, const std::string& kind, std::int64_t from, std::int64_t to,
                           const std::function<Result<void>(const ServiceOrder&)>& use)
{
	EH_TRY(auto rows,
	       tx.query(kind == "delivery" ? sql::kChangedDeliveryOrders : sql::kChangedServiceOrders, from, to));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return {};
		EH_CHECK(use(toOrder(kind, rows)));
	}
}

Result<std::map<std::string, Basis, std::less<>>> fieldBases(Tx& tx, const std::string& entity)
{
	std::map<std::string, Basis, std::less<>> bases;
	EH_TRY(auto rows, tx.query(sql::kFieldBases, entity));
	for (;;)
	{
		EH_TRY(const bool row, rows.next());
		if (!row) return bases;
		bases[rows.text(0)] = rows.view(1) == name(Basis::event) ? Basis::event : Basis::typed;
	}
}

} // namespace complaints
