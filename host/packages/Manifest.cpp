#include "host/packages/Manifest.hpp"

#include "erphost/abi.h"
#include "host/packages/HashList.hpp"
#include "host/packages/Limits.hpp"
#include "host/packages/Screens.hpp"
#include "host/packages/StrictJson.hpp"
#include "host/packages/VersionNumber.hpp"
#include "host/platform/Files.hpp"

#include <algorithm>

namespace erphost::packages {

using nlohmann::json;

std::string_view platformName()
{
#if defined(_WIN32)
#if defined(_WIN64)
	return "windows-x86_64";
#else
	return "windows-x86";
#endif
#elif defined(__aarch64__)
	return "linux-aarch64";
#else
	return "linux-x86_64";
#endif
}

std::filesystem::path Manifest::library() const
{
#if defined(_WIN32)
	const std::string file = id + ".dll";
#else
	const std::string file = id + ".so";
#endif
	return folder / "lib" / platformName() / file;
}

json Manifest::defaults() const
{
	json values = json::object();
	for (const auto& [name, setting] : settings.items()) values[name] = setting.at("default");
	return values;
}

std::vector<std::string> Manifest::secrets() const
{
	std::vector<std::string> names;
	for (const auto& setting : settings.items())
		if (setting.value().contains("secret")) names.push_back(setting.key());
	return names;
}

bool isIdentifier(const std::string& text)
{
	const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
	const auto good = [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; };
	return !text.empty() && text.size() <= 32 && lower(text.front()) && std::all_of(text.begin(), text.end(), good);
}

namespace {

Error invalid(const std::filesystem::path& folder, std::string member)
{
	return misconfigured("plugin.manifest_invalid", "plugin.json: '" + member + "' is missing or wrong.")
	    .with("path", toUtf8(folder / kManifestFile))
	    .with("member", std::move(member));
}

bool identifiers(const json& manifest, const char* member, std::vector<std::string>& into)
{
	if (!manifest.contains(member)) return true;
	if (!manifest[member].is_array()) return false;
	for (const auto& entry : manifest[member])
	{
		if (!entry.is_string() || !isIdentifier(entry.get<std::string>())) return false;
		into.push_back(entry);
	}
	return true;
}

/// "requires": {"host": "1.2.0", "plugins": {"complaints": "1.0.0"}}
bool needs(const json& member, Manifest& into)
{
	const auto isVersion = [](const json& value) {
		return value.is_string() && VersionNumber::parse(value.get_ref<const std::string&>());
	};
	if (!member.is_object()) return false;
	for (const auto& [name, value] : member.items())
	{
		if (name == "host" && isVersion(value)) into.needsHost = value;
		else if (name == "plugins" && value.is_object())
		{
			for (const auto& [id, version] : value.items())
			{
				if (!isIdentifier(id) || !isVersion(version)) return false;
				into.needsPlugins[id] = version;
			}
		}
		else return false;
	}
	return true;
}

} // namespace

Result<Manifest> readManifest(const std::filesystem::path& folder)
{
	// A manifest of megabytes is an attack or a mistake; none is needed.
	const auto file = folder / kManifestFile;
	std::error_code ignored;
	const auto size = std::filesystem::file_size(file, ignored);
	if (ignored || size > Limits::kManifest)
		return misconfigured("plugin.manifest_unreadable", "There is no readable plugin.json in the plugin's folder.")
		    .with("path", toUtf8(file));
	EH_TRY(const std::string text, readFile(file));
	return parseManifest(text, folder);
}

Result<Manifest> parseManifest(std::string_view text, const std::filesystem::path& folder)
{
	const auto parsed = parseStrictJson(text);
	if (!parsed || !parsed->is_object())
		return misconfigured("plugin.manifest_unreadable", "plugin.json is not a JSON object.")
		    .with("path", toUtf8(folder / kManifestFile));
	const json& manifest = *parsed;

	Manifest result;
	result.folder = folder;
	const auto string = [&](const char* member, std::string& into) {
		if (!manifest.contains(member) || !manifest[member].is_string()) return false;
		into = manifest[member];
		return !into.empty();
	};
	if (!string("id", result.id) || !isIdentifier(result.id)) return invalid(folder, "id");
	if (!string("version", result.version)) return invalid(folder, "version");
	const json name = manifest.value("name", json());
	if (!name.is_object() || !name.value("zh", json()).is_string() || !name.value("en", json()).is_string())
		return invalid(folder, "name");
	result.nameZh = name["zh"];
	result.nameEn = name["en"];
	const json abi = manifest.value("abi", json());
	if (!abi.is_object() || !abi.value("major", json()).is_number_integer() ||
	    !abi.value("minor", json()).is_number_integer())
		return invalid(folder, "abi");
	// A number that no integer holds is not ours either.
	const auto number = [&](const char* member) {
		return static_cast<int>(std::clamp<std::int64_t>(abi[member].get<std::int64_t>(), -1, 1'000'000));
	};
	result.abiMajor = number("major");
	result.abiMinor = number("minor");
	if (!identifiers(manifest, "reads", result.reads)) return invalid(folder, "reads");
	if (!identifiers(manifest, "views", result.views)) return invalid(folder, "views");
	if (!identifiers(manifest, "writes", result.writes)) return invalid(folder, "writes");
	if (!needs(manifest.value("requires", json::object()), result)) return invalid(folder, "requires");
	if (manifest.contains("settings"))
	{
		if (!manifest["settings"].is_object()) return invalid(folder, "settings");
		for (const auto& [key, setting] : manifest["settings"].items())
		{
			if (!isIdentifier(key) || !setting.is_object() || !setting.contains("default"))
				return invalid(folder, "settings/" + key);
			// A default that everybody can read in the package is no secret.
			if (setting.contains("secret") && (setting["secret"] != true || setting["default"] != ""))
				return invalid(folder, "settings/" + key + "/secret");
		}
		result.settings = manifest["settings"];
	}
	if (manifest.contains("screens"))
	{
		if (auto wrong = wrongScreen(manifest["screens"])) return invalid(folder, *std::move(wrong));
		result.screens = manifest["screens"];
	}
	if (result.abiMajor != EH_ABI_MAJOR || result.abiMinor > EH_ABI_MINOR)
		return misconfigured("plugin.abi_newer", "The plugin was built for another version of erphost.")
		    .with("plugin", result.id)
		    .with("wanted", std::to_string(result.abiMajor) + "." + std::to_string(result.abiMinor))
		    .with("offered", std::to_string(EH_ABI_MAJOR) + "." + std::to_string(EH_ABI_MINOR));
	return result;
}

} // namespace erphost::packages
