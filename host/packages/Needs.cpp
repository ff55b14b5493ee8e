#include "host/packages/Needs.hpp"

#include "host/packages/VersionNumber.hpp"

#include <algorithm>

namespace erphost::packages {
namespace {

bool has(const std::vector<std::string>& list, const std::string& wanted)
{
	return std::find(list.begin(), list.end(), wanted) != list.end();
}

/// A version that is not of our form satisfies nobody's need.
bool reaches(const std::string& present, const std::string& wanted)
{
	const auto have = VersionNumber::parse(present);
	const auto need = VersionNumber::parse(wanted);
	return have && need && *have >= *need;
}

/// The version of an installed plugin, "" if there is none.
std::string installedVersion(const std::vector<InstalledPlugin>& plugins, const std::string& id)
{
	for (const auto& plugin : plugins)
	{
		if (plugin.id != id) continue;
		const auto manifest = readManifest(plugin.path);
		return manifest ? manifest->version : std::string();
	}
	return {};
}

} // namespace

std::vector<Error> unmetNeeds(const Manifest& manifest, const std::vector<std::string>& platforms,
                              const std::vector<std::string>& ownEntities, const HostOffer& offer)
{
	std::vector<Error> unmet;
	if (!manifest.needsHost.empty() && !reaches(offer.version, manifest.needsHost))
		unmet.push_back(permanent("package.host_too_old", manifest.id + " needs erphost " + manifest.needsHost)
		                    .with("plugin", manifest.id)
		                    .with("wanted", manifest.needsHost)
		                    .with("present", offer.version));
	if (!has(platforms, offer.platform))
	{
		std::string offered;
		for (const auto& platform : platforms) offered += (offered.empty() ? "" : ", ") + platform;
		unmet.push_back(permanent("package.platform_missing", manifest.id + " has nothing for " + offer.platform)
		                    .with("plugin", manifest.id)
		                    .with("platform", offer.platform)
		                    .with("offered", offered.empty() ? "-" : offered));
	}
	for (const auto& entity : manifest.reads)
		if (!has(offer.entities, entity) && !has(ownEntities, entity))
			unmet.push_back(permanent("package.entity_missing", manifest.id + " reads " + entity)
			                    .with("plugin", manifest.id)
			                    .with("entity", entity));
	for (const auto& [id, wanted] : manifest.needsPlugins)
	{
		const auto present = installedVersion(offer.plugins, id);
		if (reaches(present, wanted)) continue;
		unmet.push_back(permanent("package.plugin_missing", manifest.id + " needs " + id + " " + wanted)
		                    .with("plugin", manifest.id)
		                    .with("needed", id)
		                    .with("wanted", wanted)
		                    .with("present", present.empty() ? "-" : present));
	}
	return unmet;
}

} // namespace erphost::packages
