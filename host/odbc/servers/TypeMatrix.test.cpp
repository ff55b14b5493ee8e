#include "SourceDir.hpp"
#include "host/odbc/BatchWriter.hpp"
#include "host/odbc/BlockReader.hpp"
#include "host/odbc/Catalog.hpp"
#include "host/odbc/DecimalText.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/odbc/servers/Must.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace erphost;
using namespace erphost::odbc;
using namespace erphost::odbc::tests;

namespace {

using Value = std::optional<std::string>;

struct Good
{
	std::string label;
	Value value;
};
struct Refused
{
	std::string label;
	Value value;
	std::string reason; ///< as the error names it
};
struct TypeCase
{
	std::string type;
	std::vector<Good> good;
	std::vector<Refused> refused;
};

std::string repeated(std::string_view text, std::size_t times)
{
	std::string out;
	for (std::size_t i = 0; i < times; ++i) out += text;
	return out;
}

const std::string kChinese100 = repeated("汉中勉县维修单号", 12) + "客户满意";
const std::string kEmoji = "满意😀🔧𠮷";
const std::string kLong = repeated("洗衣机不脱水，上门更换电机。", 2500) + "完"; // > 100 KB
const std::string kSpecial = "a'b\"c\\d{e},%_;--\t\n\r\n?NULL";

std::vector<Good> texts(bool emoji, bool isLong)
{
	std::vector<Good> all{{"NULL", std::nullopt},
	                      {"empty", ""},
	                      {"ASCII", "HF-20261121-0001"},
	                      {"100 Chinese", kChinese100},
	                      {"quotes and line ends", kSpecial},
	                      {"the word NULL", "NULL"},
	                      {"inner blanks", "a  b"}};
	if (emoji) all.push_back({"emoji, rare Han", kEmoji});
	if (isLong) all.push_back({"100 KB", kLong});
	return all;
}

std::vector<Good> dates()
{
	return {{"NULL", std::nullopt}, {"earliest", "1000-01-01"}, {"leap day", "2024-02-29"}, {"latest", "9999-12-31"}};
}
std::vector<Refused> badDates()
{
	return {{"30 February", "2026-02-30", "no such day: 2026-02-30"},
	        {"empty", "", "not a date (yyyy-mm-dd)"},
	        {"month 13", "2026-13-01", "no such day: 2026-13-01"}};
}
std::vector<Good> decimals(bool wide)
{
	std::vector<Good> all{{"NULL", std::nullopt},
	                      {"zero", "0"},
	                      {"negative zero", "-0.00"},
	                      {"cents", "460.40"},
	                      {"smallest", "0.0001"},
	                      {"negative", "-12345.6789"},
	                      {"18 digits", "12345678901234.5678"},
	                      {"largest", "99999999999999.9999"}};
	if (wide) all.push_back({"38 digits", "-1234567890123456789012345678.0123456789"});
	return all;
}

std::vector<TypeCase> casesOf(Product product)
{
	const std::vector<Good> bigints{{"NULL", std::nullopt},
	                                {"zero", "0"},
	                                {"64-bit key", "20240000000001"},
	                                {"above 2^53", "9007199254740993"},
	                                {"minimum", "-9223372036854775808"},
	                                {"maximum", "9223372036854775807"}};
	const std::vector<Refused> beyond64{
		{"one more", "9223372036854775808", "range -9223372036854775808..9223372036854775807"},
		{"fraction", "1.5", "not a whole number"}};
	const std::vector<Good> reals{{"NULL", std::nullopt},
	                              {"zero", "0"},
	                              {"tenth", "0.1"},
	                              {"17 digits", "0.30000000000000004"},
	                              {"largest", "1.7976931348623157e+308"},
	                              {"negative", "-2.5"},
	                              {"100000", "100000"}};
	const std::vector<Good> moments{{"NULL", std::nullopt},
	                                {"microseconds", "2026-11-21 08:09:10.123456"},
	                                {"milliseconds", "2026-11-21 08:09:10.120000"},
	                                {"whole second", "2026-11-21 08:09:10"},
	                                {"earliest", "1000-01-01 00:00:00"},
	                                {"latest", "9999-12-31 23:59:59.999999"}};
	const std::vector<Refused> badMoments{{"30 February", "2026-02-30 00:00:00", "no such day: 2026-02-30"},
	                                      {"nanoseconds", "2026-01-01 00:00:00.1234567", "scale 7 > 6"}};
	const std::vector<Good> bytes{{"NULL", std::nullopt},
	                              {"empty", ""},
	                              {"all bytes",
	                               [] {
									   std::string hex;
									   for (int i = 0; i < 256; ++i)
									   {
										   hex += "0123456789abcdef"[i / 16];
										   hex += "0123456789abcdef"[i % 16];
									   }
									   return hex;
								   }()},
	                              {"100 KB", repeated("00ff10a7", 25600)}};
	switch (product)
	{
	case Product::postgresql:
		return {
			{"varchar(100)",
		     texts(true, false),
		     {{"101 characters", kChinese100 + "x", "length 101 > 100"},
		      {"zero byte", std::string("a\0b", 3), "character U+0000"}}},
			{"varchar", texts(true, true), {}},
			{"text", texts(true, true), {}},
			{"char(10)",
		     {{"NULL", std::nullopt}, {"empty", ""}, {"short", "ab"}, {"Chinese full", "勉县城固西乡汉中洋县"}},
		     {{"11 characters", "勉县城固西乡汉中洋县x", "length 11 > 10"}}},
			{"smallint",
		     {{"NULL", std::nullopt}, {"minimum", "-32768"}, {"maximum", "32767"}},
		     {{"one more", "32768", "range -32768..32767"}}},
			{"integer",
		     {{"minimum", "-2147483648"}, {"maximum", "2147483647"}},
		     {{"one more", "2147483648", "range -2147483648..2147483647"}}},
			{"bigint", bigints, beyond64},
			{"numeric(18,4)",
		     decimals(false),
		     {{"fifth digit", "1.23456", "scale 5 > 4"},
		      {"15 whole digits", "123456789012345", "digits 15 > 14"},
		      {"empty", "", "not a decimal number"}}},
			{"numeric(38,10)", decimals(true), {{"eleventh digit", "0.00000000001", "scale 11 > 10"}}},
			{"numeric", decimals(true), {}},
			{"double precision", reals, {{"word", "abc", "not a number"}}},
			{"real",
		     {{"NULL", std::nullopt}, {"tenth", "0.1"}, {"negative", "-2.5"}},
		     {{"9 digits", "0.123456789", "digits 9 > 6"}}},
			{"boolean", {{"NULL", std::nullopt}, {"true", "1"}, {"false", "0"}}, {{"two", "2", "not 0 or 1"}}},
			{"date", dates(), badDates()},
			{"time",
		     {{"NULL", std::nullopt}, {"microseconds", "23:59:59.999999"}, {"midnight", "00:00:00"}},
		     {{"hour 25", "25:00:00", "no such time"}}},
			{"timestamp", moments, badMoments},
			{"timestamp(3)",
		     {{"milliseconds", "2026-11-21 08:09:10.123"}},
		     {{"microseconds", "2026-11-21 08:09:10.123456", "scale 6 > 3"}}},
			{"timestamptz", moments, badMoments},
			{"bytea", bytes, {{"odd digits", "abc", "not lower-case hexadecimal"}}},
			{"uuid",
		     {{"NULL", std::nullopt}, {"value", "0190e6a1-7c3e-7abc-8def-0123456789ab"}},
		     {{"short", "0190e6a1", "not a UUID"}}},
		};
	case Product::mariadb:
		return {
			{"varchar(100) CHARACTER SET utf8mb4",
		     texts(true, false),
		     {{"101 characters", kChinese100 + "x", "length 101 > 100"}}},
			{"varchar(100) CHARACTER SET gbk",
		     texts(false, false),
		     {{"emoji", "好😀", "character U+1F600"},
		      {"rare Han", "𠮷", "character U+20BB7"},
		      {"101 characters", kChinese100 + "x", "length 101 > 100"}}},
			{"varchar(100) CHARACTER SET latin1",
		     {{"NULL", std::nullopt}, {"empty", ""}, {"accents", "éÄß€"}},
		     {{"Chinese", "abc汉", "character U+6C49"}}},
			{"varchar(100) CHARACTER SET utf8mb3", texts(false, false), {{"emoji", "😀", "character U+1F600"}}},
			{"text CHARACTER SET utf8mb4",
		     texts(true, false),
		     {{"65 536 bytes", repeated("a", 65536), "length 65536 > 65535"},
		      {"22 000 Chinese", repeated("汉", 22000), "length 66000 > 65535"}}},
			{"text CHARACTER SET gbk",
		     {{"NULL", std::nullopt}, {"empty", ""}, {"32 000 Chinese", repeated("汉", 32000)}},
		     {{"33 000 Chinese", repeated("汉", 33000), "length 66000 > 65535"}}},
			{"longtext CHARACTER SET utf8mb4", texts(true, true), {}},
			{"char(10) CHARACTER SET utf8mb4",
		     {{"NULL", std::nullopt}, {"empty", ""}, {"short", "ab"}, {"Chinese full", "勉县城固西乡汉中洋县"}},
		     {{"11 characters", "勉县城固西乡汉中洋县x", "length 11 > 10"}}},
			{"tinyint",
		     {{"NULL", std::nullopt}, {"minimum", "-128"}, {"maximum", "127"}},
		     {{"one more", "128", "range -128..127"}}},
			{"smallint", {{"minimum", "-32768"}, {"maximum", "32767"}}, {{"one more", "32768", "range -32768..32767"}}},
			{"int",
		     {{"minimum", "-2147483648"}, {"maximum", "2147483647"}},
		     {{"one more", "2147483648", "range -2147483648..2147483647"}}},
			{"int unsigned", {{"maximum", "4294967295"}}, {{"negative", "-1", "range 0..4294967295"}}},
			{"bigint", bigints, beyond64},
			{"bigint unsigned",
		     {{"maximum", "18446744073709551615"}},
		     {{"one more", "18446744073709551616", "range 0..18446744073709551615"}}},
			{"decimal(18,4)",
		     decimals(false),
		     {{"fifth digit", "1.23456", "scale 5 > 4"},
		      {"15 whole digits", "123456789012345", "digits 15 > 14"},
		      {"empty", "", "not a decimal number"}}},
			{"decimal(38,10)", decimals(true), {{"eleventh digit", "0.00000000001", "scale 11 > 10"}}},
			{"double", reals, {{"infinity", "Infinity", "not a finite number"}}},
			{"float",
		     {{"NULL", std::nullopt}, {"quarter", "0.25"}, {"negative", "-2.5"}},
		     {{"9 digits", "0.123456789", "digits 9 > 6"}}},
			{"bit(1)", {{"NULL", std::nullopt}, {"true", "1"}, {"false", "0"}}, {{"two", "2", "not 0 or 1"}}},
			{"date", dates(), badDates()},
			{"time(6)",
		     {{"NULL", std::nullopt},
		      {"microseconds", "23:59:59.999999"},
		      {"longest", "838:59:59"},
		      {"negative", "-01:02:03"}},
		     {{"minute 60", "10:60:00", "no such time"}}},
			{"datetime(6)", moments, badMoments},
			{"datetime",
		     {{"whole second", "2026-11-21 08:09:10"}},
		     {{"milliseconds", "2026-11-21 08:09:10.123", "scale 3 > 0"}}},
			{"timestamp(6) NULL",
		     {{"NULL", std::nullopt}, {"microseconds", "2026-11-21 08:09:10.123456"}},
		     {{"year 2039", "2039-01-01 00:00:00", "range 1970..2038"}}},
			{"longblob", bytes, {{"odd digits", "abc", "not lower-case hexadecimal"}}},
			{"varbinary(10)",
		     {{"NULL", std::nullopt}, {"bytes", "00ff00"}},
		     {{"11 bytes", repeated("00", 11), "length 11 > 10"}}},
		};
	default:
		return {
			{"varchar(100)",
		     texts(true, false),
		     {{"101 characters", kChinese100 + "x", "length 101 > 100"},
		      {"zero byte", std::string("a\0b", 3), "character U+0000"}}},
			{"text", texts(true, true), {}},
			{"char(10)",
		     {{"NULL", std::nullopt},
		      {"empty", ""},
		      {"short", "ab"},
		      {"padded", "ab        "},
		      {"Chinese full", "勉县城固西乡汉中洋县"}},
		     {{"11 characters", "勉县城固西乡汉中洋县x", "length 11 > 10"}}},
			{"integer", bigints, beyond64},
			{"bigint", bigints, beyond64},
			{"decimal(18,4)",
		     {{"NULL", std::nullopt},
		      {"zero", "0"},
		      {"negative zero", "-0.00"},
		      {"cents", "460.40"},
		      {"15 digits", "12345678901.2345"},
		      {"18 whole digits", "123456789012345678"}},
		     {{"18 digits", "12345678901234.5678", "digits 18 > 15"}}},
			{"real", reals, {{"word", "abc", "not a number"}}},
			{"boolean", {{"NULL", std::nullopt}, {"true", "1"}, {"false", "0"}}, {{"two", "2", "not 0 or 1"}}},
			{"date", dates(), badDates()},
			{"time",
		     {{"NULL", std::nullopt}, {"microseconds", "23:59:59.999999"}},
		     {{"hour 24", "24:00:00", "no such time"}}},
			{"timestamp", moments, {{"30 February", "2026-02-30 00:00:00", "no such day: 2026-02-30"}}},
			{"blob", bytes, {{"odd digits", "abc", "not lower-case hexadecimal"}}},
		};
	}
}

/// How the witness is asked for the canonical text of a column.
std::string witnessed(Product product, const CatalogColumn& column)
{
	switch (product)
	{
	case Product::postgresql:
		if (column.kind == ColumnKind::binary) return "encode(v, 'hex')";
		if (column.kind == ColumnKind::boolean) return "CAST(v AS integer)";
		if (column.typeName == "timestamp with time zone") return "CAST(v AT TIME ZONE 'UTC' AS text)";
		return "v";
	case Product::mariadb:
		if (column.kind == ColumnKind::binary) return "LOWER(HEX(v))";
		if (column.kind == ColumnKind::boolean) return "v + 0";
		return "v";
	default: return column.kind == ColumnKind::binary ? "CASE WHEN v IS NULL THEN NULL ELSE lower(hex(v)) END" : "v";
	}
}

/// Whether two texts name the same value of the type: 460.4 and 460.40 do, CHAR's filling blanks are not data.
bool sameValue(const CatalogColumn& column, const Value& a, const Value& b)
{
	if (!a || !b) return a.has_value() == b.has_value();
	const auto trimmed = [](std::string text, char c) {
		while (!text.empty() && text.back() == c) text.pop_back();
		return text;
	};
	switch (column.kind)
	{
	case ColumnKind::decimal: return DecimalText::parse(*a, true) == DecimalText::parse(*b, true);
	case ColumnKind::real: return std::strtod(a->c_str(), nullptr) == std::strtod(b->c_str(), nullptr);
	case ColumnKind::time:
	case ColumnKind::timestamp:
	{
		const auto plain = [&](const std::string& text) {
			return text.find('.') == std::string::npos ? text : trimmed(trimmed(text, '0'), '.');
		};
		return plain(*a) == plain(*b);
	}
	case ColumnKind::text:
		if (column.typeName == "character" || column.typeName == "char") return trimmed(*a, ' ') == trimmed(*b, ' ');
		return *a == *b;
	default: return *a == *b;
	}
}

/// What both clients read must be the same bytes, except for the digits a floating-point number is written with.
bool sameBytes(const CatalogColumn& column, const Value& a, const Value& b)
{
	if (column.kind == ColumnKind::real) return sameValue(column, a, b);
	if (column.kind == ColumnKind::decimal && column.typeName == "decimal" && a && b &&
	    DecimalText::parse(*a, true) == DecimalText::parse(*b, true))
		return true;
	return a == b;
}

std::vector<Value> readOurs(Connection& connection, const std::string& table, const CatalogColumn& column)
{
	const auto& dialect = connection.dialect();
	const auto sql = "SELECT " + dialect.asText("v", column.typeName) + " FROM " + table + " ORDER BY id";
	auto reader = must(BlockReader::open(connection, sql, {}, 3));
	std::vector<Value> values;
	while (const auto rows = must(reader->next()))
		for (std::size_t row = 0; row < rows; ++row)
			values.push_back(reader->at(row, 0).isNull() ? Value() : Value(reader->at(row, 0).view()));
	if (!dialect.packs(column.typeName)) return values;
	// As a pull reads it: the same, packed into one text with its neighbours.
	const auto packed = dialect.packed({{"v", column.typeName}, {"v", column.typeName}});
	reader = must(BlockReader::open(connection, "SELECT " + packed + ", id FROM " + table + " ORDER BY id", {}, 3,
	                                {3, {2, 0}, {1}}));
	std::size_t at = 0;
	while (const auto rows = must(reader->next()))
		for (std::size_t row = 0; row < rows; ++row, ++at)
			for (const std::size_t place : {std::size_t{0}, std::size_t{2}})
				CHECK((reader->at(row, place).isNull() ? Value() : Value(reader->at(row, place).view())) ==
				      values.at(at));
	CHECK(at == values.size());
	return values;
}

std::string join(const std::vector<std::string>& words)
{
	std::string out;
	for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
	return out;
}

/// One type on one server, both ways; returns its lines of the document.
std::string tryType(Server& server, Connection& connection, const TypeCase& type)
{
	const std::string table = "eh_types";
	auto& witness = *server.witness;
	witness.execute("DROP TABLE IF EXISTS " + table);
	witness.execute("CREATE TABLE " + table + " (id bigint PRIMARY KEY, v " + type.type + ")");
	const auto column = must(describeTable(connection, table)).at(1);
	INFO(server.name << " " << type.type << " (" << column.typeName << ", size " << column.size << ")");
	const auto select = "SELECT " + witnessed(server.product, column) + " FROM " + table + " ORDER BY id";
	const auto compare = [&](const std::string& how) {
		const auto ours = readOurs(connection, table, column);
		const auto theirs = witness.rows(select);
		REQUIRE(ours.size() == type.good.size());
		REQUIRE(theirs.size() == type.good.size());
		for (std::size_t i = 0; i < type.good.size(); ++i)
		{
			INFO(how << ": " << type.good[i].label);
			const auto shown = [](const Value& v) {
				return v ? "'" + v->substr(0, 60) + "' " + std::to_string(v->size()) : "NULL";
			};
			INFO("meant " << shown(type.good[i].value) << ", ours " << shown(ours[i]) << ", witness "
			              << shown(theirs[i][0]));
			CHECK(sameValue(column, type.good[i].value, theirs[i][0]));
			CHECK(sameBytes(column, ours[i], theirs[i][0]));
		}
		witness.execute("DELETE FROM " + table);
	};

	auto writer = must(BatchWriter::open(connection, {table, {"id", "v"}, {"id"}, {}, 1000}));
	must(connection.begin());
	for (std::size_t i = 0; i < type.good.size(); ++i)
	{
		INFO(type.good[i].label);
		const std::vector<Value> row{std::to_string(i), type.good[i].value};
		must(writer->add(row));
	}
	CHECK(must(writer->flush()) == static_cast<std::int64_t>(type.good.size()));
	writer.reset();
	must(connection.commit());
	compare("batch");

	if (column.kind != ColumnKind::binary) // a text parameter is text; bytes go through the batch
	{
		for (std::size_t i = 0; i < type.good.size(); ++i)
		{
			const auto mark =
				column.cast.empty() || server.product == Product::postgresql ? "?" : "CAST(? AS " + column.cast + ")";
			INFO(type.good[i].label);
			must(connection.execute("INSERT INTO " + table + " (id, v) VALUES (?, " + mark + ")",
			                        {std::to_string(i), type.good[i].value}));
		}
		compare("execute");
	}

	for (std::size_t i = 0; i < type.good.size(); ++i)
	{
		auto literal = witness.literal(type.good[i].value, column.kind == ColumnKind::binary);
		if (server.product == Product::mariadb && column.kind == ColumnKind::boolean)
			literal = "CAST(" + literal + " AS UNSIGNED)";
		witness.execute("INSERT INTO " + table + " (id, v) VALUES (" + std::to_string(i) + ", " + literal + ")");
	}
	compare("witness");

	std::vector<std::string> labels;
	for (const auto& good : type.good) labels.push_back(good.label);
	std::string lines = "| " + server.name + " | `" + type.type + "` | " + join(labels) + " | unchanged both ways |\n";
	for (const auto& bad : type.refused)
	{
		INFO("refused: " << bad.label);
		auto refusing = must(BatchWriter::open(connection, {table, {"id", "v"}, {"id"}, {}, 1000}));
		const std::vector<Value> row{"1", bad.value};
		const auto added = refusing->add(row);
		REQUIRE(!added);
		CHECK(added.error().code == "odbc.value_refused");
		CHECK(added.error().cls == ErrorClass::permanent);
		CHECK(added.error().param("column") == "v");
		CHECK(added.error().param("row") == "1");
		CHECK(added.error().param("reason") == bad.reason);
		CHECK(witness.rows(select).empty());
		lines += "| " + server.name + " | `" + type.type + "` | " + bad.label + " | refused: " + bad.reason + " |\n";
	}
	witness.execute("DROP TABLE " + table);
	return lines;
}

} // namespace

TEST_CASE("every value of every type goes both ways unchanged or is refused before writing", "[types]")
{
	auto all = servers();
	if (all.empty())
	{
		WARN("skipped: ERPHOST_TEST_ODBC_* are not set");
		return;
	}
	std::string document =
		"# What goes through our ODBC layer\n\nGenerated by `test_odbc_servers` (`ERPHOST_TYPE_MATRIX_OUT`); do not "
		"edit. Each "
		"value was written by the batch writer, by a single\nstatement and by the database's own client, and read back "
		"by "
		"both. \"Unchanged\": the two clients read the same bytes, and\nthe value is what was meant (a decimal may "
		"show the "
		"zeros of its scale, CHAR its blanks).\n\n| database | type | values | result |\n|---|---|---|---|\n";
	for (auto& server : all)
	{
		ConnectOptions options;
		options.connectionString = server.connectionString;
		options.readOnly = false;
		auto connection = must(Connection::open(options));
		for (const auto& type : casesOf(server.product)) document += tryType(server, *connection, type);
	}
	if (const auto* out = std::getenv("ERPHOST_TYPE_MATRIX_OUT"))
	{
		std::ofstream(out, std::ios::binary) << document;
	}
	else if (all.size() == 3)
	{
		std::ifstream file(erphost::test::sourceDir() + "/host/odbc/TYPES.md", std::ios::binary);
		std::stringstream current;
		current << file.rdbuf();
		CHECK(current.str() == document); // generate it again with ERPHOST_TYPE_MATRIX_OUT=host/odbc/TYPES.md
	}
}
