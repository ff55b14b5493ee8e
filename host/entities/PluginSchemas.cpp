#include "host/entities/PluginSchemas.hpp"

#include "host/platform/Files.hpp"

#include <algorithm>

namespace erphost::entities {

std::vector<EntitySchema> schemasWith(const std::vector<std::filesystem::path>& pluginFolders)
{
	auto schemas = shippedEntities();
	for (const auto& folder : pluginFolders)
	{
		std::error_code ignored;
		for (const auto& file : std::filesystem::directory_iterator(folder / "entities", ignored))
		{
			if (file.path().extension() != ".json") continue;
			const auto content = readFile(file.path());
			if (!content) continue;
			auto schema = EntitySchema::parse(*content, toUtf8(file.path().filename()));
			if (schema &&
			    std::none_of(schemas.begin(), schemas.end(), [&](const auto& s) { return s.entity == schema->entity; }))
				schemas.push_back(*std::move(schema));
		}
	}
	return schemas;
}

} // namespace erphost::entities
