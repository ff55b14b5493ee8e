#include "host/demoerp/DemoErp.hpp"

#include "SourceDir.hpp"
#include "host/demoerp/Demand.hpp"
#include "host/demoerp/testing/DemoFile.hpp"
#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <set>
#include <thread>

using namespace erphost;
using namespace erphost::demoerp;

TEST_CASE("the same seed and the same end give the same bytes, another seed others")
{
	const Folder folder("erphost_demoerp_bytes");
	const auto make = [&](const char* name, std::uint64_t seed, std::int64_t now) {
		auto wanted = options(folder.path / name, 1'500, seed);
		wanted.nowMs = now;
		const auto made = generate(wanted);
		REQUIRE(made);
		CHECK(made->orders == 1'500);
		const auto bytes = readFile(wanted.file);
		REQUIRE(bytes);
		return std::hash<std::string>()(*bytes);
	};
	const auto first = make("a.db", 1, kNow);
	CHECK(make("b.db", 1, kNow) == first);
	CHECK(make("c.db", 2, kNow) != first);
	CHECK(make("d.db", 1, kNow + 86'400'000) != first);
}

TEST_CASE("a demo ERP has the number of orders that was asked for")
{
	for (const std::int64_t orders : {1, 7, 400})
	{
		const Folder folder("erphost_demoerp_count");
		const auto made = generate(options(folder.path / "erp.db", orders, 3));
		REQUIRE(made);
		CHECK(made->orders == orders);
		CHECK(made->from >= "2025-09-21");
		CHECK(made->to <= "2026-11-21");
	}
}

TEST_CASE("options that cannot be used are refused, and an existing file is kept")
{
	const Folder folder("erphost_demoerp_options");
	const auto code = [](const DemoErpOptions& wanted) {
		const auto made = generate(wanted);
		return made ? std::string() : made.error().code;
	};
	CHECK(code(options(folder.path / "erp.db", 0, 1)) == "demoerp.options_invalid");
	CHECK(code(options({}, 10, 1)) == "demoerp.options_invalid");
	CHECK(code(options(folder.path / "missing" / "erp.db", 10, 1)) == "demoerp.sqlite");
	auto wanted = options(folder.path / "erp.db", 10, 1);
	wanted.timeZone = "Asia/Nowhere";
	CHECK(code(wanted) == "erp.time_zone_unknown");
	REQUIRE(replaceFile(folder.path / "erp.db", "somebody's"));
	wanted.timeZone = "Asia/Shanghai";
	CHECK(code(wanted) == "demoerp.exists");
	CHECK(*readFile(folder.path / "erp.db") == "somebody's");
	wanted.replace = true;
	CHECK(code(wanted).empty());
	CHECK_FALSE(std::filesystem::exists(folder.path / "erp.db.new"));
}

TEST_CASE("every document belongs to somebody")
{
	CHECK(number("SELECT count(*) FROM PGD") == 6'000);
	CHECK(number("SELECT count(*) FROM PGD p LEFT JOIN 客户资料 k USING (GSBH, KHBH) WHERE k.KHBH IS NULL") == 0);
	CHECK(number("SELECT count(*) FROM PGD p LEFT JOIN 商品资料 s ON s.商品编码 = p.SPBM WHERE s.商品编码 IS NULL") ==
	      0);
	CHECK(number("SELECT count(*) FROM PGD p LEFT JOIN SFXX f USING (GSBH, SFBH) WHERE p.SFBH IS NOT NULL AND f.SFBH "
	             "IS NULL") == 0);
	CHECK(number(
			  "SELECT count(*) FROM PGD p LEFT JOIN WDZL w USING (WDBH) WHERE p.WDBH IS NOT NULL AND w.WDBH IS NULL") ==
	      0);
	CHECK(number("SELECT count(*) FROM PGD p LEFT JOIN MDXX m USING (MDBH) WHERE m.GSBH IS NOT p.GSBH") == 0);
	CHECK(number("SELECT count(*) FROM PGD p LEFT JOIN 送货单 d ON d.GSBH = p.GSBH AND d.送货单号 = p.SHDH WHERE "
	             "p.SHDH IS NOT NULL AND d.GSBH IS NULL") == 0);
	CHECK(number("SELECT count(*) FROM PGD p WHERE p.XSDH IS NOT NULL AND NOT EXISTS (SELECT 1 FROM XSD x WHERE x.GSBH "
	             "= p.GSBH AND x.XSDH = p.XSDH AND x.SPBM = p.SPBM)") == 0);
	CHECK(number("SELECT count(*) FROM 送货单 d WHERE NOT EXISTS (SELECT 1 FROM XSD x WHERE x.GSBH = d.GSBH AND x.XSDH "
	             "= d.销售单号)") == 0);
	CHECK(number("SELECT count(*) FROM 送货单 d LEFT JOIN RYXX r ON r.RYBH = d.送货员 WHERE d.送货员 IS NOT NULL AND "
	             "r.RYBH IS NULL") == 0);
	CHECK(
		number("SELECT count(*) FROM SKD s LEFT JOIN PGD p USING (GSBH, PGDH) WHERE p.PGDH IS NULL OR p.DJZT <> '2'") ==
		0);
	CHECK(number("SELECT count(*) FROM KCYE k LEFT JOIN PJZL p USING (PJBM) WHERE p.PJBM IS NULL OR CAST(k.SL AS REAL) "
	             "< 0") == 0);
	CHECK(number("SELECT count(DISTINCT GSBH) FROM PGD") == 5);
	CHECK(number("SELECT count(*) FROM GSXX WHERE QX IN ('勉县', '城固', '西乡', '汉中', '洋县')") == 5);
}

TEST_CASE("times are in order, in the past, and in their columns")
{
	const std::string now = "'2026-11-21 14:00:00'";
	const auto pair = [](const std::string& prefix) { return "(" + prefix + "RQ || ' ' || " + prefix + "SJ)"; };
	for (const auto* prefix : {"BD", "PG", "LX", "YY", "DD", "WG"})
	{
		const std::string date = std::string(prefix) + "RQ", time = std::string(prefix) + "SJ";
		INFO(prefix);
		CHECK(number("SELECT count(*) FROM PGD WHERE (" + date + " IS NULL) <> (" + time + " IS NULL)") == 0);
		CHECK(number("SELECT count(*) FROM PGD WHERE " + date + " IS NOT NULL AND datetime(" + date + " || ' ' || " +
		             time + ") IS NOT " + date + " || ' ' || " + time) == 0);
		if (prefix != std::string("YY"))
			CHECK(number("SELECT count(*) FROM PGD WHERE " + pair(prefix) + " > " + now) == 0);
	}
	CHECK(number("SELECT count(*) FROM PGD WHERE " + pair("PG") + " < " + pair("BD")) == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE " + pair("LX") + " < " + pair("PG")) == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE " + pair("DD") + " < " + pair("PG")) == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE WGLR < " + pair("WG")) == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE DDRQ > WGRQ") == 0);
	for (const auto* table : {"PGD", "XSD"})
		CHECK(number(std::string("SELECT count(*) FROM ") + table + " WHERE XGSJ IS NULL OR XGSJ < LRSJ OR XGSJ > " +
		             now) == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE WGLR > XGSJ") == 0);
	CHECK(number("SELECT count(*) FROM 送货单 WHERE 修改时间 < 创建时间 OR 修改时间 > " + now) == 0);
	CHECK(number("SELECT count(*) FROM 送货单 WHERE 送达日期 || 送达时间 < 出库日期 || 出库时间") == 0);
	CHECK(number("SELECT count(*) FROM 客户资料 WHERE 修改时间 IS NULL") > 0);
	// Shops are closed at night; technicians may be late, but they sleep.
	CHECK(number("SELECT count(*) FROM PGD WHERE BDSJ < '08:00:00' OR BDSJ > '18:30:00'") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE DDSJ < '07:00:00' OR DDSJ > '19:00:00'") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE PGSJ < '08:00:00' OR PGSJ > '18:30:59'") == 0);
}

TEST_CASE("a status says what the columns say")
{
	CHECK(number("SELECT count(*) FROM PGD WHERE DJZT NOT IN ('0', '1', '2', '9')") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE (DJZT = '2') <> (WGRQ IS NOT NULL)") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE (DJZT = '2') <> (HJJE IS NOT NULL)") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE DJZT = '0' AND (SFBH IS NOT NULL OR PGRQ IS NOT NULL)") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE DJZT = '1' AND (SFBH IS NULL OR PGRQ IS NULL)") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE FWFS = '2' AND (DDRQ IS NOT NULL OR YYRQ IS NOT NULL)") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE (FWLX = '02') <> (GZXX IS NOT NULL)") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE BXBZ = 'Y' AND FWLX = '02' AND HJJE <> '0.00'") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE DJZT = '2' AND printf('%.2f', RGF + PJF + SMF) <> HJJE") == 0);
	CHECK(number("SELECT count(*) FROM PGD WHERE HFZT = '已回访' AND DJZT <> '2'") == 0);
	CHECK(number("SELECT count(*) FROM EH_HFJG") == 0);
	CHECK(number("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'") == 1);
}

TEST_CASE("life is there: late typing, outsiders, several units, delays, faults, the season")
{
	const auto share = [](const std::string& condition, const std::string& of) {
		return number("SELECT 1000 * sum(" + condition + ") / count(*) FROM PGD WHERE " + of);
	};
	const auto between = [](std::int64_t value, std::int64_t low, std::int64_t high) {
		INFO(value << " not in " << low << "…" << high);
		CHECK((value >= low && value <= high));
	};
	between(share("FWLX = '01'", "1"), 430, 650);
	between(share("WGLY = '2'", "DJZT = '2'"), 400, 520);
	between(share("substr(WGLR, 1, 10) > DDRQ", "DJZT = '2' AND DDRQ IS NOT NULL"), 120, 450);
	between(share("DDRQ IS NULL", "DJZT = '2' AND FWFS = '1'"), 4, 40); // marked done falsely
	between(share("DDRQ || DDSJ > YYRQ || YYSJ", "DDRQ IS NOT NULL"), 100, 550);
	between(share("LXRQ IS NULL", "DJZT = '2' AND FWFS = '1'"), 15, 80);
	between(share("SCBZ = '1'", "1"), 1, 20);
	between(share("GSBH = 'HZ'", "1"), 290, 410);
	between(number("SELECT count(*) FROM (SELECT LXDH FROM PGD GROUP BY LXDH HAVING count(*) >= 3)"), 50, 2'000);
	between(number("SELECT 1000 * sum(f.LB = '外援') / count(*) FROM PGD p JOIN SFXX f USING (GSBH, SFBH)"), 250, 450);
	CHECK(number("SELECT count(*) FROM PGD WHERE DJZT IN ('0', '1')") > 10);
	CHECK(number("SELECT count(*) FROM PGD WHERE LXDH LIKE '%-%'") > 20);
	CHECK(number("SELECT count(*) FROM PGD WHERE DJBZ = '1'") >= 1);
	CHECK(number("SELECT count(*) FROM PGD WHERE SPBM LIKE 'KT%' AND BDRQ BETWEEN '2026-06-01' AND '2026-08-31'") >
	      4 * number("SELECT count(*) FROM PGD WHERE SPBM LIKE 'KT%' AND BDRQ BETWEEN '2025-12-01' AND '2026-02-28'"));
	CHECK(number("SELECT length(SFXM) FROM SFXX LIMIT 1") == 10);             // CHAR padding
	CHECK(number("SELECT count(*) FROM PGD WHERE LXDH NOT LIKE '12%'") == 0); // nobody's telephone
}

TEST_CASE("no text is longer than its column, and a remark that is too long is refused", "[X-06]")
{
	auto file = SqliteFile::open(shared(), false);
	REQUIRE(file);
	auto tables = file->prepare("SELECT m.name, p.name, p.type FROM sqlite_master m, pragma_table_info(m.name) p WHERE "
	                            "m.type = 'table' AND p.type LIKE '%CHAR(%'");
	REQUIRE(tables);
	const auto columns = tables->query();
	REQUIRE(columns);
	CHECK(columns->size() > 150);
	for (const auto& column : *columns)
	{
		const auto size = column[2].substr(column[2].find('(') + 1);
		INFO(column[0] << "." << column[1]);
		CHECK(number("SELECT count(*) FROM " + column[0] + " WHERE length(" + column[1] + ") > " +
		             size.substr(0, size.size() - 1)) == 0);
		// CHAR is filled up, VARCHAR is not.
		if (column[2].starts_with("CHAR("))
			CHECK(number("SELECT count(*) FROM " + column[0] + " WHERE length(" + column[1] + ") < " +
			             size.substr(0, size.size() - 1)) == 0);
	}
	const auto refused =
		file->script("UPDATE PGD SET 反馈意见 = printf('%.*c', 201, '好') WHERE PGDH = (SELECT min(PGDH) FROM PGD)");
	REQUIRE_FALSE(refused);
	CHECK(refused.error().code == "demoerp.sqlite");
}

TEST_CASE("every table and column that the demo mapping names is there")
{
	const auto text = readFile(std::filesystem::path(erphost::test::sourceDir()) / "config" / "mappings" / "demo.json");
	REQUIRE(text);
	const auto mapping = nlohmann::json::parse(*text, nullptr, false);
	REQUIRE(mapping.is_object());
	const auto hasColumn = [](const std::string& table, const std::string& column) {
		INFO(table << "." << column);
		// A table, or a SELECT in parentheses; a column that is not there is an error.
		CHECK(number("SELECT count(*) FROM (SELECT count(" + column + ") FROM " + table + ")") == 1);
	};
	CHECK(mapping["entities"].size() == 17);
	for (const auto& [name, entity] : mapping["entities"].items())
	{
		INFO(name);
		const auto& from = entity["from"];
		std::map<std::string, std::string> tables{{"", from.contains("table")
		                                                   ? from["table"].get<std::string>()
		                                                   : "(" + from["select"].get<std::string>() + ")"}};
		for (const auto& join : entity.value("joins", nlohmann::json::array())) tables[join["as"]] = join["table"];
		const auto check = [&](const std::string& ref) {
			const auto dot = ref.find('.');
			const auto alias = dot == std::string::npos ? std::string() : ref.substr(0, dot);
			REQUIRE(tables.contains(alias));
			hasColumn(tables[alias], dot == std::string::npos ? ref : ref.substr(dot + 1));
		};
		for (const auto& join : entity.value("joins", nlohmann::json::array()))
			for (const auto& on : join["on"])
			{
				check(on[0]);
				check(join["as"].get<std::string>() + "." + on[1].get<std::string>());
			}
		// The key is unique, else rows would overwrite each other.
		std::string key;
		for (const auto& column : entity["key"])
		{
			check(column);
			key += (key.empty() ? "" : ", ") + column.get<std::string>();
		}
		CHECK(number("SELECT count(*) FROM (SELECT 1 FROM " + tables[""] + " GROUP BY " + key +
		             " HAVING count(*) > 1)") == 0);
		if (entity["branch"].contains("column")) check(entity["branch"]["column"]);
		if (entity.contains("deleted")) check(entity["deleted"]["column"]);
		for (const auto& column : entity["changes"].value("columns", nlohmann::json::array())) check(column);
		if (entity["changes"].contains("coalesce")) check(entity["changes"]["coalesce"]);

		const auto schemaText =
			readFile(std::filesystem::path(erphost::test::sourceDir()) / "config" / "entities" / (name + ".json"));
		REQUIRE(schemaText);
		const auto schema = nlohmann::json::parse(*schemaText);
		// All that the schema has is mapped: the demo ERP lacks nothing.
		CHECK(schema["fields"].size() == entity["fields"].size());
		for (const auto& [field, source] : entity["fields"].items())
		{
			INFO(field);
			REQUIRE(schema["fields"].contains(field));
			for (const auto* member : {"column", "date", "time"})
				if (source.contains(member)) check(source[member]);
			if (!source.contains("codes")) continue;
			// Every code that occurs is explained, every explanation is a value of the field.
			std::set<std::string> values;
			for (const auto& value : schema["fields"][field]["values"]) values.insert(value.get<std::string>());
			std::string known;
			for (const auto& [code, value] : source["codes"].items())
			{
				CHECK(values.contains(value.get<std::string>()));
				known += (known.empty() ? "'" : ", '") + code + "'";
			}
			const auto ref = source["column"].get<std::string>();
			const auto dot = ref.find('.');
			const auto table = tables[dot == std::string::npos ? "" : ref.substr(0, dot)];
			const auto column = dot == std::string::npos ? ref : ref.substr(dot + 1);
			CHECK(number("SELECT count(*) FROM " + table + " WHERE rtrim(" + column + ") NOT IN (" + known + ")") == 0);
		}
	}
	for (const auto& [name, record] : mapping["records"].items())
	{
		INFO(name);
		const bool update = record.contains("update");
		const auto table = record[update ? "update" : "interface"]["table"].get<std::string>();
		if (update)
			for (const auto& [column, value] : record["update"]["key"].items()) hasColumn(table, column);
		else
			for (const auto* member : {"id", "version", "epoch", "state"})
				hasColumn(table, record["interface"][member]);
		for (const auto& [column, value] : record[update ? "set" : "columns"].items()) hasColumn(table, column);
	}
}

TEST_CASE("orders per day add up, rise in summer and on weekends, and stop now")
{
	Random random(1);
	const LocalSeconds now = 1'795'269'600; // 2026-11-21 14:00 local
	const auto start = monthsBefore(now, 14);
	CHECK(dateText(start) == "2025-09-21");
	CHECK(dateText(monthsBefore(now + 10 * kDay, 9)) == "2026-03-01");
	const auto days = ordersPerDay(100'000, start, now);
	std::int64_t sum = 0;
	for (const auto count : days) sum += count;
	CHECK(sum == 100'000);
	CHECK(days.size() == static_cast<std::size_t>((dayOf(now) - start) / kDay) + 1);
	const auto moments = momentsOfDay(500, dayOf(now), now, random);
	CHECK(moments.back() <= now);
	CHECK(std::is_sorted(moments.begin(), moments.end()));
	CHECK(ordersPerDay(100, start, dayOf(now) + kHour).back() == 0); // before the shop opens
}
