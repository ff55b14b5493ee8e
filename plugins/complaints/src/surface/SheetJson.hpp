#pragma once

#include "store/Sheets.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>

namespace complaints {

/// A sheet as the API shows it (docs/sheets.md).
nlohmann::json toJson(const ContactSheet& sheet, std::int64_t nowMs);
nlohmann::json toJson(const GivenAnswer& answer, const std::vector<AnswerFile>& files);
/// What the page of a link shows: nothing personal beyond the problem itself.
nlohmann::json publicJson(const ContactSheet& sheet, std::int64_t nowMs);

/// JSON Schemas of the API's answers, for the OpenAPI document.
nlohmann::json sheetSchema();
nlohmann::json sheetDetailSchema();

} // namespace complaints
