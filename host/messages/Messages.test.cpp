#include "host/messages/Messages.hpp"
#include "host/messages/Catalogue.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::messages;

TEST_CASE("Both languages have the same codes with the same placeholders", "[messages]")
{
	const auto& zh = Catalogue::of("zh");
	const auto& en = Catalogue::of("en");
	for (const auto* catalogue : {&zh, &en})
		for (const auto& fault : catalogue->faults()) FAIL_CHECK(fault);
	REQUIRE(zh.texts().size() > 20);
	for (const auto& [code, text] : zh.texts())
	{
		INFO(code);
		const auto* other = en.find(code);
		CHECK(other);
		if (!other) continue;
		CHECK(placeholders(text.title) == placeholders(other->title));
		CHECK(placeholders(text.detail) == placeholders(other->detail));
		CHECK(placeholders(text.remedy) == placeholders(other->remedy));
		CHECK(text.detail.empty() == other->detail.empty());
		CHECK(text.remedy.empty() == other->remedy.empty());
	}
	for (const auto& [code, text] : en.texts())
	{
		INFO(code);
		CHECK(zh.find(code));
	}
}

TEST_CASE("Chinese texts are Chinese", "[messages]")
{
	for (const auto& [code, text] : Catalogue::of("zh").texts())
	{
		INFO(code);
		CHECK(std::any_of(text.title.begin(), text.title.end(),
		                  [](char c) { return static_cast<unsigned char>(c) >= 0xE3; }));
	}
}

TEST_CASE("An error is explained in the reader's language with its params", "[messages]")
{
	const auto error = permanent("request.too_large", "too large").with("limit", "1 MiB");
	const auto zh = explain(error, "zh");
	const auto en = explain(error, "en");
	CHECK(zh.title != en.title);
	CHECK((zh.detail + zh.remedy).find("1 MiB") != std::string::npos);
	CHECK((en.detail + en.remedy).find("1 MiB") != std::string::npos);
}

TEST_CASE("A code that the catalogue lacks is explained by its English message", "[messages]")
{
	const auto text = explain(permanent("nobody.knows", "The thing is odd."), "zh");
	CHECK(text.title == "The thing is odd.");
	CHECK(text.detail.empty());
}

TEST_CASE("Placeholders are filled, other braces stay", "[messages]")
{
	const Error::Params params = {{"a", "1"}, {"b_c", "{a}"}};
	CHECK(fill("x {a} y {b_c} z {missing} {not one} { {}", params) == "x 1 y {a} z — {not one} { {}");
	CHECK(placeholders("{b} {a} {b} {no t}") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("The HTTP status follows from class and code", "[messages]")
{
	CHECK(httpStatus(permanent("user.not_found", "")) == 404);
	CHECK(httpStatus(permanent("request.invalid", "")) == 422);
	CHECK(httpStatus(permanent("survey.refused", "")) == 400);
	CHECK(httpStatus(conflict("request.stale", "")) == 412);
	CHECK(httpStatus(conflict("user.exists", "")) == 409);
	CHECK(httpStatus(transient("store.busy", "")) == 503);
	CHECK(httpStatus(misconfigured("erp.none", "")) == 503);
	CHECK(httpStatus(bug("route.broken", "")) == 500);
	CHECK(httpStatus(permanent("auth.required", "")) == 401);
	CHECK(httpStatus(permanent("auth.forbidden", "")) == 403);
	CHECK(httpStatus(transient("auth.locked", "")) == 429);
	CHECK(httpStatus(permanent("request.too_large", "")) == 413);
	CHECK(httpStatus(permanent("request.media_type", "")) == 415);
	CHECK(httpStatus(permanent("request.key_required", "")) == 428);
}

TEST_CASE("A problem document holds what RFC 9457 and the contract ask for", "[messages]")
{
	const auto document =
		problem(permanent("request.invalid", "m").with("pointer", "/level").with("x", "y"), "en", "corr-1");
	CHECK(document["type"] == "https://erphost.invalid/problems/request.invalid");
	CHECK(document["status"] == 422);
	CHECK(document["code"] == "request.invalid");
	CHECK(document["class"] == "permanent");
	CHECK(document["correlation"] == "corr-1");
	CHECK(document["params"]["x"] == "y");
	CHECK(document["errors"][0]["pointer"] == "/level");
	CHECK_FALSE(document["title"].get<std::string>().empty());
	CHECK_FALSE(document["remedy"].get<std::string>().empty());
}

TEST_CASE("The language is what Accept-Language prefers, Chinese if it says nothing", "[messages]")
{
	CHECK(chooseLanguage("") == "zh");
	CHECK(chooseLanguage("*") == "zh");
	CHECK(chooseLanguage("fr") == "zh");
	CHECK(chooseLanguage("en") == "en");
	CHECK(chooseLanguage("en-GB,zh;q=0.8") == "en");
	CHECK(chooseLanguage("zh-CN,zh;q=0.9,en;q=0.8") == "zh");
	CHECK(chooseLanguage("fr, en;q=0.5, zh-TW;q=0.4") == "en");
	CHECK(chooseLanguage("en;q=0.3, ZH-CN;q=0.7") == "zh");
	CHECK(chooseLanguage("enx, zhy, en;q=0.1") == "en");
}
