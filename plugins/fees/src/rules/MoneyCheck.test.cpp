#include "rules/MoneyCheck.hpp"

#include <catch2/catch.hpp>

using namespace fees;

namespace {

MoneyFacts facts(Fen list, Fen charged, Fen handed, std::optional<Fen> named = std::nullopt)
{
	MoneyFacts all;
	all.done = true;
	all.listFen = list;
	all.chargedFen = charged;
	all.handedFen = handed;
	all.handedAny = handed != 0;
	all.namedFen = named;
	return all;
}

std::string kinds(const MoneyFacts& facts)
{
	std::string all;
	for (const auto& each : disagreementsOf(facts)) all += each.what + " ";
	return all;
}

} // namespace

TEST_CASE("FE-06 three sources, every way in which they can disagree", "[FE-06][X-03]")
{
	CHECK(kinds(facts(130, 130, 130, 130)).empty());
	CHECK(kinds(facts(130, 0, 0)).empty());
	CHECK(kinds(facts(130, 130, 0, 130)).empty());
	CHECK(kinds(facts(130, 130, 130, 131)) == "over_list named_differs ");
	CHECK(kinds(facts(130, 130, 131)) == "over_list receipt_missing ");
	CHECK(kinds(facts(130, 131, 131)) == "over_list ");
	CHECK(kinds(facts(130, 0, 0, 131)) == "over_list ");
	CHECK(kinds(facts(0, 0, 0, 1)) == "over_list ");
	CHECK(kinds(facts(130, 129, 129)) == "under_list ");
	CHECK(kinds(facts(130, 130, 130, 0)) == "named_differs ");
	MoneyFacts open = facts(130, 200, 200, 300);
	open.done = false;
	CHECK(kinds(open).empty());
}

TEST_CASE("FE-06 what was given back is not over the list any more", "[FE-06]")
{
	MoneyFacts all = facts(130, 130, 160, 160);
	CHECK(overListOf(all) == 30);
	all.refundedFen = 29;
	CHECK(overListOf(all) == 1);
	all.refundedFen = 30;
	CHECK(overListOf(all) == 0);
	MoneyFacts back = facts(130, 130, 130);
	back.takenBackFen = 130;
	CHECK(overListOf(back) == 0);
	CHECK(kinds(back) == "under_list ");
}

TEST_CASE("FE-06 of the gain he handed in some and kept the rest", "[FE-06]")
{
	struct Row
	{
		Fen charged, handed, named, handedIn, kept;
	};
	for (const Row& row : {Row{130, 160, 160, 30, 0}, Row{130, 130, 160, 0, 30}, Row{130, 140, 160, 10, 20},
	                       Row{160, 160, 160, 0, 0}, Row{130, 130, 130, 0, 0}, Row{0, 160, 160, 30, 0}})
	{
		CAPTURE(row.charged, row.handed, row.named);
		const Gain gain = gainOf(facts(130, row.charged, row.handed, row.named));
		CHECK(gain.handedIn == row.handedIn);
		CHECK(gain.kept == row.kept);
	}
}

TEST_CASE("FE-10 once money was taken, each part that is to be paid is on a receipt", "[FE-10]")
{
	MoneyFacts all = facts(130, 130, 130);
	all.parts = {{"P1", "电容", "个", 1, 2, 2}};
	CHECK(kinds(all).empty());
	all.parts[0].used = 1;
	CHECK(kinds(all) == "parts_differ ");
	all.parts[0] = {"P1", "电容", "个", 1, 0, 1};
	CHECK(kinds(all) == "parts_differ ");
	MoneyFacts nothing = facts(130, 0, 0);
	nothing.parts = {{"P1", "电容", "个", 1, 2, 0}};
	CHECK(kinds(nothing).empty());
}

TEST_CASE("FE-43 where the money of an order is", "[FE-43]")
{
	const auto at = [](Fen technician, Fen clerk, Fen cashier, Fen till) {
		MoneyFacts all = facts(130, 130, 0);
		all.atTechnician = technician;
		all.atClerk = clerk;
		all.atCashier = cashier;
		all.atTill = till;
		return moneyStateOf(all);
	};
	CHECK(at(130, 0, 0, 0) == "technician");
	CHECK(at(0, 130, 0, 0) == "clerk");
	CHECK(at(0, 0, 130, 0) == "cashier");
	CHECK(at(0, 0, 0, 130) == "till");
	CHECK(at(10, 120, 0, 0) == "differs");
	CHECK(at(-30, 160, 0, 0) == "differs");
	CHECK(at(0, 0, -30, 160) == "differs");
	CHECK(at(0, 0, 0, 0) == "due");
	CHECK(moneyStateOf(facts(130, 0, 0)) == "due");
	CHECK(moneyStateOf(facts(0, 0, 0)) == "free");
	CHECK(moneyStateOf(MoneyFacts{}) == "open");
}

TEST_CASE("FE-05 the ERP's cash is the cashier's, what he paid out deducted", "[FE-05]")
{
	MoneyFacts all = facts(130, 130, 130);
	all.passedFen = 130;
	CHECK(kinds(all).empty());
	all.cashedAny = true;
	all.cashedFen = 130;
	CHECK(kinds(all).empty());
	all.cashedFen = 129;
	CHECK(kinds(all) == "cash_differs ");
	all.paidOutFen = -1;
	CHECK(kinds(all).empty());
}
