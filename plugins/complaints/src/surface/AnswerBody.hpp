#pragma once

#include "rules/Sheet.hpp"
#include "surface/SheetDesk.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace complaints {

/// CP-14: how many photographs a link takes; one of a telephone is scaled down before it is sent.
inline constexpr int kMostPhotos = 5;

/// JSON Schema of an answer's body: the words, and `more` properties.
nlohmann::json answerSchema(nlohmann::json more = nlohmann::json::object(),
                            const std::vector<std::string>& required = {});
/// JSON Schema of a file in a body: name, mediaType, base64.
nlohmann::json fileSchema();

/// The words of a body, checked: "complaints.answer.invalid" where result or measure are blank.
Result<SheetAnswer> wordsOf(const nlohmann::json& body);

/// A file of a body, decoded: "complaints.file.invalid" for what is no base64.
Result<SentFile> fileOf(const nlohmann::json& file);

} // namespace complaints
