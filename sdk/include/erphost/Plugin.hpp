#pragma once

#include "erphost/Http.hpp"
#include "erphost/Tx.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace erphost {

/// The host as a plugin sees it. Any thread, until the plugin is destroyed.
class Host
{
public:
	explicit Host(const Services& services): _services(services) {}

	void info(std::string_view message) const { write(EH_LOG_INFO, message); }
	void warning(std::string_view message) const { write(EH_LOG_WARNING, message); }

	std::int64_t nowMs() const { return _services.clock->now_ms(_services.host); }

	/// The business date of an instant in the company's time zone (ISO).
	std::string localDate(std::int64_t instantMs) const
	{
		char date[10];
		_services.clock->local_date(_services.host, instantMs, date);
		return std::string(date, sizeof date);
	}

	Result<std::int64_t> instantOf(std::string_view localDate, int minuteOfDay) const
	{
		abi::Catcher catcher;
		std::int64_t instant = 0;
		const eh_status status =
			_services.clock->instant_of(_services.host, abi::str(localDate), minuteOfDay, &instant, catcher.sink());
		if (status < 0) return catcher.error(status);
		return instant;
	}

	struct WorkingDate
	{
		std::string date;
		bool provisional = false; ///< beyond the calendar data: may move with the next year's notice
	};
	Result<WorkingDate> addWorkingDays(std::string_view branchId, std::string_view start, int days) const
	{
		abi::Catcher catcher;
		char date[10];
		std::int32_t provisional = 0;
		const eh_status status = _services.calendar->add_working_days(
			_services.host, abi::str(branchId), abi::str(start), days, date, &provisional, catcher.sink());
		if (status < 0) return catcher.error(status);
		return WorkingDate{std::string(date, sizeof date), provisional != 0};
	}

	/// Whether a date (ISO) is a working day of a branch.
	Result<bool> isWorkingDay(std::string_view branchId, std::string_view date) const
	{
		EH_TRY(const DayVerdict verdict, dayVerdict(branchId, date));
		return verdict.working;
	}

	struct DayVerdict
	{
		bool working = false;
		bool provisional = false; ///< no notice covers the day yet: may change
	};
	/// The same, and how sure that is.
	Result<DayVerdict> dayVerdict(std::string_view branchId, std::string_view date) const
	{
		abi::Catcher catcher;
		std::int32_t working = 0, provisional = 0;
		const eh_status status = _services.calendar->is_working_day(_services.host, abi::str(branchId), abi::str(date),
		                                                            &working, &provisional, catcher.sink());
		if (status < 0) return catcher.error(status);
		return DayVerdict{working != 0, provisional != 0};
	}

	/// Minutes after local midnight.
	struct OfficeHours
	{
		int openMinute = 0;
		int closeMinute = 0;
	};
	/// When a branch is open on a date (ISO); nullopt when it is closed all day.
	Result<std::optional<OfficeHours>> officeHours(std::string_view branchId, std::string_view date) const
	{
		abi::Catcher catcher;
		std::int32_t open = 0, from = 0, to = 0;
		const eh_status status = _services.calendar->office_hours(_services.host, abi::str(branchId), abi::str(date),
		                                                          &open, &from, &to, catcher.sink());
		if (status < 0) return catcher.error(status);
		if (!open) return std::optional<OfficeHours>();
		return std::optional(OfficeHours{from, to});
	}

	/// Changes whenever the calendar's data or settings change: deadlines computed with another version are computed
	/// again.
	Result<std::string> calendarVersion() const
	{
		abi::Catcher catcher;
		abi::TextCatcher version;
		const eh_status status = _services.calendar->version(_services.host, version.sink(), catcher.sink());
		if (status < 0) return catcher.error(status);
		return std::move(version.value());
	}

	/// The plugin's settings in force on a date, defaults filled in.
	Result<nlohmann::json> settings(std::string_view localDate) const
	{
		abi::Catcher catcher;
		abi::TextCatcher json;
		const eh_status status =
			_services.config->settings(_services.host, abi::str(localDate), json.sink(), catcher.sink());
		if (status < 0) return catcher.error(status);
		return nlohmann::json::parse(json.value());
	}

private:
	void write(std::int32_t level, std::string_view message) const
	{
		_services.log->write(_services.host, level, abi::str(message));
	}

	const Services& _services;
};

/// Where a plugin says what it does; only inside Plugin::start. Owns the handlers until the plugin is destroyed.
class Registry
{
public:
	explicit Registry(const Services& services): _services(services) {}
	Registry(const Registry&) = delete;
	Registry& operator=(const Registry&) = delete;

	Result<void> route(Route route);

	/// A durable subscription to events: what the handler does in the store happens once per event.
	Result<void> subscribe(std::string name, std::vector<std::string> types,
	                       std::function<Result<void>(Tx&, const Event&)> handle);

	/// Called with ranges of change_seq of erp_<entity>: from < change_seq <= to.
	Result<void> watch(std::string name, std::string entity,
	                   std::function<Result<void>(Tx&, std::int64_t from, std::int64_t to)> handle);

	/// Called again and again, one write transaction each; returns true to be called again at once.
	Result<void> job(std::string name, int everySeconds, std::function<Result<bool>(Tx&)> run);

private:
	template <typename T>
	T& keep(T value)
	{
		auto owned = std::make_shared<T>(std::move(value));
		_kept.push_back(owned);
		return *owned;
	}

	const Services& _services;
	std::vector<std::shared_ptr<void>> _kept;
};

/// Base class of a plugin written in C++. Export it with EH_PLUGIN.
class Plugin
{
public:
	explicit Plugin(const Host& host): _host(host) {}
	virtual ~Plugin() = default;

	/// Registers routes, subscriptions, watches and jobs.
	virtual Result<void> start(Registry& registry) = 0;
	/// No handler runs any more, and none will.
	virtual void stop() {}

protected:
	const Host& host() const { return _host; }

private:
	const Host& _host;
};

} // namespace erphost

#include "erphost/detail/Export.hpp"
#include "erphost/detail/Registry.hpp"
