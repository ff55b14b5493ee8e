#pragma once

#include "erphost/Error.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace erphost::messages {

/// What a reader is told about an error: what happened, to which record, and what to do.
struct Text
{
	std::string title;
	std::string detail;
	std::string remedy;
};

/// The text of an error code in "zh" or "en" with its params filled in; falls back to English, then to error.message.
/// The catalogues (config/messages/*.json) are compiled in. Any thread.
Text explain(const Error& error, std::string_view language);

/// Adds the texts of a plugin (its locales/<language>.json, same form as ours); only codes that begin with `prefix` are
/// taken, and none of ours is replaced. Before any other thread explains anything.
void addTexts(std::string_view language, const nlohmann::json& texts, std::string_view prefix);

/// The HTTP status that follows from class and code (host/README.md).
int httpStatus(const Error& error);

/// An RFC 9457 problem document.
nlohmann::json problem(const Error& error, std::string_view language, std::string_view correlationId);

/// "zh" or "en", whichever an Accept-Language header prefers.
std::string_view chooseLanguage(std::string_view acceptLanguage);

} // namespace erphost::messages
