#include "rules/Severity.hpp"

#include "rules/Link.hpp"
#include "rules/Urgency.hpp"

#include <catch2/catch.hpp>

using namespace complaints;

TEST_CASE("CP-08 a repeat is class 2 by itself, more stays more", "[CP-08]")
{
	CHECK(severityOf(false).level == 1);
	CHECK(severityOf(true).level == 2);
	CHECK(severityOf(true).reason == SeverityReason::repeated);
	CHECK(severityOf(true, {3, SeverityReason::media}).level == 3);
	CHECK(severityOf(false, {2, SeverityReason::goingPublic}).reason == SeverityReason::goingPublic);
	CHECK(leastClass(SeverityReason::media) == 3);
	CHECK(leastClass(SeverityReason::goingPublic) == 2);
	CHECK(needsWriteUp(3));
	CHECK_FALSE(needsWriteUp(2));
}

TEST_CASE("CP-20 the same order or number within the period links, on its last day too", "[CP-20]")
{
	constexpr std::int64_t kDay = 86'400'000;
	const LinkKey first{"work_order/01/A", "13912345678", 0};
	CHECK(linkBasis(first, {"work_order/01/A", "", 30 * kDay}, 30) == "order");
	CHECK_FALSE(linkBasis(first, {"work_order/01/A", "", 30 * kDay + 1}, 30));
	CHECK(linkBasis(first, {"sale/01/B", "13912345678", kDay}, 30) == "phone");
	CHECK(linkBasis({"", "1", 5 * kDay}, {"", "1", 0}, 30) == "phone"); // whichever came first
	CHECK_FALSE(linkBasis({"", "", 0}, {"", "", 0}, 30));               // nothing known is nothing in common
	CHECK(makesRepeat("order", false));
	CHECK_FALSE(makesRepeat("phone", false));
	CHECK(makesRepeat("phone", true));
}

TEST_CASE("CP-16 VIPs and earlier complainants come before others, class and warning before them", "[CP-16][CP-20]")
{
	const Pressure plain{1, 0, false, 0, std::nullopt, 1000};
	CHECK(urgencyOf({1, 0, true, 0, std::nullopt, 9000}) < urgencyOf(plain));
	CHECK(urgencyOf({1, 0, false, 1, std::nullopt, 9000}) < urgencyOf(plain));
	CHECK(urgencyOf({2, 0, false, 0, std::nullopt, 9000}) < urgencyOf({1, 0, true, 1, std::nullopt, 0}));
	CHECK(urgencyOf({1, 1, false, 0, std::nullopt, 9000}) <= urgencyOf({1, 0, true, 1, std::nullopt, 9000}));
	CHECK(urgencyOf({1, 0, false, 0, 500, 1000}) < urgencyOf(plain)); // the nearer deadline first
}
