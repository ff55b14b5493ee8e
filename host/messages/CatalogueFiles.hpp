#pragma once

#include <span>
#include <string_view>

namespace erphost::messages {

/// One file of config/messages as it was when the program was built.
struct CatalogueFile
{
	std::string_view module;
	std::string_view language;
	std::span<const std::string_view> lines;
};

/// All of them, sorted by name. Any thread.
std::span<const CatalogueFile> catalogueFiles();

} // namespace erphost::messages
