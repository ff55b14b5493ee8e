#include "surface/FinishedWork.hpp"

#include "erphost/Date.hpp"
#include "rules/Draw.hpp"
#include "store/DaySql.hpp"
#include "store/OnSite.hpp"
#include "store/Progress.hpp"
#include "store/SurveySql.hpp"

#include <algorithm>
#include <array>

namespace survey {

namespace {

constexpr std::array kKinds{Kind::workOrder, Kind::delivery, Kind::sale};
/// Rows looked at per transaction when everything is looked at again.
constexpr std::int64_t kPiece = 500;

std::string seenName(Kind kind)
{
	return "seen." + std::string(name(kind));
}

std::string rescanName(Kind kind)
{
	return "rescan." + std::string(name(kind));
}

} // namespace

Result<void> FinishedWork::changed(Tx& tx, Kind kind, std::int64_t from, std::int64_t to) const
{
	const auto goLive = tx.goLiveDate();
	if (goLive)
	{
		SettingsByDate settings(_host);
		EH_CHECK(changedBusiness(tx, kind, from, to,
		                         [&](const Business& business) { return take(tx, business, *goLive, settings); }));
	}
	// The draw waits until everything that was read has been looked at.
	return setProgress(tx, seenName(kind), std::to_string(to));
}

Result<void> FinishedWork::take(Tx& tx, const Business& business, const std::string& goLive,
                                SettingsByDate& settings) const
{
	if (business.kind == Kind::sale) EH_CHECK(countSale(tx, business));
	// SV-16: what was finished before the go-live date is none of our business, and what the ERP took back is not
	// finished.
	if (!business.finished || _host.localDate(*business.completedAt) < goLive)
	{
		if (business.kind == Kind::workOrder) EH_CHECK(expectNoCall(tx, business.branchId, business.erpKey));
		return withdraw(tx, business, _host.nowMs());
	}
	// SV-16: who was called back before erphost came is not called again where the date was moved back over his order.
	EH_TRY(const auto known, findTaskOf(tx, name(business.kind), business.branchId, business.erpKey));
	if (known && known->takenOver()) return {};
	const std::string day = _host.localDate(*business.completedAt);
	EH_TRY(const Settings set, settings.at(day));
	EH_CHECK(expectOnSite(tx, business, set));
	const std::int64_t rate = set.rates.at(business.stage);
	if (rate >= kWhole)
	{
		EH_TRY(const TaskFrame frame, frameOf(business, settings));
		return createTask(tx, business, frame);
	}
	EH_TRY([[maybe_unused]] const auto put,
	       tx.execute(sql::kPutCandidate, name(business.kind), business.branchId, business.erpKey, name(business.stage),
	                  business.productType, day));
	return refreshTask(tx, business);
}

Result<void> FinishedWork::countSale(Tx& tx, const Business& business) const
{
	// SV-07: also what was sold before the go-live date: the volume of a weekday is known from the weeks before.
	EH_TRY([[maybe_unused]] const auto counted,
	       business.finished
	           ? tx.execute(sql::kPutSale, business.branchId, business.erpKey, _host.localDate(*business.completedAt))
	           : tx.execute(sql::kDropSale, business.branchId, business.erpKey));
	return {};
}

Result<void> FinishedWork::expectOnSite(Tx& tx, const Business& business, const Settings& set) const
{
	if (business.kind != Kind::workOrder || business.stage != Stage::onSite) return {};
	const auto named = [](const std::vector<std::string>& list, const std::string& value) {
		return std::find(list.begin(), list.end(), value) != list.end();
	};
	if (!named(set.onSite.productTypes, business.productType) ||
	    !named(set.onSite.serviceTypes, business.serviceType.value_or("")))
		return {};
	// The completion is often typed in late: the grace begins when the order is seen to be done.
	const std::int64_t from = std::max(*business.completedAt, _host.nowMs());
	return expectCall(tx, business, from + std::int64_t{set.onSite.graceHours} * 3'600'000);
}

Result<TaskFrame> FinishedWork::frameOf(const Business& business, SettingsByDate& settings) const
{
	TaskFrame frame;
	frame.createdAt = _host.nowMs();
	frame.createdOn = _host.localDate(frame.createdAt);
	// SV-14: the technician phones in before the ERP knows that he is done.
	frame.completedAt = business.finished ? *business.completedAt : frame.createdAt;
	frame.completedOn = _host.localDate(frame.completedAt);
	EH_TRY(const Settings set, settings.at(frame.completedOn));
	if (business.customerKind == "project")
	{
		// SV-03: engineering customers within calendar days.
		frame.dueOn = erphost::daysAfter(frame.completedOn, set.engineeringDueDays);
		return frame;
	}
	EH_TRY(const auto due, _host.addWorkingDays(business.branchId, frame.completedOn, set.firstDueWorkingDays));
	frame.dueOn = due.date;
	frame.dueProvisional = due.provisional;
	return frame;
}

Result<bool> FinishedWork::draw(Tx& tx) const
{
	for (const Kind kind : kKinds)
	{
		EH_TRY(const bool drew, drawDay(tx, kind));
		if (drew) return true;
	}
	return false;
}

Result<bool> FinishedWork::drawDay(Tx& tx, Kind kind) const
{
	EH_TRY(const auto read, readState(tx, kind));
	if (!read) return false;
	EH_TRY(const std::string seen, progress(tx, seenName(kind)));
	EH_TRY(const std::string rescan, progress(tx, rescanName(kind)));
	if (positionIn(seen) < read->head || (!rescan.empty() && positionIn(rescan) < read->head)) return false;
	std::string period;
	{
		EH_TRY(auto row, tx.query(sql::kNextPeriod, name(kind)));
		EH_TRY(const bool found, row.next());
		if (!found || row.isNull(0)) return false;
		period = row.text(0);
	}
	if (period >= _host.localDate(read->completeUntilMs)) return false;

	struct Stratum
	{
		std::string branch, stage, product;
		std::vector<std::string> keys;
	};
	std::vector<Stratum> strata;
	{
		EH_TRY(auto rows, tx.query(sql::kPeriodCandidates, name(kind), period));
		for (;;)
		{
			EH_TRY(const bool row, rows.next());
			if (!row) break;
			if (strata.empty() || strata.back().branch != rows.view(0) || strata.back().stage != rows.view(1) ||
			    strata.back().product != rows.view(2))
				strata.push_back({rows.text(0), rows.text(1), rows.text(2), {}});
			strata.back().keys.push_back(rows.text(3));
		}
	}
	SettingsByDate settings(_host);
	EH_TRY(const Settings set, settings.at(period));
	for (const auto& stratum : strata)
	{
		const auto stage =
			std::find_if(kStages.begin(), kStages.end(), [&](Stage s) { return name(s) == stratum.stage; });
		const std::int64_t rate = set.rates.at(*stage);
		std::int64_t carry = 0;
		{
			EH_TRY(auto row, tx.query(sql::kCarry, stratum.branch, stratum.stage, stratum.product));
			EH_TRY(const bool found, row.next());
			if (found) carry = row.integer(0);
		}
		const auto candidates = static_cast<std::int64_t>(stratum.keys.size());
		const Quota quota = quotaOf(rate, candidates, carry);
		const auto taken = drawn(set.drawKey, period, stratum.keys, quota.take);
		for (std::size_t i = 0; i < stratum.keys.size(); ++i)
		{
			const bool chosen = std::find(taken.begin(), taken.end(), i) != taken.end();
			EH_TRY([[maybe_unused]] const auto settled, tx.execute(sql::kSettleCandidate, name(kind), stratum.branch,
			                                                       stratum.keys[i], chosen ? "drawn" : "passed"));
			if (!chosen) continue;
			EH_TRY(const auto business, findBusiness(tx, kind, stratum.branch, stratum.keys[i]));
			if (!business || !business->finished)
				continue; // taken back this very moment: its change is on its way here
			EH_TRY(const TaskFrame frame, frameOf(*business, settings));
			EH_CHECK(createTask(tx, *business, frame));
		}
		EH_TRY([[maybe_unused]] const auto logged,
		       tx.execute(sql::kAddDraw, period, stratum.branch, stratum.stage, stratum.product, rate, candidates,
		                  static_cast<std::int64_t>(taken.size()), carry, quota.carry, _host.nowMs()));
		EH_TRY([[maybe_unused]] const auto owed,
		       tx.execute(sql::kSetCarry, stratum.branch, stratum.stage, stratum.product, quota.carry));
	}
	return true;
}

Result<bool> FinishedWork::applyGoLive(Tx& tx) const
{
	const std::string goLive = tx.goLiveDate().value_or("");
	EH_TRY(const std::string applied, progress(tx, "go_live"));
	if (goLive != applied)
	{
		for (const Kind kind : kKinds) EH_CHECK(setProgress(tx, rescanName(kind), "0"));
		EH_CHECK(setProgress(tx, "go_live", goLive));
		return true;
	}
	if (goLive.empty()) return false;
	SettingsByDate settings(_host);
	for (const Kind kind : kKinds)
	{
		EH_TRY(const std::string position, progress(tx, rescanName(kind)));
		if (position.empty()) continue;
		EH_TRY(const auto read, readState(tx, kind));
		// Only what was read before the date was set needs a second look; the rest comes through the watch. Past the
		// head there is nothing, so the rescan is over for good.
		const std::int64_t from = positionIn(position);
		if (!read || from >= read->head)
		{
			if (read) EH_CHECK(setProgress(tx, rescanName(kind), ""));
			continue;
		}
		const std::int64_t to = std::min(from + kPiece, read->head);
		EH_CHECK(changedBusiness(tx, kind, from, to,
		                         [&](const Business& business) { return take(tx, business, goLive, settings); }));
		EH_CHECK(setProgress(tx, rescanName(kind), std::to_string(to)));
		return true;
	}
	return false;
}

} // namespace survey
