#include "rules/LoanLife.hpp"
#include "rules/OldPartLife.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <limits>
#include <random>

using namespace parts;

TEST_CASE("PT-15 ten thousand loans: what was lent is back, damaged, lost or still out", "[PT-15]")
{
	std::mt19937_64 random(15);
	std::int64_t accepted = 0, refused = 0;
	for (int life = 0; life < 10'000; ++life)
	{
		LoanLife loan;
		loan.quantity = 1 + static_cast<std::int64_t>(random() % 20);
		for (int act = 0; act < 12; ++act)
		{
			const auto quantity = static_cast<std::int64_t>(random() % 12) - 2;
			const auto before = loan;
			const auto which = random() % 5;
			const auto after = which == 3 ? replaced(loan, quantity)
			                   : which == 4
			                       ? takenBack(loan, random() % 2 ? LoanMove::damaged : LoanMove::lost, quantity)
			                       : moved(loan, static_cast<LoanMove>(which), quantity);
			if (after) loan = *after;
			else CHECK(after.error().code == "parts.desk.quantity.invalid");
			++(after ? accepted : refused);
			CHECK(loan.quantity == before.quantity);
			CHECK(loan.back + loan.damaged + loan.lost + loan.out() == loan.quantity);
			CHECK(loan.out() >= 0);
			CHECK(loan.replacementDue() >= 0);
			CHECK(std::min({loan.back, loan.damaged, loan.lost, loan.replaced}) >= 0);
		}
	}
	CHECK(accepted > 10'000);
	CHECK(refused > 10'000);
}

TEST_CASE("PT-11 ten thousand old parts: what is owed is back, lost or open, and no more is sent than came back",
          "[PT-11][PT-18]")
{
	std::mt19937_64 random(11);
	for (int life = 0; life < 10'000; ++life)
	{
		OldPartLife old;
		std::int64_t issued = 0, returned = 0;
		for (int act = 0; act < 14; ++act)
		{
			const auto quantity = static_cast<std::int64_t>(random() % 8) - 1;
			switch (random() % 6)
			{
			case 0: issued += std::max<std::int64_t>(0, quantity); break;
			case 1: returned += std::clamp<std::int64_t>(quantity, 0, issued - returned); break;
			case 2:
				if (const auto after = handedOver(old, quantity)) old = *after;
				break;
			case 3:
				if (const auto after = lost(old, quantity)) old = *after;
				break;
			case 4:
				if (const auto after = found(old, quantity)) old = *after;
				break;
			default:
				if (const auto after = putInLot(old, quantity)) old = *after;
			}
			old.due = issued - returned;
			CHECK(old.open() >= 0);
			CHECK(old.sent <= old.back);
			// Either everything adds up, or the difference says by how much more came back than was used.
			CHECK(old.back + old.lost + old.open() + old.difference() == issued - returned);
			CHECK(old.difference() <= 0);
			if (old.back + old.lost <= issued - returned) CHECK(old.difference() == 0);
		}
	}
}

TEST_CASE("PT-15 quantities that cannot be are refused by name", "[PT-15]")
{
	const LoanLife loan{3, 0, 0, 0, 0};
	for (const std::int64_t quantity : std::array<std::int64_t, 5>{0, -1, 4, std::numeric_limits<std::int64_t>::max(),
	                                                               std::numeric_limits<std::int64_t>::min()})
	{
		const auto refused = moved(loan, LoanMove::back, quantity);
		REQUIRE_FALSE(refused);
		CHECK(refused.error().param("pointer") == "/quantity");
		CHECK(refused.error().param("available") == "3");
	}
	CHECK(moved(loan, LoanMove::back, 3)->done());
}
