#include "host/front/testing/TestFront.hpp"
#include "host/packages/PluginList.hpp"
#include "host/secrets/SecretStore.hpp"

using namespace erphost;
using namespace erphost::front;
using namespace erphost::front::testing;

namespace {

constexpr const char* kPlanted = "Driver=PostgreSQL;Server=erp;UID=eh;PWD=geheim-7";

json itemOf(Fixture& f, const Who& who, const std::string& name)
{
	const auto list = f.call("GET", "/api/v1/secrets", "", who);
	REQUIRE(list.status == 200);
	CHECK(list.body.dump().find("geheim") == std::string::npos);
	for (const auto& item : list.body["items"])
		if (item["name"] == name) return item;
	return nullptr;
}

} // namespace

TEST_CASE("Secrets are set and removed, and nobody gets one to see", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	CHECK(f.call("PUT", "/api/v1/secrets/erp.pull", json{{"value", kPlanted}}.dump(), who).status == 204);
	CHECK(secrets::SecretStore(f.folder).read("erp.pull").value() == kPlanted);
	auto item = itemOf(f, who, "erp.pull");
	CHECK(item["set"] == true);
	CHECK(item["usable"] == true);
	CHECK(item["setAt"] == f.clock.nowMs());
	CHECK_FALSE(item["by"].get<std::string>().empty());
	CHECK(f.call("GET", "/api/v1/audit", "", who).body.dump().find("geheim") == std::string::npos);
	CHECK(f.call("GET", "/api/v1/audit", "", who).body.dump().find("erp.pull") != std::string::npos);

	// The same folder without its key, as on another machine.
	std::filesystem::remove(f.folder / "secrets.key");
	item = itemOf(f, who, "erp.pull");
	CHECK(item["set"] == true);
	CHECK(item["usable"] == false);

	CHECK(f.call("DELETE", "/api/v1/secrets/erp.pull", "", who).status == 204);
	CHECK(f.call("DELETE", "/api/v1/secrets/erp.pull", "", who).code() == "secret.not_found");
	CHECK(itemOf(f, who, "erp.pull").is_null());
}

TEST_CASE("A secret that cannot be is refused and changes nothing", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	const auto put = [&](const std::string& name, const json& value) {
		return f.call("PUT", "/api/v1/secrets/" + name, json{{"value", value}}.dump(), who);
	};
	CHECK(put("a%20b", "x").code() == "secret.name_invalid");
	CHECK(put("erp.pull", "two\nlines").code() == "secret.value_invalid");
	for (const json& value : {json(""), json(7), json(nullptr), json(std::string(8193, 'a'))})
		CHECK(put("erp.pull", value).status == 422);
	CHECK_FALSE(std::filesystem::exists(f.folder / "secrets.key"));
	CHECK(f.call("GET", "/api/v1/audit", "", who).body.dump().find("putSecret") == std::string::npos);
}

TEST_CASE("What mapping, channels and plugins ask for is listed before it is set", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	REQUIRE(replaceFile(f.folder / "erp.json",
	                    json{{"pull", {{"secret", "erp.pull"}}}, {"push", {{"secret", "erp.pull"}}}}.dump()));
	const json channels = {{"sms",
	                        {{"adapter", "http"},
	                         {"url", "https://sms.example.cn/"},
	                         {"headers", {{"Authorization", "Bearer ${secret:sms.token}"}}}}},
	                       {"email", {{"adapter", "smtp"}, {"host", "mail"}, {"from", "a@b.cn"}, {"user", "a"}}}};
	REQUIRE(replaceFile(f.folder / "messaging.json", json{{"channels", channels}}.dump()));
	auto item = itemOf(f, who, "erp.pull");
	CHECK(item["set"] == false);
	CHECK(item["setAt"].is_null());
	CHECK(item["usedBy"] == json{{{"kind", "erp"}, {"name", "pull"}}, {{"kind", "erp"}, {"name", "push"}}});
	CHECK(itemOf(f, who, "sms.token")["usedBy"] == json{{{"kind", "channel"}, {"name", "sms"}}});
	CHECK(itemOf(f, who, "smtp.password")["usedBy"] == json{{{"kind", "channel"}, {"name", "email"}}});
}

TEST_CASE("A plugin's setting marked secret stands among the secrets, not among the settings", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	const auto plugin = f.folder / "own";
	std::filesystem::create_directories(plugin);
	REQUIRE(
		replaceFile(plugin / "plugin.json",
	                json{{"id", "own"},
	                     {"version", "1.0.0"},
	                     {"name", {{"zh", "自"}, {"en", "Own"}}},
	                     {"abi", {{"major", 1}, {"minor", 0}}},
	                     {"settings", {{"token", {{"default", ""}, {"secret", true}}}, {"tries", {{"default", 3}}}}}}
	                    .dump()));
	REQUIRE(packages::writePluginList(f.folder, {{"own", plugin}}));
	const auto settings = f.call("GET", "/api/v1/settings/own", "", who).body["items"];
	REQUIRE(settings.size() == 1);
	CHECK(settings[0]["name"] == "tries");
	CHECK(f.call("PUT", "/api/v1/settings/own/token", R"({"effectiveFrom": "2026-11-22", "value": "geheim"})", who)
	          .code() == "setting.not_found");
	CHECK(itemOf(f, who, "own.token")["usedBy"] == json{{{"kind", "plugin"}, {"name", "own"}}});
	CHECK(f.call("PUT", "/api/v1/secrets/own.token", R"({"value": "geheim"})", who).status == 204);
	CHECK(itemOf(f, who, "own.token")["set"] == true);
}
