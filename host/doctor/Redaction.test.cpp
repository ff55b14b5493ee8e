#include "host/doctor/Redaction.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::doctor;
using nlohmann::json;

TEST_CASE("telephone numbers go, however they are written; dates and small numbers stay", "[doctor]")
{
	for (const char* phone :
	     {"13800138000", "138 0013 8000", "138-0013-8000", "+86 138.0013.8000", "0916-2512345", "010 65521234",
	      "2512345", "１３８００１３８０００", "2026-11-2213800138000", "20261122 13800138000"})
	{
		INFO(phone);
		const auto masked = maskText(std::string("call ") + phone + " now", {});
		CHECK(masked.find("<number>") != std::string::npos);
		for (const char* part : {"0013", "8000", "2512345", "6552", "８０００"})
			CHECK(masked.find(part) == std::string::npos);
	}
	CHECK(maskText("2026-11-22 13800138000", {}) == "2026-11-22 <number>");
	CHECK(maskText("13800138000 2026-11-22", {}) == "<number> 2026-11-22");
	for (const char* harmless :
	     {"2026-11-22T13:46:33.123Z info front front serves", "port 8443, pid 12345", "erp.away: 3 of 17"})
		CHECK(maskText(harmless, {}) == harmless);
}

TEST_CASE("names, mail addresses and quoted values go", "[doctor]")
{
	CHECK(maskText("客户张建国 called", {}) == "<text> called");
	CHECK(maskText("王 won't", {}) == "<text> won't");
	CHECK(maskText("from li.hua@example.cn!", {}) == "from <mail>!");
	CHECK(maskText("key 'HF 1' and \"Li Hua\"", {}) == "key <quoted> and <quoted>");
	CHECK(maskText("user lihua signed in", {"lihua"}) == "user <person> signed in");
	CHECK(maskText("𠮷田", {}) == "<text>");
	CHECK(maskText("", {}).empty());
	CHECK(maskText("\xE5\xBC", {}).size() <= 6); // half a character at the end
	CHECK(maskPath("/home/lihua/erphost/store.db") == "/home/<person>/erphost/store.db");
	CHECK(maskPath("C:\\Users\\李华\\x") == "C:\\Users\\<person>\\x");
}

TEST_CASE("of a connection string only where it goes is left", "[doctor]")
{
	CHECK(maskConnection("Driver={PostgreSQL Unicode};Server=db;UID=erp;PWD=ge;heim") ==
	      "Driver={PostgreSQL Unicode};Server=db;UID=***;PWD=***;");
	const auto braces = maskConnection("PWD={a}};Server=not;b};Server=db;AccessToken=xyz");
	CHECK(braces == "PWD=***;Server=db;AccessToken=***;");
	CHECK(maskConnection("PWD={never closed;x=y") == "PWD=***;");
	CHECK(maskConnection("").empty());
	const auto secrets =
		maskSecrets({{"erp.pull", "DSN=ERP;Password=geheim"}, {"sms.token", "abc"}, {"odd", {{"a", "b"}}}});
	CHECK(secrets == json{{"erp.pull", "DSN=ERP;Password=***;"}, {"sms.token", "***"}, {"odd", "***"}});
}

TEST_CASE("of settings what is known to be harmless is left", "[doctor]")
{
	const auto host =
		maskHostConfig({{"listen", {{"port", 1}, {"privateKey", "/home/li/k"}, {"password", "p"}}}, {"later", "x"}});
	CHECK(host["listen"] == json{{"port", 1}, {"privateKey", "/home/<person>/k"}, {"password", "***"}});
	CHECK(host["later"] == "***");
	const auto messaging = maskMessaging({{"channels",
	                                       {{"sms",
	                                         {{"adapter", "http"},
	                                          {"url", "https://u:p@sms.example.cn/send?key=K"},
	                                          {"headers", {{"Authorization", "Bearer T"}}}}}}}});
	CHECK(messaging["channels"]["sms"] ==
	      json{{"adapter", "http"}, {"url", "https://sms.example.cn"}, {"headers", "***"}});
	const auto mapping =
		maskMapping({{"entities", {{"a", {{"from", {{"select", "SELECT * FROM T WHERE N = '张三'"}}}}}}}});
	CHECK(mapping["entities"]["a"]["from"]["select"] == "SELECT * FROM T WHERE N = '?'");
	for (auto* mask : {maskSecrets, maskHostConfig, maskMessaging, maskPlugins})
		for (const auto& odd : {json(), json(7), json::array({1}), json("geheim")})
			CHECK(mask(odd).dump().find("geheim") == std::string::npos);
}

TEST_CASE("a finding leaves without the values of rows and the words of drivers", "[doctor]")
{
	Finding finding{"erp", Level::red, "customer",
	                misconfigured("erp.check.value_unreadable", "x")
	                    .with("entity", "customer")
	                    .with("column", "KHDH")
	                    .with("value", "13800138000")
	                    .with("key", "张建国")};
	const auto safe = masked(finding, {});
	CHECK(safe.error.param("column") == "KHDH");
	CHECK(safe.error.param("value") == "<number>");
	CHECK(safe.error.param("key") == "<text>");
}
