#include "rules/Questionnaire.hpp"
#include "rules/testing/ShippedQuestionnaire.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace survey;
using survey::testing::shipped;

namespace {

std::vector<Questionnaire> allShipped()
{
	std::vector<Questionnaire> all;
	for (const auto& file : erphost::embedded::survey_questionnaires())
		all.push_back(shipped(std::string(file.name.substr(0, file.name.size() - 5))));
	return all;
}

std::string asked(Values facts, const std::string& date = "2026-11-06")
{
	static const std::vector<Questionnaire> all = allShipped();
	const Questionnaire* found = applicable(all, facts, date);
	return found ? found->id : "";
}

Values job(const char* channel, const char* service, const char* product)
{
	return {{"group", std::string("end")},
	        {"channel", std::string(channel)},
	        {"stage", std::string("on_site")},
	        {"service_type", std::string(service)},
	        {"product_type", std::string(product)}};
}

} // namespace

TEST_CASE("SV-30 every shipped questionnaire is without a problem and survives writing and reading",
          "[SV-30][SV-31][SV-32][SV-33][SV-34][SV-35][SV-36][SV-37]")
{
	for (const auto& file : erphost::embedded::survey_questionnaires())
	{
		INFO(file.name);
		const auto content = nlohmann::json::parse(file.content);
		for (const auto& problem : problemsOf(content)) FAIL_CHECK(problem.pointer << ": " << problem.message.en);
		Problems problems;
		const auto once = toJson(readQuestionnaire(content, problems));
		CHECK(problemsOf(once).empty());
		CHECK(toJson(readQuestionnaire(once, problems)) == once);
	}
	CHECK(allShipped().size() == 9);
}

TEST_CASE("SV-08 the channel decides the list: an AC install is asked on site by M0's", "[SV-08]")
{
	CHECK(asked(job("on_site", "install", "ac")) == "ac_install_onsite");
	for (const Channel channel : kChannels)
		if (channel != Channel::onSite)
			CHECK(asked(job(std::string(name(channel)).c_str(), "install", "ac")) == "install");
	CHECK(asked(job("on_site", "install", "fridge_washer")) == "install");
	CHECK(asked(job("phone", "repair", "ac")) == "repair");
	CHECK(asked({{"group", std::string("end")},
	             {"channel", std::string("phone")},
	             {"stage", std::string("logistics")}}) == "delivery");
	CHECK(asked({{"group", std::string("end")},
	             {"channel", std::string("sms")},
	             {"stage", std::string("sales_counter")}}) == "sales");
	CHECK(channelNamed("visit") == Channel::visit);
	CHECK_FALSE(channelNamed("fax"));
}

TEST_CASE("SV-10 a smart TV is asked about activation, another TV is not", "[SV-10]")
{
	auto facts = job("phone", "install", "tv");
	CHECK(asked(facts) == "install");
	facts["smart_tv"] = false;
	CHECK(asked(facts) == "install");
	facts["smart_tv"] = true;
	CHECK(asked(facts) == "smart_tv");
}

TEST_CASE("SV-11 respondent groups are asked their own questions", "[SV-11]")
{
	for (const auto& [kind, group] :
	     {std::pair("end", Group::end), std::pair("", Group::end), std::pair("big", Group::big),
	      std::pair("project", Group::big), std::pair("dealer", Group::big),
	      std::pair("manufacturer", Group::manufacturer), std::pair("staff", Group::staff)})
		CHECK(groupOf(kind) == group);
	auto facts = job("phone", "install", "ac");
	facts["group"] = std::string("big");
	CHECK(asked(facts) == "big_customer");
	facts["group"] = std::string("manufacturer");
	CHECK(asked(facts) == "manufacturer");
	CHECK(asked({{"group", std::string("staff")}, {"channel", std::string("phone")}}) == "staff_monthly");
	CHECK(asked({{"channel", std::string("phone")}}).empty());
}

TEST_CASE("SV-08 the newest version that has begun counts, until it ends", "[SV-08]")
{
	Questionnaire first = shipped("repair"), second = first;
	first.validFrom = "2026-01-01";
	second.version = 2;
	second.validFrom = "2026-12-01";
	second.validTo = "2027-01-01";
	const auto facts = job("phone", "repair", "tv");
	const std::vector<Questionnaire> all{second, first};
	const auto version = [&](const char* date) {
		const Questionnaire* found = applicable(all, facts, date);
		return found ? found->version : 0;
	};
	CHECK(version("2025-12-31") == 0);
	CHECK(version("2026-11-30") == 1);
	CHECK(version("2026-12-01") == 2);
	CHECK(version("2026-12-31") == 2);
	CHECK(version("2027-01-01") == 0); // ended for good: the old one does not come back
}

TEST_CASE("SV-08 which questionnaire applies does not depend on the order of the list", "[SV-08]")
{
	std::mt19937 random(8);
	auto all = allShipped();
	for (const char* service : {"install", "repair"})
		for (const char* product : {"ac", "tv", "other"})
			for (const Channel channel : kChannels)
			{
				const auto facts = job(std::string(name(channel)).c_str(), service, product);
				const std::string expected = applicable(all, facts, "2026-11-06")->id;
				for (int run = 0; run < 50; ++run)
				{
					std::shuffle(all.begin(), all.end(), random);
					REQUIRE(applicable(all, facts, "2026-11-06")->id == expected);
				}
			}
}
