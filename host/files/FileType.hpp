#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace erphost::files {

/// The media type under which a file may be kept: aliases ("image/jpg", "audio/x-m4a") become their proper name,
/// parameters are cut off; nothing for a type that is not kept.
std::optional<std::string> acceptedType(std::string_view mediaType);

/// Whether bytes begin as those of an accepted type do. What a name or a browser says is a claim, not a proof: a page
/// of HTML must not be kept as a picture.
bool looksLike(std::string_view acceptedType, std::string_view bytes);

} // namespace erphost::files
