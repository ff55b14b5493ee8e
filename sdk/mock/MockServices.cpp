#include "MockState.hpp"

#include <cstdio>
#include <cstring>

namespace erphost::mock {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// Days since 1970 ⇄ ISO dates; the mock knows no time zone data, only an offset.
std::string isoDate(std::int64_t days)
{
	const std::int64_t z = days + 719'468;
	const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
	const std::int64_t doe = z - era * 146'097;
	const std::int64_t yoe = (doe - doe / 1'460 + doe / 36'524 - doe / 146'096) / 365;
	const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	const std::int64_t mp = (5 * doy + 2) / 153;
	const int day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1);
	const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
	const int year = static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0));
	char text[32];
	std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
	return text;
}

std::int64_t daysOf(const std::string& iso)
{
	int year = 1970, month = 1, day = 1;
	std::sscanf(iso.c_str(), "%d-%d-%d", &year, &month, &day);
	const std::int64_t y = month <= 2 ? year - 1 : year;
	const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
	const std::int64_t yoe = y - era * 400;
	const std::int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146'097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719'468;
}

std::int64_t floorDays(std::int64_t ms)
{
	return ms >= 0 ? ms / kDayMs : -((-ms + kDayMs - 1) / kDayMs);
}

void writeLog(const eh_host*, int32_t, eh_str) {}

int64_t nowMs(const eh_host* host)
{
	return MockHost::Impl::of(host).now;
}

void localDate(const eh_host* host, int64_t instant, char date[10])
{
	const std::int64_t local = instant + MockHost::Impl::of(host).offsetMinutes * std::int64_t{60'000};
	std::memcpy(date, isoDate(floorDays(local)).data(), 10);
}

eh_status instantOf(const eh_host* host, eh_str date, int32_t minute, int64_t* instant, const eh_error_sink*)
{
	*instant =
		daysOf(abi::text(date)) * kDayMs + (minute - MockHost::Impl::of(host).offsetMinutes) * std::int64_t{60'000};
	return EH_OK;
}

/// Monday to Friday: no holiday moves a test, except the days that it set itself.
bool worksOn(const eh_host* host, std::int64_t day)
{
	const auto& days = MockHost::Impl::of(host).days;
	if (const auto set = days.find(isoDate(day)); set != days.end()) return set->second;
	return ((day + 3) % 7 + 7) % 7 < 5; // 0: Monday
}

eh_status addWorkingDays(const eh_host* host, eh_str, eh_str start, int32_t days, char date[10], int32_t* provisional,
                         const eh_error_sink*)
{
	std::int64_t day = daysOf(abi::text(start));
	while (days > 0)
	{
		++day;
		if (worksOn(host, day)) --days;
	}
	std::memcpy(date, isoDate(day).data(), 10);
	*provisional = 0;
	return EH_OK;
}

eh_status isWorkingDay(const eh_host* host, eh_str, eh_str date, int32_t* working, int32_t* provisional,
                       const eh_error_sink*)
{
	*working = worksOn(host, daysOf(abi::text(date))) ? 1 : 0;
	*provisional = 0;
	return EH_OK;
}

eh_status officeHours(const eh_host* host, eh_str, eh_str date, int32_t* open, int32_t* from, int32_t* to,
                      const eh_error_sink*)
{
	*open = worksOn(host, daysOf(abi::text(date))) ? 1 : 0;
	*from = 8 * 60 + 30;
	*to = 18 * 60;
	return EH_OK;
}

eh_status calendarVersion(const eh_host* host, const eh_text_sink* out, const eh_error_sink*)
{
	std::string version = "mock";
	for (const auto& [day, open] : MockHost::Impl::of(host).days) version += (open ? "+" : "-") + day;
	out->write(out->context, abi::str(version));
	return EH_OK;
}

eh_status settings(const eh_host* host, eh_str, const eh_text_sink* out, const eh_error_sink*)
{
	const std::string text = MockHost::Impl::of(host).settings.dump();
	out->write(out->context, abi::str(text));
	return EH_OK;
}

eh_status append(eh_tx* tx, const eh_event* event, const eh_error_sink*)
{
	Event own{abi::text(event->type),
	          event->version,
	          abi::text(event->branch_id),
	          abi::text(event->business_key),
	          abi::text(event->payload),
	          0,
	          tx->host->now,
	          {}};
	tx->events.push_back(std::move(own));
	return EH_OK;
}

eh_status audit(eh_tx*, eh_str, eh_str, eh_str, const eh_error_sink*)
{
	return EH_OK;
}

eh_status put(eh_tx* tx, const eh_record* record, const eh_error_sink*)
{
	tx->records.push_back({abi::text(record->type), abi::text(record->branch_id), abi::text(record->business_key),
	                       abi::text(record->record_id), abi::text(record->payload)});
	return EH_OK;
}

/// Takes any bytes: what the host refuses by their first bytes is the host's test.
eh_status putFile(eh_tx* tx, eh_str mediaType, eh_str bytes, const eh_text_sink* id, const eh_error_sink*)
{
	const std::string name = "file-" + std::to_string(++tx->host->filesMade);
	tx->files[name] = File{abi::text(mediaType), abi::text(bytes)};
	id->write(id->context, abi::str(name));
	return EH_OK;
}

eh_status getFile(eh_tx* tx, eh_str id, const eh_text_sink* mediaType, const eh_text_sink* bytes,
                  const eh_error_sink* sink)
{
	const auto name = abi::text(id);
	const File* file = nullptr;
	if (const auto kept = tx->host->files.find(name); kept != tx->host->files.end()) file = &kept->second;
	if (const auto own = tx->files.find(name); own != tx->files.end()) file = own->second ? &*own->second : nullptr;
	if (!file) return abi::fail(permanent("files.not_found", "There is no such file."), sink);
	mediaType->write(mediaType->context, abi::str(file->mediaType));
	bytes->write(bytes->context, abi::str(file->bytes));
	return EH_OK;
}

eh_status removeFile(eh_tx* tx, eh_str id, const eh_error_sink*)
{
	tx->files[abi::text(id)] = std::nullopt;
	return EH_OK;
}

eh_status sendMessage(eh_tx* tx, const eh_message* message, const eh_error_sink*)
{
	const auto instant = [](int64_t ms) { return ms ? std::optional(ms) : std::nullopt; };
	tx->messages.push_back({abi::text(message->id), abi::text(message->channel), abi::text(message->to),
	                        abi::text(message->subject), abi::text(message->text), abi::text(message->branch_id),
	                        abi::text(message->business_key), abi::text(message->about),
	                        instant(message->not_before_ms), instant(message->expires_at_ms)});
	return EH_OK;
}

eh_str goLiveDate(eh_tx* tx)
{
	return abi::str(tx->host->goLive);
}

eh_status subscribe(const eh_host* host, const eh_subscription* raw, const eh_error_sink*)
{
	MockHost::Impl::Subscription subscription{{}, *raw};
	for (uint64_t i = 0; i < raw->type_count; ++i) subscription.types.push_back(abi::text(raw->types[i]));
	MockHost::Impl::of(host).subscriptions.push_back(std::move(subscription));
	return EH_OK;
}

eh_status watch(const eh_host* host, const eh_watch* raw, const eh_error_sink*)
{
	MockHost::Impl::of(host).watches.push_back({abi::text(raw->entity), *raw});
	return EH_OK;
}

eh_status route(const eh_host* host, const eh_route* raw, const eh_error_sink*)
{
	MockHost::Impl::of(host).routes.push_back({*raw, abi::text(raw->method), abi::text(raw->path)});
	return EH_OK;
}

eh_status every(const eh_host* host, const eh_job* raw, const eh_error_sink*)
{
	MockHost::Impl::of(host).jobs.push_back({*raw});
	return EH_OK;
}

const void* query(const eh_host* host, eh_str id)
{
	const auto& self = MockHost::Impl::of(host);
	const std::pair<std::string_view, const void*> services[] = {
		{EH_SERVICE_LOG, &self.log},
		{EH_SERVICE_CLOCK, &self.clock},
		{EH_SERVICE_CALENDAR, &self.calendar},
		{EH_SERVICE_CONFIG, &self.config},
		{EH_SERVICE_STORE, &self.store},
		{EH_SERVICE_JOURNAL, &self.journal},
		{EH_SERVICE_ERP, &self.erp},
		{EH_SERVICE_HTTP, &self.http},
		{EH_SERVICE_JOBS, &self.jobService},
		{EH_SERVICE_FILES, &self.fileService},
		{EH_SERVICE_MESSAGES, &self.messageService},
	};
	for (const auto& [name, service] : services)
		if (name == abi::view(id)) return service;
	return nullptr;
}

} // namespace

void MockHost::Impl::fillServices()
{
	abi = {sizeof(eh_host), EH_ABI_MAJOR, EH_ABI_MINOR, erphost::abi::str("mock"), &query};
	log = {sizeof(eh_log), &writeLog};
	clock = {sizeof(eh_clock), &nowMs, &localDate, &instantOf};
	calendar = {sizeof(eh_calendar), &addWorkingDays, &isWorkingDay, &officeHours, &calendarVersion};
	config = {sizeof(eh_config), &mock::settings};
	journal = {sizeof(eh_journal), &append, &subscribe, &audit};
	erp = {sizeof(eh_erp), &put, &watch, &goLiveDate};
	http = {sizeof(eh_http), &route};
	jobService = {sizeof(eh_jobs), &every};
	fileService = {sizeof(eh_files), &putFile, &getFile, &removeFile};
	messageService = {sizeof(eh_messages), &sendMessage};
	fillStore();
}

} // namespace erphost::mock
