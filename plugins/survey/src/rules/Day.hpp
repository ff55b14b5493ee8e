#pragma once

#include <string>

namespace survey {

/// An ISO date so many calendar days later; earlier when negative.
std::string plusDays(const std::string& isoDate, int days);

} // namespace survey
