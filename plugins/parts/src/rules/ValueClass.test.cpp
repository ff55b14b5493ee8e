#include "rules/ValueClass.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace parts;

TEST_CASE("PT-06 items are counted by value class: A makes up the first share of the value", "[PT-06]")
{
	std::vector<ClassedItem> items{{"C1", 400}, {"A1", 7000}, {"Z", 0}, {"B1", 1500}, {"A2", 1000}, {"C2", 100}};
	classify(items, 80, 95);
	std::map<std::string, char> classes;
	for (const auto& item : items) classes[item.itemCode] = item.valueClass;
	// 7000 begins at 0 %, 1500 at 70 %, 1000 at 85 %, 400 at 95 %.
	CHECK(classes ==
	      std::map<std::string, char>{{"A1", 'A'}, {"B1", 'A'}, {"A2", 'B'}, {"C1", 'C'}, {"C2", 'C'}, {"Z", 'C'}});
	CHECK(items.front().itemCode == "A1");
}

TEST_CASE("PT-06 a single item of value is A, nothing of value is C", "[PT-06]")
{
	std::vector<ClassedItem> one{{"X", 1}};
	classify(one, 80, 95);
	CHECK(one.front().valueClass == 'A');
	std::vector<ClassedItem> none{{"X", 0}, {"Y", -5}};
	classify(none, 80, 95);
	CHECK(none[0].valueClass == 'C');
	CHECK(none[1].valueClass == 'C');
}
