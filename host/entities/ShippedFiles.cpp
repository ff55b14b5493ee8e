#include "host/entities/ShippedFiles.hpp"

namespace erphost::entities {

std::string_view shippedFile(std::string_view name)
{
	for (const auto& file : shippedFiles())
		if (file.name == name) return file.content;
	return {};
}

} // namespace erphost::entities
