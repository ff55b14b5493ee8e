#include "host/supervisor/PluginList.hpp"

#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace erphost::supervisor {
namespace {

constexpr const char* kFile = "plugins.json";

bool validId(const std::string& id)
{
	if (id.empty() || id.size() > 40 || id[0] < 'a' || id[0] > 'z') return false;
	return id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

} // namespace

Result<std::vector<PluginEntry>> readPluginList(const std::filesystem::path& data)
{
	const auto file = data / kFile;
	std::error_code ignored;
	if (!std::filesystem::exists(file, ignored)) return std::vector<PluginEntry>{};
	EH_TRY(const auto text, readFile(file));
	const auto invalid = [&](std::string reason) {
		return misconfigured("plugin.list_invalid", toUtf8(file) + " cannot be used: " + reason)
			.with("file", toUtf8(file))
			.with("reason", std::move(reason));
	};
	const auto json = nlohmann::json::parse(text, nullptr, false);
	if (!json.is_array()) return invalid("not a JSON array");
	std::vector<PluginEntry> plugins;
	std::set<std::string> seen;
	for (const auto& item : json)
	{
		const auto id = item.is_object() ? item.find("id") : item.end();
		if (!item.is_object() || id == item.end() || !id->is_string()) return invalid("an entry has no id");
		PluginEntry entry;
		entry.id = id->get<std::string>();
		if (!validId(entry.id)) return invalid("\"" + entry.id + "\" is not a plugin id");
		if (!seen.insert(entry.id).second) return invalid("\"" + entry.id + "\" stands there twice");
		const auto path = item.find("path");
		if (path == item.end() || !path->is_string()) return invalid("\"" + entry.id + "\" has no path");
		entry.path = path->get<std::string>();
		if (const auto enabled = item.find("enabled"); enabled != item.end())
		{
			if (!enabled->is_boolean()) return invalid("\"enabled\" of \"" + entry.id + "\" is neither true nor false");
			entry.enabled = enabled->get<bool>();
		}
		plugins.push_back(std::move(entry));
	}
	return plugins;
}

Result<void> writePluginList(const std::filesystem::path& data, const std::vector<PluginEntry>& plugins)
{
	auto json = nlohmann::json::array();
	for (const auto& plugin : plugins)
		json.push_back({{"id", plugin.id}, {"path", plugin.path}, {"enabled", plugin.enabled}});
	return replaceFile(data / kFile, json.dump(2) + "\n");
}

Result<void> setPluginEnabled(const std::filesystem::path& data, const std::string& id, bool enabled)
{
	EH_TRY(auto plugins, readPluginList(data));
	for (auto& plugin : plugins)
	{
		if (plugin.id != id) continue;
		if (plugin.enabled == enabled) return {};
		plugin.enabled = enabled;
		return writePluginList(data, plugins);
	}
	return permanent("plugin.not_found", "there is no plugin " + id).with("plugin", id);
}

} // namespace erphost::supervisor
