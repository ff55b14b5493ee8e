#pragma once

#include "erphost/abi.h"
#include "host/calendar/TimeZone.hpp"
#include "host/files/FileStore.hpp"
#include "host/journal/Subscriptions.hpp"
#include "host/packages/Manifest.hpp"
#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"
#include "host/worker/LiveCalendar.hpp"
#include "host/worker/Route.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace erphost::worker {

/// Work that comes again.
struct Job
{
	std::string name; ///< "<plugin>.<name>"
	int everySeconds = 60;
	/// True: there is more, call again at once.
	std::function<Result<bool>(store::Transaction&, const std::function<bool()>& cancelled)> run;
};

/// The host's side of the plugin contract (abi.h): answers query() with the services and keeps what the plugin
/// registers. Lives as long as the plugin's instance. Services may be called from any thread, registration only during
/// start.
class PluginHost
{
public:
	/// Database, clock, calendar and files outlive it.
	PluginHost(packages::Manifest manifest, store::Database& database, const Clock& clock, calendar::TimeZone zone,
	           LiveCalendar& calendar, const files::FileStore& files);
	~PluginHost();

	const eh_host* abi() const;

	/// What the plugin registered. The handlers call into it: its instance must outlive them.
	std::vector<Route> routes() const;
	std::vector<journal::Subscription> subscriptions() const;
	std::vector<journal::Watch> watches() const;
	std::vector<Job> jobs() const;

	struct Impl;

private:
	std::unique_ptr<Impl> _impl;
};

/// What a plugin may reach in the store: its own tables, and what its manifest names.
store::AccessPolicy policyOf(const packages::Manifest& manifest);

} // namespace erphost::worker
