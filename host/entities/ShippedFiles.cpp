#include "host/entities/ShippedFiles.hpp"

#include "embedded/shipped_files.hpp"

namespace erphost::entities {

std::string_view shippedFile(std::string_view name)
{
	for (const auto& file : embedded::shipped_files())
		if (file.name == name) return file.content;
	return {};
}

} // namespace erphost::entities
