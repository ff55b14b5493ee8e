#include "host/files/FileStore.hpp"

#include "host/files/FileType.hpp"
#include "host/platform/Files.hpp"
#include "host/store/testing/TemporaryStore.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace erphost;
using namespace erphost::files;

namespace {

const std::string kJpeg = "\xFF\xD8\xFF\xE0 a picture";
const std::string kPng = "\x89PNG\r\n\x1A\n a picture";

struct Fixture
{
	store::testing::TemporaryStore temporary;
	std::unique_ptr<store::Database> database = temporary.openMigrated();
	std::filesystem::path data = std::filesystem::temp_directory_path() / ("erphost-files-" + newSecret(9));
	ManualClock clock;
	FileStore files{data, clock};

	~Fixture()
	{
		std::error_code ignored;
		std::filesystem::remove_all(data, ignored);
	}
	Result<std::string> put(std::string_view type, std::string_view bytes, std::string_view owner = "complaints")
	{
		return database->writeValue([&](store::Transaction& tx) { return files.put(tx, owner, type, bytes); });
	}
	Result<KeptFile> get(std::string_view id, std::string_view owner = "complaints")
	{
		return database->readValue([&](store::Transaction& tx) { return files.get(tx, owner, id); });
	}
	void remove(std::string_view id, std::string_view owner = "complaints")
	{
		REQUIRE(database->write([&](store::Transaction& tx) { return files.remove(tx, owner, id); }));
	}
	std::vector<std::filesystem::path> contents() const
	{
		std::vector<std::filesystem::path> found;
		if (!std::filesystem::exists(data / "files")) return found;
		for (const auto& entry : std::filesystem::recursive_directory_iterator(data / "files"))
			if (entry.is_regular_file()) found.push_back(entry.path());
		return found;
	}
	int sweep()
	{
		int removed = 0;
		for (unsigned round = 0; round < 256; ++round)
		{
			const auto swept = files.sweep(*database, round);
			REQUIRE(swept);
			removed += *swept;
		}
		return removed;
	}
	void age()
	{
		for (const auto& file : contents())
			std::filesystem::last_write_time(file,
			                                 std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
	}
};

} // namespace

TEST_CASE("A file comes back as it was kept, and belongs to its owner", "[files]")
{
	Fixture f;
	const auto id = f.put("image/jpg", kJpeg);
	REQUIRE(id);
	const auto kept = f.get(*id);
	REQUIRE(kept);
	CHECK(kept->mediaType == "image/jpeg");
	CHECK(kept->bytes == kJpeg);
	CHECK(f.get(*id, "survey").error().code == "files.not_found");
	f.remove(*id, "survey");
	CHECK(f.get(*id));
	f.remove(*id);
	CHECK(f.get(*id).error().code == "files.not_found");
	f.remove(*id); // once more is no error
}

TEST_CASE("The same content lies on the disk once, until nobody names it", "[files]")
{
	Fixture f;
	const auto one = f.put("image/jpeg", kJpeg), two = f.put("image/jpeg", kJpeg);
	REQUIRE(one);
	REQUIRE(two);
	CHECK(*one != *two);
	CHECK(f.contents().size() == 1);
	f.age();
	CHECK(f.sweep() == 0);
	f.remove(*one);
	f.age();
	CHECK(f.sweep() == 0);
	f.remove(*two);
	CHECK(f.sweep() == 0); // for a day a backup may still want it
	f.age();
	CHECK(f.sweep() == 1);
	CHECK(f.contents().empty());
}

TEST_CASE("What a lost transaction wrote is swept away, never something that is named", "[files]")
{
	Fixture f;
	const auto lost = f.database->write([&](store::Transaction& tx) -> Result<void> {
		EH_TRY([[maybe_unused]] const auto id, f.files.put(tx, "complaints", "image/png", kPng));
		return permanent("test.lost", "undone");
	});
	CHECK_FALSE(lost);
	CHECK(f.contents().size() == 1);
	f.age();
	// Kept again before the sweep: the old bytes are taken, and their age begins anew.
	const auto id = f.put("image/png", kPng);
	REQUIRE(id);
	CHECK(f.sweep() == 0);
	f.remove(*id);
	f.age();
	CHECK(f.sweep() == 1);
}

TEST_CASE("A content that is gone or changed is told, and mended by keeping it again", "[files]")
{
	Fixture f;
	const auto id = f.put("image/jpeg", kJpeg);
	REQUIRE(id);
	const auto path = f.contents().front();
	std::ofstream(path, std::ios::binary) << "half";
	CHECK(f.get(*id).error().code == "files.damaged");
	std::filesystem::remove(path);
	CHECK(f.get(*id).error().code == "files.damaged");
	REQUIRE(f.put("image/jpeg", kJpeg));
	CHECK(f.get(*id)->bytes == kJpeg);
}

TEST_CASE("Only known types are kept, and only if the bytes are of that type", "[files]")
{
	using namespace std::string_view_literals;
	const std::pair<std::string_view, std::string_view> good[] = {
		{"image/jpeg", "\xFF\xD8\xFF\xDB"sv},
		{"image/png", "\x89PNG\r\n\x1A\n\0"sv},
		{"image/webp", "RIFF\x10\0\0\0WEBPVP8 "sv},
		{"application/pdf", "%PDF-1.7"sv},
		{"audio/mpeg", "ID3\x04"sv},
		{"audio/mpeg", "\xFF\xFB\x90\x64"sv},
		{"audio/mp4", "\0\0\0\x20"
	                  "ftypM4A \0"sv},
		{"audio/wav", "RIFF\x10\0\0\0WAVEfmt "sv},
		{"audio/amr", "#!AMR\n\x3C"sv},
		{"audio/amr", "#!AMR-WB\n\x3C"sv},
	};
	for (const auto& [type, bytes] : good)
	{
		INFO(type);
		CHECK(looksLike(type, bytes));
		for (const auto& [other, others] : good)
			if (other != type) CHECK_FALSE(looksLike(type, others));
		CHECK_FALSE(looksLike(type, ""));
		CHECK_FALSE(looksLike(type, "<!doctype html><script>"));
	}
	CHECK(acceptedType("Audio/X-M4A; codecs=mp4a") == "audio/mp4");
	for (const auto* type : {"", "text/html", "image/svg+xml", "application/octet-stream", "image/jpegs", "video/mp4"})
		CHECK_FALSE(acceptedType(type));

	Fixture f;
	CHECK(f.put("text/html", "<html>").error().code == "files.type_refused");
	CHECK(f.put("image/jpeg", kPng).error().code == "files.content_mismatch");
	CHECK(f.put("image/jpeg", "").error().code == "files.content_mismatch");
	CHECK(f.put("image/jpeg", "\xFF\xD8\xFF" + std::string(FileStore::kLargest, 'x')).error().code ==
	      "files.too_large");
	CHECK(f.contents().empty());
}
