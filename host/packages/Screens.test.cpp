#include "host/packages/Screens.hpp"

#include <catch2/catch.hpp>

using erphost::packages::wrongScreen;
using nlohmann::json;

namespace {

const json kTitle = {{"zh", "一"}, {"en", "one"}};

json screen()
{
	return {
		{"name", "days"},
		{"title", kTitle},
		{"roles", {"hr"}},
		{"list",
	     {{"path", "/days"},
	      {"columns", json::array({{{"field", "date"}, {"title", kTitle}, {"kind", "day"}, {"sort", true}}})},
	      {"filters", json::array({{{"field", "state"}, {"title", kTitle}, {"choices", {{"a", kTitle}}}}})}}},
		{"forms",
	     json::array({{{"name", "done"},
	                   {"title", kTitle},
	                   {"path", "/days/{id}/done"},
	                   {"row", true},
	                   {"shown", {{"state", {"a"}}}},
	                   {"fields",
	                    json::array({{{"name", "hours"}, {"title", kTitle}, {"schema", {{"type", "integer"}}}}})}}})}};
}

/// Where one is wrong after a change at a place; "" if it is right.
std::string after(const std::string& pointer, const json& value)
{
	json one = screen();
	one[json::json_pointer(pointer)] = value;
	return wrongScreen(json::array({one})).value_or("");
}

} // namespace

TEST_CASE("Screens of a manifest: what the console can show is taken")
{
	CHECK_FALSE(wrongScreen(json::array()));
	CHECK_FALSE(wrongScreen(json::array({screen()})));
	json without = screen();
	without.erase("forms");
	CHECK_FALSE(wrongScreen(json::array({without})));
}

TEST_CASE("Screens of a manifest: what is wrong is named by its place")
{
	CHECK(wrongScreen(json::object()) == "screens");
	CHECK(wrongScreen(json::array({1})) == "screens/0");
	CHECK(wrongScreen(json::array({screen(), screen()})) == "screens/1/name");
	CHECK(after("/title", "one") == "screens/0/title");
	CHECK(after("/title", {{"zh", "一"}}) == "screens/0/title");
	CHECK(after("/roles", "hr") == "screens/0/roles");
	CHECK(after("/list", json::object()) == "screens/0/list/path");
	CHECK(after("/list/columns", json::array()) == "screens/0/list/columns");
	CHECK(after("/list/columns/0/kind", "picture") == "screens/0/list/columns/0/kind");
	CHECK(after("/list/columns/0/colour", "red") == "screens/0/list/columns/0/colour");
	CHECK(after("/list/filters/0/choices/a", "one") == "screens/0/list/filters/0/choices/a");
	CHECK(after("/forms/0/shown/state", json::array()) == "screens/0/forms/0/shown/state");
	CHECK(after("/forms/0/fields/0/schema", true) == "screens/0/forms/0/fields/0/schema");
	CHECK(
		after("/forms/0/fields", json::array({screen()["forms"][0]["fields"][0], screen()["forms"][0]["fields"][0]})) ==
		"screens/0/forms/0/fields/1/name");
}

TEST_CASE("Screens of a manifest: a path stays below the plugin")
{
	for (const char* path : {"days", "//evil", "/a/../users", "/days?x=1", "https://x", "/da ys", ""})
		CHECK(after("/list/path", path) == "screens/0/list/path");
	CHECK(after("/forms/0/path", "/../users") == "screens/0/forms/0/path");
}
