#include "rules/OnSite.hpp"

#include <catch2/catch.hpp>

using namespace survey;

TEST_CASE("SV-22 one number is one number, however it is written", "[SV-22]")
{
	CHECK(plainNumber("+86 139-1234-5678") == "13912345678");
	CHECK(plainNumber("0086 13912345678") == "13912345678");
	CHECK(plainNumber("013912345678") == "13912345678");
	CHECK(plainNumber("0916-2223333转801") == "09162223333");
	CHECK(isCustomersNumber("+8613912345678", "139 1234 5678", ""));
	CHECK(isCustomersNumber("2223333", "13912345678", "0916-2223333"));
	CHECK_FALSE(isCustomersNumber("12345678", "13912345678", "")); // a mobile number has no area code
	CHECK_FALSE(isCustomersNumber("", "", ""));
	CHECK_FALSE(isCustomersNumber("未知", "13912345678", ""));
	CHECK_FALSE(isCustomersNumber("13912345679", "13912345678", "13912345670"));
}

TEST_CASE("SV-14 the last four digits", "[SV-14]")
{
	CHECK(last4Of("139 1234 5678") == "5678");
	CHECK(last4Of("0916-2223333转801") == "3333");
	CHECK(last4Of("12").empty());
	CHECK(last4Of("").empty());
}

TEST_CASE("SV-20 SV-23 what a call shows: nothing when all is well, never a name or number", "[SV-20][SV-22][SV-23]")
{
	OnSiteCall call;
	CHECK(effectsOf(call).empty());
	call.name = {false, "钱七"};
	call.phone = {false, "13800000000"};
	call.brand = {false, "美的"};
	call.callerIsCustomer = true;
	call.conduct = Conduct{"吸烟", "道歉", "", "2026-11-06"};
	const auto effects = effectsOf(call);
	REQUIRE(effects.size() == 8);
	CHECK(effects[0].text.empty());
	CHECK(effects[1].text.empty());
	CHECK(effects[2].text == "美的");
	CHECK(effects[3].key == kCustomerPhone);
	CHECK(effects[3].value == kTechnician);
	CHECK(effects[4].key == "offence:A-CUSTOMER-PHONE"); // counted beside the indicators (SV-57)
	CHECK(effects[6].key == kConduct);
	CHECK(effects[6].value == kProvider);
	CHECK(effects[6].dueOn == "2026-11-06");
	CHECK(effects[7].key == "offence:CONDUCT");
}
