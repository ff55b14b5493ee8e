#include "host/worker/PluginHostState.hpp"

#include <cstring>

// The calendar service of the contract (EH_SERVICE_CALENDAR).

namespace erphost::worker {

namespace {

eh_status addWorkingDays(const eh_host* host, eh_str branch, eh_str start, int32_t days, char date[10],
                         int32_t* provisional, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const auto calendar = PluginHost::Impl::of(host).calendar.current();
		EH_TRY(const auto found, calendar->addWorkingDays(abi::view(branch), abi::view(start), days));
		std::memcpy(date, found.date.data(), 10);
		*provisional = found.provisional ? 1 : 0;
		return {};
	});
}

eh_status isWorkingDay(const eh_host* host, eh_str branch, eh_str date, int32_t* working, int32_t* provisional,
                       const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const auto calendar = PluginHost::Impl::of(host).calendar.current();
		EH_TRY(const bool works, calendar->isWorkingDay(abi::view(branch), abi::view(date)));
		EH_TRY(const bool known, calendar->isKnown(abi::view(branch), abi::view(date)));
		*working = works ? 1 : 0;
		*provisional = known ? 0 : 1;
		return {};
	});
}

eh_status officeHours(const eh_host* host, eh_str branch, eh_str date, int32_t* open, int32_t* openMinute,
                      int32_t* closeMinute, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		const auto calendar = PluginHost::Impl::of(host).calendar.current();
		EH_TRY(const auto hours, calendar->officeHours(abi::view(branch), abi::view(date)));
		*open = hours ? 1 : 0;
		*openMinute = hours ? hours->openMinute : 0;
		*closeMinute = hours ? hours->closeMinute : 0;
		return {};
	});
}

eh_status version(const eh_host* host, const eh_text_sink* out, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		out->write(out->context, abi::str(PluginHost::Impl::of(host).calendar.current()->version()));
		return {};
	});
}

} // namespace

void fillCalendarService(eh_calendar& service)
{
	service = {sizeof service, &addWorkingDays, &isWorkingDay, &officeHours, &version};
}

} // namespace erphost::worker
