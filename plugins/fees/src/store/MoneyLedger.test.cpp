#include "surface/testing/FeeDesk.hpp"

#include "store/FeesSql.hpp"

using namespace fees::testing;

TEST_CASE("FE-05 no statement changes or deletes an entry of the ledger", "[FE-05]")
{
	for (const auto* sql : fees::sql::statements())
		for (const char* table : {"fees_money_entry", "fees_money_line", "fees_receipt", "fees_receipt_line",
		                          "fees_computation", "fees_computed_line"})
			for (const char* verb : {"UPDATE ", "DELETE FROM "})
			{
				CAPTURE(sql->name);
				CHECK(sql->text.find(std::string(verb) + table + " ") == std::string_view::npos);
			}
}

TEST_CASE("every statement is prepared, and has a name of its own", "[FE-08]")
{
	FeeDesk desk;
	std::vector<std::string_view> names;
	for (const auto* sql : fees::sql::statements())
	{
		CAPTURE(sql->name);
		CHECK(std::find(names.begin(), names.end(), sql->name) == names.end());
		names.push_back(sql->name);
		std::string text = "EXPLAIN ";
		text.append(sql->text);
		CHECK_NOTHROW(desk.host.value(text));
	}
}
