#pragma once

#include "host/entities/EntitySchema.hpp"

#include <filesystem>
#include <vector>

namespace erphost::entities {

/// The shipped schemas and those that plugins bring (`<folder>/entities/*.json`), in the order of `pluginFolders`. What
/// cannot be read, and what calls itself like an entity that is already there, is left out: neither an entity of the
/// host nor another plugin's is a plugin's to change. Any thread; reads files.
std::vector<EntitySchema> schemasWith(const std::vector<std::filesystem::path>& pluginFolders);

} // namespace erphost::entities
