#pragma once

#include <string_view>

namespace parts {

/// Why a business date is refused; nullptr: it is not.
/// "parts.business_date.invalid": no ISO date, or ahead of today. "parts.month_closed": its month is closed – the
/// months before the last one, and the last one after the day of the month `closesOnDay`.
const char* refusedDate(std::string_view date, std::string_view today, int closesOnDay);

} // namespace parts
