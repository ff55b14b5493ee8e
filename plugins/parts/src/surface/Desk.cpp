#include "surface/Desk.hpp"

#include "store/DeskSql.hpp"
#include "surface/DeskRoles.hpp"

namespace parts {

using erphost::Reply;
using erphost::Request;
using nlohmann::json;

Desk::Desk(const erphost::Host& host):
	_kit(host), _charges(_kit), _messages(_kit), _stocktakes(_kit, _charges), _countEntries(_kit),
	_waiting(_kit, _messages), _reorder(_kit), _oldParts(_kit, _charges), _oldLots(_kit), _loans(_kit, _charges),
	_disposals(_kit), _defectives(_kit), _carryIns(_kit, _messages)
{
}

Result<void> Desk::addTo(erphost::Registry& registry) const
{
	EH_CHECK(_charges.addTo(registry));
	EH_CHECK(_messages.addTo(registry));
	EH_CHECK(_stocktakes.addTo(registry));
	EH_CHECK(_countEntries.addTo(registry));
	EH_CHECK(_waiting.addTo(registry));
	EH_CHECK(_reorder.addTo(registry));
	EH_CHECK(_oldParts.addTo(registry));
	EH_CHECK(_oldLots.addTo(registry));
	EH_CHECK(_loans.addTo(registry));
	EH_CHECK(_disposals.addTo(registry));
	EH_CHECK(_defectives.addTo(registry));
	EH_CHECK(_carryIns.addTo(registry));
	return deskRoute(registry, this, "GET", "/desk", "readDesk", "What waits to be done at the desk.", kDeskViewers,
	                 objectSchema({{"branch", textSchema(100)}}), &Desk::counters);
}

Result<Reply> Desk::counters(Tx& tx, const Request& request) const
{
	EH_TRY(const json settings, _kit.host().settings(_kit.today()));
	const std::int64_t fetchMs = settings.at("carry_in").at("fetch_days").get<std::int64_t>() * 86'400'000;
	EH_TRY(auto rows, tx.query(sql::kDeskCounters, branchList(request.caller.branches(kDeskViewers)),
	                           request.queryText("branch"), _kit.now(), _kit.today(), _kit.now() - fetchMs));
	EH_TRY(json counted, jsonRows(rows, sql::kDeskCounterColumns));
	return Reply{200, std::move(counted[0]), {}};
}

} // namespace parts
