#include "rules/Mask.hpp"

#include <catch2/catch.hpp>

using namespace complaints;

TEST_CASE("CP-19 telephone and address are masked", "[CP-19]")
{
	CHECK(maskedPhone("13912345678") == "139****5678");
	CHECK(maskedPhone("5551234") == "****34");
	CHECK(maskedPhone("123") == "****");
	CHECK(maskedPhone("").empty());
	CHECK(maskedAddress("勉县和平路 12 号") == "勉县和****");
	CHECK(maskedAddress("A1") == "A1****");
	CHECK(maskedAddress("").empty());
}

TEST_CASE("CP-19 a need is the owner's, the handler's and the calling clerk's, and ends with the case", "[CP-19]")
{
	CHECK(needsContact({true, false, false}, true, false));
	CHECK(needsContact({false, true, false}, true, false));
	CHECK_FALSE(needsContact({false, false, true}, true, false));
	CHECK(needsContact({false, false, true}, true, true));
	CHECK_FALSE(needsContact({true, true, true}, false, false));
	CHECK_FALSE(needsContact({}, true, true));
}

TEST_CASE("CP-20 numbers are compared by their digits", "[CP-20]")
{
	for (const char* written :
	     {"13912345678", "139 1234 5678", "+86 139-1234-5678", "0086 13912345678", "013912345678"})
		CHECK(phoneKey(written) == "13912345678");
	CHECK(phoneKey("0916-5551234") == "09165551234");
	CHECK(phoneKey("unknown").empty());
}
