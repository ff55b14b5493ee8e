#include "surface/QuestionnaireRoutes.hpp"

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using erphost::mock::MockHost;
using nlohmann::json;

extern "C" const eh_plugin* erphost_plugin(void);

namespace {

constexpr std::int64_t kDay = 86'400'000;
const std::filesystem::path kSource = erphost::test::sourceDir();
constexpr std::int64_t kToday = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai

/// The plugin with the shipped questionnaires and a service manager.
struct Desk
{
	MockHost host{kSource / "plugins" / "survey"};

	Desk()
	{
		for (const char* entity : {"work_order", "delivery", "sale", "branch", "earlier_callback"})
		{
			std::ifstream in(kSource / "config" / "entities" / (std::string(entity) + ".json"));
			host.addEntity(json::parse(in));
		}
		host.setNow(kToday);
		host.setGoLive("2026-01-01");
		REQUIRE(host.start(erphost_plugin()));
		REQUIRE(host.settle());
		host.setCaller("wang", {{"service_manager", "*"}});
	}

	json draftOf(const std::string& id, int version)
	{
		return host.call("GET", "/questionnaires/" + id + "/versions/" + std::to_string(version)).body.at("content");
	}
	json listed(const std::string& id)
	{
		const json all = host.call("GET", "/questionnaires").body.at("items");
		for (const auto& item : all)
			if (item.at("id") == id) return item;
		return nullptr;
	}
};

} // namespace

TEST_CASE("SV-30 shipped questionnaires are there once, however often the plugin starts", "[SV-30]")
{
	Desk desk;
	CHECK(desk.host.call("GET", "/questionnaires").body["total"] == 9);
	desk.host.setNow(kToday + kDay);
	REQUIRE(desk.host.settle());
	CHECK(desk.host.value("SELECT COUNT(*) FROM survey_questionnaire") == "9");
	CHECK(desk.listed("repair")["inForce"] == true);
	CHECK(desk.listed("repair")["version"] == 1);
	CHECK(desk.host.call("GET", "/questionnaires?group=staff").body["total"] == 1);
	CHECK(desk.host.call("GET", "/questionnaires?search=智能").body["items"][0]["id"] == "smart_tv");
	CHECK(desk.host.call("GET", "/questionnaires/nothing").error.code == "survey.questionnaire.not_found");
	CHECK(desk.host.call("GET", "/questionnaires/repair/versions/01").error.code == "survey.questionnaire.not_found");
}

TEST_CASE("SV-30 a draft becomes the next version on its day, and the old one stays readable", "[SV-30]")
{
	Desk desk;
	auto& host = desk.host;
	json content = desk.draftOf("repair", 1);
	content["title"]["zh"] = "维修回访（新）";
	const json body = {{"content", content}, {"basedOn", 1}};
	const auto saved = host.call("PUT", "/questionnaires/repair/draft", body);
	REQUIRE(saved.status == 200);
	CHECK(saved.body["problems"].empty());
	// The answer was lost: the same again changes nothing.
	CHECK(host.call("PUT", "/questionnaires/repair/draft", body).etag == saved.etag);
	CHECK(host.call("PUT", "/questionnaires/repair/draft", {{"content", json::object()}}).error.code ==
	      "survey.questionnaire.stale");
	CHECK(desk.listed("repair")["draft"]["revision"] == 1);

	const auto publish = [&](const char* from, const std::string& match) {
		return host.call("POST", "/questionnaires/repair/publish", {{"validFrom", from}}, match);
	};
	CHECK(publish("2026-11-05", saved.etag).error.code == "survey.questionnaire.valid_from");
	CHECK(publish("2026-12-01", "").error.code == "request.match_required");
	CHECK(publish("2026-12-01", "7").error.code == "survey.questionnaire.stale");
	CHECK(publish("2026-13-01", saved.etag).error.code == "survey.questionnaire.invalid");
	const auto published = publish("2026-12-01", saved.etag);
	REQUIRE(published.status == 201);
	CHECK(published.body["version"] == 2);
	CHECK(published.body["basedOn"] == 1);
	CHECK(published.body["inForce"] == false);
	CHECK(publish("2026-12-01", saved.etag).error.code == "survey.questionnaire.draft_not_found");

	CHECK(desk.listed("repair")["version"] == 1);
	host.setNow(kToday + 30 * kDay);
	CHECK(desk.listed("repair")["version"] == 2);
	CHECK(desk.listed("repair")["title"]["zh"] == "维修回访（新）");
	CHECK(desk.draftOf("repair", 1)["title"]["zh"] == "维修回访");
	const json all = host.call("GET", "/questionnaires/repair").body;
	CHECK(all["versions"].size() == 2);
	CHECK(all["versions"][0]["inForce"] == true);
	CHECK(all["draft"].is_null());
	CHECK(host.call("GET", "/questionnaires/applicable?group=end&channel=phone&serviceType=repair")
	          .body["questionnaire"]["version"] == 2);
}

TEST_CASE("SV-30 a draft with problems can be kept, checked and dropped, but not published", "[SV-30]")
{
	Desk desk;
	auto& host = desk.host;
	json content = desk.draftOf("sales", 1);
	content["questions"][0]["showIf"] = {{"question", "later"}, {"is", "yes"}};
	const auto check = host.call("POST", "/questionnaires/check", {{"content", content}});
	REQUIRE(check.body["problems"].size() == 1);
	CHECK(check.body["problems"][0]["pointer"] == "/questions/0/showIf");
	const auto saved = host.call("PUT", "/questionnaires/sales/draft", {{"content", content}});
	REQUIRE(saved.status == 200);
	CHECK(saved.body["problems"].size() == 1);
	const auto refused = host.call("POST", "/questionnaires/sales/publish", {{"validFrom", "2026-11-07"}}, saved.etag);
	CHECK(refused.error.code == "survey.questionnaire.invalid");
	CHECK(refused.error.param("place") == "/questions/0/showIf");
	CHECK(host.value("SELECT COUNT(*) FROM survey_questionnaire WHERE id = 'sales'") == "1");
	// Kept under another id it would be another questionnaire.
	CHECK(host.call("PUT", "/questionnaires/other/draft", {{"content", desk.draftOf("sales", 1)}})
	          .body["problems"][0]["pointer"] == "/id");
	CHECK(desk.listed("other")["version"].is_null());
	json reserved = desk.draftOf("sales", 1);
	reserved["id"] = "check";
	CHECK(host.call("PUT", "/questionnaires/check/draft", {{"content", reserved}}).body["problems"].size() == 1);
	CHECK(host.call("DELETE", "/questionnaires/sales/draft").error.code == "request.match_required");
	CHECK(host.call("DELETE", "/questionnaires/sales/draft", nullptr, saved.etag).status == 204);
	CHECK(host.call("GET", "/questionnaires/sales/draft").error.code == "survey.questionnaire.draft_not_found");
	// A revision is never seen twice: what was read before the draft was dropped is stale.
	const auto next = host.call("PUT", "/questionnaires/sales/draft", {{"content", content}});
	CHECK(next.etag != saved.etag);
	CHECK(host.call("PUT", "/questionnaires/a_name_that_is_longer_than_a_name_may_ever_be_here/draft",
	                {{"content", content}})
	          .error.code == "survey.questionnaire.not_found");
}

TEST_CASE("SV-30 an old version is taken up again as a draft, never over somebody's work", "[SV-30]")
{
	Desk desk;
	auto& host = desk.host;
	const auto restored = host.call("POST", "/questionnaires/delivery/restore", {{"version", 1}});
	REQUIRE(restored.status == 201);
	CHECK(restored.body["basedOn"] == 1);
	CHECK(restored.body["content"]["validFrom"].is_null());
	CHECK(host.call("POST", "/questionnaires/delivery/restore", {{"version", 1}}).error.code ==
	      "request.match_required");
	CHECK(host.call("POST", "/questionnaires/delivery/restore", {{"version", 1}}, restored.etag).status == 201);
	CHECK(host.call("POST", "/questionnaires/delivery/restore", {{"version", 9}}).error.code ==
	      "survey.questionnaire.not_found");
}

TEST_CASE("SV-30 a release's new text is only offered where the company has its own", "[SV-30]")
{
	Desk desk;
	auto& host = desk.host;
	const auto draft = host.call("POST", "/questionnaires/install/restore", {{"version", 1}});
	REQUIRE(host.call("POST", "/questionnaires/install/publish", {{"validFrom", "2026-11-06"}}, draft.etag).status ==
	        201);
	// As if other words had been shipped before: the present texts are new.
	(void)host.value("UPDATE survey_questionnaire SET content = REPLACE(content, '回访', '电话回访') "
	                 "WHERE shipped = 1 AND id IN ('install', 'repair') RETURNING id");
	host.setNow(kToday + kDay);
	REQUIRE(host.settle());
	const json install = host.call("GET", "/questionnaires/install").body["versions"];
	REQUIRE(install.size() == 3);
	CHECK(install[0]["state"] == "offered");
	CHECK(install[1]["inForce"] == true);
	CHECK(desk.listed("repair")["version"] == 2);
}
