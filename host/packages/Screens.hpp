#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace erphost::packages {

/// Checks the member `screens` of plugin.json: screens that the console shows without a plugin's own page, each a list
/// over a GET route and forms over POST routes (sdk/template/README.md has the members). Titles stand in zh and en. A
/// member that is not known is refused too: it would have been spelled wrong.
///
/// Returns where it is wrong ("screens/0/list/path"), or nothing.
std::optional<std::string> wrongScreen(const nlohmann::json& screens);

} // namespace erphost::packages
