#include "surface/ServiceClocks.hpp"

#include "rules/Id.hpp"
#include "store/Overdue.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace complaints {

using nlohmann::json;

namespace {

constexpr std::int64_t kHour = 3'600'000;

std::string clockId(const ServiceOrder& order, ClockKind kind)
{
	return idOf({"clock", order.kind, order.branchId, order.erpKey, name(kind)});
}

/// Waiting for parts stops what the technician cannot go on with (CP-12).
bool pausedByParts(ClockKind kind)
{
	return kind == ClockKind::finish || kind == ClockKind::onSite || kind == ClockKind::workshop;
}

std::optional<Basis> basisOf(const ServiceOrder& order, std::string_view field,
                             const std::map<std::string, Basis, std::less<>>& bases)
{
	// The row knows better than the mapping: one order was reported from the telephone, the next typed in later.
	if (field == "completed_at" && !order.completionBasis.empty())
		return order.completionBasis == name(Basis::event) ? Basis::event : Basis::typed;
	const auto known = bases.find(field);
	return known == bases.end() ? std::nullopt : std::optional(known->second);
}

auto whatMatters(const WatchedClock& clock)
{
	return std::tuple(clock.startedAt, clock.untilAt, clock.doneAt, clock.basis, clock.personKey, clock.personName,
	                  clock.orderNumber, clock.state,
	                  clock.target ? std::pair(clock.target->unit, clock.target->count)
	                               : std::pair(TargetUnit::minutes, std::int64_t{-1}));
}

} // namespace

Result<void> ServiceClocks::addTo(erphost::Registry& registry) const
{
	for (const char* kind : {"work_order", "delivery"})
		EH_CHECK(registry.watch(
			"clocks." + std::string(kind), kind,
			[this, kind](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, kind, from, to); }));
	return registry.subscribe(
		"clock_confirmed",
		{"survey.clock.confirmed", "survey.clock.withdrawn", "complaints.case.opened", "complaints.case.voided"},
		[this](Tx& tx, const erphost::Event& event) { return heard(tx, event); });
}

Result<void> ServiceClocks::changed(Tx& tx, const std::string& kind, std::int64_t from, std::int64_t to) const
{
	const auto goLive = tx.goLiveDate();
	if (!goLive) return {};
	EH_TRY(const std::int64_t goLiveMs, _host.instantOf(*goLive, 0));
	EH_TRY(const auto bases, fieldBases(tx, kind));
	ClockKeeper keeper(_host);
	return changedOrders(tx, kind, from, to,
	                     [&](const ServiceOrder& order) { return take(tx, keeper, order, bases, goLiveMs); });
}

Result<void> ServiceClocks::take(Tx& tx, ClockKeeper& keeper, const ServiceOrder& order, const Bases& bases,
                                 std::int64_t goLiveMs) const
{
	const std::int64_t begun = order.times.orderedAt.value_or(order.times.dispatchedAt.value_or(0));
	if (begun < goLiveMs) return {};
	EH_TRY(const TimeSettings* set, keeper.settings().at(_host.localDate(begun)));
	const auto wanted = clocksOf(order.times, set->limits);
	EH_TRY(auto known, clocksOfOrder(tx, order.kind, order.branchId, order.erpKey));
	for (const ServiceClock& clock : wanted)
	{
		const auto before = std::find_if(known.begin(), known.end(),
		                                 [&](const WatchedClock& each) { return each.clock == name(clock.kind); });
		EH_CHECK(takeClock(tx, keeper, order, clock, before == known.end() ? nullptr : &*before, bases));
	}
	// What the ERP takes back was never watched: an appointment that was cancelled, an order that was voided.
	for (WatchedClock& clock : known)
		if (std::none_of(wanted.begin(), wanted.end(),
		                 [&](const ServiceClock& each) { return name(each.kind) == clock.clock; }))
			EH_CHECK(keeper.drop(tx, clock, "taken_back"));
	return takeOverdue(tx, keeper, order);
}

Result<void> ServiceClocks::takeClock(Tx& tx, ClockKeeper& keeper, const ServiceOrder& order, const ServiceClock& now,
                                      const WatchedClock* before, const Bases& bases) const
{
	EH_TRY(const TimeSettings* set, keeper.settings().at(_host.localDate(now.startedAt)));
	WatchedClock clock;
	if (before) clock = *before;
	else
	{
		clock.id = clockId(order, now.kind);
		clock.clock = name(now.kind);
		clock.subject = "order";
		clock.kind = order.kind;
		clock.branchId = order.branchId;
		clock.erpKey = order.erpKey;
	}
	clock.branchName = order.branchName;
	clock.orderNumber = order.number;
	clock.startedAt = now.startedAt;
	clock.target = now.target;
	clock.untilAt = now.until;
	clock.leads = set->leads;
	if (const auto offence = set->offences.find(now.kind); offence != set->offences.end())
		clock.offence = offence->second;
	// CP-13: late dispatch is the superior's, everything after it the technician's.
	clock.personKind = now.superior ? "superior" : "technician";
	clock.personKey = now.superior ? (order.managerKey.empty() ? order.branchId : order.managerKey) : order.personKey;
	clock.personName = now.superior ? "" : order.personName;
	clock.basis = basisOf(order, now.doneField, bases);
	clock.doneAt = now.doneAt;
	if (now.doneAt) clock.state = "done";
	else if (clock.state == "done" || clock.state == "void") clock.state = "running"; // the ERP took the end back
	if (before && clock.state == "done" && before->state == "paused")
	{
		EH_CHECK(endPause(tx, clock.id, std::max(*now.doneAt, before->pausedSince.value_or(*now.doneAt))));
		clock.pausedBy.clear();
		clock.pausedSince.reset();
	}
	if (!before || whatMatters(clock) != whatMatters(*before)) EH_CHECK(keeper.keep(tx, clock));
	if (!pausedByParts(now.kind)) return {};
	if (order.waitingForParts) return keeper.pause(tx, clock, "waiting_for_parts", "", "ERP");
	if (clock.pausedBy == "waiting_for_parts") return keeper.resume(tx, clock);
	return {};
}

Result<void> ServiceClocks::takeOverdue(Tx& tx, ClockKeeper& keeper, const ServiceOrder& order) const
{
	OverdueOrder waiting{idOf({"overdue", order.kind, order.branchId, order.erpKey}),
	                     order.kind,
	                     order.branchId,
	                     order.branchName,
	                     order.erpKey,
	                     order.number,
	                     0};
	if (order.times.cancelled || order.times.finished || !order.times.orderedAt)
		return closeOverdue(tx, waiting.id, _host.nowMs());
	waiting.since = *order.times.orderedAt;
	EH_TRY(const TimeSettings* set, keeper.settings().at(_host.localDate(waiting.since)));
	return putOverdue(tx, waiting,
	                  waiting.since + std::min(set->remedies.compensationHours, set->remedies.exchangeHours) * kHour);
}

Result<void> ServiceClocks::heard(Tx& tx, const erphost::Event& event) const
{
	const json payload = json::parse(event.payload);
	if (event.type == "survey.clock.confirmed" || event.type == "survey.clock.withdrawn")
		return confirmed(tx, event, payload);
	return payload.contains("erp_key") ? complained(tx, event, payload) : Result<void>{};
}

Result<void> ServiceClocks::confirmed(Tx& tx, const erphost::Event& event, const json& payload) const
{
	const std::string kind = payload.at("kind"), key = payload.at("erp_key"), clockName = payload.at("clock");
	const std::string task = payload.value("task", "");
	// SV-15: a corrected answer takes its word back, and the fine with it.
	if (event.type == "survey.clock.withdrawn")
		EH_CHECK(dropConfirmation(tx, kind, event.branchId, key, clockName, task));
	// The customer may be asked before the ERP has told: what he said is kept, and judged when the time comes.
	else
		EH_CHECK(putConfirmation(tx, kind, event.branchId, key, clockName,
		                         {payload.at("in_time").get<bool>(), task, event.occurredAtMs}));
	EH_TRY(auto known, clocksOfOrder(tx, kind, event.branchId, key));
	ClockKeeper keeper(_host);
	for (WatchedClock& clock : known)
		if (clock.clock == clockName &&
		    (clock.state == "done" || (needsComplaint(clock.offence) && clock.state != "void")))
			EH_CHECK(keeper.keep(tx, clock));
	return {};
}

Result<void> ServiceClocks::complained(Tx& tx, const erphost::Event& event, const json& payload) const
{
	EH_TRY(auto known, clocksOfOrder(tx, payload.at("kind"), event.branchId, payload.at("erp_key")));
	ClockKeeper keeper(_host);
	for (WatchedClock& clock : known)
		if (needsComplaint(clock.offence) && clock.state != "void") EH_CHECK(keeper.keep(tx, clock));
	return {};
}

} // namespace complaints
