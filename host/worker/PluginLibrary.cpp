#include "host/worker/PluginLibrary.hpp"

#include "host/platform/Files.hpp"
#include "host/worker/PluginCall.hpp"

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <cstddef>

namespace erphost::worker {

struct PluginLibrary::Loaded
{
	boost::dll::shared_library library;
};

namespace {

Error about(Error error, const packages::Manifest& manifest)
{
	return std::move(error).with("plugin", manifest.id).with("path", toUtf8(manifest.library()));
}

/// The fields that the smallest descriptor must have.
constexpr std::uint32_t kSmallest = offsetof(eh_plugin, destroy) + sizeof(eh_plugin::destroy);

Result<void> checkDescriptor(const eh_plugin* found, const packages::Manifest& manifest)
{
	if (!found || found->magic != EH_ABI_MAGIC)
		return about(misconfigured("plugin.wrong_magic",
		                           "The library is not an erphost plugin: its descriptor has a wrong magic number."),
		             manifest);
	if (found->abi_major != EH_ABI_MAJOR || found->abi_minor > EH_ABI_MINOR)
		return about(misconfigured("plugin.abi_newer", "The plugin was built for another version of erphost."),
		             manifest)
		    .with("wanted", std::to_string(found->abi_major) + "." + std::to_string(found->abi_minor))
		    .with("offered", std::to_string(EH_ABI_MAJOR) + "." + std::to_string(EH_ABI_MINOR));
	if (found->size < kSmallest || !found->create || !found->start || !found->stop || !found->destroy)
		return about(misconfigured("plugin.descriptor_incomplete", "The plugin's descriptor lacks functions."),
		             manifest);
	if (abi::view(found->id) != manifest.id)
		return about(
				   misconfigured("plugin.id_mismatch", "The library belongs to another plugin than plugin.json says."),
				   manifest)
		    .with("found", abi::text(found->id));
	return {};
}

} // namespace

PluginLibrary::PluginLibrary(std::unique_ptr<Loaded> loaded, const eh_plugin* descriptor, std::string id):
	_loaded(std::move(loaded)), _descriptor(descriptor), _id(std::move(id))
{
}

PluginLibrary::~PluginLibrary()
{
	shutDown();
	// Deliberately leaked, see the class comment.
	static_cast<void>(_loaded.release());
}

Result<std::unique_ptr<PluginLibrary>> PluginLibrary::load(const packages::Manifest& manifest)
{
	std::error_code missing;
	if (!std::filesystem::is_regular_file(manifest.library(), missing))
		return about(misconfigured("plugin.library_missing", "The plugin has no library for this system."), manifest)
		    .with("platform", std::string(packages::platformName()));
	auto loaded = std::make_unique<Loaded>();
	try
	{
		// Symbols are resolved now: a missing one is an error here, not a crash at the first call.
		loaded->library.load(manifest.library(), boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
		if (!loaded->library.has(EH_ENTRY_NAME))
			return about(misconfigured("plugin.not_a_plugin", "The library does not export erphost_plugin()."),
			             manifest);
		const auto entry = loaded->library.get<const eh_plugin*()>(EH_ENTRY_NAME);
		const eh_plugin* descriptor = entry();
		EH_CHECK(checkDescriptor(descriptor, manifest));
		return std::unique_ptr<PluginLibrary>(new PluginLibrary(std::move(loaded), descriptor, manifest.id));
	}
	catch (const std::exception& e)
	{
		return about(misconfigured("plugin.library_unloadable", "The plugin's library cannot be loaded."), manifest)
		    .with("what", e.what());
	}
	catch (...)
	{
		return about(bug("plugin.threw", "The plugin threw an exception into the host."), manifest)
		    .with("what", "an exception of an unknown type");
	}
}

Result<void> PluginLibrary::create(const eh_host* host)
{
	EH_CHECK(callPlugin(_id, [&](const eh_error_sink* sink) { return _descriptor->create(host, &_instance, sink); }));
	if (!_instance) return bug("plugin.no_instance", "The plugin created nothing.").with("plugin", _id);
	return {};
}

Result<void> PluginLibrary::start()
{
	EH_CHECK(callPlugin(_id, [&](const eh_error_sink* sink) { return _descriptor->start(_instance, sink); }));
	_started = true;
	return {};
}

void PluginLibrary::shutDown()
{
	if (!_instance) return;
	void* instance = std::exchange(_instance, nullptr);
	// Nothing can be done about an error here; the process is about to end.
	static_cast<void>(callPlugin(_id, [&](const eh_error_sink*) {
		if (std::exchange(_started, false)) _descriptor->stop(instance);
		_descriptor->destroy(instance);
		return EH_OK;
	}));
}

} // namespace erphost::worker
