#include "host/odbc/Catalog.hpp"
#include "host/odbc/ColumnBinding.hpp"
#include "host/odbc/DecimalText.hpp"
#include "host/odbc/OdbcApi.hpp"
#include "host/odbc/Utf8.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace erphost;
using namespace erphost::odbc;

namespace {

CatalogColumn columnOf(std::string type, std::uint64_t size = 0, int scale = 0, std::string charset = {},
                       Product product = Product::mariadb)
{
	CatalogColumn column;
	column.name = "NR";
	column.typeName = std::move(type);
	column.kind = kindOfTypeName(column.typeName, product);
	column.size = size;
	column.scale = scale;
	column.charset = std::move(charset);
	return column;
}

bool fits(const CatalogColumn& column, const std::string& value, Product product = Product::mariadb)
{
	return checkFits(column, value, product).ok();
}

} // namespace

TEST_CASE("generated whole numbers fit exactly into their type's range", "[checkFits]")
{
	std::mt19937_64 random(1);
	const auto tiny = columnOf("tinyint"), small = columnOf("smallint"), whole = columnOf("int"),
			   wide = columnOf("bigint"), natural = columnOf("int unsigned");
	for (int i = 0; i < 20'000; ++i)
	{
		const int bits = static_cast<int>(random() % 63) + 1;
		const auto value = static_cast<std::int64_t>(random()) >> (63 - bits);
		const auto text = std::to_string(value);
		INFO(text);
		REQUIRE(fits(tiny, text) == (value >= -128 && value <= 127));
		REQUIRE(fits(small, text) == (value >= -32768 && value <= 32767));
		REQUIRE(fits(whole, text) == (value >= -2147483648LL && value <= 2147483647LL));
		REQUIRE(fits(natural, text) == (value >= 0 && value <= 4294967295LL));
		REQUIRE(fits(wide, text));
	}
	for (const auto* bad : {"", "-", "+1", "1.0", "1e3", " 1", "1 ", "0x10", "一"}) CHECK(!fits(wide, bad));
}

TEST_CASE("generated decimals fit by digits and scale, trailing zeros aside", "[checkFits]")
{
	std::mt19937_64 random(2);
	const auto column = columnOf("decimal", 18, 4);
	for (int i = 0; i < 20'000; ++i)
	{
		const auto wholeDigits = random() % 18, fractionDigits = random() % 8;
		std::string text = random() % 2 ? "-" : "", fraction;
		for (std::size_t k = 0; k < wholeDigits; ++k) text += static_cast<char>('1' + random() % 9);
		if (wholeDigits == 0) text += "0";
		for (std::size_t k = 0; k < fractionDigits; ++k)
			fraction += static_cast<char>('0' + (random() % 3 ? 0 : random() % 10));
		if (!fraction.empty()) text += "." + fraction;
		while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
		INFO(text);
		REQUIRE(fits(column, text) == (wholeDigits <= 14 && fraction.size() <= 4));
	}
}

TEST_CASE("generated days exist or are refused", "[checkFits]")
{
	const auto column = columnOf("date");
	const auto exists = [](int year, int month, int day) {
		static constexpr int kDays[]{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
		const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
		return month >= 1 && month <= 12 && day >= 1 && day <= kDays[month - 1] + (month == 2 && leap);
	};
	for (const int year : {1900, 2000, 2023, 2024, 2026, 2100})
		for (int month = 0; month <= 13; ++month)
			for (int day = 0; day <= 32; ++day)
			{
				char text[16];
				std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
				INFO(text);
				REQUIRE(fits(column, text) == exists(year, month, day));
			}
	CHECK(!fits(columnOf("datetime", 0, 6), "2026-02-30 00:00:00"));
	CHECK(!fits(columnOf("datetime", 0, 6), "2026-02-03 24:00:00"));
	CHECK(fits(columnOf("datetime", 0, 3), "2026-02-03 00:00:00.120000"));
	CHECK(!fits(columnOf("datetime", 0, 3), "2026-02-03 00:00:00.1234"));
}

TEST_CASE("length counts in the column's own units", "[checkFits]")
{
	std::mt19937_64 random(3);
	const auto characters = columnOf("varchar", 10, 0, "utf8mb4"), bytes = columnOf("tinytext", 255, 0, "utf8mb4"),
			   gbk = columnOf("tinytext", 255, 0, "gbk");
	const auto units = columnOf("nvarchar", 10, 0, "", Product::sqlserver);
	for (int i = 0; i < 5'000; ++i)
	{
		std::string text;
		std::size_t count = random() % 14, size = 0, utf16 = 0;
		bool inGbk = true;
		std::size_t gbkBytes = 0;
		for (std::size_t k = 0; k < count; ++k)
		{
			const char32_t code = std::array<char32_t, 4>{U'a', U'汉', U'é', U'😀'}[random() % 4];
			utf8::append(text, code);
			utf16 += code > 0xFFFF ? 2 : 1;
			inGbk = inGbk && code != U'😀';
			gbkBytes += code == U'a' ? 1 : 2;
		}
		size = text.size();
		REQUIRE(fits(characters, text) == (count <= 10));
		REQUIRE(fits(units, text, Product::sqlserver) == (utf16 <= 10));
		REQUIRE(fits(bytes, text) == (size <= 255));
		REQUIRE(fits(gbk, text) == (inGbk && gbkBytes <= 255));
	}
	CHECK(fits(gbk, std::string(255, 'x')));
	CHECK(!fits(gbk, std::string(256, 'x')));
}

TEST_CASE("a refused character is named with its column", "[checkFits]")
{
	const auto refused = checkFits(columnOf("varchar", 100, 0, "gbk"), "好😀", Product::mariadb);
	REQUIRE(!refused);
	CHECK(refused.error().code == "odbc.value_refused");
	CHECK(refused.error().param("column") == "NR");
	CHECK(refused.error().param("character") == "U+1F600");
	CHECK(refused.error().message.find("好") == std::string::npos);
	CHECK(!fits(columnOf("varchar", 10, 0, "latin1"), "汉"));
	CHECK(!checkFits(columnOf("character varying", 10, 0, "UTF8", Product::postgresql), std::string("a\0b", 3),
	                 Product::postgresql));
	CHECK(fits(columnOf("varchar", 10), std::string("a\0b", 3)));
	CHECK(!fits(columnOf("varchar", 10), "\xC3\x28"));
	auto required = columnOf("varchar", 10);
	CHECK(checkFits(required, std::nullopt, Product::mariadb));
	required.nullable = false;
	CHECK(!checkFits(required, std::nullopt, Product::mariadb));
	CHECK(fits(required, ""));
}

TEST_CASE("UTF-8 is checked strictly and turns into UTF-16 and back", "[utf8]")
{
	for (char32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 37)
	{
		if (code >= 0xD800 && code <= 0xDFFF) continue;
		std::string text = "维修";
		utf8::append(text, code);
		REQUIRE(utf8::valid(text.data(), text.size()));
		const auto wide = api::toUtf16(text);
		REQUIRE(wide);
		REQUIRE(api::fromUtf16(wide->data(), wide->size()) == text);
	}
	for (const std::string bad : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE6\xB1",
	                              "abcdefgh\xFF", "\xF5\x80\x80\x80"})
		CHECK(!utf8::valid(bad.data(), bad.size()));
}

TEST_CASE("decimals compare by value", "[decimal]")
{
	const auto same = [](const char* a, const char* b) {
		return DecimalText::parse(a, true) == DecimalText::parse(b, true);
	};
	CHECK(same("460.4", "460.4000"));
	CHECK(same("-0.00", "0"));
	CHECK(same("1e+05", "100000"));
	CHECK(same("0.001", "1E-3"));
	CHECK(!same("0.01", "0.001"));
	CHECK(!same("-1", "1"));
	CHECK(!DecimalText::parse("", false));
	CHECK(!DecimalText::parse("1e5", false));
	CHECK(!DecimalText::parse("1.2.3", false));
}
