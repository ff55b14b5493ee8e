#include "surface/Desk.test.hpp"

using namespace complaints::testing;

TEST_CASE("SV-15 what a call-back found and took back is no evidence any more", "[SV-15][CP-01]")
{
	Desk desk;
	desk.order("1000");
	const std::string id = desk.take("1000")["id"];
	const json paid = {{"finding", "overcharge"}, {"question", "charge"}, {"said", "多收了五十"}, {"amount_fen", 5000}};
	desk.hear("survey.finding.recorded", paid);
	desk.hear("survey.finding.recorded", paid); // of another round: said twice
	desk.hear("survey.finding.recorded", {{"finding", "conduct"}, {"question", "attitude"}, {"said", "态度差"}});
	REQUIRE(desk.read(id)["findings"].size() == 3);

	json other = paid;
	other["task"] = "task-2"; // another call-back never said so
	desk.hear("survey.finding.withdrawn", other);
	CHECK(desk.read(id)["findings"].size() == 3);
	desk.hear("survey.finding.withdrawn", paid);
	CHECK(desk.read(id)["findings"].size() == 2);
	desk.hear("survey.finding.withdrawn", paid);
	REQUIRE(desk.read(id)["findings"].size() == 1);
	CHECK(desk.read(id)["findings"][0]["finding"] == "conduct");
	desk.hear("survey.finding.withdrawn", paid); // nothing is left: nothing happens
	CHECK(desk.read(id)["findings"].size() == 1);
}

TEST_CASE("CP-02 the clerk who heard a complaint at a call-back owns it; a customer's letter has no owner",
          "[CP-02][SV-52]")
{
	for (const bool called : {true, false})
	{
		Desk desk;
		desk.order("1000");
		desk.requestSheet(called ? json{{"clerk", "ben"}, {"clerk_name", "小本"}} : json::object());
		const json item = desk.read(desk.cases()[0]["id"]);
		if (called) CHECK(item["owner"]["id"] == "ben");
		else CHECK(item["owner"].is_null());
		CHECK(desk.notices("unowned", "callback_clerk") == (called ? 0 : 1));
	}
}
