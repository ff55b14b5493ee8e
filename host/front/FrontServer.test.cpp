#include "host/front/testing/TestFront.hpp"

using namespace erphost;
using namespace erphost::front;
using namespace erphost::front::testing;

TEST_CASE("Sign in, work, set a password, sign out", "[front]")
{
	Fixture f;
	const auto link = security::firstLink(*f.database, f.clock);
	REQUIRE(*link);
	CHECK(f.call("GET", "/api/v1/session").status == 401);
	const auto in = f.call("POST", "/api/v1/session", json{{"link", **link}}.dump());
	REQUIRE(in.status == 200);
	CHECK(in.body["user"]["mustSetPassword"] == true);
	const auto& setCookie = in.headers.at("Set-Cookie");
	for (const auto* part : {"HttpOnly", "SameSite=Strict", "Path=/"}) CHECK(setCookie.find(part) != std::string::npos);
	Who who{cookieOf(in), in.body["csrf"], ""};
	CHECK(f.call("POST", "/api/v1/session", json{{"link", **link}}.dump()).code() == "auth.link_spent");

	CHECK(f.call("GET", "/api/v1/users", "", who).code() == "auth.password_needed");
	CHECK(f.call("POST", "/api/v1/session/password", R"({"new": "short"})", who).body["errors"][0]["pointer"] ==
	      "/new");
	CHECK(f.call("POST", "/api/v1/session/password", json{{"new", kPassword}}.dump(), who).status == 204);
	CHECK(f.call("GET", "/api/v1/users", "", who).status == 200);
	CHECK(f.call("POST", "/api/v1/session/password", R"({"new": "coffee and cake"})", who).code() ==
	      "auth.password_wrong");

	CHECK(f.call("PATCH", "/api/v1/session", R"({"language": "en"})", who).status == 204);
	CHECK(f.call("GET", "/api/v1/session", "", who).body["user"]["language"] == "en");
	CHECK(f.call("GET", "/api/v1/nowhere", "", who).status == 404);
	CHECK(f.call("DELETE", "/api/v1/session", "", who).status == 204);
	CHECK(f.call("GET", "/api/v1/session", "", who).status == 401);

	const auto again = f.call("POST", "/api/v1/session", json{{"username", "ADMIN"}, {"password", kPassword}}.dump());
	CHECK(again.status == 200);
	CHECK(again.body["user"]["mustSetPassword"] == false);
}

TEST_CASE("Wrong passwords lock the account, also over HTTP", "[front]")
{
	Fixture f;
	f.addUser("li", {{"callback_clerk", "MX"}});
	const auto tryIn = [&](const char* password) {
		return f.call("POST", "/api/v1/session", json{{"username", "li"}, {"password", password}}.dump());
	};
	for (int i = 0; i < 5; ++i) CHECK(tryIn("wrong").status == 401);
	const auto locked = tryIn(kPassword);
	CHECK(locked.status == 429);
	CHECK(locked.headers.at("Retry-After") == "30");
	f.clock.advance(30'000);
	CHECK(tryIn(kPassword).status == 200);
	CHECK(f.call("POST", "/api/v1/session", json{{"username", "li"}, {"password", kPassword}}.dump(), {},
	             {{"Sec-Fetch-Site", "cross-site"}})
	          .code() == "auth.csrf");
}

TEST_CASE("A change by cookie needs the CSRF token, one by API token does not", "[front]")
{
	Fixture f;
	auto who = f.admin();
	const std::string body = R"({"name": "till", "days": 30})";
	auto without = who;
	without.csrf.clear();
	CHECK(f.call("POST", "/api/v1/tokens", body, without, {{"Idempotency-Key", "k1"}}).code() == "auth.csrf");
	without.csrf = std::string(who.csrf.size(), 'x');
	CHECK(f.call("POST", "/api/v1/tokens", body, without, {{"Idempotency-Key", "k1"}}).code() == "auth.csrf");
	const auto made = f.call("POST", "/api/v1/tokens", body, who, {{"Idempotency-Key", "k1"}});
	REQUIRE(made.status == 201);
	const std::string secret = made.body["token"];
	const auto replay = f.call("POST", "/api/v1/tokens", body, who, {{"Idempotency-Key", "k1"}});
	CHECK(replay.status == 201);
	CHECK(replay.headers.at("Idempotency-Replayed") == "true");
	CHECK(replay.body["id"] == made.body["id"]);
	CHECK_FALSE(replay.body.contains("token"));
	CHECK(f.call("POST", "/api/v1/tokens", R"({"name": "x", "days": 30})", who, {{"Idempotency-Key", "k1"}}).code() ==
	      "request.key_reused");

	const Who machine{"", "", secret};
	CHECK(f.call("POST", "/api/v1/users", R"({"username": "a"})", machine, {{"Idempotency-Key", "k2"}}).status == 201);
	CHECK(f.call("GET", "/api/v1/tokens", "", machine).body["items"].size() == 1);
	CHECK(f.call("DELETE", "/api/v1/tokens/" + made.body["id"].get<std::string>(), "", machine).status == 204);
	CHECK(f.call("GET", "/api/v1/tokens", "", machine).status == 401);
}

TEST_CASE("Every role gets exactly what it may", "[front][roles]")
{
	Fixture f;
	const std::vector<std::pair<std::string, Who>> people = {
		{"admin", f.admin()},
		{"it", f.sessionOf(f.addUser("it", {{"it", "*"}}))},
		{"service_manager", f.sessionOf(f.addUser("sm", {{"service_manager", "*"}}))},
		{"callback_clerk", f.sessionOf(f.addUser("cc", {{"callback_clerk", "MX"}}))},
		{"nobody", {}}};
	struct Row
	{
		std::string method, target;
		std::vector<std::string> allowed;
	};
	const std::vector<std::string> everybody = {"admin", "it", "service_manager", "callback_clerk"};
	const std::vector<Row> rows = {
		{"GET", "/api/v1/session", everybody},
		{"GET", "/api/v1/overview", everybody},
		{"GET", "/api/v1/openapi.json", everybody},
		{"GET", "/api/v1/users", {"admin"}},
		{"GET", "/api/v1/users/none", {"admin"}},
		{"POST", "/api/v1/users/none/reset", {"admin"}},
		{"GET", "/api/v1/tokens", {"admin"}},
		{"DELETE", "/api/v1/tokens/none", {"admin"}},
		{"GET", "/api/v1/plugins", {"admin", "it"}},
		{"POST", "/api/v1/plugins/none/restart", {"admin", "it"}},
		{"GET", "/api/v1/journal/parked", {"admin", "it"}},
		{"POST", "/api/v1/journal/parked/x/1/retry", {"admin", "it"}},
		{"GET", "/api/v1/audit", {"admin", "it"}},
		{"GET", "/api/v1/settings/host", {"admin", "it", "service_manager"}},
		{"GET", "/api/v1/secrets", {"admin", "it"}},
		{"DELETE", "/api/v1/secrets/none", {"admin", "it"}},
		{"GET", "/api/v1/survey/tasks", everybody},
		{"GET", "/api/v1/survey/secrets", {"admin", "service_manager"}},
	};
	for (const auto& row : rows)
		for (const auto& [role, who] : people)
		{
			INFO(row.method << " " << row.target << " as " << role);
			const auto answer = f.call(row.method, row.target, "", who);
			const bool allowed = std::find(row.allowed.begin(), row.allowed.end(), role) != row.allowed.end();
			if (role == "nobody") CHECK(answer.status == 401);
			else if (allowed) CHECK((answer.status == 200 || answer.status == 404));
			else CHECK(answer.status == 403);
			CHECK(answer.headers.contains("X-Content-Type-Options"));
			if (answer.status >= 400) CHECK(answer.headers.at("Content-Type") == "application/problem+json");
		}
}

TEST_CASE("Problems speak the reader's language", "[front]")
{
	Fixture f;
	const auto zh = f.call("GET", "/api/v1/users", "", {}, {{"Accept-Language", "zh-CN"}});
	const auto en = f.call("GET", "/api/v1/users", "", {}, {{"Accept-Language", "en"}});
	CHECK(zh.body["title"] == messages::explain(permanent("auth.required", ""), "zh").title);
	CHECK(en.body["title"] == messages::explain(permanent("auth.required", ""), "en").title);
	CHECK(zh.body["correlation"] == zh.headers.at("X-Request-Id"));
	CHECK(f.call("GET", "/api/v1/users", "", {}, {{"X-Request-Id", "mine-12345"}}).body["correlation"] == "mine-12345");
	CHECK(f.call("GET", "/api/v1/users", "", {}, {{"X-Request-Id", "bad id\t"}}).body["correlation"] != "bad id");
}

TEST_CASE("Users: paging, ETag, stale changes, the last administrator", "[front]")
{
	Fixture f;
	const auto who = f.admin();
	for (const auto* name : {"a", "b", "c"})
		CHECK(f.call("POST", "/api/v1/users",
		             json{{"username", name}, {"grants", {{{"role", "it"}, {"branch", "*"}}}}}.dump(), who,
		             {{"Idempotency-Key", std::string("key-") + name}})
		          .status == 201);
	auto page = f.call("GET", "/api/v1/users?limit=3", "", who).body;
	CHECK(page["items"].size() == 3);
	CHECK(page["total"] == 4);
	page = f.call("GET", "/api/v1/users?limit=3&cursor=" + page["next"].get<std::string>(), "", who).body;
	CHECK(page["items"].size() == 1);
	CHECK(page["next"].is_null());
	CHECK(f.call("GET", "/api/v1/users?sort=-username&limit=1", "", who).body["items"][0]["username"] == "root");
	CHECK(f.call("GET", "/api/v1/users?limit=1000", "", who).status == 422);
	CHECK(f.call("GET", "/api/v1/users?nonsense=1", "", who).status == 422);

	const std::string id = f.call("GET", "/api/v1/users?search=b", "", who).body["items"][0]["id"];
	const auto one = f.call("GET", "/api/v1/users/" + id, "", who);
	const auto tag = one.headers.at("ETag");
	const std::string change = R"({"disabled": true})";
	CHECK(f.call("PATCH", "/api/v1/users/" + id, change, who).status == 428);
	CHECK(f.call("PATCH", "/api/v1/users/" + id, change, who, {{"If-Match", tag}}).status == 200);
	const auto stale = f.call("PATCH", "/api/v1/users/" + id, change, who, {{"If-Match", tag}});
	CHECK(stale.status == 412);
	CHECK(stale.code() == "request.stale");

	const std::string root = f.call("GET", "/api/v1/session", "", who).body["user"]["id"];
	const auto mine = f.call("GET", "/api/v1/users/" + root, "", who).headers.at("ETag");
	CHECK(f.call("PATCH", "/api/v1/users/" + root, change, who, {{"If-Match", mine}}).code() == "user.last_admin");
	CHECK(f.call("POST", "/api/v1/users/" + id + "/reset", "", who).body["link"].get<std::string>().size() > 30);
	const auto audit = f.call("GET", "/api/v1/audit?limit=2", "", who).body;
	CHECK(audit["items"][0]["action"] == "user.reset");
	CHECK(audit["items"][1]["action"] == "host.changeUser");
	CHECK(f.call("GET", "/api/v1/audit?cursor=" + audit["next"].get<std::string>(), "", who).status == 200);
	CHECK(f.call("GET", "/api/v1/audit?cursor=x", "", who).code() == "cursor.invalid");
}

TEST_CASE("Settings have effective dates", "[front]")
{
	Fixture f; // the clock stands at 2023-11-15 in Shanghai
	const auto who = f.admin();
	const auto put = [&](const json& body, const std::string& name = "go_live_date") {
		return f.call("PUT", "/api/v1/settings/host/" + name, body.dump(), who);
	};
	CHECK(put({{"effectiveFrom", "2023-11-01"}, {"value", "2023-12-01"}}).body["value"] == "2023-12-01");
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", "2024-02-01"}}).body["value"] == "2023-12-01");
	CHECK(put({{"effectiveFrom", "2023-02-30"}, {"value", "2024-02-01"}}).code() == "setting.invalid");
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", "2024-13-01"}}).code() == "setting.invalid");
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", 7}}).code() == "setting.invalid");
	CHECK(put({{"effectiveFrom", "2024-01-01"}}).status == 422);
	CHECK(put({{"effectiveFrom", "2024-01-01"}, {"value", "2024-02-01"}}, "nothing").status == 404);
	const auto all = f.call("GET", "/api/v1/settings/host", "", who).body;
	for (const auto& item : all["items"])
		if (item["name"] == "go_live_date") CHECK(item["versions"].size() == 2);
	CHECK(f.call("GET", "/api/v1/settings/unknown", "", who).status == 404);
}
