#include "host/packages/Limits.hpp"
#include "host/packages/PackageReader.hpp"
#include "host/packages/TrustStore.hpp"
#include "host/packages/ZipEntryReader.hpp"
#include "host/packages/testing/RawZip.hpp"

#include <Poco/DeflatingStream.h>

#include <catch2/catch.hpp>

#include <sstream>

using namespace erphost;
using namespace erphost::packages;
using erphost::packages::testing::package;
using erphost::packages::testing::RawEntry;
using erphost::packages::testing::RawZip;

namespace {

const std::string kManifest =
	R"({"id": "survey", "version": "1.0.0", "name": {"zh": "回访", "en": "Call-backs"}, "abi": {"major": 1, "minor": 0}})";
const std::string kLibrary = "lib/linux-x86_64/survey.so";

std::vector<RawEntry> files()
{
	return {RawEntry::stored(kLibrary, "a library"),
	        RawEntry::stored("migrations/0001_a.sql", "CREATE TABLE survey_a(x BIGINT);")};
}

/// What the whole of reading says: the code of the first check that failed, or nothing.
std::string verdict(const std::string& bytes)
{
	std::istringstream file(bytes);
	auto reader = PackageReader::open(file, bytes.size());
	if (!reader) return reader.error().code;
	const auto content = reader->check();
	return content ? "" : content.error().code;
}

RawZip with(RawEntry entry)
{
	auto archive = package(kManifest, files());
	archive.entries.push_back(std::move(entry));
	return archive;
}

std::string deflated(const std::string& text)
{
	std::ostringstream out;
	Poco::DeflatingOutputStream packing(out, zip::kRawDeflate, 9);
	packing << text;
	packing.close();
	return out.str();
}

} // namespace

TEST_CASE("a proper package is read, stored or deflated", "[hostile]")
{
	auto archive = package(kManifest, files());
	CHECK(verdict(archive.bytes()).empty());
	auto& library = archive.entries[2];
	library.bytes = deflated(library.bytes);
	library.method = zip::kDeflated;
	CHECK(verdict(archive.bytes()).empty());
}

TEST_CASE("paths that leave the folder or mean another file elsewhere are refused", "[hostile]")
{
	for (const std::string name : {"../evil",
	                               "lib/../../evil",
	                               "/etc/passwd",
	                               "C:/evil",
	                               "lib\\evil",
	                               "lib/./a",
	                               "lib//a",
	                               "lib/linux-x86_64/",
	                               "migrations/CON",
	                               "migrations/nul.sql",
	                               "migrations/COM1.txt",
	                               "migrations/a.",
	                               "migrations/ a",
	                               "views/a:b",
	                               "views/a\nb",
	                               "views/a\x80",
	                               "views/.hidden",
	                               "views/-rf",
	                               "",
	                               ".",
	                               ".."})
	{
		INFO(name);
		CHECK(verdict(with(RawEntry::stored(name, "x")).bytes()) == "package.entry_name");
	}
	CHECK(verdict(with(RawEntry::stored("views/" + std::string(150, 'a'), "x")).bytes()) == "package.entry_name");
	CHECK(verdict(with(RawEntry::stored("views/a/b/c/d/e/f/g/h/i", "x")).bytes()) == "package.entry_name");
	CHECK(verdict(with(RawEntry::stored(std::string("views/a\0b", 9), "x")).bytes()) == "package.entry_name");
	CHECK(verdict(with(RawEntry::stored(std::string(60'000, 'a'), "x")).bytes()) == "package.entry_name");
}

TEST_CASE("links, folders, devices, encrypted and oddly packed entries are refused", "[hostile]")
{
	auto entry = RawEntry::stored("views/a.sql", "x");
	for (const std::uint32_t mode : {0120777u, 0040755u, 0020666u, 0060666u, 0010666u, 0140777u})
	{
		entry.attributes = mode << 16;
		CHECK(verdict(with(entry).bytes()) == "package.entry_link");
	}
	entry.attributes = 0x10;
	entry.madeBy = zip::kVersion;
	CHECK(verdict(with(entry).bytes()) == "package.entry_link");
	entry = RawEntry::stored("views/a.sql", "x");
	entry.madeBy = (19 << 8) | zip::kVersion; // macOS, whose links look different
	CHECK(verdict(with(entry).bytes()) == "package.entry_link");
	entry = RawEntry::stored("views/a.sql", "x");
	entry.flags = 1;
	CHECK(verdict(with(entry).bytes()) == "package.entry_encrypted");
	entry.flags = 8; // sizes behind the data
	CHECK(verdict(with(entry).bytes()) == "package.directory_wrong");
	entry.flags = 0;
	entry.method = 14;
	CHECK(verdict(with(entry).bytes()) == "package.entry_method");
}

TEST_CASE("a path that is there twice is refused, also in other letters and as a folder", "[hostile]")
{
	for (const char* name : {"lib/linux-x86_64/survey.so", "lib/linux-x86_64/Survey.so", "LIB/linux-x86_64/x.so",
	                         "migrations/0001_a.sql/x", "Plugin.json", "migrations"})
	{
		INFO(name);
		CHECK(verdict(with(RawEntry::stored(name, "x")).bytes()) == "package.entry_double");
	}
	auto twice = package(kManifest, files());
	twice.entries.insert(twice.entries.begin() + 1, RawEntry::stored(kManifestFile, kManifest));
	CHECK(verdict(twice.bytes()) == "package.entry_double");
}

TEST_CASE("a zip bomb is refused before and while it is inflated", "[hostile]")
{
	const std::string zeros(4 << 20, '\0');
	auto bomb = RawEntry::stored("samples/zeros", zeros);
	bomb.bytes = deflated(zeros);
	bomb.method = zip::kDeflated;
	CHECK(verdict(with(bomb).bytes()) == "package.entry_ratio");

	// One that lies about its size: never more than announced comes out.
	auto archive = package(kManifest, files());
	auto& library = archive.entries[2];
	library.bytes = deflated(zeros);
	library.method = zip::kDeflated;
	std::uint64_t seen = 0;
	const auto bytes = archive.bytes();
	std::istringstream file(bytes);
	auto entries = readZipDirectory(file, bytes.size());
	REQUIRE(entries);
	const auto outcome = readZipEntry(file, (*entries)[2], [&](std::string_view chunk) -> Result<void> {
		seen += chunk.size();
		return {};
	});
	CHECK(outcome.error().code == "package.entry_damaged");
	CHECK(seen <= (*entries)[2].size);
	CHECK(verdict(bytes) == "package.entry_damaged");

	auto large = RawEntry::stored("samples/large", "x");
	large.size = static_cast<std::uint32_t>(Limits::kEntry + 1);
	CHECK(verdict(with(large).bytes()) == "package.entry_too_large");

	auto many = package(kManifest, files());
	for (int i = 0; i < 5; ++i)
	{
		auto part = RawEntry::stored("samples/part" + std::to_string(i), std::string(600'000, 'x'));
		part.method = zip::kDeflated;
		part.size = 110u << 20;
		many.entries.push_back(part);
	}
	CHECK(verdict(many.bytes()) == "package.total_too_large");
}

TEST_CASE("a million entries are refused without being read", "[hostile]")
{
	RawZip many;
	for (int i = 0; i < 2001; ++i) many.entries.push_back(RawEntry::stored("views/" + std::to_string(i), ""));
	CHECK(verdict(many.bytes()) == "package.too_many_entries");
	// Zip64 tells 65535 here and the million in a record of its own.
	many.count = 0xFFFF;
	CHECK(verdict(many.bytes()) == "package.too_many_entries");
	// A directory with more than its end record counts.
	many.count = 3;
	CHECK_FALSE(verdict(many.bytes()).empty());
}

TEST_CASE("archives that two programs would read differently are refused", "[hostile]")
{
	const auto refused = [](auto change, const char* code) {
		auto archive = package(kManifest, files());
		change(archive);
		CHECK(verdict(archive.bytes()) == code);
	};
	refused([](RawZip& a) { a.before = "MZ"; }, "package.directory_wrong");
	refused([](RawZip& a) { a.between = "PK"; }, "package.directory_wrong");
	refused([](RawZip& a) { a.behind = "x"; }, "package.end_wrong");
	refused([](RawZip& a) { a.comment = "hello"; }, "package.end_wrong");
	refused([](RawZip& a) { a.entries[2].localName = "lib/linux-x86_64/survei.so"; }, "package.directory_wrong");
	refused([](RawZip& a) { a.entries[2].extra = std::string(8, '\1'); }, "package.directory_wrong");
	refused([](RawZip& a) { a.entries[2].size = 3; }, "package.directory_wrong");
	refused([](RawZip& a) { a.entries[2].crc ^= 1; }, "package.entry_damaged");
	refused([](RawZip& a) { a.count = 2; }, "package.directory_wrong");
	refused([](RawZip& a) { a.count = 9; }, "package.directory_wrong");
	refused([](RawZip& a) { std::swap(a.entries[2], a.entries[3]); }, "package.order");
	refused([](RawZip& a) { std::swap(a.entries[0], a.entries[1]); }, "package.order");
	// An archive inside an archive is a file that does not belong there.
	refused([](RawZip& a) { a.entries.push_back(RawEntry::stored("inner.ehp", package(kManifest, {}).bytes())); },
	        "package.path_unknown");
}

TEST_CASE("the hash list names every file once, and only those", "[hostile]")
{
	CHECK(verdict(with(RawEntry::stored("views/a.sql", "x")).bytes()) == "package.unlisted");
	auto missing = package(kManifest, files());
	missing.entries.pop_back();
	CHECK(verdict(missing.bytes()) == "package.file_missing");
	auto longer = package(kManifest, files());
	longer.entries[2] = RawEntry::stored(kLibrary, "a library, longer");
	CHECK(verdict(longer.bytes()) == "package.file_modified");
	auto changed = package(kManifest, files());
	changed.entries[2] = RawEntry::stored(kLibrary, "A library");
	CHECK(verdict(changed.bytes()) == "package.file_modified");
	for (const std::string text :
	     {"", "[]", "{", R"({"format":2,"id":"survey","version":"1.0.0","files":[]})",
	      R"({"format":1,"id":"survey","version":"1.0.0","files":[{"path":"../x","size":1,"sha256":"00"}]})",
	      R"({"format":1,"id":"survey","version":"1.0.0","files":{}})", R"({"format":1,"format":1,"id":"survey"})"})
	{
		auto wrong = package(kManifest, files());
		wrong.entries[1] = RawEntry::stored(kHashesFile, text);
		CHECK(verdict(wrong.bytes()) == "package.hashes_invalid");
	}
}

TEST_CASE("a package is one plugin of one version", "[hostile]")
{
	CHECK(verdict(package(kManifest, files(), "parts").bytes()) == "package.ids_differ");
	CHECK(verdict(package(kManifest, files(), "survey", "1.0.1").bytes()) == "package.ids_differ");
	auto two = files();
	two.insert(two.begin(), RawEntry::stored("docs/plugin.json", kManifest));
	CHECK(verdict(package(kManifest, two).bytes()).empty()); // a document, read by nobody
	const std::string twice = R"({"id": "parts", )" + kManifest.substr(1);
	CHECK(verdict(package(twice, files()).bytes()) == "plugin.manifest_unreadable");
	std::string odd = kManifest;
	odd.replace(odd.find("1.0.0"), 5, "../..");
	CHECK(verdict(package(odd, files(), "survey", "../..").bytes()) == "package.version_invalid");
}

TEST_CASE("a manifest of 100 MB, or one as deep as that, is refused", "[hostile]")
{
	std::string large = kManifest;
	large.insert(1, std::string(100 << 20, ' '));
	CHECK(verdict(package(large, files()).bytes()) == "package.entry_too_large");
	const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
	CHECK(verdict(package(deep, files()).bytes()) == "plugin.manifest_unreadable");
	CHECK(verdict(package(R"({"id":)" + deep + "}", files()).bytes()) == "plugin.manifest_unreadable");
	std::string newer = kManifest;
	newer.replace(newer.find("\"major\": 1"), 10, "\"major\": 9");
	CHECK(verdict(package(newer, files()).bytes()) == "plugin.abi_newer");
}

TEST_CASE("a package that was cut off anywhere is refused", "[hostile]")
{
	const auto key = SigningKey::make("test");
	const auto whole = package(kManifest, files(), "survey", "1.0.0", &key).bytes();
	for (std::size_t length = 0; length < whole.size(); ++length)
		REQUIRE_FALSE(verdict(whole.substr(0, length)).empty());
}

TEST_CASE("a flipped bit anywhere is refused, or leaves every file as it was", "[hostile]")
{
	const auto key = SigningKey::make("test");
	auto archive = package(kManifest, files(), "survey", "1.0.0", &key);
	auto& library = archive.entries[3];
	library.bytes = deflated(library.bytes);
	library.method = zip::kDeflated;
	const auto whole = archive.bytes();
	TrustStore trust;
	REQUIRE(trust.add(key.publicHalf(), 1));
	const auto unpacked = [&](const std::string& bytes) -> std::map<std::string, std::string> {
		std::istringstream file(bytes);
		auto reader = PackageReader::open(file, bytes.size());
		if (!reader || trust.judge(reader->signature(), reader->hashesText()).state != TrustState::trusted) return {};
		if (!reader->check()) return {};
		std::map<std::string, std::string> found;
		for (const auto& entry : reader->entries()) found[entry.name] = readZipText(file, entry, 4096).value();
		return found;
	};
	const auto original = unpacked(whole);
	REQUIRE(original.size() == 5);
	int unnoticed = 0;
	for (std::size_t at = 0; at < whole.size(); ++at)
		for (int bit = 0; bit < 8; ++bit)
		{
			auto bytes = whole;
			bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
			const auto found = unpacked(bytes);
			if (found.empty()) continue;
			++unnoticed;
			INFO("byte " << at << " bit " << bit);
			// The text of a signature or key number may only differ where it says the same.
			REQUIRE(found == original);
		}
	// Attributes, who made it, and the padding behind deflated data say nothing about a file.
	CHECK(unnoticed < 400);
}

TEST_CASE("who signed a package decides", "[hostile][trust]")
{
	const auto known = SigningKey::make("maker");
	const auto stranger = SigningKey::make("stranger");
	TrustStore trust;
	REQUIRE(trust.add(known.publicHalf(), 1));
	const auto judged = [&](const RawZip& archive) {
		const auto bytes = archive.bytes();
		std::istringstream file(bytes);
		const auto reader = PackageReader::open(file, bytes.size());
		REQUIRE(reader);
		return trust.judge(reader->signature(), reader->hashesText());
	};
	const auto code = [&](const RawZip& archive, bool developer) {
		const auto allowed = permit(judged(archive), developer);
		return allowed ? "" : allowed.error().code;
	};
	const auto good = package(kManifest, files(), "survey", "1.0.0", &known);
	CHECK(code(good, false).empty());
	CHECK(code(package(kManifest, files()), false) == "package.unsigned");
	CHECK(code(package(kManifest, files()), true).empty());
	const auto foreign = package(kManifest, files(), "survey", "1.0.0", &stranger);
	CHECK(code(foreign, false) == "package.unknown_signer");
	CHECK(code(foreign, true) == "package.unknown_signer");

	// A correct signature over a changed file: the list does not fit the file, or the signature not the list.
	auto changed = good;
	changed.entries[3] = RawEntry::stored(kLibrary, "A library");
	CHECK(verdict(changed.bytes()) == "package.file_modified");
	auto other = files();
	other[0] = RawEntry::stored(kLibrary, "A library");
	auto listed = package(kManifest, other, "survey", "1.0.0", &known);
	listed.entries[2] = good.entries[2];
	CHECK(verdict(listed.bytes()).empty());
	CHECK(code(listed, true) == "package.signature_wrong");
	CHECK(judged(listed).state == TrustState::modified);

	REQUIRE(trust.revoke(keyId(known.publicHalf().key), "key lost", 2));
	CHECK(code(good, true) == "package.key_revoked");
	CHECK(judged(good).reason == "key lost");
	auto broken = good;
	broken.entries[2] = RawEntry::stored(kSignatureFile, "{}");
	CHECK(verdict(broken.bytes()) == "package.signature_invalid");
}
