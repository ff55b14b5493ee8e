#include "host/demoerp/PastService.hpp"

#include "host/demoerp/testing/DemoFile.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::demoerp;

TEST_CASE("the old registers show two branches below 95 %, the others above, and what customers complain about")
{
	const std::string answered = "CS = 1 AND rtrim(HFJG) NOT IN ('拒访', '无人接听', '空号')";
	for (const auto& branch : kBranches)
	{
		const auto of = [&](const std::string& more) {
			return number("SELECT count(*) FROM HFJL WHERE " + answered + " AND GSBH = '" + std::string(branch.code) +
			              "'" + more);
		};
		const auto asked = of(""), dissatisfied = of(" AND HFJG LIKE '%不满意'");
		INFO(branch.name << ": " << dissatisfied << " of " << asked);
		REQUIRE(asked > 300);
		const bool below = branch.code == "CG" || branch.code == "YX";
		CHECK((dissatisfied * 100 > asked * 5) == below);
	}
	CHECK(number("SELECT count(DISTINCT substr(HFRQ, 1, 7)) FROM HFJL") >= 14);
	// SV-01: half of the deliveries are asked, about a third of the sales, nearly all that was done on site.
	const auto share = [](const char* documents, const std::string& done) {
		return number("SELECT 100 * (SELECT count(DISTINCT GSBH || DJH || HH) FROM HFJL WHERE DJLX = '" +
		              std::string(documents) + "') / (" + done + ")");
	};
	const auto sales = share("XS", "SELECT count(*) FROM XSD WHERE DJZT = '2' AND CJRQ < '2026-11-01'");
	CHECK(sales >= 25);
	CHECK(sales <= 35);
	const auto deliveries = share("SH", "SELECT count(*) FROM 送货单 WHERE 状态 = '2' AND 送达日期 < '2026-11-01'");
	CHECK(deliveries >= 45);
	CHECK(deliveries <= 55);
	// A second call-back follows every complaint that a call-back found, and closes it.
	CHECK(number("SELECT count(*) FROM TSJL t WHERE LY = '2' AND JASJ IS NOT NULL AND NOT EXISTS (SELECT 1 FROM HFJL h "
	             "WHERE "
	             "h.GSBH = t.GSBH AND h.DJLX = t.DJLX AND h.DJH = t.DJH AND h.HH = t.HH AND h.CS > 1 AND h.HFJG = "
	             "'满意')") == 0);
	CHECK(number("SELECT count(DISTINCT YY) FROM TSJL") >= 8);
	// A register that nothing of the last days is in yet.
	CHECK(number("SELECT count(*) FROM HFJL WHERE WGRQ > '2026-11-03'") == 0);
}
