#pragma once

#include "erphost/Abi.hpp"
#include "host/worker/PluginHost.hpp"
#include "host/worker/PluginTx.hpp"

#include <string>
#include <utility>
#include <vector>

namespace erphost::worker {

/// What a plugin host keeps: the services that it offers, and what the plugin registered.
struct PluginHost::Impl
{
	/// First member: the contract's pointer is ours.
	eh_host abi{};
	packages::Manifest manifest;
	store::Database& database;
	const Clock& clock;
	calendar::TimeZone zone;
	LiveCalendar& calendar;
	const files::FileStore& files;
	std::string logName;
	PluginStatements statements;

	eh_log logService{};
	eh_clock clockService{};
	eh_calendar calendarService{};
	eh_config configService{};
	eh_store storeService{};
	eh_journal journalService{};
	eh_erp erpService{};
	eh_http httpService{};
	eh_jobs jobsService{};
	eh_files filesService{};
	eh_messages messagesService{};

	std::vector<Route> routes;
	std::vector<journal::Subscription> subscriptions;
	std::vector<journal::Watch> watches;
	std::vector<Job> jobs;

	Impl(packages::Manifest m, store::Database& d, const Clock& c, calendar::TimeZone z, LiveCalendar& cal,
	     const files::FileStore& f):
		manifest(std::move(m)),
		database(d), clock(c), zone(std::move(z)), calendar(cal), files(f), logName("plugin:" + manifest.id)
	{
	}

	static Impl& of(const eh_host* host) { return *reinterpret_cast<Impl*>(const_cast<eh_host*>(host)); }

	PluginContext context(std::string actor, std::string correlationId)
	{
		return {manifest.id, &statements, &clock, &files, std::move(actor), std::move(correlationId)};
	}
	PluginContext ownContext(std::string correlationId)
	{
		return context("plugin:" + manifest.id, std::move(correlationId));
	}

	std::string qualified(eh_str name) const { return manifest.id + "." + abi::text(name); }
};

/// The calendar service of the contract.
void fillCalendarService(eh_calendar& service);

} // namespace erphost::worker
