#pragma once

#include "rules/Value.hpp"

#include <string>
#include <string_view>

namespace survey {

/// SV-59: what a question about the first visit counts for.
inline constexpr std::string_view kFirstVisitFix = "first_visit_fix";
/// The lines that stand beside it; they are counted by the order, never by a question.
inline constexpr std::string_view kFirstVisitLines = "first_visit_fix_";

/// SV-59: the line of an order, "first_visit_fix_smart_tv"; empty where the ERP does not say what it was. An order is
/// in one line only, so that the lines add up to the indicator.
std::string firstVisitLine(const Values& facts);

} // namespace survey
