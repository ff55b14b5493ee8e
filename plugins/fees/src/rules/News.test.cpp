#include "rules/News.hpp"

#include <catch2/catch.hpp>

using namespace fees;

TEST_CASE("FE-02 which orders a list or goods can still change", "[FE-02][FE-01][FE-04]")
{
	const auto list = [](const char* what, const char* branch) {
		return News{"L", what, branch, "2026-01-01", "2026-07-01", {}, {}, false};
	};
	const News goods{"goods:01", "goods", "01", {}, {}, {}, {}, false};
	const auto order = [](const char* completed, const char* purchased, const char* source = "default", int now = -1) {
		return Computed{"01", completed, purchased, source, 12, now, false, false};
	};
	CHECK(concerns(list("price", "*"), order("2026-01-01", "2020-01-01")));
	CHECK(concerns(list("price", "01"), order("2026-06-30", "")));
	CHECK_FALSE(concerns(list("price", "02"), order("2026-06-30", "")));
	CHECK_FALSE(concerns(list("price", "*"), order("2026-07-01", "2026-02-01")));
	CHECK_FALSE(concerns(list("price", "*"), order("2025-12-31", "2026-02-01")));
	CHECK(concerns(list("warranty", "*"), order("2026-09-01", "2026-02-01")));
	CHECK_FALSE(concerns(list("warranty", "*"), order("2026-02-01", "2025-12-31")));
	CHECK_FALSE(concerns(list("warranty", "*"), order("2026-02-01", "")));
	CHECK(concerns(goods, order("2026-02-01", "", "default", 0)));
	CHECK_FALSE(concerns(goods, order("2026-02-01", "", "default", -1)));
	CHECK(concerns(goods, order("2026-02-01", "", "product", 72)));
	CHECK(concerns(goods, order("2026-02-01", "", "product", -1)));
	CHECK_FALSE(concerns(goods, order("2026-02-01", "", "product", 12)));
	CHECK_FALSE(concerns(goods, order("2026-02-01", "", "policy", 72)));
	Computed paid = order("2026-02-01", "", "default", 72);
	paid.receipted = true;
	CHECK_FALSE(concerns(goods, paid));
	CHECK_FALSE(concerns(list("price", "*"), paid));
	paid.curable = true;
	CHECK(concerns(goods, paid));
	CHECK(concerns(list("price", "*"), paid));
}
