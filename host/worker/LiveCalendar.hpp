#pragma once

#include "host/calendar/Calendar.hpp"
#include "host/calendar/TimeZone.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

namespace erphost::worker {

/// The calendar in force: the newest state data of program and data folder with the host setting "calendar" of today.
/// Looked at again every half minute, so that an administrator's change and the next year's notice take effect while
/// the process runs. Any thread.
class LiveCalendar
{
public:
	/// Database and clock outlive it.
	LiveCalendar(store::Database& database, const Clock& clock, calendar::TimeZone zone, std::filesystem::path data);

	/// Data or a setting that cannot be used leave the last good calendar in force, and are logged.
	std::shared_ptr<const calendar::Calendar> current();

private:
	Result<calendar::Calendar> read();

	store::Database& _database;
	const Clock& _clock;
	const calendar::TimeZone _zone;
	const std::filesystem::path _data;
	std::mutex _mutex;
	std::shared_ptr<const calendar::Calendar> _calendar;
	std::int64_t _readAtMs = 0;
};

} // namespace erphost::worker
