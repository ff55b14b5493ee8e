#include "host/front/BodyBudget.hpp"
#include "host/front/PublicLimit.hpp"
#include "host/front/testing/TestFront.hpp"

#include <Poco/Exception.h>

using namespace erphost;
using namespace erphost::front;
using namespace erphost::front::testing;

TEST_CASE("Public routes are reached without signing in, and only they", "[front][public]")
{
	Fixture f;
	const auto open = f.call("GET", "/api/v1/survey/invitations/good");
	REQUIRE(open.status == 200);
	CHECK(open.body["caller"] == "public");
	CHECK(open.body["grants"] == 0);
	CHECK_FALSE(open.headers.contains("Set-Cookie"));
	CHECK(f.call("GET", "/api/v1/survey/tasks").code() == "auth.required");
	CHECK(f.call("POST", "/api/v1/survey/tasks", "{}").code() == "auth.required");
	CHECK(f.call("GET", "/api/v1/survey/_routes").status == 401);
	CHECK(f.call("DELETE", "/api/v1/survey/invitations/good").status == 401);

	// A clerk's cookie gives no right there, and so needs no CSRF token; nor does a page on another site.
	const auto who = f.admin();
	const auto answered = f.call("POST", "/api/v1/survey/invitations/good", "{}", {who.cookie, "", ""},
	                             {{"Sec-Fetch-Site", "cross-site"}});
	REQUIRE(answered.status == 200);
	CHECK(answered.body["caller"] == "public");
	// What front does not let in, the worker does not serve either.
	CHECK(f.call("GET", "/api/v1/survey/invitations/good", "", who).body["caller"] == "public");
	const auto document = f.call("GET", "/api/v1/openapi.json", "", who).body;
	CHECK(document["paths"]["/api/v1/survey/invitations/{token}"]["get"]["security"] == json::array());
	CHECK_FALSE(document["paths"]["/api/v1/survey/tasks"]["get"].contains("security"));

	// While the worker is away it is still known what is public.
	f.survey.reset();
	auto peers = f.peers.all();
	peers[0]["state"] = "backoff";
	f.peers.set(peers);
	CHECK(f.call("GET", "/api/v1/survey/invitations/good").code() == "worker.away");
	CHECK(f.call("GET", "/api/v1/survey/tasks").code() == "auth.required");
}

TEST_CASE("One address may use public routes so often, and guess less often", "[front][public]")
{
	Fixture f;
	for (int i = 0; i < PublicLimit::kPerMinute; ++i)
		REQUIRE(f.call("GET", "/api/v1/survey/invitations/good").status == 200);
	const auto refused = f.call("GET", "/api/v1/survey/invitations/good");
	CHECK(refused.status == 429);
	CHECK(refused.code() == "request.too_many");
	CHECK(refused.headers.at("Retry-After") == "60");
	CHECK(f.call("GET", "/healthz").status == 200); // the rest goes on
	f.clock.advance(60'000);
	int guesses = 0;
	while (f.call("GET", "/api/v1/survey/invitations/guess").status == 404) ++guesses;
	CHECK(guesses == PublicLimit::kPerMinute / PublicLimit::kFailureCost);
}

TEST_CASE("The limit forgets addresses, counts IPv6 networks, and stays small", "[front][public]")
{
	ManualClock clock;
	PublicLimit limit(clock);
	CHECK(PublicLimit::unitOf("10.0.0.1") == "10.0.0.1");
	CHECK(PublicLimit::unitOf("2001:db8:1:2:3:4:5:6") == PublicLimit::unitOf("2001:db8:1:2:9:9:9:9"));
	CHECK(PublicLimit::unitOf("2001:db8:1:2:3:4:5:6") != PublicLimit::unitOf("2001:db8:1:3:3:4:5:6"));
	CHECK(PublicLimit::unitOf("::1") == "::1");
	for (int i = 0; i < PublicLimit::kPerMinute; ++i) CHECK(limit.admit("10.0.0.1"));
	CHECK_FALSE(limit.admit("10.0.0.1"));
	for (std::size_t i = 0; i < 2 * PublicLimit::kMostAddresses; ++i)
		if (!limit.admit("x" + std::to_string(i))) FAIL_CHECK("a fresh address was refused");
	CHECK_FALSE(limit.admit("10.0.0.1")); // a flood does not set him free
	clock.advance(60'000);
	CHECK(limit.admit("10.0.0.1"));
}

TEST_CASE("Large bodies come only where a route asks for them", "[front][public][hostile]")
{
	Fixture f;
	const auto who = f.admin();
	const auto body = [](std::size_t bytes) { return R"({"x":")" + std::string(bytes - 8, 'y') + R"("})"; };
	const auto size = worker::kLargestPublicBody;
	CHECK(f.call("POST", "/api/v1/survey/invitations/good", body(size)).body["bytes"] == size);
	CHECK(f.call("POST", "/api/v1/survey/invitations/good", body(size + 1)).status == 413);
	CHECK(f.call("POST", "/api/v1/survey/tasks", body(size), who).status == 413);
	CHECK(f.call("POST", "/api/v1/survey/recordings", body(worker::kLargestBody), who).status == 200);
	// Refused before all of it was read: the answer may be lost with the connection, which is reset under the sender.
	const auto refused = [&](std::size_t bytes, const auto&... sender) {
		try
		{
			return f.call("POST", "/api/v1/survey/recordings", body(bytes), sender...).status == 413;
		}
		catch (const Poco::IOException&)
		{
			return true;
		}
	};
	CHECK(refused(worker::kLargestBody + 1, who));
	CHECK(refused(worker::kLargestBody)); // not signed in
	CHECK(f.call("POST", "/api/v1/survey/recordings", "{}").status == 401);

	BodyBudget budget(10);
	{
		const auto most = budget.take(8);
		CHECK(most);
		CHECK_FALSE(budget.take(3));
	}
	CHECK(budget.take(10));
}

TEST_CASE("Bytes are downloaded as they are, and never shown as a page", "[front][download]")
{
	Fixture f;
	const auto got = f.call("GET", "/api/v1/survey/recordings/7", "", f.admin());
	REQUIRE(got.status == 200);
	CHECK(got.text == std::string("#!AMR\n\0\xFF", 8));
	CHECK(got.headers.at("Content-Type") == "audio/amr");
	CHECK(got.headers.at("Content-Disposition") == "attachment; filename*=UTF-8''%E5%BD%95%E9%9F%B3%20%221%22_.amr");
	CHECK(got.headers.at("X-Content-Type-Options") == "nosniff");
	CHECK(got.headers.at("Cache-Control") == "no-store");
	CHECK(worker::contentHeaders({"text/html\r\nX: 1", "", ""})[0].second == "application/octet-stream");
	CHECK(worker::contentHeaders({"text", "", ""})[0].second == "application/octet-stream");
}

TEST_CASE("Customers get a page of their own", "[front][public]")
{
	Fixture f;
	for (const auto* path : {"/s/AbC-123_x", "/order", "/order/", "/order/HZ/A1", "/prices"})
	{
		INFO(path);
		const auto page = f.call("GET", path);
		CHECK(page.status == 200);
		CHECK(page.text.find("for customers") != std::string::npos);
		CHECK(page.headers.at("Referrer-Policy") == "no-referrer");
		CHECK(page.headers.at("Content-Security-Policy").find("script-src 'self';") != std::string::npos);
	}
	for (const auto* path : {"/", "/orders", "/s", "/s/", "/survey"})
		CHECK(f.call("GET", path).text.find("<title>erphost") != std::string::npos);
}
