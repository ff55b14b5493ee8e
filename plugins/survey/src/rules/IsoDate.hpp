#pragma once

#include <string>

namespace survey {

/// An ISO date so many calendar days later.
std::string plusDays(const std::string& isoDate, int days);

/// Calendar days from one ISO date to another; negative if it lies before.
int daysBetween(const std::string& from, const std::string& to);

/// True for an existing date written as 2026-11-06.
bool isIsoDate(const std::string& text);

} // namespace survey
