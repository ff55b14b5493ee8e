#pragma once

#include "store/Figures.hpp"
#include "surface/FigureSettings.hpp"

namespace survey {

/// SV-55, what the sign-off of a month means for the branches: their open plans get its figure, which closes them or
/// begins their next cycle; a branch below the target without an open plan gets one. Returns how many plans were made.
/// `figures` are the branches' satisfaction as signed.
erphost::Result<int> applyMonth(erphost::Tx& tx, const std::string& month, const std::vector<Figure>& figures,
                                const FigureSettings& settings, const std::string& who, const std::string& today,
                                std::int64_t nowMs);

} // namespace survey
