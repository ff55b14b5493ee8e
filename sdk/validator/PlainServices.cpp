#include "CheckedState.hpp"

namespace erphost::validator {
namespace {

using Impl = CheckedHost::Impl;

/// Services take the host's own pointer, and the real host reads its state through it: it is exchanged on the way.
const eh_host* realOf(const eh_host* host)
{
	return Impl::of(host).real;
}

void writeLog(const eh_host* host, int32_t level, eh_str message)
{
	Impl::of(host).log->write(realOf(host), level, message);
}
int64_t nowMs(const eh_host* host)
{
	return Impl::of(host).clock->now_ms(realOf(host));
}
void localDate(const eh_host* host, int64_t instant, char date[10])
{
	Impl::of(host).clock->local_date(realOf(host), instant, date);
}
eh_status instantOf(const eh_host* host, eh_str date, int32_t minute, int64_t* instant, const eh_error_sink* sink)
{
	return Impl::of(host).clock->instant_of(realOf(host), date, minute, instant, sink);
}
eh_status addWorkingDays(const eh_host* host, eh_str branch, eh_str start, int32_t days, char date[10],
                         int32_t* provisional, const eh_error_sink* sink)
{
	return Impl::of(host).calendar->add_working_days(realOf(host), branch, start, days, date, provisional, sink);
}
eh_status isWorkingDay(const eh_host* host, eh_str branch, eh_str date, int32_t* working, int32_t* provisional,
                       const eh_error_sink* sink)
{
	return Impl::of(host).calendar->is_working_day(realOf(host), branch, date, working, provisional, sink);
}
eh_status officeHours(const eh_host* host, eh_str branch, eh_str date, int32_t* open, int32_t* from, int32_t* to,
                      const eh_error_sink* sink)
{
	return Impl::of(host).calendar->office_hours(realOf(host), branch, date, open, from, to, sink);
}
eh_status calendarVersion(const eh_host* host, const eh_text_sink* version, const eh_error_sink* sink)
{
	return Impl::of(host).calendar->version(realOf(host), version, sink);
}
eh_status settingsOn(const eh_host* host, eh_str date, const eh_text_sink* json, const eh_error_sink* sink)
{
	return Impl::of(host).config->settings(realOf(host), date, json, sink);
}

} // namespace

void CheckedHost::Impl::fillPlain()
{
	const auto find = [&](const char* id, auto& service) {
		service = static_cast<std::remove_reference_t<decltype(service)>>(real->query(real, abi::str(id)));
	};
	find(EH_SERVICE_LOG, log);
	find(EH_SERVICE_CLOCK, clock);
	find(EH_SERVICE_CALENDAR, calendar);
	find(EH_SERVICE_CONFIG, config);
	ownLog = {sizeof(eh_log), &writeLog};
	ownClock = {sizeof(eh_clock), &nowMs, &localDate, &instantOf};
	ownCalendar = {sizeof(eh_calendar), &addWorkingDays, &isWorkingDay, &officeHours, &calendarVersion};
	ownConfig = {sizeof(eh_config), &settingsOn};
}

} // namespace erphost::validator
