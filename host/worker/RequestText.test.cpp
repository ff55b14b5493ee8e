#include "host/worker/RequestText.hpp"
#include "host/worker/RoutePath.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::worker;
using nlohmann::json;

TEST_CASE("A query becomes an object of texts", "[routes]")
{
	CHECK(*parseQuery("") == json::object());
	CHECK(*parseQuery("a=1&b=x+y&b=%E5%8B%89%E5%8E%BF&c") == json({{"a", "1"}, {"b", {"x y", "勉县"}}, {"c", ""}}));
	for (const auto* broken : {"a=%", "a=%4", "a=%zz", "a=%FF", "a=%00", "%ED%A0%80=1", "a=%C0%80"})
	{
		INFO(broken);
		const auto outcome = parseQuery(broken);
		REQUIRE_FALSE(outcome);
		CHECK(outcome.error().code == "request.malformed");
	}
	std::string many;
	for (int i = 0; i < 101; ++i) many += "a=1&";
	CHECK_FALSE(parseQuery(many));
}

TEST_CASE("Query texts get the types of their schema, or stay what they are", "[routes]")
{
	const json schema = {{"properties",
	                      {{"limit", {{"type", "integer"}}},
	                       {"open", {{"type", "boolean"}}},
	                       {"share", {{"type", {"number", "null"}}}},
	                       {"state", {{"type", "array"}, {"items", {{"type", "string"}}}}}}}};
	CHECK(convertQuery(*parseQuery("limit=20&open=true&share=0.5&state=a"), schema) ==
	      json({{"limit", 20}, {"open", true}, {"share", 0.5}, {"state", {"a"}}}));
	CHECK(convertQuery(*parseQuery("limit=20x&open=maybe&other=1"), schema) ==
	      json({{"limit", "20x"}, {"open", "maybe"}, {"other", "1"}}));
	CHECK(convertQuery(*parseQuery("limit=99999999999999999999"), schema)["limit"].is_string());
}

TEST_CASE("A body that is not JSON is refused with the place", "[routes]")
{
	CHECK((*parseBody("{\"a\": [1, \"[[[[\"]}"))["a"][0] == 1);
	for (const auto* broken : {"", "{", "{\"a\":}", "{'a':1}", "nul", "\xFF", "{\"a\":\"\xC3\"}", "[1e999]", "{} {}"})
	{
		INFO(broken);
		const auto outcome = parseBody(broken);
		REQUIRE_FALSE(outcome);
		CHECK(outcome.error().code == "request.broken_json");
	}
	const auto deep = parseBody(std::string(500'000, '['));
	REQUIRE_FALSE(deep);
	CHECK(deep.error().code == "request.malformed");
}

TEST_CASE("Paths match by segment, parameters are decoded", "[routes]")
{
	const RoutePath path("/tasks/{id}/attempts");
	REQUIRE(path.match("/tasks/7/attempts"));
	CHECK(path.match("/tasks/7%2F8/attempts")->at("id") == "7/8");
	CHECK(path.match("/tasks/%E5%8B%89/attempts")->at("id") == "勉");
	for (const auto* other : {"", "/", "/tasks", "/tasks/7", "/tasks//attempts", "/tasks/7/attempts/",
	                          "/tasks/%FF/attempts", "/tasks/7/Attempts", "/tasks/%00/attempts"})
	{
		INFO(other);
		CHECK_FALSE(path.match(other));
	}
	CHECK(RoutePath("/tasks/next").before(RoutePath("/tasks/{id}")));
	CHECK_FALSE(RoutePath("/tasks/{id}").before(RoutePath("/tasks/next")));
	CHECK(RoutePath("/tasks/{a}").sameAs(RoutePath("/tasks/{b}")));
	CHECK(RoutePath("/").match(""));
}
