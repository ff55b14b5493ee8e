#include "host/packages/PluginList.hpp"

#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

namespace erphost::packages {

using nlohmann::json;

namespace {

std::filesystem::path listFile(const std::filesystem::path& data)
{
	return data / "plugins.json";
}

std::filesystem::path fromUtf8(const std::string& text)
{
	return std::filesystem::path(std::u8string(text.begin(), text.end()));
}

std::string toUtf8(const std::filesystem::path& path)
{
	const std::u8string text = path.generic_u8string();
	return {text.begin(), text.end()};
}

} // namespace

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
		if (!entry.is_object() || !entry.value("id", json()).is_string() || !entry.value("path", json()).is_string() ||
		    !entry.value("enabled", json(true)).is_boolean())
			return unreadable();
		plugins.push_back({entry["id"], fromUtf8(entry["path"]), entry.value("enabled", true)});
	}
	return plugins;
}

Result<void> writePluginList(const std::filesystem::path& data, const std::vector<InstalledPlugin>& plugins)
{
	json list = json::array();
	for (const auto& plugin : plugins)
		list.push_back({{"id", plugin.id}, {"path", toUtf8(plugin.path)}, {"enabled", plugin.enabled}});
	return replaceFile(listFile(data), list.dump(1, '\t') + "\n");
}

Result<InstalledPlugin> findPlugin(const std::filesystem::path& data, const std::string& id)
{
	EH_TRY(const auto plugins, readPluginList(data));
	for (const auto& plugin : plugins)
		if (plugin.id == id) return plugin;
	return permanent("plugin.not_found", "There is no plugin of that id on this host.").with("plugin", id);
}

} // namespace erphost::packages
