#include "surface/ClockJobs.hpp"

#include "rules/Bucket.hpp"
#include "rules/Id.hpp"
#include "store/Clocks.hpp"
#include "surface/ClockKeeper.hpp"

#include <algorithm>
#include <string>

namespace complaints {

namespace {

/// One write transaction stays short: clerks' commits go in between.
constexpr int kPiece = 100;
constexpr int kClockSeconds = 5;
constexpr int kOverdueSeconds = 60;
constexpr std::int64_t kHour = 3'600'000;

} // namespace

Result<void> ClockJobs::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.job("clocks", kClockSeconds, [this](Tx& tx) { return watchClocks(tx); }));
	return registry.job("overdue", kOverdueSeconds, [this](Tx& tx) { return offerRemedies(tx); });
}

Result<void> ClockJobs::noticeOutages(Tx& tx, bool& away) const
{
	EH_TRY(const std::string seen, markOf(tx, "outage_end"));
	const std::int64_t known = seen.empty() ? 0 : std::stoll(seen);
	EH_TRY(const auto outages, outagesSince(tx, known));
	std::int64_t ended = known;
	for (const Pause& outage : outages)
	{
		if (!outage.to) away = true;
		ended = std::max(ended, outage.to.value_or(0));
	}
	if (ended == known) return {};
	EH_CHECK(touchAfterOutage(tx, ended));
	return setMark(tx, "outage_end", std::to_string(ended));
}

Result<bool> ClockJobs::watchClocks(Tx& tx) const
{
	bool away = false;
	EH_CHECK(noticeOutages(tx, away));
	EH_TRY(const std::string calendar, _host.calendarVersion());
	EH_TRY(const std::string known, markOf(tx, "calendar"));
	if (calendar != known)
	{
		EH_CHECK(touchOtherCalendars(tx, calendar));
		EH_CHECK(setMark(tx, "calendar", calendar));
	}
	EH_TRY(auto due, clocksDue(tx, _host.nowMs(), away, kPiece));
	ClockKeeper keeper(_host);
	for (WatchedClock& clock : due) EH_CHECK(keeper.raiseDue(tx, clock));
	return due.size() == kPiece;
}

Result<bool> ClockJobs::offerRemedies(Tx& tx) const
{
	const std::int64_t now = _host.nowMs();
	EH_TRY(const auto orders, overdueDue(tx, now, kPiece));
	TimeSettingsByDate settings(_host);
	for (const OverdueOrder& order : orders)
	{
		EH_TRY(const TimeSettings* set, settings.at(_host.localDate(order.since)));
		const std::int64_t age = now - order.since;
		for (const Remedy remedy : remediesAt(set->remedies, age))
		{
			RemedyRow row;
			row.id = idOf({"remedy", order.id, name(remedy)});
			row.overdueId = order.id;
			row.remedy = name(remedy);
			if (remedy == Remedy::compensation) row.sumFen = set->compensationFen;
			row.kind = order.kind;
			row.branchId = order.branchId;
			row.branchName = order.branchName;
			row.erpKey = order.erpKey;
			row.orderNumber = order.orderNumber;
			row.hours = age / kHour;
			row.proposedAt = now;
			EH_TRY([[maybe_unused]] const bool isNew, addRemedy(tx, row));
		}
		const auto next = nextRemedyAge(set->remedies, age);
		EH_CHECK(setOverdueNext(tx, order.id, next ? order.since + *next : kNever));
	}
	return orders.size() == kPiece;
}

} // namespace complaints
