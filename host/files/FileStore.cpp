#include "host/files/FileStore.hpp"

#include "host/files/FileType.hpp"
#include "host/files/FilesSql.hpp"
#include "host/platform/Failpoint.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <chrono>
#include <optional>
#include <system_error>
#include <vector>

namespace erphost::files {

namespace {

constexpr std::chrono::hours kSparedFor{24};

std::string sha256Of(std::string_view bytes)
{
	std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
	crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
	std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
	sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
	return hex.data();
}

/// The file's own time counts for the sweep: the system's clock is the one that the file system goes by.
void touch(const std::filesystem::path& file)
{
	std::error_code ignored;
	std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now(), ignored);
}

/// There in full: a file of the wrong length is what a full disk or an interrupted restore left.
bool isThere(const std::filesystem::path& file, std::size_t bytes)
{
	std::error_code failed;
	return std::filesystem::file_size(file, failed) == bytes && !failed;
}

} // namespace

std::filesystem::path FileStore::pathOf(std::string_view sha256) const
{
	return _data / "files" / toPath(sha256.substr(0, 2)) / toPath(sha256);
}

Result<std::string> FileStore::put(store::Transaction& tx, std::string_view owner, std::string_view mediaType,
                                   std::string_view bytes) const
{
	const auto type = acceptedType(mediaType);
	if (!type)
		return permanent("files.type_refused", "files of this type are not kept")
		    .with("type", std::string(mediaType.substr(0, 100)));
	if (bytes.size() > kLargest)
		return permanent("files.too_large", "the file is too large")
		    .with("limit", std::to_string(kLargest / (1024 * 1024)) + " MiB");
	if (!looksLike(*type, bytes))
		return permanent("files.content_mismatch", "the bytes are not what the type says").with("type", *type);

	const auto sha256 = sha256Of(bytes);
	const auto path = pathOf(sha256);
	if (isThere(path, bytes.size())) touch(path);
	else
	{
		std::error_code failed;
		std::filesystem::create_directories(path.parent_path(), failed);
		if (failed)
			return misconfigured("file.unwritable", "cannot make a folder: " + failed.message())
			    .with("file", toUtf8(path.parent_path()))
			    .with("reason", failed.message());
		EH_CHECK(replaceFile(path, bytes, true));
		EH_FAILPOINT("files.after_write");
	}
	auto id = newId(_clock.nowMs());
	EH_CHECK(tx.execute(sql::kAdd, id, owner, sha256, *type, static_cast<std::int64_t>(bytes.size()), _clock.nowMs()));
	return id;
}

Result<KeptFile> FileStore::get(store::Transaction& tx, std::string_view owner, std::string_view id) const
{
	EH_TRY(auto row, tx.prepareAsHost(sql::kFind));
	EH_CHECK(row.bindAll(id, owner));
	EH_TRY(const bool found, row.step());
	if (!found) return permanent("files.not_found", "there is no such file").with("file", std::string(id));
	const auto sha256 = row.text(0);
	KeptFile file{row.text(1), {}};
	auto bytes = readFile(pathOf(sha256));
	if (!bytes || sha256Of(*bytes) != sha256)
		return misconfigured("files.damaged", "the bytes of a file are gone or changed")
		    .with("file", std::string(id))
		    .with("path", toUtf8(pathOf(sha256)));
	file.bytes = *std::move(bytes);
	return file;
}

Result<void> FileStore::remove(store::Transaction& tx, std::string_view owner, std::string_view id) const
{
	EH_TRY(auto row, tx.prepareAsHost(sql::kRemove));
	EH_CHECK(row.bindAll(id, owner));
	EH_TRY(const bool found, row.step());
	if (!found) return {};
	touch(pathOf(row.view(0)));
	EH_TRY([[maybe_unused]] const bool more, row.step());
	return {};
}

Result<int> FileStore::sweep(store::Database& database, unsigned round) const
{
	const auto folder = _data / "files" / fmt::format("{:02x}", round % 256);
	std::vector<std::filesystem::path> old;
	std::error_code failed;
	const auto before = std::filesystem::file_time_type::clock::now() - kSparedFor;
	for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
	     entry.increment(failed))
	{
		std::error_code gone;
		const auto written = std::filesystem::last_write_time(entry->path(), gone);
		if (!gone && entry->is_regular_file(gone) && written < before) old.push_back(entry->path());
	}
	int removed = 0;
	for (const auto& file : old)
		// Whoever keeps a file holds the store's write lock: nobody can name this content between look and removal.
		EH_CHECK(database.write([&](store::Transaction& tx) -> Result<void> {
			EH_TRY(auto row, tx.prepareAsHost(sql::kNamed));
			EH_CHECK(row.bindAll(toUtf8(file.filename())));
			EH_TRY(const bool found, row.step());
			if (found && row.integer(0) > 0) return {};
			std::error_code gone;
			const auto written = std::filesystem::last_write_time(file, gone);
			if (!gone && written < before && std::filesystem::remove(file, gone)) ++removed;
			return {};
		}));
	return removed;
}

} // namespace erphost::files
