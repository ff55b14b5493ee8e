#include "host/packages/Uploads.hpp"
#include "host/packages/Limits.hpp"
#include "host/packages/Sha256.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::packages;

namespace {

constexpr std::uint64_t kPiece = Uploads::kSmallestPiece;
constexpr std::int64_t kDayMs = 24 * 3600 * 1000LL;

std::string sha256(const std::string& bytes)
{
	Sha256 hash;
	hash.add(bytes);
	return hash.hex();
}

struct Folder
{
	std::filesystem::path path = std::filesystem::temp_directory_path() / ("erphost-uploads-" + newId(0));
	~Folder() { std::filesystem::remove_all(path); }
};

/// Two whole pieces and a rest.
std::string content(char seed)
{
	std::string bytes;
	for (std::uint64_t i = 0; i < 2 * kPiece + 100; ++i) bytes += static_cast<char>(seed + static_cast<char>(i % 23));
	return bytes;
}

std::string_view pieceOf(std::string_view bytes, std::size_t piece)
{
	return bytes.substr(piece * kPiece, kPiece);
}

} // namespace

TEST_CASE("pieces come in any order and more than once, also over another process, and make the file", "[uploads]")
{
	const Folder folder;
	const auto bytes = content('a');
	std::string id;
	{
		Uploads uploads(folder.path);
		const auto begun = uploads.begin("回访.ehp", bytes.size(), sha256(bytes), kPiece, 1);
		REQUIRE(begun);
		id = begun->id;
		CHECK(begun->missing == std::vector<std::int64_t>{0, 1, 2});
		CHECK(begun->pieces() == 3);
		REQUIRE(uploads.put(id, 2, pieceOf(bytes, 2)));
		REQUIRE(uploads.put(id, 2, pieceOf(bytes, 2)));
		const auto early = uploads.file(id);
		CHECK(early.error().code == "upload.incomplete");
		CHECK(early.error().param("missing") == "2");
	}
	Uploads uploads(folder.path);
	const auto again = uploads.begin("回访.ehp", bytes.size(), sha256(bytes), 2 * kPiece, 2);
	REQUIRE(again);
	CHECK(again->id == id);
	CHECK(again->pieceBytes == kPiece);
	CHECK(again->missing == std::vector<std::int64_t>{0, 1});
	REQUIRE(uploads.put(id, 0, pieceOf(bytes, 0)));
	REQUIRE(uploads.put(id, 1, pieceOf(bytes, 1)));
	const auto file = uploads.file(id);
	REQUIRE(file);
	CHECK(readFile(*file).value() == bytes);
	CHECK(uploads.find(id)->whole());
	// A piece that was long under way, and the file asked for once more.
	CHECK(uploads.put(id, 0, pieceOf(bytes, 0)));
	CHECK(uploads.file(id).value() == *file);
}

TEST_CASE("what is not what was announced is thrown away as a whole", "[uploads]")
{
	const Folder folder;
	Uploads uploads(folder.path);
	const auto bytes = content('a');
	const auto other = content('b');
	const auto begun = uploads.begin("x", bytes.size(), sha256(bytes), kPiece, 1);
	REQUIRE(begun);
	for (std::size_t piece = 0; piece < 3; ++piece)
		REQUIRE(uploads.put(begun->id, static_cast<std::int64_t>(piece), pieceOf(piece == 1 ? other : bytes, piece)));
	CHECK(uploads.file(begun->id).error().code == "upload.damaged");
	CHECK(uploads.find(begun->id)->missing.size() == 3);
	for (std::size_t piece = 0; piece < 3; ++piece)
		REQUIRE(uploads.put(begun->id, static_cast<std::int64_t>(piece), pieceOf(bytes, piece)));
	CHECK(uploads.file(begun->id));
}

TEST_CASE("bad pieces and strange ids change nothing", "[uploads]")
{
	const Folder folder;
	Uploads uploads(folder.path);
	const auto bytes = content('a');
	const auto begun = uploads.begin("x", bytes.size(), sha256(bytes), kPiece, 1);
	REQUIRE(begun);
	for (const auto piece : {std::int64_t{-1}, std::int64_t{3}, INT64_MAX, INT64_MIN})
		CHECK(uploads.put(begun->id, piece, pieceOf(bytes, 0)).error().code == "upload.piece_wrong");
	CHECK(uploads.put(begun->id, 0, pieceOf(bytes, 2)).error().param("wanted") == std::to_string(kPiece));
	CHECK(uploads.put(begun->id, 2, pieceOf(bytes, 0)).error().param("wanted") == "100");
	CHECK(uploads.put(begun->id, 0, "").error().code == "upload.piece_wrong");
	for (const auto* id :
	     {"", "..", "../../../../etc", "0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789abcdef"})
	{
		CHECK(uploads.find(id).error().code == "upload.not_found");
		CHECK(uploads.put(id, 0, "x").error().code == "upload.not_found");
		CHECK(uploads.file(id).error().code == "upload.not_found");
		uploads.remove(id);
	}
	CHECK(uploads.find(begun->id)->missing.size() == 3);
	CHECK(uploads.begin("x", Limits::kPackage + 1, sha256(bytes), kPiece, 1).error().code == "package.too_large");
	CHECK(uploads.begin("x", 0, sha256(bytes), kPiece, 1).error().code == "upload.not_found");
	CHECK(uploads.begin("x", 1, "../../x", kPiece, 1).error().code == "upload.not_found");
}

TEST_CASE("uploads are limited in number, and those that are left go after a day", "[uploads]")
{
	const Folder folder;
	Uploads uploads(folder.path);
	const auto begin = [&](std::size_t number, std::int64_t nowMs) {
		const auto bytes = content(static_cast<char>('a' + number));
		return uploads.begin("x", bytes.size(), sha256(bytes), kPiece, nowMs);
	};
	for (std::size_t number = 0; number < Uploads::kMost; ++number) REQUIRE(begin(number, 1000));
	CHECK(begin(Uploads::kMost, 1000).error().code == "upload.too_many");
	const auto first = begin(0, 1000);
	REQUIRE(first);
	REQUIRE(uploads.remember(first->id, {{"kind", "install"}, {"begunAt", 2000}}));
	CHECK(uploads.sweep(1000 + kDayMs) == 0);
	CHECK(uploads.sweep(1001 + kDayMs) == static_cast<int>(Uploads::kMost) - 1);
	CHECK(uploads.find(first->id)->work["kind"] == "install");
	// Begun again, the same file is another undertaking.
	REQUIRE(begin(0, 3000));
	CHECK(uploads.find(first->id)->work.is_null());
	uploads.remove(first->id);
	uploads.remove(first->id);
	CHECK(uploads.find(first->id).error().code == "upload.not_found");
	CHECK(uploads.remember(first->id, {{"kind", "install"}}).error().code == "upload.not_found");
}
