#pragma once

#include <string>

namespace survey {

/// SV-70: "further days" of an order that is not finished: until the day that the ERP promises, at least one; the usual
/// days of its reason where nothing is promised, or the promise is past. Dates are ISO, `promisedOn` may be empty.
int furtherDays(const std::string& today, const std::string& promisedOn, int usual);

} // namespace survey
