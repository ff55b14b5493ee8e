#pragma once

// What the hostile plugins share: just enough of the contract to get to the place where each one misbehaves. Against
// abi.h and nothing else, because the C++ layer of the SDK would prevent most of it.

#include <erphost/abi.h>

#include <chrono>
#include <string_view>
#include <thread>

namespace hostile {

/// The host of the only instance.
inline const eh_host* host = nullptr;

inline eh_str str(std::string_view text)
{
	return {text.data(), text.size()};
}

template <typename Service>
const Service& service(std::string_view id)
{
	return *static_cast<const Service*>(host->query(host, str(id)));
}

inline eh_status createWell(const eh_host* given, void** instance, const eh_error_sink*)
{
	host = given;
	*instance = &host;
	return EH_OK;
}

inline eh_status startWell(void*, const eh_error_sink*)
{
	return EH_OK;
}

inline void doNothing(void*) {}

/// A descriptor without a fault; each plugin spoils it in its own way.
inline eh_plugin descriptor(std::string_view id)
{
	eh_plugin plugin{};
	plugin.magic = EH_ABI_MAGIC;
	plugin.size = sizeof plugin;
	plugin.abi_major = EH_ABI_MAJOR;
	plugin.abi_minor = EH_ABI_MINOR;
	plugin.id = str(id);
	plugin.version = str("1.0.0");
	plugin.create = &createWell;
	plugin.start = &startWell;
	plugin.stop = &doNothing;
	plugin.destroy = &doNothing;
	return plugin;
}

[[noreturn]] inline void hang()
{
	for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
}

inline eh_status addRoute(int32_t mode, std::string_view method, std::string_view path, std::string_view operation,
                          decltype(eh_route::handle) handle, const eh_error_sink* sink)
{
	static const eh_str kRoles[] = {str("admin")};
	eh_route route{};
	route.size = sizeof route;
	route.mode = mode;
	route.method = str(method);
	route.path = str(path);
	route.operation_id = str(operation);
	route.summary = str("Misbehaves.");
	route.roles = kRoles;
	route.role_count = 1;
	route.handle = handle;
	return service<eh_http>(EH_SERVICE_HTTP).route(host, &route, sink);
}

inline eh_status addJob(int32_t everySeconds, std::string_view name, decltype(eh_job::run) run,
                        const eh_error_sink* sink)
{
	eh_job job{};
	job.size = sizeof job;
	job.every_seconds = everySeconds;
	job.name = str(name);
	job.run = run;
	return service<eh_jobs>(EH_SERVICE_JOBS).every(host, &job, sink);
}

/// A plugin that tells itself about something once, and cannot stand hearing it.
inline eh_status addEvent(std::string_view type, decltype(eh_job::run) tell, decltype(eh_subscription::handle) handle,
                          const eh_error_sink* sink)
{
	const eh_str wanted = str(type);
	eh_subscription subscription{};
	subscription.size = sizeof subscription;
	subscription.name = str("listen");
	subscription.types = &wanted;
	subscription.type_count = 1;
	subscription.handle = handle;
	const eh_status status = service<eh_journal>(EH_SERVICE_JOURNAL).subscribe(host, &subscription, sink);
	return status < 0 ? status : addJob(86'400, "tell", tell, sink);
}

inline eh_status append(eh_tx* tx, std::string_view type, const eh_error_sink* sink)
{
	eh_event event{};
	event.size = sizeof event;
	event.version = 1;
	event.type = str(type);
	event.branch_id = str("01");
	event.business_key = str("K1");
	event.payload = str("{}");
	return service<eh_journal>(EH_SERVICE_JOURNAL).append(tx, &event, sink);
}

} // namespace hostile
