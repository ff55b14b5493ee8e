#include "host/sync/SyncSetup.hpp"

#include "host/entities/PluginSchemas.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Files.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/sync/RowHash.hpp"

#include <algorithm>

namespace erphost::sync {

std::vector<entities::EntitySchema> SyncSetup::allSchemas(const std::filesystem::path& data)
{
	std::vector<std::filesystem::path> folders;
	if (const auto plugins = packages::readPluginList(data))
		for (const auto& plugin : *plugins) folders.push_back(plugin.path);
	return entities::schemasWith(folders);
}

Result<SyncSetup> SyncSetup::load(const std::filesystem::path& data, const std::filesystem::path& mappingFile,
                                  std::vector<MappingFinding>* findings)
{
	const auto file = mappingFile.empty() ? data / "erp.json" : mappingFile;
	if (std::error_code ignored; !std::filesystem::exists(file, ignored))
		return misconfigured("erp.not_set_up", "no ERP is set up").with("file", toUtf8(file.filename()));
	EH_TRY(const auto text, readFile(file));
	return fromText(data, text, findings);
}

Result<SyncSetup> SyncSetup::fromText(const std::filesystem::path& data, const std::string& text,
                                      std::vector<MappingFinding>* findings)
{
	SyncSetup setup;
	setup._data = data;
	setup._etag = textDigest(text);
	setup._schemas = allSchemas(data);
	std::vector<MappingFinding> found;
	auto mapping = Mapping::parse(text, setup._schemas, found);
	if (findings != nullptr) *findings = found;
	if (!mapping) return mappingError(found);
	setup._mapping = std::make_shared<const Mapping>(*std::move(mapping));
	return setup;
}

const entities::EntitySchema& SyncSetup::schema(std::string_view entity) const
{
	return *std::find_if(_schemas.begin(), _schemas.end(), [&](const auto& s) { return s.entity == entity; });
}

ErpLink::Options SyncSetup::link(const std::string& name, bool forPush,
                                 std::function<void(const std::string&)> onFrozen) const
{
	ErpLink::Options options;
	options.name = name;
	options.link = forPush ? _mapping->push : _mapping->pull;
	options.readOnly = !forPush;
	options.connectionString = [data = _data](const std::string& secret) {
		return secrets::SecretStore(data).read(secret);
	};
	options.onFrozen = std::move(onFrozen);
	return options;
}

} // namespace erphost::sync
