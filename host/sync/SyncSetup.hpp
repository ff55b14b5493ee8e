#pragma once

#include "host/sync/ErpLink.hpp"
#include "host/sync/Mapping.hpp"

#include <filesystem>

namespace erphost::sync {

/// What sync takes from the data folder (host/README.md): mapping, secrets, entity schemas of host and plugins.
class SyncSetup
{
public:
	/// `mappingFile` empty: erp.json of the data folder. Errors: "erp.not_set_up" (configuration) while there is no
	/// mapping, "erp.mapping_invalid" (see findings()), "file.unreadable".
	static Result<SyncSetup> load(const std::filesystem::path& data, const std::filesystem::path& mappingFile = {},
	                              std::vector<MappingFinding>* findings = nullptr);

	/// The same from a text that is not in force yet (a draft).
	static Result<SyncSetup> fromText(const std::filesystem::path& data, const std::string& text,
	                                  std::vector<MappingFinding>* findings = nullptr);

	const Mapping& mapping() const { return *_mapping; }
	const std::vector<entities::EntitySchema>& schemas() const { return _schemas; }
	const entities::EntitySchema& schema(std::string_view entity) const;
	const std::filesystem::path& data() const { return _data; }
	/// Digest of the mapping's text: its ETag.
	const std::string& etag() const { return _etag; }

	/// Options of a link; connection strings are opened when they are needed, never kept.
	ErpLink::Options link(const std::string& name, bool forPush,
	                      std::function<void(const std::string&)> onFrozen = {}) const;

	/// Schemas of the host and of the plugins in plugins.json (`<plugin>/entities/*.json`).
	static std::vector<entities::EntitySchema> allSchemas(const std::filesystem::path& data);

private:
	std::filesystem::path _data;
	std::vector<entities::EntitySchema> _schemas;
	std::shared_ptr<const Mapping> _mapping; ///< shared: pulls point into it
	std::string _etag;
};

} // namespace erphost::sync
