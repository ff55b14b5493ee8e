#pragma once

#include "store/Figures.hpp"
#include "surface/FigureSettings.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// Who looks at figures; a branch manager at those of his branch (SV-57).
inline const std::vector<std::string> kFigureReaders{"callback_clerk", "service_manager", "executive",
                                                     "branch_manager"};

/// A rate as the API shows it (docs/figures.md): value, low, high null where nobody answered.
nlohmann::json toJson(const Rate& rate);

/// One line of an indicator.
nlohmann::json toJson(const Figure& figure, std::string_view indicator, const FigureSettings& settings,
                      std::optional<int> rank);

/// All lines added up: the total line.
Figure totalOf(const std::vector<Figure>& figures);

/// A list's answer: its items and the cursor of the next page.
nlohmann::json pageOf(nlohmann::json items, const std::string& next);

/// Schemas that several routes of the figures share.
nlohmann::json monthSchema();
nlohmann::json textSchema();
nlohmann::json limitSchema();
nlohmann::json cursorSchema();
nlohmann::json itemsSchema();

} // namespace survey
