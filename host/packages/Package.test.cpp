#include "host/packages/FolderCheck.hpp"
#include "host/packages/PackageFile.hpp"
#include "host/packages/PackageWriter.hpp"
#include "host/packages/TrustStore.hpp"
#include "host/packages/VersionNumber.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace erphost;
using namespace erphost::packages;

namespace {

/// As compressible as code is, not more.
const std::string kLibrary = [] {
	std::mt19937 random(7);
	std::string bytes;
	for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>('a' + random() % 16);
	return bytes;
}();

/// A plugin's folder as a build leaves it, and room for packages.
struct Workshop
{
	std::filesystem::path root = std::filesystem::temp_directory_path() / ("erphost-package-" + newId(0));
	std::filesystem::path plugin = root / "plugin";

	Workshop()
	{
		write("plugin.json", R"({"id": "survey", "version": "1.2.0", "name": {"zh": "回访", "en": "Call-backs"},
			"abi": {"major": 1, "minor": 0}, "requires": {"host": "0.1.0", "plugins": {"parts": "1.0.0"}}})");
		write("lib/linux-x86_64/survey.so", kLibrary);
		write("lib/windows-x86_64/survey.dll", "b");
		write("migrations/0001_first.sql", "CREATE TABLE survey_a(x BIGINT);");
		write("locales/zh.json", "{}");
	}
	~Workshop() { std::filesystem::remove_all(root); }
	void write(const std::string& name, std::string_view content) const
	{
		std::filesystem::create_directories((plugin / toPath(name)).parent_path());
		REQUIRE(replaceFile(plugin / toPath(name), content));
	}
};

} // namespace

TEST_CASE("packing twice gives the same bytes, and what was packed comes out again")
{
	const Workshop shop;
	const auto key = SigningKey::make("maker");
	REQUIRE(packFolder(shop.plugin, shop.root / "one.ehp", key));
	REQUIRE(packFolder(shop.plugin, shop.root / "two.ehp", key));
	CHECK(readFile(shop.root / "one.ehp").value() == readFile(shop.root / "two.ehp").value());
	CHECK(std::filesystem::file_size(shop.root / "one.ehp") < 200'000);

	const auto package = PackageFile::open(shop.root / "one.ehp");
	REQUIRE(package);
	auto& reader = (*package)->reader();
	CHECK(reader.manifest().needsPlugins.at("parts") == "1.0.0");
	CHECK(reader.platforms() == std::vector<std::string>{"linux-x86_64", "windows-x86_64"});
	const auto folder = shop.root / "unpacked";
	REQUIRE(reader.unpack(folder));
	for (const auto& file : reader.hashes().files)
		CHECK(readFile(folder / toPath(file.path)).value() == readFile(shop.plugin / toPath(file.path)).value());

	TrustStore trust;
	CHECK(checkFolder(folder, "survey", trust).value().state == TrustState::unknownSigner);
	REQUIRE(trust.add(key.publicHalf(), 1));
	CHECK(checkFolder(folder, "survey", trust).value().state == TrustState::trusted);
	CHECK(checkFolder(folder, "parts", trust).error().code == "package.installed_modified");
}

TEST_CASE("a package is signed afterwards, and again by another")
{
	const Workshop shop;
	const auto file = shop.root / "a.ehp";
	REQUIRE(packFolder(shop.plugin, file, std::nullopt));
	const auto signedBy = [&]() -> std::string {
		const auto package = PackageFile::open(file);
		REQUIRE(package);
		REQUIRE((*package)->reader().check());
		const auto& signature = (*package)->reader().signature();
		return signature ? signature->key : "";
	};
	CHECK(signedBy().empty());
	const auto first = SigningKey::make("first");
	const auto second = SigningKey::make("second");
	REQUIRE(signPackage(file, first));
	CHECK(signedBy() == keyId(first.publicHalf().key));
	REQUIRE(signPackage(file, second));
	CHECK(signedBy() == keyId(second.publicHalf().key));
	REQUIRE(packFolder(shop.plugin, shop.root / "b.ehp", second));
	CHECK(readFile(file).value() == readFile(shop.root / "b.ehp").value());
}

TEST_CASE("what does not belong into a package is not packed, and no half package is left")
{
	const auto refused = [](auto change) {
		const Workshop shop;
		change(shop);
		const auto packed = packFolder(shop.plugin, shop.root / "a.ehp", std::nullopt);
		CHECK_FALSE(std::filesystem::exists(shop.root / "a.ehp"));
		CHECK_FALSE(std::filesystem::exists(shop.root / "a.ehp.partial"));
		return packed ? "" : packed.error().code;
	};
	CHECK(refused([](const Workshop& shop) { shop.write("secret.key", "x"); }) == "package.path_unknown");
	CHECK(refused([](const Workshop& shop) { shop.write("lib/linux-sparc/survey.so", "x"); }) ==
	      "package.path_unknown");
	CHECK(refused([](const Workshop& shop) { std::filesystem::remove_all(shop.plugin / "lib"); }) ==
	      "package.no_library");
	CHECK(refused([](const Workshop& shop) { shop.write("plugin.json", "{}"); }) == "plugin.manifest_invalid");
	CHECK(refused([](const Workshop& shop) { shop.write("locales/回.json", "{}"); }) == "package.entry_name");
#ifndef _WIN32
	CHECK(refused([](const Workshop& shop) {
			  std::filesystem::create_symlink("/etc/passwd", shop.plugin / "locales" / "en.json");
		  }) == "package.entry_link");
#endif
}

TEST_CASE("an installed folder that differs by one byte, one file or one link is not what was installed")
{
	const Workshop shop;
	REQUIRE(packFolder(shop.plugin, shop.root / "a.ehp", std::nullopt));
	const auto code = [&](auto change) {
		const auto folder = shop.root / newId(0);
		const auto package = PackageFile::open(shop.root / "a.ehp");
		REQUIRE(package);
		REQUIRE((*package)->reader().unpack(folder));
		change(folder);
		const auto checked = checkFolder(folder, "survey", {});
		return checked ? std::string(name(checked->state)) : checked.error().code;
	};
	CHECK(code([](const auto&) {}) == "unsigned");
	const std::string modified = "package.installed_modified";
	CHECK(code([](const auto& f) { REQUIRE(replaceFile(f / "locales" / "zh.json", "[]")); }) == modified);
	CHECK(code([](const auto& f) { REQUIRE(replaceFile(f / "locales" / "zh.json", "{} ")); }) == modified);
	CHECK(code([](const auto& f) { std::filesystem::remove(f / "locales" / "zh.json"); }) == modified);
	CHECK(code([](const auto& f) { REQUIRE(replaceFile(f / "lib" / "linux-x86_64" / "libc.so.6", "x")); }) == modified);
	CHECK(code([](const auto& f) { REQUIRE(replaceFile(f / "hashes.json", "{}")); }) == modified);
	CHECK(code([](const auto& f) { REQUIRE(replaceFile(f / "signature.json", "{}")); }) == modified);
	CHECK(code([](const auto& f) { std::filesystem::remove_all(f); }) == modified);
}

TEST_CASE("keys are kept, listed and revoked", "[trust]")
{
	const Workshop shop;
	const auto key = SigningKey::make("制造商");
	REQUIRE(key.write(shop.root / "maker.key"));
	CHECK(key.write(shop.root / "maker.key").error().code == "trust.key_exists");
	REQUIRE(replaceFile(shop.root / "maker.pub", key.publicHalf().text()));
	const auto again = SigningKey::read(shop.root / "maker.key");
	REQUIRE(again);
	CHECK(isSignedBy(key.publicHalf().key, again->sign("text"), "text"));
	CHECK_FALSE(isSignedBy(key.publicHalf().key, again->sign("text"), "texT"));
	CHECK(SigningKey::read(shop.root / "maker.pub").error().code == "trust.key_unreadable");
	CHECK(PublicKeyFile::read(shop.root / "maker.key").error().code == "trust.key_unreadable");
#ifndef _WIN32
	CHECK((std::filesystem::status(shop.root / "maker.key").permissions() & std::filesystem::perms(077)) ==
	      std::filesystem::perms::none);
#endif
	const auto half = PublicKeyFile::read(shop.root / "maker.pub");
	REQUIRE(half);

	auto trust = TrustStore::read(shop.root);
	REQUIRE(trust);
	CHECK(trust->keys().empty());
	REQUIRE(trust->add(*half, 5));
	CHECK(trust->add(*half, 6).error().code == "trust.key_known");
	CHECK(trust->revoke("0123456789abcdef", "x", 7).error().code == "trust.key_not_found");
	REQUIRE(trust->revoke(keyId(half->key), "lost", 7));
	CHECK(trust->add(*half, 8).error().code == "trust.key_was_revoked");
	REQUIRE(trust->write(shop.root));
	const auto kept = TrustStore::read(shop.root);
	REQUIRE(kept);
	REQUIRE(kept->keys().size() == 1);
	CHECK(kept->keys()[0].name == "制造商");
	CHECK(kept->keys()[0].reason == "lost");
	CHECK(kept->keys()[0].revokedAt == 7);
	REQUIRE(replaceFile(shop.root / "trust.json", "{\"keys\": [1]}"));
	CHECK(TrustStore::read(shop.root).error().code == "trust.unreadable");
}

TEST_CASE("versions are three numbers, compared as numbers")
{
	CHECK(*VersionNumber::parse("1.10.0") > *VersionNumber::parse("1.9.99"));
	CHECK(*VersionNumber::parse("0.0.1") < *VersionNumber::parse("0.1.0"));
	CHECK(VersionNumber::parse("99999.0.0"));
	for (const char* text : {"", "1", "1.0", "1.0.0.0", "1.0.", "01.0.0", "1.0.0-a", "1..0", "-1.0.0", "100000.0.0",
	                         "../..", "1.0.0 ", " 1.0.0"})
	{
		INFO(text);
		CHECK_FALSE(VersionNumber::parse(text));
	}
}
