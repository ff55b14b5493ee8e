#include "host/packages/Contents.hpp"
#include "host/packages/PackageFile.hpp"
#include "host/packages/PackageWriter.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::packages;

namespace {

struct Folder
{
	std::filesystem::path path = std::filesystem::temp_directory_path() / ("erphost-contents-" + newId(0));
	~Folder() { std::filesystem::remove_all(path); }
	void write(const std::string& name, std::string_view content) const
	{
		std::filesystem::create_directories((path / toPath(name)).parent_path());
		REQUIRE(replaceFile(path / toPath(name), content));
	}
};

} // namespace

TEST_CASE("a package is described before it is let in: what it reads, writes and keeps, and who signed it", "[preview]")
{
	const Folder folder;
	folder.write("plugin/plugin.json", R"({"id": "canteen", "version": "1.2.0", "name": {"zh": "食堂", "en": "Canteen"},
		"abi": {"major": 1, "minor": 0}, "reads": ["employee", "meal"], "views": ["fees_open"], "writes": ["meal_bill"],
		"requires": {"host": "0.1.0"}})");
	folder.write("plugin/lib/" + std::string(platformName()) +
	                 (platformName().starts_with("windows") ? "/canteen.dll" : "/canteen.so"),
	             "x");
	folder.write(
		"plugin/migrations/0001_first.sql",
		"-- CREATE TABLE canteen_not(x BIGINT);\nCREATE TABLE canteen_meal (id TEXT);\n"
		"create table if not exists\n\t\"canteen_bill\" (id TEXT);\nCREATE INDEX canteen_i ON canteen_meal (id);");
	folder.write("plugin/migrations/0002_more.sql", "ALTER TABLE canteen_meal ADD COLUMN y BIGINT; CREATE TABLE");
	folder.write("plugin/entities/meal.json", R"({"entity": "meal", "title": {"zh": "餐次", "en": "Meal", "fr": 7}})");
	const auto key = SigningKey::make("maker");
	REQUIRE(packFolder(folder.path / "plugin", folder.path / "a.ehp", key));

	Installer::Options options;
	options.data = folder.path;
	options.hostVersion = "1.0.0";
	options.entities = {"employee"};
	const Installer installer(options);
	const auto package = PackageFile::open(folder.path / "a.ehp");
	REQUIRE(package);
	auto& reader = (*package)->reader();
	auto preview = installer.preview(reader);
	REQUIRE(preview);
	CHECK(preview->tables == std::vector<std::string>{"canteen_bill", "canteen_meal"});
	const auto shown = describe(reader, *preview, {{"employee", {{"zh", "员工"}, {"en", "Employee"}}}});
	REQUIRE(shown);
	CHECK((*shown)["kind"] == "install");
	CHECK((*shown)["present"].is_null());
	CHECK((*shown)["reads"] == nlohmann::json::parse(R"([
		{"name": "employee", "title": {"zh": "员工", "en": "Employee"}},
		{"name": "meal", "title": {"zh": "餐次", "en": "Meal"}}])"));
	CHECK((*shown)["views"] == nlohmann::json{"fees_open"});
	CHECK((*shown)["writes"] == nlohmann::json{"meal_bill"});
	CHECK((*shown)["trust"]["state"] == "unknown_signer");

	const auto codes = [&] {
		std::vector<std::string> found;
		for (const auto& error : installer.obstacles(reader.manifest(), *preview)) found.push_back(error.code);
		return found;
	};
	CHECK(codes() == std::vector<std::string>{"package.unknown_signer"});
	REQUIRE(TrustStore::change(folder.path, [&](TrustStore& trust) { return trust.add(key.publicHalf(), 1); }));
	REQUIRE(writePluginList(folder.path, {{"canteen", {}, true, "1.3.0", {"1.3.0"}}}));
	preview = installer.preview(reader);
	REQUIRE(preview);
	CHECK(codes() == std::vector<std::string>{"package.older"});
	CHECK(describe(reader, *preview, {}).value()["kind"] == "upgrade");
}

TEST_CASE("the list of keys is changed by one at a time, or not at all", "[trust]")
{
	const Folder folder;
	std::filesystem::create_directories(folder.path);
	const auto key = SigningKey::make("maker").publicHalf();
	REQUIRE(TrustStore::change(folder.path, [&](TrustStore& trust) { return trust.add(key, 1); }));
	const auto twice = TrustStore::change(folder.path, [&](TrustStore& trust) -> Result<void> {
		EH_CHECK(trust.add(SigningKey::make("other").publicHalf(), 1));
		return trust.add(key, 1);
	});
	REQUIRE_FALSE(twice);
	CHECK(twice.error().code == "trust.key_known");
	CHECK(TrustStore::read(folder.path)->keys().size() == 1);
}

TEST_CASE("a key is read from a text that a person pasted", "[trust]")
{
	const auto key = SigningKey::make("制造商").publicHalf();
	const auto read = PublicKeyFile::parse(key.text(), "*.pub");
	REQUIRE(read);
	CHECK(read->key == key.key);
	CHECK(read->name == "制造商");
	for (const auto& bad : {std::string(), std::string("hello"), key.text().substr(5), key.text() + "x",
	                        std::string(5000, ' ') + key.text()})
	{
		const auto refused = PublicKeyFile::parse(bad, "*.pub");
		REQUIRE_FALSE(refused);
		CHECK(refused.error().code == "trust.key_unreadable");
		CHECK(refused.error().param("file") == "*.pub");
	}
}
