#include "surface/MissingCalls.hpp"

#include "rules/FineProposal.hpp"
#include "store/Rounds.hpp"
#include "surface/FineEvents.hpp"
#include "surface/Settings.hpp"

#include <string>

namespace survey {

namespace {

constexpr int kPiece = 200;
constexpr std::int64_t kDayMs = 86'400'000;

} // namespace

Result<void> MissingCalls::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("onsite.work_order", "work_order",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); }));
	EH_CHECK(registry.job("onsite.missing", 60, [this](Tx& tx) { return propose(tx); }));
	return registry.job("onsite.forget", 3600, [this](Tx& tx) { return forget(tx); });
}

Result<void> MissingCalls::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const std::int64_t now = _host.nowMs();
	return changedBusiness(tx, Kind::workOrder, from, to, [&](const Business& business) {
		return keepTails(tx, business, business.completedAt.value_or(now));
	});
}

Result<bool> MissingCalls::propose(Tx& tx) const
{
	EH_TRY(const auto due, dueCalls(tx, _host.nowMs(), kPiece));
	for (const DueCall& each : due) EH_CHECK(look(tx, each));
	return static_cast<int>(due.size()) == kPiece;
}

Result<void> MissingCalls::look(Tx& tx, const DueCall& due) const
{
	EH_TRY(const auto task, findTaskOf(tx, name(Kind::workOrder), due.branchId, due.erpKey));
	if (task)
	{
		EH_TRY(const History history, historyOf(tx, task->id, 1));
		if (standingOf(history).onSite) return settleCall(tx, due.branchId, due.erpKey, "met");
	}
	EH_TRY(const auto business, findBusiness(tx, Kind::workOrder, due.branchId, due.erpKey));
	// Taken back this very moment: its change is on its way here.
	if (!business || !business->finished) return expectNoCall(tx, due.branchId, due.erpKey);
	EH_CHECK(settleCall(tx, due.branchId, due.erpKey, "missed"));
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(_host.localDate(*business->completedAt)));
	const auto sum = set.fines.find(kNoOnSiteCall);
	if (sum == set.fines.end()) return {};
	const bool person = !(business->technician.empty() && business->technicianName.empty());
	Fine fine;
	fine.id = fineId(name(business->kind), business->branchId, business->erpKey, kNoOnSiteCall, kTechnician);
	fine.act = {task ? std::optional(task->id) : std::nullopt, std::string(name(business->kind)), business->branchId,
	            business->erpKey, business->orderNumber};
	fine.offence = kNoOnSiteCall;
	fine.sumFen = sum->second;
	fine.liableKind = person ? kTechnician : kProvider;
	fine.liableKey = !person                        ? business->provider
	                 : business->technician.empty() ? business->technicianName
	                                                : business->technician;
	fine.liableName = person ? business->technicianName : business->provider;
	fine.reason = "安装完工后没有现场回访";
	fine.byClock = true;
	fine.proposedAt = _host.nowMs();
	return survey::propose(tx, fine, "clock", {{*business->completedAt, fine.reason}});
}

Result<bool> MissingCalls::forget(Tx& tx) const
{
	const std::int64_t now = _host.nowMs();
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(_host.localDate(now)));
	EH_CHECK(pruneTails(tx, now - set.onSite.findableDays * kDayMs));
	return false;
}

} // namespace survey
