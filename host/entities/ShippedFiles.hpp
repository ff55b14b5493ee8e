#pragma once

#include <span>
#include <string_view>

namespace erphost::entities {

/// A file of config/ as it was when the program was built.
struct ShippedFile
{
	std::string_view name; ///< relative to config/: "entities/work_order.json"
	std::string_view content;
};

/// Entity schemas, the schema of the mapping, the zone table. Any thread.
std::span<const ShippedFile> shippedFiles();

/// The content of one of them; empty if there is none of that name.
std::string_view shippedFile(std::string_view name);

} // namespace erphost::entities
