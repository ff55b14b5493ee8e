#pragma once

#include "erphost/Result.hpp"
#include "erphost/abi.h"
#include "host/packages/Manifest.hpp"

#include <memory>

namespace erphost::worker {

/// A plugin's shared library and its one instance. Main thread of the plugin's worker. The library is never unloaded:
/// the process ends instead, because code may still be running somewhere in it.
///
/// Whatever the library does wrong becomes an error of its own: missing file, unloadable, no entry point, wrong magic,
/// built for another ABI, another id than the manifest's, an exception thrown into the contract.
class PluginLibrary
{
public:
	static Result<std::unique_ptr<PluginLibrary>> load(const packages::Manifest& manifest);
	~PluginLibrary();

	Result<void> create(const eh_host* host);
	Result<void> start();
	/// stop and destroy; harmless if never created.
	void shutDown();

	const eh_plugin& descriptor() const { return *_descriptor; }

private:
	struct Loaded;
	PluginLibrary(std::unique_ptr<Loaded> loaded, const eh_plugin* descriptor, std::string id);

	std::unique_ptr<Loaded> _loaded;
	const eh_plugin* _descriptor;
	std::string _id;
	void* _instance = nullptr;
	bool _started = false;
};

} // namespace erphost::worker
