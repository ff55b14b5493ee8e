#pragma once

#include "erphost/Error.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace erphost::doctor {

enum class Level
{
	green,
	amber, ///< works, but a person should look at it
	red    ///< does not work, or lets strangers in
};

constexpr std::string_view name(Level level)
{
	switch (level)
	{
	case Level::green: return "green";
	case Level::amber: return "amber";
	case Level::red: return "red";
	}
	return "red";
}

/// One line of the page. The catalogue turns code and params into title, what and remedy; the params are its evidence.
struct Finding
{
	std::string area; ///< machine, data, network, erp, plugins, host
	Level level = Level::green;
	std::string subject; ///< which plugin, process, data source; empty: there is only one
	Error error;         ///< code and params
};

using Findings = std::vector<Finding>;

/// The worst of them; green if there are none.
Level worst(const Findings& findings);

/// Worst first, else in the order in which they were found.
Findings ordered(Findings findings);

/// {"id","area","level","subject","title","what","remedy","evidence"} in "zh" or "en".
nlohmann::json toJson(const Finding& finding, std::string_view language);

/// How many of each level: {"red":1,"amber":0,"green":12}.
nlohmann::json counts(const Findings& findings);

} // namespace erphost::doctor
