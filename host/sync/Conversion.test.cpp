#include "host/sync/Conversion.hpp"
#include "host/sync/DateTimeText.hpp"
#include "host/sync/KeyText.hpp"
#include "host/sync/RowHash.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <random>

using namespace erphost;
using namespace erphost::sync;

namespace {

const entities::TimeZone& shanghai()
{
	static const auto zone = *entities::TimeZone::find("Asia/Shanghai");
	return zone;
}

FieldValue convertOne(Conversion& conversion, std::string_view text, const char* time = nullptr)
{
	return conversion.convert({text, false}, time != nullptr ? ErpCell{time, false} : ErpCell{});
}

} // namespace

TEST_CASE("whole numbers of 64 bit come through, everything else is unreadable", "[conversion]")
{
	FieldMap map;
	map.column = {"", "c"};
	map.as = As::integer;
	Conversion conversion(map, shanghai());
	std::mt19937_64 random(7);
	for (int i = 0; i < 2000; ++i)
	{
		const auto value = static_cast<std::int64_t>(random() >> (random() % 63)) * (random() % 2 ? 1 : -1);
		for (const auto& text :
		     {std::to_string(value), "  " + std::to_string(value) + "  ", std::to_string(value) + ".000"})
		{
			const auto out = convertOne(conversion, text);
			REQUIRE(out.kind == FieldValue::Kind::number);
			REQUIRE(out.number == value);
		}
	}
	for (const char* bad : {"1.5", "abc", "1e3", "9223372036854775808", "--1", "1 2", "1,000"})
		CHECK(convertOne(conversion, bad).kind == FieldValue::Kind::unreadable);
	CHECK(convertOne(conversion, "   ").kind == FieldValue::Kind::null);
	CHECK(conversion.convert({}).kind == FieldValue::Kind::null);
}

TEST_CASE("decimals keep every digit", "[conversion]")
{
	std::mt19937_64 random(11);
	std::string out;
	for (int i = 0; i < 3000; ++i)
	{
		const auto whole = random() % 10'000'000'000'000'000ULL;
		const auto digits = random() % 7;
		std::string fraction;
		for (std::uint64_t d = 0; d < digits; ++d) fraction += static_cast<char>('0' + random() % 10);
		const bool negative = random() % 2 == 0 && (whole != 0 || fraction.find_first_not_of('0') != std::string::npos);
		const auto canonical = (negative ? "-" : "") + std::to_string(whole) + (fraction.empty() ? "" : "." + fraction);
		REQUIRE(canonicalDecimal(canonical, out));
		REQUIRE(out == canonical);
		REQUIRE(canonicalDecimal((negative ? "-000" : "+00") + canonical.substr(negative ? 1 : 0), out));
		REQUIRE(out == canonical);
	}
	const std::pair<const char*, const char*> cases[] = {{".5", "0.5"},        {"-.50", "-0.50"},  {"1e3", "1000"},
	                                                     {"1.25e1", "12.5"},   {"12e-3", "0.012"}, {"-0.00", "0.00"},
	                                                     {"460.40", "460.40"}, {"5.", "5"}};
	for (const auto& [in, wanted] : cases)
	{
		REQUIRE(canonicalDecimal(in, out));
		CHECK(out == wanted);
	}
	for (const char* bad : {"", "-", ".", "1.2.3", "1,5", "x", "1e", "1e99", "١"})
		CHECK_FALSE(canonicalDecimal(bad, out));
}

TEST_CASE("a date means the same in all the ways in which ERPs write it", "[conversion]")
{
	FieldMap map;
	map.column = {"", "c"};
	map.as = As::local;
	Conversion conversion(map, shanghai());
	std::mt19937 random(3);
	for (int i = 0; i < 3000; ++i)
	{
		const auto local = static_cast<std::int64_t>(random() % 2'000'000'000);
		const auto t = dateTimeOf(local);
		REQUIRE(t.localSeconds() == local);
		const auto wanted = (local - 8 * 3600) * 1000;
		for (const auto& text :
		     {t.timestampText(), t.timestampText() + ".000000",
		      fmt::format("{}/{}/{} {}:{:02}:{:02}", fmt::format("{:04}", t.year), t.month, t.day, t.hour, t.minute,
		                  t.second),
		      fmt::format("{:04}.{:02}.{:02}T{:02}:{:02}:{:02}", t.year, t.month, t.day, t.hour, t.minute, t.second),
		      fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", t.year, t.month, t.day, t.hour, t.minute, t.second),
		      fmt::format("{:04}年{}月{}日 {}时{}分{}秒", t.year, t.month, t.day, t.hour, t.minute, t.second),
		      t.timestampText() + "+08", t.timestampText() + " +08:00"})
		{
			INFO(text);
			const auto out = convertOne(conversion, text);
			REQUIRE(out.kind == FieldValue::Kind::number);
			REQUIRE(out.number == wanted);
			REQUIRE(out.twin == text);
		}
	}
	CHECK(convertOne(conversion, "2024-02-29 10:00:00.123456").number % 1000 == 123);
	for (const char* empty : {"", "   ", "0000-00-00", "0000-00-00 00:00:00", "00000000", "0"})
		CHECK(convertOne(conversion, empty).kind == FieldValue::Kind::null);
	for (const char* bad : {"2023-02-29", "2024-13-01", "2024-01-32", "24-01-01", "2024-01-01 25:00",
	                        "2024-01-01 10:61:00", "gestern", "2024-01-01 10:00 MEZ"})
	{
		INFO(bad);
		const auto out = convertOne(conversion, bad);
		CHECK(out.kind == FieldValue::Kind::unreadable);
		CHECK(out.twin == bad);
	}
}

TEST_CASE("date and time of two columns become one instant", "[conversion]")
{
	FieldMap map;
	map.date = {"", "d"};
	map.time = {"", "t"};
	map.as = As::local;
	Conversion conversion(map, shanghai());
	const auto wanted = (daysFromCivil(2026, 10, 31) * 86'400 + 9 * 3600 + 30 * 60 - 8 * 3600) * 1000;
	for (const char* time : {"09:30", "9:30", "0930", "093000", "09:30:00", "9时30分", " 09:30 "})
	{
		INFO(time);
		CHECK(convertOne(conversion, "2026-10-31", time).number == wanted);
		CHECK(convertOne(conversion, "20261031", time).number == wanted);
		CHECK(convertOne(conversion, "2026-10-31 00:00:00", time).number == wanted);
	}
	CHECK(convertOne(conversion, "2026-10-31", "").number == wanted - (9 * 60 + 30) * 60'000LL);
	CHECK(conversion.convert({}, {"09:30", false}).kind == FieldValue::Kind::null);
	CHECK(convertOne(conversion, "2026-10-31", "nachts").kind == FieldValue::Kind::unreadable);
	CHECK(convertOne(conversion, "2026-10-31", "09:30").twin == "2026-10-31 09:30");
}

TEST_CASE("codes, padding, NULL and empty are told apart", "[conversion]")
{
	FieldMap map;
	map.column = {"", "c"};
	map.codes = {{"01", "install"}, {"02", "repair"}};
	Conversion conversion(map, shanghai());
	CHECK(convertOne(conversion, "01  ").text == "install");
	CHECK(convertOne(conversion, "03").kind == FieldValue::Kind::refused);
	CHECK(convertOne(conversion, "  ").kind == FieldValue::Kind::null);
	map.otherwise = Otherwise::keep;
	CHECK(convertOne(conversion, "03 ").text == "03");
	map.otherwise = Otherwise::null;
	CHECK(convertOne(conversion, "03").kind == FieldValue::Kind::null);
	FieldMap text;
	text.column = {"", "c"};
	Conversion plain(text, shanghai());
	CHECK(convertOne(plain, "").kind == FieldValue::Kind::text);
	CHECK(convertOne(plain, "李 ").text == "李 ");
	text.trim = true;
	CHECK(convertOne(plain, "  李　 ").text == "  李");
	CHECK(convertOne(plain, "😀   ").text == "😀");
}

TEST_CASE("keys can be taken apart again, whatever stands in them", "[conversion]")
{
	std::mt19937 random(5);
	const std::string alphabet[] = {"a", "|", "\\", "勉", "0", "-", " x"};
	for (int i = 0; i < 2000; ++i)
	{
		std::vector<std::string> parts(1 + random() % 4);
		for (auto& part : parts)
			for (std::size_t n = random() % 6; n > 0; --n) part += alphabet[random() % std::size(alphabet)];
		REQUIRE(splitKey(joinKey(parts)) == parts);
	}
	CHECK(joinKey({"MX  ", "W1"}) == "MX|W1");
	CHECK(joinKey({"a|", "b"}) != joinKey({"a", "|b"}));
}

TEST_CASE("values cannot flow into each other in the row hash", "[conversion]")
{
	const auto digest = [](auto fill) {
		RowHash hash;
		fill(hash);
		return hash.digest();
	};
	CHECK(digest([](RowHash& h) {
			  h.text("a");
			  h.text("b");
		  }) != digest([](RowHash& h) {
			  h.text("ab");
			  h.text("");
		  }));
	CHECK(digest([](RowHash& h) { h.null(); }) != digest([](RowHash& h) { h.text(""); }));
	CHECK(digest([](RowHash& h) { h.number(1); }) != digest([](RowHash& h) { h.text("1"); }));
	CHECK(digest([](RowHash& h) {
			  h.text("回访");
			  h.number(-5);
		  }) == digest([](RowHash& h) {
			  h.text("回访");
			  h.number(-5);
		  }));
}

TEST_CASE("all shipped time zones work, clock changes included", "[time-zone]")
{
	const auto names = entities::TimeZone::names();
	CHECK(names.size() > 400);
	for (const auto& name : names)
	{
		INFO(name);
		const auto zone = entities::TimeZone::find(name);
		REQUIRE(zone.ok());
		for (std::int64_t utc = 1'700'000'000; utc < 1'735'000'000; utc += 3'456'789)
		{
			const auto local = zone->toLocalSeconds(utc);
			REQUIRE(std::abs(local - utc) <= 15 * 3600);
			REQUIRE(std::abs(zone->toUtcSeconds(local) - utc) <= 3600);
		}
	}
	const auto berlin = *entities::TimeZone::find("Europe/Berlin");
	const auto at = [](int month, int day, int hour, int minute) {
		return daysFromCivil(2026, month, day) * 86'400 + hour * 3600 + minute * 60;
	};
	CHECK(berlin.toUtcSeconds(at(7, 1, 12, 0)) == at(7, 1, 10, 0));
	CHECK(berlin.toUtcSeconds(at(1, 1, 12, 0)) == at(1, 1, 11, 0));
	CHECK(berlin.toUtcSeconds(at(3, 29, 2, 30)) == at(3, 29, 1, 0));    // skipped: the moment of the change
	CHECK(berlin.toUtcSeconds(at(10, 25, 2, 30)) == at(10, 25, 0, 30)); // twice: the first
	CHECK_FALSE(entities::TimeZone::find("Mars/Base").ok());
}
