#pragma once

#include <string_view>

namespace erphost {

/// A file that erphost_embed (sdk/cmake/ErpHostEmbed.cmake) compiled into the program. Constant data, any thread.
struct EmbeddedFile
{
	std::string_view name;    ///< file name, or the path below BASE with forward slashes
	std::string_view content; ///< the bytes of the file; a NUL follows that is not part of it
};

} // namespace erphost
