#include "host/worker/SchemaCheck.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::worker;
using nlohmann::json;

namespace {

const json kSchema = json::parse(R"({
	"type": "object", "required": ["level"],
	"properties": {
		"level": {"type": "string", "enum": ["very", "content", "not"]},
		"words": {"type": ["string", "null"], "maxLength": 5, "minLength": 2},
		"count": {"type": "integer", "minimum": 1, "maximum": 3},
		"on": {"type": "string", "format": "date"},
		"code": {"type": "string", "pattern": "^[a-z]+$"},
		"items": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true,
			"items": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}, "additionalProperties": false}},
		"either": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["x"]}]}
	}
})");

std::string first(const json& document)
{
	const auto check = SchemaCheck::compile(kSchema);
	REQUIRE(check);
	const auto errors = check->check(document);
	return errors.empty() ? "" : errors[0].pointer + " " + errors[0].error.code;
}

} // namespace

TEST_CASE("A document is checked, and each fault names its place and rule", "[routes]")
{
	CHECK(first({{"level", "very"}}) == "");
	CHECK(first({{"level", "very"},
	             {"words", "谢谢你们"},
	             {"count", 3},
	             {"on", "2026-11-21"},
	             {"code", "abc"},
	             {"items", {{{"id", "1"}}}},
	             {"either", "x"}}) == "");
	CHECK(first(json::object()) == "/level field.required");
	CHECK(first(json::array()) == " field.type");
	CHECK(first(7) == " field.type");
	CHECK(first({{"level", "bad"}}) == "/level field.choice");
	CHECK(first({{"level", 7}}) == "/level field.type");
	CHECK(first({{"level", nullptr}}) == "/level field.type");
	CHECK(first({{"level", "very"}, {"extra/~", 1}}) == "/extra~1~0 field.unknown");
	CHECK(first({{"level", "very"}, {"words", "六个汉字太长"}}) == "/words field.too_long");
	CHECK(first({{"level", "very"}, {"words", "短"}}) == "/words field.too_short");
	CHECK(first({{"level", "very"}, {"words", nullptr}}) == "");
	CHECK(first({{"level", "very"}, {"count", 0}}) == "/count field.too_small");
	CHECK(first({{"level", "very"}, {"count", 4}}) == "/count field.too_big");
	CHECK(first({{"level", "very"}, {"count", 1.5}}) == "/count field.type");
	CHECK(first({{"level", "very"}, {"count", "1"}}) == "/count field.type");
	CHECK(first({{"level", "very"}, {"on", "yesterday"}}) == "/on field.format");
	CHECK(first({{"level", "very"}, {"code", "ABC"}}) == "/code field.pattern");
	CHECK(first({{"level", "very"}, {"items", json::array()}}) == "/items field.count");
	CHECK(first({{"level", "very"}, {"items", {{{"id", "1"}}, {{"id", "1"}}}}}) == "/items field.repeated");
	CHECK(first({{"level", "very"}, {"items", {{{"id", 1}}}}}) == "/items/0/id field.type");
	CHECK(first({{"level", "very"}, {"items", {{{"id", "1"}, {"x", 1}}}}}) == "/items/0/x field.unknown");
	CHECK(first({{"level", "very"}, {"either", 7}}) == "/either field.mismatch");
}

TEST_CASE("Hostile documents are refused without harm", "[routes]")
{
	CHECK(first({{"level", "very"}, {"code", std::string(1'000'000, 'a')}}) == "/code field.too_long");
	CHECK(first({{"level", std::string("very\0", 5)}}) == "/level field.format");
	CHECK(first({{"level", "very"}, {"count", 18446744073709551615ULL}}) == "/count field.too_big");
	json many = {{"level", "very"}};
	for (int i = 0; i < 10'000; ++i) many["x" + std::to_string(i)] = i;
	CHECK(first(many).find("field.unknown") != std::string::npos);
}

TEST_CASE("Several faults are told at once", "[routes]")
{
	const auto errors = SchemaCheck::compile(kSchema)->check({{"level", "bad"}, {"count", 9}, {"nonsense", 1}});
	CHECK(errors.size() == 3);
}

TEST_CASE("A schema that cannot be understood is a bug of its author", "[routes]")
{
	for (const auto& broken : {json(7), json{{"type", 7}}, json{{"properties", 7}}})
	{
		INFO(broken.dump());
		const auto outcome = SchemaCheck::compile(broken);
		REQUIRE_FALSE(outcome);
		CHECK(outcome.error().code == "route.bad_schema");
	}
}
