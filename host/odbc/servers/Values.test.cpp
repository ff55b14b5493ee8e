#include "host/odbc/BatchWriter.hpp"
#include "host/odbc/BlockReader.hpp"
#include "host/odbc/Catalog.hpp"
#include "host/odbc/Dialect.hpp"
#include "host/odbc/servers/Must.hpp"

#include <catch2/catch.hpp>

using namespace erphost;
using namespace erphost::odbc;
using namespace erphost::odbc::tests;

namespace {

struct Digest
{
	std::uint64_t value = 14695981039346656037u;
	std::size_t rows = 0;
	void add(const char* data, std::size_t size, bool null)
	{
		const auto mix = [&](unsigned char byte) { value = (value ^ byte) * 1099511628211u; };
		mix(null ? 1 : 0);
		for (std::size_t i = 0; i < size; ++i) mix(static_cast<unsigned char>(data[i]));
		mix(0xFF);
	}
	bool operator==(const Digest&) const = default;
};

} // namespace

TEST_CASE("values longer than the buffers are fetched whole, in any row of a block", "[servers]")
{
	for (auto& server : servers())
	{
		INFO(server.name);
		auto& witness = *server.witness;
		witness.execute("DROP TABLE IF EXISTS eh_long");
		witness.execute(std::string("CREATE TABLE eh_long (id bigint PRIMARY KEY, a ") +
		                (server.product == Product::mariadb ? "longtext" : "text") + ", b " +
		                (server.product == Product::mariadb ? "longtext" : "text") + ")");
		std::vector<std::string> texts;
		for (int i = 0; i < 60; ++i)
		{
			// Lengths around the buffer and far beyond it, cut points within characters.
			std::string text;
			for (int k = 0; k < (i % 7 == 0 ? 40'000 : 330 + i % 20); ++k) text += "汉";
			text += std::string(static_cast<std::size_t>(i % 5), 'x');
			texts.push_back(text);
			witness.execute("INSERT INTO eh_long (id, a, b) VALUES (" + std::to_string(i) + ", " +
			                witness.literal(text, false) + ", " + witness.literal("b" + text, false) + ")");
		}
		const auto connection = open(server);
		auto reader = must(BlockReader::open(*connection, "SELECT id, b, a FROM eh_long ORDER BY id"));
		std::size_t seen = 0;
		while (const auto rows = must(reader->next()))
			for (std::size_t row = 0; row < rows; ++row, ++seen)
			{
				REQUIRE(reader->at(row, 2).view() == texts[seen]);
				REQUIRE(reader->at(row, 1).view() == "b" + texts[seen]);
			}
		CHECK(seen == texts.size());
		reader.reset();
		witness.execute("DROP TABLE eh_long");
	}
}

TEST_CASE("a batch brings every text as it is, in whatever company", "[servers]")
{
	using Text = std::optional<std::string>;
	const std::vector<std::vector<Text>> batches = {
		{""},
		{std::nullopt},
		{"", ""},
		{std::nullopt, ""},
		{"", std::nullopt, "勉县", "a,b{}\"\\", "NULL", "null", " "},
		{"\x1e", "a"},
		{"\x1f", "", std::nullopt},
		{"a\x1f", "\x1e\x1f", "b\x1e"},
		{std::string(300'000, 'y'), "z"},
	};
	for (auto& server : servers())
	{
		INFO(server.name);
		auto& witness = *server.witness;
		witness.execute("DROP TABLE IF EXISTS eh_batch");
		witness.execute(std::string("CREATE TABLE eh_batch (id bigint PRIMARY KEY, a ") +
		                (server.product == Product::mariadb ? "longtext" : "text") + ", n integer)");
		const auto connection = open(server);
		std::int64_t id = 0;
		std::vector<Text> expected;
		auto writer = must(BatchWriter::open(*connection, {"eh_batch", {"id", "a", "n"}, {"id"}, {}, 1000}));
		for (const auto& batch : batches)
		{
			for (const auto& text : batch)
			{
				const std::vector<Text> row{std::to_string(++id), text, text ? Text(std::to_string(id)) : Text()};
				must(writer->add(row));
				expected.push_back(text);
			}
			CHECK(must(writer->flush()) == id);
		}
		const auto rows = witness.rows("SELECT a, n FROM eh_batch ORDER BY id");
		REQUIRE(rows.size() == expected.size());
		for (std::size_t i = 0; i < rows.size(); ++i)
		{
			INFO("row " << i + 1);
			CHECK((rows[i][0] == expected[i]));
			CHECK(rows[i][1].has_value() == expected[i].has_value());
		}
		writer.reset();
		witness.execute("DROP TABLE eh_batch");
	}
}

TEST_CASE("a packed row holds more columns than a function takes, and refuses what it cannot tell apart", "[servers]")
{
	for (auto& server : servers())
	{
		const auto connection = open(server);
		const auto& dialect = connection->dialect();
		if (!dialect.packs("text")) continue;
		INFO(server.name);
		auto& witness = *server.witness;
		witness.execute("DROP TABLE IF EXISTS eh_packed");
		std::string columns;
		std::vector<PackedField> fields;
		PackedRow row;
		row.columns = 200;
		for (std::size_t i = 0; i < 200; ++i)
		{
			const auto name = "c" + std::to_string(i);
			columns += ", " + name + " text";
			fields.push_back({name, "text"});
			row.packed.push_back(i);
		}
		witness.execute("CREATE TABLE eh_packed (id bigint PRIMARY KEY" + columns + ")");
		const auto select = "SELECT " + dialect.packed(fields) + " FROM eh_packed ORDER BY id";
		const std::string longText(300'000, 'x');
		witness.execute("INSERT INTO eh_packed (id, c0, c1, c89, c90, c199) VALUES (1, '勉县', '', '=', ' ', '" +
		                longText + "')");
		auto reader = must(BlockReader::open(*connection, select, {}, kBlockRows, row));
		REQUIRE(must(reader->next()) == 1);
		CHECK(reader->at(0, 0).view() == "勉县");
		CHECK(!reader->at(0, 1).isNull());
		CHECK(reader->at(0, 1).view().empty());
		CHECK(reader->at(0, 2).isNull());
		CHECK(reader->at(0, 89).view() == "=");
		CHECK(reader->at(0, 90).view() == " ");
		CHECK(reader->at(0, 199).view() == longText);
		reader.reset();
		for (const char* value : {"chr(30)", "chr(31)", "'a' || chr(31) || 'b'", "chr(31) || chr(30)"})
		{
			INFO(value);
			witness.execute(std::string("UPDATE eh_packed SET c5 = ") + value);
			reader = must(BlockReader::open(*connection, select, {}, kBlockRows, row));
			const auto rows = reader->next();
			REQUIRE(!rows);
			CHECK(rows.error().code == "odbc.packed_row");
			CHECK(rows.error().cls == ErrorClass::permanent);
			reader.reset();
		}
		witness.execute("UPDATE eh_packed SET c5 = 'a' || chr(30)"); // among other characters it means itself
		reader = must(BlockReader::open(*connection, select, {}, kBlockRows, row));
		REQUIRE(must(reader->next()) == 1);
		CHECK(reader->at(0, 5).view() == "a\x1e");
		reader.reset();
		witness.execute("DROP TABLE eh_packed");
	}
}

TEST_CASE("200,000 rows of 20 columns arrive byte for byte", "[servers]")
{
	constexpr std::size_t kRows = 200'000;
	for (auto& server : servers())
	{
		INFO(server.name);
		auto& witness = *server.witness;
		const bool maria = server.product == Product::mariadb, sqlite = server.product == Product::sqlite;
		witness.execute("DROP TABLE IF EXISTS eh_many");
		std::string columns = "id bigint PRIMARY KEY", values;
		const std::string n = maria ? "CAST(seq AS SIGNED)" : "n";
		const auto text = [&](const std::string& x) {
			return maria ? "CAST(" + x + " AS CHAR)" : "CAST(" + x + " AS text)";
		};
		const auto joined = [&](const std::string& a, const std::string& b) {
			return maria ? "CONCAT(" + a + ", " + b + ")" : a + " || " + b;
		};
		for (int i = 1; i < 20; ++i)
		{
			const auto name = ", c" + std::to_string(i);
			const auto number = "(" + n + " * " + std::to_string(7919 + i) + " % 1000003)";
			switch (i % 5)
			{
			case 0:
				columns += name + (sqlite ? " text" : " decimal(18,4)");
				values += sqlite ? ", printf('%.4f', " + number + " / 16.0)" : ", " + number + " / 16.0";
				break;
			case 1:
				columns += name + " varchar(60)";
				values += ", " + joined("'勉县维修工单上门服务'", text(number));
				break;
			case 2:
				columns += name + " bigint";
				values += ", " + number + " * 9007199254 - 4611686018427387904";
				break;
			case 3:
				columns += name + " varchar(30)";
				values += ", CASE WHEN " + number + " % 5 = 0 THEN NULL WHEN " + number + " % 5 = 1 THEN '' ELSE " +
				          text(number) + " END";
				break;
			default:
				columns += name + (maria ? " datetime(6)" : sqlite ? " text" : " timestamp");
				values += maria    ? ", DATE_ADD('2026-01-01', INTERVAL " + number + " * 977 MICROSECOND)"
				          : sqlite ? ", '2026-01-01 00:00:' || printf('%02d.%06d', " + number + " % 60, " + number +
				                         " % 999999)"
				                   : ", timestamp '2026-01-01' + " + number + " * interval '977 microseconds'";
			}
		}
		witness.execute("CREATE TABLE eh_many (" + columns + ")");
		const auto source = maria    ? "seq_1_to_" + std::to_string(kRows)
		                    : sqlite ? std::string("numbers")
		                             : "generate_series(1, " + std::to_string(kRows) + "::bigint) n";
		witness.execute((sqlite
		                     ? "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " +
		                           std::to_string(kRows) + ") "
		                     : std::string()) +
		                "INSERT INTO eh_many SELECT " + n + values + " FROM " + source);

		Digest theirs;
		witness.each("SELECT * FROM eh_many ORDER BY id", [&](const SecondClient::Row& row) {
			++theirs.rows;
			for (const auto& value : row) theirs.add(value ? value->data() : "", value ? value->size() : 0, !value);
		});

		const auto connection = open(server, true);
		const auto& dialect = connection->dialect();
		std::string list;
		for (const auto& column : must(describeTable(*connection, "eh_many")))
			list += (list.empty() ? "" : ", ") + dialect.asText(dialect.quote(column.name), column.typeName);
		Digest ours;
		std::string last = "-1";
		while (true)
		{
			std::vector<std::size_t> order;
			const auto select = dialect.limited("SELECT " + list + " FROM eh_many WHERE " +
			                                        dialect.after({dialect.quote("id")}, order) + " ORDER BY id",
			                                    20'000);
			const std::vector<std::optional<std::string>> position{last};
			auto reader = must(BlockReader::open(*connection, select, position));
			std::size_t page = 0;
			while (const auto rows = must(reader->next()))
			{
				for (std::size_t row = 0; row < rows; ++row)
					for (std::size_t column = 0; column < 20; ++column)
					{
						const auto cell = reader->at(row, column);
						ours.add(cell.view().data(), cell.size, cell.isNull());
					}
				page += rows;
				last = reader->at(rows - 1, 0).view();
			}
			ours.rows += page;
			if (page == 0) break;
		}
		CHECK(theirs.rows == kRows);
		CHECK(ours == theirs);
		witness.execute("DROP TABLE eh_many");
	}
}
