#include "surface/EarlierCalls.hpp"

#include "store/Progress.hpp"
#include "store/SurveySql.hpp"
#include "store/Tasks.hpp"

#include <algorithm>

namespace survey {

using erphost::Result;
using erphost::Tx;

namespace {

constexpr const char* kEntity = "earlier_callback";
constexpr const char* kGoLive = "earlier.go_live";
constexpr const char* kRescan = "earlier.rescan";
/// Lines looked at per transaction when everything is looked at again.
constexpr std::int64_t kPiece = 200;

} // namespace

Result<void> EarlierCalls::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("earlier", kEntity,
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); }));
	return registry.job("earlier_go_live", 2, [this](Tx& tx) { return applyGoLive(tx); });
}

Result<void> EarlierCalls::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const auto goLive = tx.goLiveDate();
	if (!goLive) return {}; // setting the date has everything looked at
	return changedEarlier(tx, from, to, [&](const EarlierLine& line) { return take(tx, line, *goLive); });
}

Result<void> EarlierCalls::take(Tx& tx, const EarlierLine& line, const std::string& goLive) const
{
	const auto localDate = [this](std::int64_t at) { return _host.localDate(at); };
	const CountCause cause{_host.nowMs(), {}, "earlier", "end", {}};
	EH_TRY(const std::string was, earlierTaskOf(tx, line));
	bool wanted = line.usable;
	// Work that was finished since go-live is called back here, whatever the old register says of it; what was taken
	// over once stays so when the date is moved back.
	if (wanted && _host.localDate(*line.business.completedAt) >= goLive)
	{
		EH_TRY(const auto known, findTask(tx, line.task()));
		wanted = known && known->takenOver();
	}
	if (!wanted)
	{
		if (was.empty()) return {};
		EH_CHECK(forgetEarlier(tx, line));
		return buildEarlier(tx, was, nullptr, localDate, cause);
	}
	EH_CHECK(keepEarlier(tx, line));
	if (!was.empty() && was != line.task()) EH_CHECK(buildEarlier(tx, was, nullptr, localDate, cause));
	return buildEarlier(tx, line.task(), &line.business, localDate, cause);
}

Result<bool> EarlierCalls::applyGoLive(Tx& tx) const
{
	const std::string goLive = tx.goLiveDate().value_or("");
	EH_TRY(const std::string applied, progress(tx, kGoLive));
	if (goLive != applied)
	{
		EH_CHECK(setProgress(tx, kRescan, "0"));
		EH_CHECK(setProgress(tx, kGoLive, goLive));
		return true;
	}
	if (goLive.empty()) return false;
	EH_TRY(const std::string position, progress(tx, kRescan));
	if (position.empty()) return false;
	std::int64_t head = 0;
	{
		EH_TRY(auto row, tx.query(sql::kLastRead, kEntity));
		EH_TRY(const bool found, row.next());
		if (!found || row.isNull(1)) return false; // an ERP that keeps no such register, or was not read in full yet
		head = row.integer(2);
	}
	// What came since the date was set came through the watch; beyond the head there is nothing.
	const std::int64_t from = positionIn(position), to = std::min(from + kPiece, head);
	if (from >= head)
	{
		EH_CHECK(setProgress(tx, kRescan, ""));
		return false;
	}
	EH_CHECK(changedEarlier(tx, from, to, [&](const EarlierLine& line) { return take(tx, line, goLive); }));
	EH_CHECK(setProgress(tx, kRescan, std::to_string(to)));
	return true;
}

} // namespace survey
