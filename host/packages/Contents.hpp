#pragma once

#include "erphost/Result.hpp"
#include "host/packages/Installer.hpp"
#include "host/packages/PackageReader.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace erphost::packages {

/// The tables that a package's migrations make, by name.
Result<std::vector<std::string>> tablesOf(PackageReader& package);

/// Names of entities for people: entity → language → text.
using EntityTitles = std::map<std::string, std::map<std::string, std::string>>;

/// What a program shows to a person before a package is let in: {"id","version","name":{"zh","en"},"kind":
/// "install|upgrade","trust":{"state","key","name","reason"},"present":{"version","enabled","onTrial"}|null,"platform",
/// "platforms","reads":[{"name","title":{…}}],"views","writes","tables","requires":{"host","plugins"}}. Entities that
/// the package brings itself are named by it.
Result<nlohmann::json> describe(PackageReader& package, const Preview& preview, EntityTitles titles);

} // namespace erphost::packages
