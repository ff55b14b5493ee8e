#include "rules/Warranty.hpp"

#include <catch2/catch.hpp>

using namespace fees;

TEST_CASE("FE-01 the verdict names its reason", "[FE-01]")
{
	struct Row
	{
		const char *reported, *purchased;
		bool proof;
		const char* exclusion;
		int months;
		bool covered;
		const char *reason, *until;
	};
	for (const Row& row :
	     {Row{"2026-11-06", "2025-11-06", true, "", 12, true, "covered", "2026-11-06"},
	      Row{"2026-11-07", "2025-11-06", true, "", 12, false, "expired", "2026-11-06"},
	      Row{"2026-11-07", "2025-11-06", true, "", 72, true, "covered", "2031-11-06"},
	      Row{"2026-03-01", "2025-11-30", true, "", 3, false, "expired", "2026-02-28"},
	      Row{"2026-02-28", "2025-11-30", true, "", 3, true, "covered", "2026-02-28"},
	      Row{"2024-02-29", "2024-02-29", true, "", 0, false, "expired", ""},
	      Row{"2024-02-29", "2024-02-29", true, "", 1, true, "covered", "2024-03-29"},
	      Row{"2026-01-01", "2025-11-06", false, "", 12, false, "no_proof", "2026-11-06"},
	      Row{"2026-01-01", "", true, "", 12, false, "no_proof", ""},
	      Row{"2026-01-01", "2025-13-41", true, "", 12, false, "no_proof", ""},
	      Row{"2026-01-01", "2025-11-06", true, "misuse", 12, false, "misuse", "2026-11-06"},
	      Row{"2026-01-01", "2025-11-06", true, "force_majeure", 12, false, "force_majeure", "2026-11-06"},
	      Row{"2026-01-01", "2025-11-06", true, "bad_mains", 12, false, "bad_mains", "2026-11-06"},
	      Row{"2026-01-01", "2025-11-06", true, "unauthorised_repair", 12, false, "unauthorised_repair", "2026-11-06"}})
	{
		CAPTURE(row.reported, row.purchased, row.exclusion, row.months);
		const Verdict verdict = verdictOf({row.reported, row.purchased, row.proof, row.exclusion, row.months, "", 90});
		CHECK(verdict.covered == row.covered);
		CHECK(verdict.reason == row.reason);
		CHECK(verdict.coveredUntil == row.until);
	}
}

TEST_CASE("FE-09 the same fault within the period is free, however old the unit", "[FE-09]")
{
	const auto on = [](const char* reported, const char* repaired, int days, const char* exclusion = "") {
		return verdictOf({reported, "2015-01-01", true, exclusion, 12, repaired, days});
	};
	CHECK(on("2026-11-06", "2026-08-08", 90).reason == "repair_warranty");
	CHECK(on("2026-11-06", "2026-08-08", 90).covered);
	CHECK(on("2026-11-06", "2026-08-07", 90).reason == "expired");
	CHECK(on("2026-11-06", "2026-11-06", 90).covered);
	CHECK_FALSE(on("2026-11-06", "2026-11-07", 90).covered);
	CHECK_FALSE(on("2026-11-06", "", 90).covered);
	CHECK(on("2026-11-06", "2026-11-01", 90, "misuse").reason == "misuse");
	// Without a proof of purchase our own repair is still proven.
	CHECK(verdictOf({"2026-11-06", "", false, "", 12, "2026-11-01", 90}).covered);
}
