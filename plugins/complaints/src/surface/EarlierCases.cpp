#include "surface/EarlierCases.hpp"

#include "store/Clocks.hpp"
#include "surface/Settings.hpp"

#include <algorithm>

namespace complaints {

namespace {

constexpr const char* kGoLive = "earlier.go_live";
constexpr const char* kRescan = "earlier.rescan";
/// Lines looked at per transaction when everything is looked at again.
constexpr std::int64_t kPiece = 200;

} // namespace

Result<void> EarlierCases::addTo(erphost::Registry& registry) const
{
	EH_CHECK(registry.watch("earlier", "earlier_complaint",
	                        [this](Tx& tx, std::int64_t from, std::int64_t to) { return changed(tx, from, to); }));
	return registry.job("earlier_go_live", 2, [this](Tx& tx) { return applyGoLive(tx); });
}

Result<void> EarlierCases::changed(Tx& tx, std::int64_t from, std::int64_t to) const
{
	const auto goLive = tx.goLiveDate();
	if (!goLive) return {}; // setting the date has everything looked at
	return changedEarlier(tx, from, to, [&](const EarlierComplaint& line) { return take(tx, line, *goLive); });
}

Result<void> EarlierCases::take(Tx& tx, const EarlierComplaint& line, const std::string& goLive) const
{
	if (!line.usable) return dropEarlier(tx, line.item.id);
	const std::string day = _host.localDate(line.item.receivedAt);
	if (day >= goLive)
	{
		// Whoever complains since go-live does it here; what was taken over once stays so when the date is moved back.
		EH_TRY(const auto known, findCase(tx, line.item.id));
		if (!known) return {};
	}
	EH_TRY(const Settings settings, settingsAt(_host, day));
	return putEarlier(tx, line, day, settings.linkDays);
}

Result<bool> EarlierCases::applyGoLive(Tx& tx) const
{
	const std::string goLive = tx.goLiveDate().value_or("");
	EH_TRY(const std::string applied, markOf(tx, kGoLive));
	if (goLive != applied)
	{
		EH_CHECK(setMark(tx, kRescan, "0"));
		EH_CHECK(setMark(tx, kGoLive, goLive));
		return true;
	}
	if (goLive.empty()) return false;
	EH_TRY(const std::string position, markOf(tx, kRescan));
	if (position.empty()) return false;
	EH_TRY(const std::int64_t head, earlierHead(tx));
	// What comes after the head comes through the watch.
	const std::int64_t from = std::stoll(position), to = std::min(from + kPiece, head);
	if (from >= head)
	{
		EH_CHECK(setMark(tx, kRescan, ""));
		return false;
	}
	EH_CHECK(changedEarlier(tx, from, to, [&](const EarlierComplaint& line) { return take(tx, line, goLive); }));
	EH_CHECK(setMark(tx, kRescan, std::to_string(to)));
	return true;
}

} // namespace complaints
