#include "host/packages/PluginList.hpp"

#include "host/packages/VersionNumber.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/PatientLock.hpp"

namespace erphost::packages {

using nlohmann::json;

namespace {

std::filesystem::path listFile(const std::filesystem::path& data)
{
	return data / "plugins.json";
}

std::string textOf(const json& object, const char* member)
{
	const auto found = object.find(member);
	return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

json objectOf(const json& object, const char* member)
{
	const auto found = object.find(member);
	return found != object.end() && found->is_object() ? *found : json();
}

bool isFolderName(const std::string& id)
{
	return !id.empty() && id.find_first_of("/\\:.") == std::string::npos;
}

std::optional<InstalledPlugin> readEntry(const std::filesystem::path& data, const json& entry)
{
	if (!entry.is_object() || !entry.value("id", json()).is_string() || !entry.value("path", json()).is_string() ||
	    !entry.value("enabled", json(true)).is_boolean() || !entry.value("version", json("")).is_string() ||
	    !entry.value("versions", json::array()).is_array())
		return std::nullopt;
	InstalledPlugin plugin{entry["id"], toPath(entry["path"].get<std::string>()), entry.value("enabled", true)};
	plugin.version = textOf(entry, "version");
	for (const auto& version : entry.value("versions", json::array()))
	{
		if (!version.is_string()) return std::nullopt;
		plugin.versions.push_back(version);
	}
	const auto trial = objectOf(entry, "trial");
	if (!trial.is_null()) plugin.trial = Trial{textOf(trial, "version"), toPath(textOf(trial, "path"))};
	if (const auto returned = objectOf(entry, "returned"); !returned.is_null())
	{
		const auto at = returned.value("at", json(0));
		plugin.returned = Returned{textOf(returned, "version"), at.is_number_integer() ? at.get<std::int64_t>() : 0,
		                           objectOf(returned, "error")};
	}
	// A version becomes a folder's name.
	const auto place = [&](const std::string& version, std::filesystem::path& path) {
		if (version.empty()) return true;
		if (!VersionNumber::parse(version) || !isFolderName(plugin.id)) return false;
		path = versionFolder(data, plugin.id, version);
		return true;
	};
	if (!place(plugin.version, plugin.path) || (plugin.trial && !place(plugin.trial->version, plugin.trial->path)))
		return std::nullopt;
	return plugin;
}

json entryOf(const InstalledPlugin& plugin)
{
	json entry{{"id", plugin.id}, {"path", toUtf8(plugin.path)}, {"enabled", plugin.enabled}};
	if (plugin.packaged()) entry["version"] = plugin.version;
	if (!plugin.versions.empty()) entry["versions"] = plugin.versions;
	if (plugin.trial) entry["trial"] = {{"version", plugin.trial->version}, {"path", toUtf8(plugin.trial->path)}};
	if (plugin.returned)
		entry["returned"] = {
			{"version", plugin.returned->version}, {"at", plugin.returned->at}, {"error", plugin.returned->error}};
	return entry;
}

} // namespace

std::filesystem::path versionFolder(const std::filesystem::path& data, const std::string& id,
                                    const std::string& version)
{
	return data / "plugins" / toPath(id) / toPath(version);
}

Result<std::vector<InstalledPlugin>> readPluginList(const std::filesystem::path& data)
{
	std::error_code ignored;
	if (!std::filesystem::exists(listFile(data), ignored)) return std::vector<InstalledPlugin>{};
	EH_TRY(const std::string text, readFile(listFile(data)));
	const json list = json::parse(text, nullptr, false);
	const auto unreadable = [&] {
		return misconfigured("plugin.list_unreadable", "plugins.json cannot be read.")
		    .with("path", toUtf8(listFile(data)));
	};
	if (!list.is_array()) return unreadable();
	std::vector<InstalledPlugin> plugins;
	for (const auto& entry : list)
	{
		auto plugin = readEntry(data, entry);
		if (!plugin) return unreadable();
		plugins.push_back(*std::move(plugin));
	}
	return plugins;
}

Result<void> writePluginList(const std::filesystem::path& data, const std::vector<InstalledPlugin>& plugins)
{
	json list = json::array();
	for (const auto& plugin : plugins) list.push_back(entryOf(plugin));
	return replaceFile(listFile(data), list.dump(1, '\t', false, json::error_handler_t::replace) + "\n");
}

Result<void> changePluginList(const std::filesystem::path& data,
                              const std::function<Result<void>(std::vector<InstalledPlugin>&)>& change)
{
	EH_TRY(const auto lock, takeLockPatiently(data / "plugins.lock"));
	EH_TRY(auto plugins, readPluginList(data));
	EH_CHECK(change(plugins));
	return writePluginList(data, plugins);
}

Result<InstalledPlugin> findPlugin(const std::filesystem::path& data, const std::string& id)
{
	EH_TRY(auto plugins, readPluginList(data));
	EH_TRY(const auto* found, findPlugin(plugins, id));
	return *found;
}

Result<InstalledPlugin*> findPlugin(std::vector<InstalledPlugin>& plugins, const std::string& id)
{
	for (auto& plugin : plugins)
		if (plugin.id == id) return &plugin;
	return permanent("plugin.not_found", "There is no plugin of that id on this host.").with("plugin", id);
}

} // namespace erphost::packages
