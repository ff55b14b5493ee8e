#include "host/worker/LiveCalendar.hpp"

#include "host/platform/Log.hpp"
#include "host/worker/WorkerSql.hpp"

#include <utility>

namespace erphost::worker {

namespace {

constexpr std::int64_t kLookAgainMs = 30'000;

} // namespace

LiveCalendar::LiveCalendar(store::Database& database, const Clock& clock, calendar::TimeZone zone,
                           std::filesystem::path data):
	_database(database),
	_clock(clock), _zone(std::move(zone)), _data(std::move(data))
{
}

std::shared_ptr<const calendar::Calendar> LiveCalendar::current()
{
	const std::lock_guard lock(_mutex);
	const auto now = _clock.steadyMs();
	if (_calendar && now - _readAtMs < kLookAgainMs) return _calendar;
	_readAtMs = now;
	auto fresh = read();
	if (fresh)
	{
		if (!_calendar || _calendar->version() != fresh->version())
			_calendar = std::make_shared<const calendar::Calendar>(*std::move(fresh));
		return _calendar;
	}
	log(LogLevel::warning, "calendar", fresh.error().code + ": " + fresh.error().message);
	if (!_calendar) _calendar = std::make_shared<const calendar::Calendar>(calendar::Calendar::shipped());
	return _calendar;
}

Result<calendar::Calendar> LiveCalendar::read()
{
	EH_TRY(auto state, calendar::StateCalendar::newest(_data));
	EH_TRY(auto settings, _database.readValue([&](store::Transaction& tx) -> Result<nlohmann::json> {
		EH_TRY(auto row, tx.prepareAsHost(sql::kSettingOn));
		EH_CHECK(row.bindAll("host", "calendar", _zone.businessDate(_clock.nowMs())));
		EH_TRY(const bool found, row.step());
		return found ? nlohmann::json::parse(row.view(0), nullptr, false) : nlohmann::json::object();
	}));
	return calendar::Calendar::create(std::move(state), settings);
}

} // namespace erphost::worker
