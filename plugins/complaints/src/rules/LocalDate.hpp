#pragma once

#include <string>
#include <string_view>

namespace complaints {

/// The date `days` calendar days after an ISO date; `date` must be one ("2026-11-21").
std::string daysAfter(std::string_view date, int days);

} // namespace complaints
