#pragma once

#include "host/platform/Clock.hpp"
#include "host/store/Database.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace erphost::files {

/// A kept file.
struct KeptFile
{
	std::string mediaType;
	std::string bytes;
};

/// Pictures, papers and recordings that plugins keep: a row in the store, the bytes once per content in
/// <data>/files/<two digits>/<sha256>. The bytes are on the disk before the row that names them commits; what a lost
/// transaction or a removed row leaves behind is swept away a day later. Any thread.
class FileStore
{
public:
	static constexpr std::size_t kLargest = 12 * 1024 * 1024;

	/// The clock outlives it.
	FileStore(std::filesystem::path data, const Clock& clock): _data(std::move(data)), _clock(clock) {}

	/// The data folder that it was made for.
	const std::filesystem::path& data() const { return _data; }

	/// Keeps a file for `owner` in a write transaction; returns its id. "files.type_refused",
	/// "files.content_mismatch", "files.too_large" (permanent), "file.unwritable".
	Result<std::string> put(store::Transaction& tx, std::string_view owner, std::string_view mediaType,
	                        std::string_view bytes) const;

	/// "files.not_found" (permanent), also for a file of another owner; "files.damaged" (configuration) if the bytes
	/// are gone or are not those that were kept.
	Result<KeptFile> get(store::Transaction& tx, std::string_view owner, std::string_view id) const;

	/// One that is not there any more is no error.
	Result<void> remove(store::Transaction& tx, std::string_view owner, std::string_view id) const;

	/// Removes contents that no row names and that nobody touched for a day: a backup that has just copied the store
	/// still finds them. Returns how many. Looks at one folder of 256 per call, `round` says which.
	Result<int> sweep(store::Database& database, unsigned round) const;

	/// Where the bytes of a content lie.
	std::filesystem::path pathOf(std::string_view sha256) const;

private:
	const std::filesystem::path _data;
	const Clock& _clock;
};

} // namespace erphost::files
