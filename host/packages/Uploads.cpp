#include "host/packages/Uploads.hpp"

#include "host/packages/Limits.hpp"
#include "host/packages/Sha256.hpp"
#include "host/platform/DurableMove.hpp"
#include "host/platform/Files.hpp"

#include <algorithm>
#include <fstream>

namespace erphost::packages {
namespace {

using nlohmann::json;

constexpr const char* kAboutFile = "upload.json";
constexpr const char* kWorkFile = "work.json";
constexpr const char* kPackageFile = "package.ehp";
constexpr const char* kPartFile = "package.part";
constexpr std::size_t kIdLength = 32;

bool isHex(const std::string& text, std::size_t length)
{
	return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
			   return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
		   });
}

std::string pieceFile(std::int64_t piece)
{
	return "piece-" + std::to_string(piece);
}

Error unknown(const std::string& id)
{
	return permanent("upload.not_found", "there is no such upload").with("upload", isHex(id, kIdLength) ? id : "-");
}

std::int64_t instant(const json& object, const char* member)
{
	const auto found = object.is_object() ? object.find(member) : object.end();
	return object.is_object() && found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

} // namespace

std::int64_t Upload::pieces() const
{
	return static_cast<std::int64_t>((size + pieceBytes - 1) / pieceBytes);
}

std::uint64_t Upload::lengthOf(std::int64_t piece) const
{
	const auto begin = static_cast<std::uint64_t>(piece) * pieceBytes;
	return std::min(pieceBytes, size - begin);
}

std::filesystem::path Uploads::folderOf(const std::string& id) const
{
	return _folder / toPath(id);
}

Result<Upload> Uploads::read(const std::string& id) const
{
	// An id becomes a folder's name.
	if (!isHex(id, kIdLength)) return unknown(id);
	const auto text = readFile(folderOf(id) / kAboutFile);
	const auto about = text ? json::parse(*text, nullptr, false) : json();
	if (!about.is_object()) return unknown(id);
	Upload upload;
	upload.id = id;
	upload.name = about.value("name", "");
	upload.size = about.value("size", std::uint64_t{0});
	upload.pieceBytes = about.value("pieceBytes", std::uint64_t{0});
	upload.sha256 = about.value("sha256", "");
	upload.begunAt = instant(about, "begunAt");
	if (upload.size == 0 || upload.pieceBytes < kSmallestPiece) return unknown(id);
	std::error_code ignored;
	if (!std::filesystem::exists(folderOf(id) / kPackageFile, ignored))
		for (std::int64_t piece = 0; piece < upload.pieces(); ++piece)
			if (!std::filesystem::exists(folderOf(id) / pieceFile(piece), ignored)) upload.missing.push_back(piece);
	if (const auto work = readFile(folderOf(id) / kWorkFile)) upload.work = json::parse(*work, nullptr, false);
	if (!upload.work.is_object()) upload.work = nullptr;
	return upload;
}

Result<Upload> Uploads::begin(const std::string& name, std::uint64_t size, const std::string& sha256,
                              std::uint64_t pieceBytes, std::int64_t nowMs)
{
	if (size > Limits::kPackage)
		return permanent("package.too_large", "the package is too large")
		    .with("limit", std::to_string(Limits::kPackage >> 20) + " MiB");
	if (size == 0 || !isHex(sha256, 64)) return unknown("");
	const std::lock_guard guard(_mutex);
	const auto id = sha256.substr(0, kIdLength);
	std::error_code failed;
	const auto before = read(id);
	if (before && before->sha256 == sha256 && before->size == size) pieceBytes = before->pieceBytes;
	else
	{
		std::size_t there = 0;
		for (const auto& entry : std::filesystem::directory_iterator(_folder, failed))
			there += entry.is_directory(failed) ? 1u : 0u;
		if (!before && there >= kMost)
			return conflict("upload.too_many", "too many uploads").with("limit", std::to_string(kMost));
		std::filesystem::remove_all(folderOf(id), failed);
	}
	std::filesystem::create_directories(folderOf(id), failed);
	if (failed)
		return misconfigured("file.unwritable", "cannot make " + toUtf8(folderOf(id)))
		    .with("file", toUtf8(folderOf(id)))
		    .with("reason", failed.message());
	std::filesystem::remove(folderOf(id) / kWorkFile, failed);
	EH_CHECK(replaceFile(folderOf(id) / kAboutFile,
	                     json{{"name", name},
	                          {"size", size},
	                          {"sha256", sha256},
	                          {"pieceBytes", std::clamp(pieceBytes, kSmallestPiece, kLargestPiece)},
	                          {"begunAt", nowMs}}
	                         .dump(-1, ' ', false, json::error_handler_t::replace)));
	return read(id);
}

Result<Upload> Uploads::find(const std::string& id)
{
	const std::lock_guard guard(_mutex);
	return read(id);
}

Result<void> Uploads::put(const std::string& id, std::int64_t piece, std::string_view bytes)
{
	const std::lock_guard guard(_mutex);
	EH_TRY(const auto upload, read(id));
	const auto wanted = piece >= 0 && piece < upload.pieces() ? upload.lengthOf(piece) : 0;
	if (wanted == 0 || bytes.size() != wanted)
		return permanent("upload.piece_wrong", "there is no such piece, or it has another length")
		    .with("piece", std::to_string(piece))
		    .with("wanted", std::to_string(wanted));
	if (upload.whole()) return {};
	return replaceFile(folderOf(id) / pieceFile(piece), bytes);
}

Result<void> Uploads::assemble(const Upload& upload) const
{
	const auto folder = folderOf(upload.id);
	const auto part = folder / kPartFile;
	Sha256 hash;
	{
		std::ofstream out(part, std::ios::binary | std::ios::trunc);
		for (std::int64_t piece = 0; piece < upload.pieces(); ++piece)
		{
			EH_TRY(const auto bytes, readFile(folder / pieceFile(piece)));
			hash.add(bytes);
			out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
		}
		out.close();
		if (!out)
			return misconfigured("file.unwritable", "cannot write " + toUtf8(part))
			    .with("file", toUtf8(part))
			    .with("reason", "write error");
	}
	const bool same = hash.hex() == upload.sha256;
	if (same)
	{
		EH_CHECK(flushFile(part));
		EH_CHECK(moveDurably(part, folder / kPackageFile));
	}
	std::error_code ignored;
	if (!same) std::filesystem::remove(part, ignored);
	for (std::int64_t piece = 0; piece < upload.pieces(); ++piece)
		std::filesystem::remove(folder / pieceFile(piece), ignored);
	if (same) return {};
	return conflict("upload.damaged", "the bytes are not those that were announced").with("file", upload.name);
}

Result<std::filesystem::path> Uploads::file(const std::string& id)
{
	const std::lock_guard guard(_mutex);
	EH_TRY(const auto upload, read(id));
	const auto package = folderOf(id) / kPackageFile;
	std::error_code ignored;
	if (std::filesystem::exists(package, ignored)) return package;
	if (!upload.whole())
		return conflict("upload.incomplete", "pieces are missing")
		    .with("file", upload.name)
		    .with("missing", std::to_string(upload.missing.size()));
	EH_CHECK(assemble(upload));
	return package;
}

Result<void> Uploads::remember(const std::string& id, const json& work)
{
	const std::lock_guard guard(_mutex);
	EH_CHECK(read(id));
	return replaceFile(folderOf(id) / kWorkFile, work.dump(-1, ' ', false, json::error_handler_t::replace));
}

void Uploads::remove(const std::string& id)
{
	if (!isHex(id, kIdLength)) return;
	const std::lock_guard guard(_mutex);
	std::error_code ignored;
	// What says that there is an upload goes first: killed in between, the rest is of nobody.
	std::filesystem::remove(folderOf(id) / kAboutFile, ignored);
	std::filesystem::remove_all(folderOf(id), ignored);
}

int Uploads::sweep(std::int64_t nowMs)
{
	const std::lock_guard guard(_mutex);
	std::error_code ignored;
	std::vector<std::filesystem::path> old;
	for (const auto& entry : std::filesystem::directory_iterator(_folder, ignored))
	{
		const auto upload = read(toUtf8(entry.path().filename()));
		const auto touched = upload ? std::max(upload->begunAt, instant(upload->work, "begunAt")) : 0;
		if (nowMs - touched > kKeptMs) old.push_back(entry.path());
	}
	for (const auto& folder : old) std::filesystem::remove_all(folder, ignored);
	return static_cast<int>(old.size());
}

} // namespace erphost::packages
