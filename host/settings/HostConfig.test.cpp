#include "host/settings/HostConfig.hpp"

#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::settings;

namespace {

struct Folder
{
	std::filesystem::path path = std::filesystem::temp_directory_path() / ("erphost-settings-" + newId(0));
	Folder() { std::filesystem::create_directories(path); }
	~Folder() { std::filesystem::remove_all(path); }
	auto read(std::string_view text) const
	{
		REQUIRE(replaceFile(path / "host.json", text));
		return readHostConfig(path);
	}
};

} // namespace

TEST_CASE("host.json: defaults, round trip")
{
	const Folder folder;
	CHECK(readHostConfig(folder.path)->port == 8080);
	HostConfig config;
	config.port = 9000;
	config.timeZone = "Asia/Urumqi";
	REQUIRE(writeHostConfig(folder.path, config));
	const auto again = readHostConfig(folder.path);
	REQUIRE(again);
	CHECK(again->port == 9000);
	CHECK(again->timeZone == "Asia/Urumqi");
	CHECK(again->url(9000) == "http://127.0.0.1:9000");
}

TEST_CASE("host.json: what is wrong is refused and named")
{
	const Folder folder;
	const std::pair<const char*, const char*> cases[] = {
		{"[]", "/"},
		{"{", "/"},
		{R"({"prot": 1})", "prot"},
		{R"({"listen": []})", "listen"},
		{R"({"listen": {"port": "8080"}})", "listen/port"},
		{R"({"listen": {"port": 70000}})", "listen/port"},
		{R"({"listen": {"address": "0.0.0.0"}})", "listen/address"},
		{R"({"listen": {"certificate": "x.pem"}})", "listen/certificate"},
		{R"({"logLevel": "loud"})", "logLevel"},
		{R"({"developer": 1})", "developer"},
	};
	for (const auto& [text, member] : cases)
	{
		INFO(text);
		const auto result = folder.read(text);
		REQUIRE_FALSE(result);
		CHECK(result.error().code == "host.config_invalid");
		CHECK(result.error().param("member") == member);
	}
	CHECK(folder.read(R"({"listen": {"address": "0.0.0.0", "certificate": "a", "privateKey": "b"}})"));
}
