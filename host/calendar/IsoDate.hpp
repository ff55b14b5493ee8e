#pragma once

#include "erphost/Result.hpp"

#include <date/date.h>

#include <string>
#include <string_view>

namespace erphost::calendar {

/// Exactly "YYYY-MM-DD" and a day that exists, else "calendar.date_invalid" (permanent, param "date").
Result<date::local_days> parseIsoDate(std::string_view text);

/// "2026-11-21", for the years 0 to 9999.
std::string isoDate(date::local_days day);

} // namespace erphost::calendar
