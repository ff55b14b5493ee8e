#pragma once

#include <string>
#include <string_view>

namespace parts {

/// The date `days` calendar days after an ISO date; `date` must be one.
std::string deskDaysAfter(std::string_view date, int days);

/// Days from an ISO date to a later one.
int deskDaysBetween(std::string_view from, std::string_view to);

} // namespace parts
