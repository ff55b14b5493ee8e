#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::packages {

/// What a plugin says about itself in plugin.json. Reading it never loads code.
struct Manifest
{
	std::filesystem::path folder;
	std::string id; ///< [a-z][a-z0-9_]*: prefix of its tables, events and routes
	std::string version;
	std::string nameZh, nameEn;
	int abiMajor = 0;
	int abiMinor = 0;
	std::vector<std::string> reads;                  ///< ERP entities
	std::vector<std::string> views;                  ///< published views of other plugins
	std::vector<std::string> writes;                 ///< ERP record types
	std::string needsHost;                           ///< lowest version of erphost, or empty
	std::map<std::string, std::string> needsPlugins; ///< id → lowest version
	nlohmann::json settings =
		nlohmann::json::object(); ///< name → {"default", "title": {"zh","en"}, "schema", "secret"}
	nlohmann::json screens = nlohmann::json::array(); ///< as Screens.hpp has them

	/// <folder>/lib/<platform>/<id>.so or .dll.
	std::filesystem::path library() const;
	std::filesystem::path migrations() const { return folder / "migrations"; }
	/// The settings' default values as one object.
	nlohmann::json defaults() const;
	/// The settings marked "secret": passwords and tokens. They are kept sealed under "<id>.<name>", are never shown,
	/// and hold from when they are set, without dates.
	std::vector<std::string> secrets() const;
};

/// Reads and checks <folder>/plugin.json. Errors name the member that is wrong ("plugin.manifest_unreadable",
/// "plugin.manifest_invalid"), and a manifest for a newer ABI is "plugin.abi_newer".
Result<Manifest> readManifest(const std::filesystem::path& folder);

/// The same from a text that may come from a stranger; `folder` is where it is, or will be.
Result<Manifest> parseManifest(std::string_view text, const std::filesystem::path& folder);

/// True for what may be an id of a plugin, entity or record: it becomes part of table names, paths and URLs.
bool isIdentifier(const std::string& text);

/// "linux-x86_64", "windows-x86_64", …: the folder of the library inside a package.
std::string_view platformName();

} // namespace erphost::packages
