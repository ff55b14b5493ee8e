#include "surface/OrderWatch.hpp"

#include "rules/Id.hpp"
#include "store/Fines.hpp"
#include "store/Notices.hpp"
#include "store/Orders.hpp"

namespace complaints {

namespace {

/// Read or not, a notice is forgotten after so long.
constexpr std::int64_t kKeepMs = std::int64_t{180} * 86'400'000;

} // namespace

Result<void> OrderWatch::addTo(erphost::Registry& registry) const
{
	for (const auto kind : kOrderKinds)
	{
		const std::string entity(kind);
		EH_CHECK(registry.watch("orders." + entity, entity, [this, entity](Tx& tx, std::int64_t from, std::int64_t to) {
			return changed(tx, entity, from, to);
		}));
	}
	return registry.job("forget_notices", 3600, [this](Tx& tx) { return forgetNotices(tx, _host.nowMs() - kKeepMs); });
}

Result<void> OrderWatch::changed(Tx& tx, const std::string& kind, std::int64_t from, std::int64_t to) const
{
	EH_TRY(const auto barred, barredTechnicians(tx));
	return changedOrders(tx, kind, from, to, [&](const Order& order) -> Result<void> {
		EH_CHECK(rememberOrder(tx, order));
		const bool assigned = order.status == "open" || order.status == "dispatched";
		if (order.deleted || !assigned || !barred.contains(order.technician)) return {};
		// CP-06: once per order and person, to those who can still stop it.
		for (const char* role : {"branch_manager", "service_manager", "dispatch_clerk"})
		{
			Notice notice;
			notice.id =
				idOf({"notice", "never_again_assigned", kind, order.branchId, order.erpKey, order.technician, role});
			notice.role = role;
			notice.branchId = order.branchId;
			notice.what = "never_again_assigned";
			notice.params = {{"order", order.number},
			                 {"kind", kind},
			                 {"key", order.erpKey},
			                 {"branch", order.branchName},
			                 {"technician", order.technician},
			                 {"name", barred.at(order.technician)}};
			notice.at = _host.nowMs();
			EH_CHECK(tell(tx, notice));
		}
		return {};
	});
}

} // namespace complaints
