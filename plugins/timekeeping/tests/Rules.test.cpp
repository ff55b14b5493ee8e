#include "rules/Absence.hpp"
#include "rules/Entitlement.hpp"
#include "rules/Lateness.hpp"
#include "rules/Leave.hpp"
#include "rules/Month.hpp"
#include "rules/ProxySigning.hpp"

#include <catch2/catch.hpp>

using namespace timekeeping;

namespace {

const std::vector<LatenessStep> kSteps = {{5, 500, false}, {15, 1000, false}, {30, 2000, false}, {60, 2000, true}};
constexpr std::int64_t kMinute = 60'000;

std::int64_t fen(std::int64_t ms)
{
	return judgeLateness(ms, kSteps).fen;
}

MonthRates rates()
{
	MonthRates rates;
	rates.unpaid = {500, 4000, 100, 8, 3};
	rates.sick = {300, 2000, 60, 8, 3};
	rates.restDays = 3;
	rates.restFen = 3000;
	return rates;
}

} // namespace

TEST_CASE("HR-01 coming late costs by steps that hold to their last full minute", "[HR-01]")
{
	CHECK(fen(0) == 0);
	CHECK(fen(-kMinute) == 0);
	CHECK(fen(1) == 500);
	CHECK(fen(5 * kMinute) == 500);
	CHECK(fen(5 * kMinute + 1) == 1000);
	CHECK(fen(15 * kMinute) == 1000);
	CHECK(fen(15 * kMinute + 1) == 2000);
	CHECK(fen(30 * kMinute) == 2000);
	CHECK_FALSE(judgeLateness(30 * kMinute, kSteps).leaveDue);
	CHECK(judgeLateness(30 * kMinute + 1, kSteps).leaveDue);
	CHECK(fen(60 * kMinute) == 2000);
	const auto gone = judgeLateness(60 * kMinute + 1, kSteps);
	CHECK(gone.absent);
	CHECK(gone.fen == 0);
}

TEST_CASE("HR-01 the longer somebody is missing the harder it is, for every millisecond of two hours", "[HR-01]")
{
	LatenessVerdict last;
	for (std::int64_t ms = 0; ms <= 120 * kMinute; ms += 997)
	{
		const auto now = judgeLateness(ms, kSteps);
		REQUIRE(now.absent >= last.absent);
		if (!now.absent) REQUIRE(now.fen >= last.fen);
		if (!now.absent) REQUIRE(now.leaveDue >= last.leaveDue);
		last = now;
	}
}

TEST_CASE(
	"HR-01 late and early on one day are two acts; beyond the last step it is an absence and costs no fine besides",
	"[HR-01]")
{
	const auto late = judgeLateness(3 * kMinute, kSteps), early = judgeLateness(10 * kMinute, kSteps);
	CHECK(both(late, early).fen == 1500);
	CHECK(both(late, judgeLateness(45 * kMinute, kSteps)).leaveDue);
	const auto absent = both(late, judgeLateness(61 * kMinute, kSteps));
	CHECK(absent.absent);
	CHECK(absent.fen == 0);
	CHECK_FALSE(absent.leaveDue);
	CHECK(missingMs(100, 90) == 0);
	CHECK(missingMs(100, 130) == 30);
}

TEST_CASE("HR-02 absences cost by the length of their run", "[HR-02]")
{
	const AbsenceRates set;
	const auto percent = [&](std::vector<bool> days) { return judgeAbsence(days, set).wagePercent; };
	CHECK(percent({}) == 0);
	CHECK(percent({false, false}) == 0);
	CHECK(percent({true}) == 200);
	CHECK(percent({true, false, true}) == 400);
	CHECK(percent({true, true}) == 600);
	CHECK(percent({true, true, true}) == 1200);
	CHECK(percent({true, true, true, true}) == 1600);
	CHECK(percent({true, true, false, true}) == 800);
}

TEST_CASE("HR-02 three in a row count as leaving, three in total propose the dismissal", "[HR-02]")
{
	const AbsenceRates set;
	const auto scattered = judgeAbsence({true, false, true, false, true}, set);
	CHECK(scattered.days == 3);
	CHECK(scattered.dismissal);
	CHECK_FALSE(scattered.leaving);
	CHECK(judgeAbsence({false, true, true, true}, set).leaving);
	CHECK_FALSE(judgeAbsence({true, true, false}, set).dismissal);
}

TEST_CASE("HR-03 signing for somebody else costs more each time, between the least and the most", "[HR-03]")
{
	CHECK(proxySigningFen(0, 10000, 30000) == 10000);
	CHECK(proxySigningFen(1, 10000, 30000) == 20000);
	CHECK(proxySigningFen(2, 10000, 30000) == 30000);
	CHECK(proxySigningFen(9, 10000, 30000) == 30000);
}

TEST_CASE("HR-04 who decides on leave goes by its days", "[HR-04]")
{
	CHECK(approverOf(1, 1, 5) == "superior");
	CHECK(approverOf(2, 1, 5) == "superior");
	CHECK(approverOf(3, 1, 5) == "branch_manager");
	CHECK(approverOf(10, 1, 5) == "branch_manager");
	CHECK(approverOf(11, 1, 5) == "head_office");
}

TEST_CASE("HR-04 rest that was not taken is paid, by the half day", "[HR-04]")
{
	CHECK(restPayFen(0, 3, 3000) == 9000);
	CHECK(restPayFen(1, 3, 3000) == 7500);
	CHECK(restPayFen(6, 3, 3000) == 0);
	CHECK(restPayFen(8, 3, 3000) == 0);
	CHECK(restPayFen(0, 3, 6000) == 18000);
}

TEST_CASE("HR-05 unpaid leave goes by the hour, then by the day, then by the wage", "[HR-05]")
{
	const LeaveRates staff{500, 4000, 100, 8, 3}, manager{800, 6000, 100, 8, 3};
	CHECK(leaveDeduction(0, staff).fen == 0);
	CHECK(leaveDeduction(1, staff).fen == 500);
	CHECK(leaveDeduction(8, staff).fen == 4000);
	CHECK(leaveDeduction(8, manager).fen == 6400);
	CHECK(leaveDeduction(9, staff).fen == 6000); // a day and a half
	CHECK(leaveDeduction(16, staff).fen == 8000);
	CHECK(leaveDeduction(24, staff).fen == 12000);
	CHECK(leaveDeduction(24, staff).wagePercent == 0);
	CHECK(leaveDeduction(32, staff).fen == 0);
	CHECK(leaveDeduction(32, staff).wagePercent == 400);
}

TEST_CASE("HR-05 sick leave has rates of its own, and leaves two fifths of the wage", "[HR-05]")
{
	const LeaveRates sick{300, 2000, 60, 8, 3};
	CHECK(leaveDeduction(4, sick).fen == 1200);
	CHECK(leaveDeduction(24, sick).fen == 6000);
	CHECK(leaveDeduction(40, sick).wagePercent == 300);
}

TEST_CASE("HR-06 annual leave begins with the second full year", "[HR-06]")
{
	const Entitlements set;
	CHECK(entitledDays("annual", "2024-11-22", "2026-11-21", set) == 0);
	CHECK(entitledDays("annual", "2024-11-22", "2026-11-22", set) == 7);
	CHECK(entitledDays("annual", "2024-02-29", "2026-02-28", set) == 0);
	CHECK(entitledDays("annual", "2024-02-29", "2026-03-01", set) == 7);
	CHECK(entitledDays("annual", "", "2026-03-01", set) == 0);
	CHECK(entitledDays("annual", "2030-01-01", "2026-03-01", set) == 0);
}

TEST_CASE("HR-06 the other kinds have their days from the first one on", "[HR-06]")
{
	const Entitlements set;
	CHECK(entitledDays("marriage", "", "2026-03-01", set) == 7);
	CHECK(entitledDays("maternity", "", "2026-03-01", set) == 98);
	CHECK(entitledDays("paternity", "", "2026-03-01", set) == 3);
	CHECK(entitledDays("bereavement", "", "2026-03-01", set) == 3);
	CHECK(entitledDays("unpaid", "", "2026-03-01", set) == -1);
}

TEST_CASE("HR-01 half a day's leave that was not filed is an absence, and then nothing is paid for coming late",
          "[HR-01][HR-02]")
{
	MonthLine without, with;
	const std::vector<JudgedDay> days = {{"2026-11-02", "late", 500}, {"2026-11-03", "leave_due", 2000}};
	sumUp(without, days, {}, rates());
	CHECK(without.absent == 1);
	CHECK(without.wagePercent == 200);
	CHECK(without.lateFen == 500);
	sumUp(with, days, {{"unpaid", "2026-11-03", "2026-11-03", 4}}, rates());
	CHECK(with.absent == 0);
	CHECK(with.lateFen == 2500);
	CHECK(with.late == 2);
	CHECK(with.leaveFen == 2000);
}

TEST_CASE("HR-02 a day of leave that was approved later is no absence, and does not end a run", "[HR-02][HR-04]")
{
	MonthLine line;
	sumUp(line,
	      {{"2026-11-02", "absent", 0},
	       {"2026-11-03", "absent", 0},
	       {"2026-11-04", "absent", 0},
	       {"2026-11-05", "present", 0}},
	      {{"rest", "2026-11-03", "2026-11-03", 8}}, rates());
	CHECK(line.absent == 2);
	CHECK(line.wagePercent == 600);
	CHECK(line.restFen == 6000);
}

TEST_CASE("HR-03 whoever had somebody sign is absent; HR-04 who was never there is paid no rest", "[HR-03][HR-04]")
{
	MonthLine line;
	sumUp(line, {{"2026-11-02", "signed_by_other", 0}}, {}, rates());
	CHECK(line.absent == 1);
	CHECK(line.restFen == 0);
}
