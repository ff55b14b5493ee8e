#include "erphost/CustomerText.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace erphost;

TEST_CASE("A telephone number is masked, and a short one all but for its end")
{
	CHECK(maskedPhone("13912345678") == "139****5678");
	CHECK(maskedPhone("5551234") == "****34");
	CHECK(maskedPhone("123") == "****");
	CHECK(maskedPhone("").empty());
}

TEST_CASE("Whatever an ERP holds as a number, what is left of it is UTF-8")
{
	const std::string letters[] = {"1", "李", "\xC3\xA9", "\xF0\x9F\x94\xA7"};
	for (int code = 0; code < 4096; ++code)
	{
		std::string text;
		for (int rest = code; rest > 0; rest /= 4) text += letters[rest % 4];
		for (const auto& part : {maskedPhone(text), std::string(beginningOf(text, 5)), std::string(endOf(text, 5))})
			REQUIRE_NOTHROW(nlohmann::json(part).dump());
		REQUIRE(std::string(beginningOf(text, 5)).size() <= 5);
	}
	CHECK(beginningOf("李经理", 4) == "李");
	CHECK(endOf("李经理", 4) == "理");
	CHECK(endOf("ab", 9) == "ab");
}
