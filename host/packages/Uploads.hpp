#pragma once

#include "erphost/Result.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace erphost::packages {

/// A package on its way here. Bytes; pieces are numbered from 0 and all but the last are `pieceBytes` long.
struct Upload
{
	std::string id;
	std::string name; ///< of the file, as its owner calls it
	std::uint64_t size = 0;
	std::uint64_t pieceBytes = 0;
	std::string sha256;
	std::int64_t begunAt = 0; ///< UTC milliseconds
	std::vector<std::int64_t> missing;
	nlohmann::json work; ///< what became of it: see remember(); null if nothing was begun

	bool whole() const { return missing.empty(); }
	std::int64_t pieces() const;
	std::uint64_t lengthOf(std::int64_t piece) const; ///< of one that there is
};

/// Packages that come over a weak line, in pieces: <data>/run/uploads/<id>/. The id follows from the content, so that
/// the same file begun again goes on where it stopped, and a piece that comes twice does no harm. Killed at any point,
/// what is there is a piece as a whole or not at all. Nothing here looks into a package. Any thread; one object per
/// data folder.
class Uploads
{
public:
	static constexpr std::uint64_t kSmallestPiece = 64 << 10;
	static constexpr std::uint64_t kLargestPiece = 4 << 20;
	static constexpr std::size_t kMost = 8;
	static constexpr std::int64_t kKeptMs = 24 * 3600 * 1000LL;

	explicit Uploads(const std::filesystem::path& data): _folder(data / "run" / "uploads") {}

	/// Begins an upload, or takes up the one of the same content; what became of an earlier one is forgotten.
	/// "package.too_large", "upload.too_many".
	Result<Upload> begin(const std::string& name, std::uint64_t size, const std::string& sha256,
	                     std::uint64_t pieceBytes, std::int64_t nowMs);
	/// "upload.not_found".
	Result<Upload> find(const std::string& id);
	/// "upload.piece_wrong" (params piece, wanted) if there is no such piece or it has another length.
	Result<void> put(const std::string& id, std::int64_t piece, std::string_view bytes);
	/// The package itself: "upload.incomplete" while pieces are missing; "upload.damaged" if it is not what was
	/// announced: then all of its pieces are thrown away.
	Result<std::filesystem::path> file(const std::string& id);
	/// Keeps what became of it: {"kind","by","begunAt","plugin"?,"version"?,"endedAt"?,"error"?}.
	Result<void> remember(const std::string& id, const nlohmann::json& work);
	/// Harmless if it is not there.
	void remove(const std::string& id);
	/// Removes what nobody has taken up for a day.
	int sweep(std::int64_t nowMs);

private:
	std::filesystem::path folderOf(const std::string& id) const;
	Result<Upload> read(const std::string& id) const;
	Result<void> assemble(const Upload& upload) const;

	const std::filesystem::path _folder;
	std::mutex _mutex;
};

} // namespace erphost::packages
