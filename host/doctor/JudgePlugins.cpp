#include "host/doctor/Judgement.hpp"

#include "host/platform/Files.hpp"

namespace erphost::doctor {
namespace {

constexpr const char* kArea = "plugins";

void judge(const PluginFacts& plugin, Findings& into)
{
	const auto say = [&](Level level, const char* code) {
		into.push_back({kArea, level, plugin.id,
		                misconfigured(code, "plugin")
		                    .with("plugin", plugin.id)
		                    .with("version", plugin.version)
		                    .with("library", toUtf8(plugin.library))
		                    .with("found", plugin.libraryKind)
		                    .with("wanted", plugin.wantedKind)
		                    .with("loaded", plugin.loadedVersion)});
	};
	// Nobody waits for one that is switched off: worth a look, not an alarm.
	const auto bad = plugin.enabled ? Level::red : Level::amber;
	const auto before = into.size();
	if (plugin.folder.othersWrite) say(Level::red, "doctor.plugin_writable");
	if (plugin.manifest) into.push_back({kArea, bad, plugin.id, *plugin.manifest});
	else if (!plugin.libraryThere) say(bad, "doctor.plugin_library_missing");
	else if (plugin.libraryKind.empty()) say(bad, "doctor.plugin_library_damaged");
	else if (plugin.libraryKind != plugin.wantedKind) say(bad, "doctor.plugin_platform");
	else if (plugin.load) into.push_back({kArea, bad, plugin.id, *plugin.load});
	else if (!plugin.loadedVersion.empty() && plugin.loadedVersion != plugin.version) say(bad, "doctor.plugin_version");
	if (into.size() > before) return;
	if (plugin.enabled) say(Level::green, "doctor.plugin_good");
	else say(Level::green, "doctor.plugin_off");
}

} // namespace

void judgePlugins(const Facts& facts, Findings& into)
{
	for (const auto& plugin : facts.plugins) judge(plugin, into);
	if (facts.plugins.empty() && facts.data.access.readable)
		into.push_back({kArea, Level::green, "", misconfigured("doctor.plugins_none", "no plugins")});
}

} // namespace erphost::doctor
