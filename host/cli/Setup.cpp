#include "host/cli/Setup.hpp"

#include "host/calendar/IsoDate.hpp"
#include "host/entities/PluginSchemas.hpp"
#include "host/packages/Manifest.hpp"
#include "host/platform/CommandLine.hpp"
#include "host/platform/Files.hpp"
#include "host/sync/Mapping.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace erphost::cli {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kModes = {"off", "dry_run", "hand_list", "on"};

/// Goes through the members of the file and remembers where it is.
class SetupReader
{
public:
	SetupReader(std::filesystem::path file, const std::vector<packages::InstalledPlugin>& present, Setup& setup):
		_file(std::move(file)), _present(present), _setup(setup)
	{
	}

	Result<void> read(const json& whole)
	{
		if (!whole.is_object()) return invalid("/", "not a JSON object");
		// First the plugins: the mapping may name what they bring.
		if (whole.contains("plugins")) EH_CHECK(plugins(whole["plugins"]));
		for (const auto& [name, value] : whole.items())
		{
			if (name == "listen") EH_CHECK(listen(value));
			else if (name == "timeZone") EH_CHECK(text("timeZone", value, _setup.host.timeZone));
			else if (name == "logLevel") EH_CHECK(text("logLevel", value, _setup.host.logLevel));
			else if (name == "developer")
			{
				if (!value.is_boolean()) return invalid("developer", "neither true nor false");
				_setup.host.developer = value.get<bool>();
			}
			else if (name == "mapping") EH_CHECK(mapping(value));
			else if (name == "secrets") EH_CHECK(secrets(value));
			else if (name == "plugins") continue;
			else if (name == "goLiveDate") EH_CHECK(goLiveDate(value));
			else if (name == "records") EH_CHECK(records(value));
			else return invalid(name, "unknown");
		}
		return {};
	}

private:
	Error invalid(const std::string& member, const std::string& reason) const
	{
		return misconfigured("cli.setup_invalid", toUtf8(_file) + ": " + member + ": " + reason)
		    .with("file", toUtf8(_file))
		    .with("member", member)
		    .with("reason", reason);
	}
	std::filesystem::path relative(const std::string& path) const { return _file.parent_path() / toPath(path); }

	Result<void> text(const std::string& member, const json& value, std::string& into)
	{
		if (!value.is_string()) return invalid(member, "not a text");
		into = value.get<std::string>();
		return {};
	}

	Result<void> listen(const json& value)
	{
		if (!value.is_object()) return invalid("listen", "not an object");
		for (const auto& [name, item] : value.items())
		{
			const auto member = "listen/" + name;
			if (name == "address") EH_CHECK(text(member, item, _setup.host.address));
			else if (name == "certificate") EH_CHECK(text(member, item, _setup.host.certificate));
			else if (name == "privateKey") EH_CHECK(text(member, item, _setup.host.privateKey));
			else if (name == "port" && item.is_number_integer() && item >= 0 && item <= 65535)
				_setup.host.port = item.get<int>();
			else return invalid(member, name == "port" ? "not a port" : "unknown");
		}
		return {};
	}

	Result<void> mapping(const json& value)
	{
		std::string content;
		if (value.is_object()) content = value.dump(1, '\t') + "\n";
		else if (value.is_string())
		{
			EH_TRY(content, readFile(relative(value.get<std::string>())));
		}
		else return invalid("mapping", "neither a mapping nor the name of a file");
		std::vector<sync::MappingFinding> findings;
		if (!sync::Mapping::parse(content, entities::schemasWith(pluginFolders()), findings))
			return sync::mappingError(findings);
		_setup.mapping = std::move(content);
		return {};
	}

	/// Of the plugins that this host will have.
	std::vector<std::filesystem::path> pluginFolders() const
	{
		std::vector<std::filesystem::path> folders;
		const auto add = [&](const std::vector<packages::InstalledPlugin>& list) {
			for (const auto& plugin : list) folders.push_back(plugin.path);
		};
		add(_setup.plugins ? withPackages(*_setup.plugins, _present) : _present);
		return folders;
	}

	Result<void> secrets(const json& value)
	{
		if (!value.is_object()) return invalid("secrets", "not an object");
		for (const auto& [name, item] : value.items())
		{
			const auto member = "secrets/" + name;
			if (item.is_string()) _setup.secrets[name] = item.get<std::string>();
			else if (item.is_object() && item.value("environment", json()).is_string())
			{
				// So that the file itself can be shown and kept in version control.
				const auto variable = item["environment"].get<std::string>();
				_setup.secrets[name] = environmentVariable(variable.c_str());
				if (_setup.secrets[name].empty())
					return invalid(member, "environment variable " + variable + " is empty");
			}
			else return invalid(member, "neither a text nor {\"environment\": \"NAME\"}");
		}
		return {};
	}

	Result<void> plugins(const json& value)
	{
		if (!value.is_array()) return invalid("plugins", "not an array");
		std::vector<packages::InstalledPlugin> list;
		for (const auto& item : value)
		{
			const auto member = "plugins/" + std::to_string(list.size());
			if (!item.is_object() || !item.value("path", json()).is_string() ||
			    !item.value("enabled", json(true)).is_boolean())
				return invalid(member, "needs a \"path\", and \"enabled\" is true or false");
			std::error_code ignored;
			const auto folder = std::filesystem::weakly_canonical(relative(item["path"].get<std::string>()), ignored);
			EH_TRY(const auto manifest, packages::readManifest(folder));
			if (item.contains("id") && item["id"] != manifest.id)
				return invalid(member + "/id", "the folder holds " + manifest.id);
			if (std::any_of(list.begin(), list.end(), [&](const auto& entry) { return entry.id == manifest.id; }))
				return invalid(member, manifest.id + " stands there twice");
			list.push_back({manifest.id, folder, item.value("enabled", true)});
		}
		_setup.plugins = std::move(list);
		return {};
	}

	Result<void> goLiveDate(const json& value)
	{
		EH_CHECK(text("goLiveDate", value, _setup.goLiveDate));
		if (!calendar::parseIsoDate(_setup.goLiveDate)) return invalid("goLiveDate", "not a date like 2026-12-01");
		return {};
	}

	Result<void> records(const json& value)
	{
		if (!value.is_object()) return invalid("records", "not an object");
		for (const auto& [type, mode] : value.items())
		{
			if (!mode.is_string() || std::find(kModes.begin(), kModes.end(), mode.get<std::string>()) == kModes.end())
				return invalid("records/" + type, "must be off, dry_run, hand_list or on");
			_setup.records[type] = mode.get<std::string>();
		}
		return {};
	}

	const std::filesystem::path _file;
	const std::vector<packages::InstalledPlugin>& _present;
	Setup& _setup;
};

} // namespace

std::vector<packages::InstalledPlugin> withPackages(std::vector<packages::InstalledPlugin> named,
                                                    const std::vector<packages::InstalledPlugin>& present)
{
	for (const auto& plugin : present)
		if (plugin.packaged() &&
		    std::none_of(named.begin(), named.end(), [&](const auto& entry) { return entry.id == plugin.id; }))
			named.push_back(plugin);
	return named;
}

Result<Setup> readSetup(const std::filesystem::path& file, const settings::HostConfig& present,
                        const std::vector<packages::InstalledPlugin>& plugins)
{
	EH_TRY(const auto content, readFile(file));
	Setup setup;
	setup.host = present;
	EH_CHECK(SetupReader(file, plugins, setup).read(json::parse(content, nullptr, false)));
	return setup;
}

} // namespace erphost::cli
