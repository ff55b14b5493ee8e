#include "host/secrets/SecretStore.hpp"

#include "host/messages/Messages.hpp"
#include "host/platform/Clock.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <atomic>
#include <thread>

using namespace erphost;
using nlohmann::json;
using secrets::SecretStore;

namespace {

struct Folder
{
	std::filesystem::path path =
		std::filesystem::temp_directory_path() / ("erphost-secrets-" + newId(systemClock().nowMs()));
	Folder() { std::filesystem::create_directories(path); }
	~Folder()
	{
		std::error_code ignored;
		std::filesystem::remove_all(path, ignored);
	}
	json file() const { return json::parse(readFile(path / "secrets.json").value()); }
};

constexpr const char* kConnection = "Driver={PostgreSQL Unicode};Server=erp;UID=eh;PWD=柜台的密码";

std::string codeOf(const Result<std::string>& outcome)
{
	return outcome ? "" : outcome.error().code;
}

} // namespace

TEST_CASE("a secret comes back as it was set, and lies nowhere in the clear")
{
	const Folder folder;
	SecretStore store(folder.path);
	CHECK(codeOf(store.read("erp.pull")) == "erp.secret_missing");
	REQUIRE(store.put({{"erp.pull", kConnection}, {"sms.token", "t0k3n"}}, "王芳", 1'795'240'800'000));
	CHECK(store.read("erp.pull").value() == kConnection);
	CHECK(store.read("sms.token").value() == "t0k3n");
	for (const auto& entry : std::filesystem::directory_iterator(folder.path))
	{
		const auto content = readFile(entry.path()).value();
		for (const char* part : {"柜台的密码", "PWD", "t0k3n"}) CHECK(content.find(part) == std::string::npos);
	}
	const auto entries = store.list().value();
	REQUIRE(entries.size() == 2);
	CHECK(entries[0].name == "erp.pull");
	CHECK(entries[0].by == "王芳");
	CHECK(entries[0].setAt == 1'795'240'800'000);
#ifndef _WIN32
	using std::filesystem::perms;
	for (const char* name : secrets::kSecretFiles)
		CHECK(std::filesystem::status(folder.path / name).permissions() == (perms::owner_read | perms::owner_write));
#endif
	REQUIRE(store.remove("sms.token"));
	CHECK(codeOf(store.read("sms.token")) == "erp.secret_missing");
	CHECK(store.remove("sms.token").error().code == "secret.not_found");
}

TEST_CASE("the same value sealed twice looks different")
{
	const Folder folder;
	SecretStore store(folder.path);
	REQUIRE(store.put({{"a", "same"}, {"b", "same"}}, "cli", 1));
	CHECK(folder.file()["a"]["sealed"] != folder.file()["b"]["sealed"]);
}

TEST_CASE("a sealed value is good for its own name only, and not with one bit changed")
{
	const Folder folder;
	SecretStore store(folder.path);
	REQUIRE(store.put({{"erp.pull", "one"}, {"erp.push", "two"}}, "cli", 1));
	auto swapped = folder.file();
	std::swap(swapped["erp.pull"], swapped["erp.push"]);
	REQUIRE(replaceFile(folder.path / "secrets.json", swapped.dump(), true));
	CHECK(codeOf(store.read("erp.pull")) == "secret.unreadable");

	REQUIRE(store.put({{"erp.pull", "one"}}, "cli", 1));
	const auto good = folder.file();
	const std::string text = good["erp.pull"]["sealed"];
	for (std::size_t i = 0; i < text.size(); ++i)
	{
		auto changed = text;
		changed[i] = changed[i] == 'A' ? 'B' : 'A';
		auto bad = good;
		bad["erp.pull"]["sealed"] = changed;
		REQUIRE(replaceFile(folder.path / "secrets.json", bad.dump(), true));
		const auto read = store.read("erp.pull");
		INFO(changed);
		// The bits that base64 leaves over at its end may change without changing a byte: refused or the same.
		CHECK((codeOf(read) == "secret.unreadable" || (read && *read == "one" && i + 4 >= text.size())));
	}
	for (const auto& odd : std::vector<std::string>{"", "====", "AAAA", "not base64 at all!", std::string(5000, 'A')})
	{
		auto bad = good;
		bad["erp.pull"]["sealed"] = odd;
		REQUIRE(replaceFile(folder.path / "secrets.json", bad.dump(), true));
		CHECK(codeOf(store.read("erp.pull")) == "secret.unreadable");
	}
}

TEST_CASE("what a person wrote into the file works, and is sealed at the next start")
{
	const Folder folder;
	REQUIRE(replaceFile(folder.path / "secrets.json", json{{"erp.pull", kConnection}}.dump(), true));
	SecretStore store(folder.path);
	CHECK(store.read("erp.pull").value() == kConnection);
	CHECK(store.list().value()[0].setAt == 0);
	CHECK(store.sealPlain(7).value() == 1);
	CHECK(store.read("erp.pull").value() == kConnection);
	CHECK(folder.file().dump().find("PWD") == std::string::npos);
	CHECK(store.list().value()[0].setAt == 7);
	CHECK(store.sealPlain(8).value() == 0);
	CHECK(store.list().value()[0].setAt == 7);
}

TEST_CASE("a folder without its key gives nothing away, says so, and can be set up again")
{
	const Folder folder;
	SecretStore store(folder.path);
	REQUIRE(store.put({{"erp.pull", kConnection}}, "cli", 1));
	std::filesystem::remove(folder.path / "secrets.key");
	CHECK(codeOf(store.read("erp.pull")) == "secret.unreadable");
	for (const char* damaged : {"", "####", "AAAA\n"})
	{
		REQUIRE(replaceFile(folder.path / "secrets.key", damaged, true));
		CHECK(codeOf(store.read("erp.pull")) == "secret.unreadable");
	}
	REQUIRE(store.put({{"erp.pull", "new"}}, "cli", 2));
	CHECK(store.read("erp.pull").value() == "new");
	CHECK(std::filesystem::exists(folder.path / "secrets.key.unusable"));
}

TEST_CASE("a damaged file of secrets is refused, and left as it is")
{
	const Folder folder;
	SecretStore store(folder.path);
	for (const char* damaged : {"{", "[]", "7", R"({"a": 1})", R"({"a": {"sealed": 1, "setAt": 0, "by": ""}})"})
	{
		REQUIRE(replaceFile(folder.path / "secrets.json", damaged, true));
		CHECK(codeOf(store.read("a")) == "secret.file_unreadable");
		CHECK_FALSE(store.put({{"b", "x"}}, "cli", 1));
		CHECK_FALSE(store.remove("a"));
		CHECK_FALSE(store.sealPlain(1));
		CHECK(readFile(folder.path / "secrets.json").value() == damaged);
	}
}

TEST_CASE("names and values that cannot be are refused together with the rest")
{
	const Folder folder;
	SecretStore store(folder.path);
	for (const auto& name : std::vector<std::string>{"", "a b", "密码", "../x", "a\n", std::string(101, 'a')})
		CHECK(store.put({{"good", "x"}, {name, "x"}}, "cli", 1).error().code == "secret.name_invalid");
	for (const std::string& value :
	     {std::string(), std::string("a\nb"), std::string("a\0b", 3), std::string(8193, 'a'), std::string("\xC3(")})
		CHECK(store.put({{"good", "x"}, {"name", value}}, "cli", 1).error().code == "secret.value_invalid");
	CHECK_FALSE(std::filesystem::exists(folder.path / "secrets.json"));
	CHECK(store.put({{"name", std::string(8192, 'a')}}, "cli", 1));
}

TEST_CASE("many set secrets at once, and each is there")
{
	const Folder folder;
	std::atomic<int> failed{0};
	std::vector<std::thread> threads;
	for (int t = 0; t < 4; ++t)
		threads.emplace_back([&, t] {
			SecretStore store(folder.path);
			for (int i = 0; i < 10; ++i)
				if (!store.put({{"s" + std::to_string(t * 10 + i), std::to_string(t * 10 + i)}}, "cli", 1)) ++failed;
		});
	for (auto& thread : threads) thread.join();
	CHECK(failed == 0);
	SecretStore store(folder.path);
	for (int i = 0; i < 40; ++i) CHECK(store.read("s" + std::to_string(i)).value() == std::to_string(i));
}

TEST_CASE("every refusal has its words in both languages")
{
	for (const char* code :
	     {"secret.unreadable", "secret.file_unreadable", "secret.name_invalid", "secret.value_invalid",
	      "secret.not_found", "key.elsewhere", "key.not_protected", "secret.no_randomness"})
		for (const char* language : {"zh", "en"})
			CHECK_FALSE(messages::explain(misconfigured(code, "").with("secret", "a"), language).remedy.empty());
}
