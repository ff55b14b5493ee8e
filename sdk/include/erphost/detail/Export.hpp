#pragma once

// How a C++ plugin becomes the one exported function of the contract.

namespace erphost::detail {

/// What the host holds as `instance`.
template <typename P>
struct Instance
{
	explicit Instance(const Services& found): services(found), host(services), registry(services), plugin(host) {}

	Services services;
	Host host;
	Registry registry;
	P plugin;
};

/// Every service that the C++ layer builds on, or the name of the first one that the host lacks.
inline Result<Services> findServices(const eh_host* host)
{
	Services services;
	services.host = host;
	const char* missing = nullptr;
	const auto find = [&](const char* id, auto& service) {
		service = static_cast<std::remove_reference_t<decltype(service)>>(host->query(host, abi::str(id)));
		if (!service && !missing) missing = id;
	};
	find(EH_SERVICE_LOG, services.log);
	find(EH_SERVICE_CLOCK, services.clock);
	find(EH_SERVICE_CALENDAR, services.calendar);
	find(EH_SERVICE_CONFIG, services.config);
	find(EH_SERVICE_STORE, services.store);
	find(EH_SERVICE_JOURNAL, services.journal);
	find(EH_SERVICE_ERP, services.erp);
	find(EH_SERVICE_HTTP, services.http);
	find(EH_SERVICE_JOBS, services.jobs);
	find(EH_SERVICE_FILES, services.files);
	find(EH_SERVICE_MESSAGES, services.messages);
	if (missing)
		return misconfigured("plugin.service_missing", "The host lacks a service that the plugin needs.")
		    .with("service", missing);
	return services;
}

template <typename P>
eh_status create(const eh_host* host, void** instance, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		EH_TRY(const Services services, findServices(host));
		*instance = new Instance<P>(services);
		return {};
	});
}

template <typename P>
eh_status start(void* instance, const eh_error_sink* sink)
{
	return abi::guarded(sink, [&]() -> Result<void> {
		auto& self = *static_cast<Instance<P>*>(instance);
		return self.plugin.start(self.registry);
	});
}

template <typename P>
void stop(void* instance)
{
	abi::guarded(nullptr, [&]() -> Result<void> {
		static_cast<Instance<P>*>(instance)->plugin.stop();
		return {};
	});
}

template <typename P>
void destroy(void* instance)
{
	delete static_cast<Instance<P>*>(instance);
}

template <typename P>
eh_plugin descriptor(std::string_view id, std::string_view version, std::string_view build)
{
	eh_plugin plugin{};
	plugin.magic = EH_ABI_MAGIC;
	plugin.size = sizeof plugin;
	plugin.abi_major = EH_ABI_MAJOR;
	plugin.abi_minor = EH_ABI_MINOR;
	plugin.id = abi::str(id);
	plugin.version = abi::str(version);
	plugin.build = abi::str(build);
	plugin.create = &create<P>;
	plugin.start = &start<P>;
	plugin.stop = &stop<P>;
	plugin.destroy = &destroy<P>;
	return plugin;
}

} // namespace erphost::detail

#if defined(_MSC_VER)
#define EH_BUILD_NAME "MSVC"
#else
#define EH_BUILD_NAME __VERSION__
#endif

/// EH_PLUGIN(SurveyPlugin, "survey", "1.0.0"): exports the class as the plugin of this library. Once, at namespace
/// scope.
#define EH_PLUGIN(Class, id, version)                                                                                  \
	extern "C" EH_EXPORT const eh_plugin* erphost_plugin(void)                                                         \
	{                                                                                                                  \
		static const eh_plugin kDescriptor = ::erphost::detail::descriptor<Class>(id, version, EH_BUILD_NAME);         \
		return &kDescriptor;                                                                                           \
	}
