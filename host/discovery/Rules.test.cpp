#include "host/discovery/Rules.hpp"

#include <catch2/catch.hpp>

namespace erphost::discovery {
namespace {

Column column(const std::string& name, const std::string& type, std::uint64_t size = 0)
{
	Column made;
	made.catalog.name = name;
	made.catalog.typeName = type;
	made.catalog.kind = type == "INTEGER"     ? odbc::ColumnKind::integer
	                    : type == "TIMESTAMP" ? odbc::ColumnKind::timestamp
	                    : type == "DATE"      ? odbc::ColumnKind::date
	                                          : odbc::ColumnKind::text;
	made.catalog.size = size;
	return made;
}

/// A table of text columns, named in the first line.
Table table(const std::string& name, const std::vector<std::string>& columns, std::vector<std::vector<Cell>> rows,
            std::vector<std::vector<std::string>> keys = {})
{
	Table made;
	made.name = name;
	for (const auto& one : columns) made.columns.push_back(column(one, "CHAR", 20));
	made.sample = std::move(rows);
	made.keys = std::move(keys);
	made.rows = static_cast<std::int64_t>(made.sample.size());
	made.judge();
	return made;
}

const Words& words()
{
	return Words::shipped();
}

} // namespace

TEST_CASE("Columns are recognised by the pinyin initials of what they hold", "[discovery]")
{
	CHECK(initials("完工日期") == "WGRQ");
	CHECK(initials("修改时间") == "XGSJ");
	CHECK(initials("EH_回访") == "EH_HF");
	CHECK(fits("XGSJ", {"修改时间"}) >= 0.9);
	CHECK(fits("客户名称", {"客户名称"}) == 1);
	CHECK(fits("customer_name", {"customer_name"}) == 1);
	CHECK(fits("CustomerName", {"customer_name"}) >= 0.7);
	CHECK(fits("note", {"no"}) == 0); // two letters are no word inside another
	CHECK(fits("KHBH", {"商品编号"}) == 0);
	CHECK(words().moment("WGRQ", "completed_at") > words().moment("WGRQ", "ordered_at"));
	CHECK(words().moment("effective_date", "completed_at") >= 0.6);
	CHECK(words().moment("XGSJ", "updated_at") > 0.8);
	CHECK(words().contrary("TYBZ", "active") > 0.8); // 停用标志
	CHECK(words().contrary("停用", "active") == 1);
	CHECK(words().ownTable("EH_HFJG"));
	CHECK(words().ownTable("public.erphost_callback"));
	CHECK_FALSE(words().ownTable("PGD"));
}

TEST_CASE("The ending of a date's name is not its meaning", "[discovery]")
{
	const auto endings = words().list({"endings"});
	CHECK(withoutEnding("完工日期", endings) == "完工");
	CHECK(withoutEnding("WGRQ", endings) == "WG");
	CHECK(withoutEnding("planned_date", endings) == "planned");
	CHECK(withoutEnding("update", endings) == "update");
	CHECK(withoutEnding("state", endings) == "state");
}

TEST_CASE("What values look like decides what a column can be", "[discovery]")
{
	const auto dates = shapeOf({"20260601", "20260602   ", std::nullopt, ""});
	CHECK(dates.rows == 4);
	CHECK(dates.filled == 2);
	CHECK(dates.date == 1);
	CHECK(dates.pattern == "99999999");
	CHECK(shapeOf({"2026-06-01 10:00:00", "2026-06-01 10:00:01"}).moment == 1);
	CHECK(shapeOf({"202606010007", "202606010008"}).moment == 0);
	CHECK(shapeOf({"20260601101500"}).moment == 1);
	CHECK(shapeOf({"13912345678", "0916-2200000"}).phone == 1);
	CHECK(shapeOf({"00012345678901234"}).phone == 0);
	CHECK(shapeOf({"Y", "N", "Y"}).flag == 1);
	CHECK(shapeOf({"MX001", "MX002"}).pattern == "AA999");
	CHECK(shapeOf({"MX001", "M002"}).pattern.empty());
	CHECK(samePhone("0916-2200000", "09162200000"));
	CHECK(samePhone("+86 139 1234 5678", "13912345678"));
	CHECK_FALSE(samePhone("139", "139"));
}

TEST_CASE("A date and its time are one moment when their names say so", "[discovery]")
{
	const auto orders = table("FW_PGD", {"JDR", "JDS", "WGRQ", "WGSJ", "录入日期", "GH"},
	                          {{"20260601", "101500", "2026-06-02", "11:00:00", "2026-06-02", "S00100"}});
	CHECK(timeOf(orders, *orders.column("JDR")) == "JDS");
	CHECK(timeOf(orders, *orders.column("WGRQ")) == "WGSJ");
	CHECK(timeOf(orders, *orders.column("录入日期")).empty());
}

TEST_CASE("Keys are followed by declaration, by name, and by values when every one is found", "[discovery]")
{
	const auto orders = table(
		"PGD", {"GSBH", "PGDH", "KHBH", "SPBM"},
		{{"MX", "P0001", "K0001", "KT0001"}, {"CG", "P0001", "K0002", "KT0002"}, {"MX", "P0002", "K0003", "KT0003"}},
		{{"GSBH", "PGDH"}});
	const auto customers = table("KHDA", {"GSBH", "KHBH", "KHMC"}, {{"MX", "K0001", "张"}}, {{"GSBH", "KHBH"}});
	auto links = linkCandidates(orders, customers);
	REQUIRE_FALSE(links.empty());
	CHECK(links[0].why == Link::Why::sameName);
	CHECK(links[0].on == std::vector<std::pair<std::string, std::string>>{{"GSBH", "GSBH"}, {"KHBH", "KHBH"}});
	CHECK_FALSE(links[0].extends);
	const auto tuples = linkTuples(orders, links[0], 10);
	CHECK(tuples.size() == 3);
	countMatches(links[0], customers, tuples, {{"MX", "K0001", "张"}, {"CG", "K0002", "李"}});
	CHECK(links[0].matched == 2);
	CHECK(holds(links[0]));
	countMatches(links[0], customers, tuples, {});
	CHECK_FALSE(holds(links[0]));

	// 商品编码 and SPBM are one name, written out and in initials.
	const auto goods = table("商品资料", {"商品编码", "商品名称"}, {{"KT0001", "空调"}}, {{"商品编码"}});
	const auto named = linkCandidates(orders, goods);
	REQUIRE_FALSE(named.empty());
	CHECK(named[0].on[0].first == "SPBM");

	// The completion has the order's own key under other names: it continues the row.
	const auto done =
		table("服务完工表", {"分公司", "单号", "完工日期"}, {{"MX", "P0001", "20260601"}}, {{"分公司", "单号"}});
	const auto continued = linkCandidates(orders, done);
	REQUIRE_FALSE(continued.empty());
	CHECK(continued[0].on == std::vector<std::pair<std::string, std::string>>{{"GSBH", "分公司"}, {"PGDH", "单号"}});
	CHECK(continued[0].extends);
}

TEST_CASE("Numbers from one upwards agree with every table: integers count by declaration or name only", "[discovery]")
{
	Table orders = table("shipment", {}, {}), parties = table("party_party", {}, {});
	for (const char* name : {"id", "customer", "party_party_id"}) orders.columns.push_back(column(name, "INTEGER"));
	for (const char* name : {"id", "code"}) parties.columns.push_back(column(name, "INTEGER"));
	orders.sample = {{"1", "2", "3"}, {"2", "3", "1"}, {"3", "1", "2"}};
	parties.sample = orders.sample;
	for (auto& row : parties.sample) row.pop_back();
	parties.keys = {{"id"}};
	orders.judge();
	parties.judge();
	auto links = linkCandidates(orders, parties);
	for (const auto& link : links) CHECK(link.on[0].first == "party_party_id");
	orders.references = {{"party_party", {{"customer", "id"}}}};
	links = linkCandidates(orders, parties);
	REQUIRE(links.size() == 1);
	CHECK(links[0].why == Link::Why::foreignKey);
	CHECK(holds(links[0]));
}

TEST_CASE("How changes are found follows from the change column", "[discovery]")
{
	auto orders =
		table("PGD", {"XGSJ", "LRSJ"},
	          {{"2026-06-01 10:00:00", "2026-06-01 09:00:00"}, {"2026-06-01 10:00:01", "2026-06-01 09:00:00"}});
	CHECK(chooseChanges(orders, odbc::Product::sqlite, "XGSJ", "LRSJ", false).why == "watermark");
	CHECK(chooseChanges(orders, odbc::Product::sqlite, "", "", false).spec["mode"] == "snapshot");
	orders.sample[0][0] = std::nullopt;
	orders.judge();
	const auto coalesced = chooseChanges(orders, odbc::Product::sqlite, "XGSJ", "LRSJ", true);
	CHECK(coalesced.spec["coalesce"] == "LRSJ");
	CHECK(chooseChanges(orders, odbc::Product::sqlite, "XGSJ", "", true).why == "watermark_gaps");
	orders.sample[1][0] = std::nullopt;
	orders.judge();
	CHECK(chooseChanges(orders, odbc::Product::sqlite, "XGSJ", "", true).why == "snapshot");
	orders.columns.push_back(column("rv", "rowversion"));
	CHECK(chooseChanges(orders, odbc::Product::sqlserver, "XGSJ", "", true).spec["mode"] == "rowversion");
}

TEST_CASE("A soft delete is a yes-or-no column that says so", "[discovery]")
{
	CHECK(chooseDeleted(words(), table("PGD", {"SCBZ"}, {{"0"}, {"1"}}))["column"] == "SCBZ");
	CHECK(chooseDeleted(words(), table("party", {"active"}, {{"1"}, {"0"}}))["values"][0] == "0");
	CHECK(chooseDeleted(words(), table("PGD", {"JHBZ", "DJBZ"}, {{"0", "1"}})).is_null());
}

TEST_CASE("Codes are never guessed: words explain them, completion tells what is done, the rest a person says",
          "[discovery]")
{
	CHECK(words().codeMeaning("service_type", "安装") == "install");
	CHECK(words().codeMeaning("service_type", "01").empty());
	CHECK(words().codeMeaning("status", "cancelled") == "cancelled");
	CHECK(words().codeMeaning("product_type", "BX") == "fridge_washer");

	std::vector<Code> codes = {{"2", 900, ""}, {"1", 50, ""}, {"9", 20, ""}};
	tellDone(codes, {{"2", 900, 0}, {"1", 0, 50}, {"9", 0, 20}});
	CHECK(codes[0].meaning == "done");
	CHECK(codes[1].meaning.empty());
	std::vector<Code> two = {{"2", 900, ""}, {"3", 50, ""}};
	tellDone(two, {{"2", 900, 0}, {"3", 50, 0}});
	CHECK(two[0].meaning.empty());

	nlohmann::json spec = {{"column", "DJZT"}};
	REQUIRE(putCodes(spec, codes));
	CHECK(spec["codes"] == nlohmann::json{{"2", "done"}});
	CHECK(spec["otherwise"] == "null");
	codes[1].meaning = codes[2].meaning = "open";
	REQUIRE(putCodes(spec, codes));
	CHECK(spec["otherwise"] == "refuse");
	CHECK_FALSE(putCodes(spec, {{"01", 5, ""}}));
}

TEST_CASE("Where the order stands: its number is a key there and its customer is near", "[discovery]")
{
	Candidate order, receipt;
	order.numberInKey = order.phoneLinked = order.nameLinked = true;
	order.moments = 8;
	order.columns = 40;
	receipt.phoneHere = true;
	receipt.columns = 12;
	CHECK(plausibility(order) > plausibility(receipt));
}

TEST_CASE("Fields are chosen by the known order first, then by name, and each column serves once", "[discovery]")
{
	const auto* schema = &entities::shippedEntities().front();
	for (const auto& one : entities::shippedEntities())
		if (one.entity == "work_order") schema = &one;
	const auto orders =
		table("PGD", {"GSBH", "PGDH", "LXDH", "BYDH", "KHMC", "BZ", "WGRQ", "WGSJ", "HJJE"},
	          {{"MX", "P0001", "0916-2200000", "13900000002", "王小明", "急", "2026-06-01", "10:00:00", "80.00"},
	           {"MX", "P0002", "13900000001", "", "李四", "", "2026-06-02", "11:00:00", "0.00"}},
	          {{"GSBH", "PGDH"}});
	const auto choices = chooseFields(*schema, words(), orders, {}, {"P0001", "王小明", "0916 2200000"}, "PGDH", "");
	const auto of = [&](const std::string& field) {
		for (const auto& choice : choices)
			if (choice.field == field) return choice;
		return FieldChoice();
	};
	CHECK(of("number").column == "PGDH");
	CHECK(of("customer_phone").column == "LXDH");
	CHECK(of("customer_phone").certainty() == Certainty::sure);
	CHECK(of("customer_phone").why == FieldChoice::Why::example);
	CHECK(of("customer_name").column == "KHMC");
	CHECK(of("branch").column == "GSBH");
	CHECK(of("total").spec["as"] == "decimal");
	CHECK(of("completed_at").spec ==
	      nlohmann::json{{"date", "WGRQ"}, {"time", "WGSJ"}, {"as", "local"}, {"basis", "typed"}});
	CHECK(of("remark").column == "BZ");
	CHECK(of("arrived_at").column.empty());
}

TEST_CASE("A table that continues the order brings what happened later, not whose order it is", "[discovery]")
{
	const entities::EntitySchema* schema = nullptr;
	for (const auto& one : entities::shippedEntities())
		if (one.entity == "work_order") schema = &one;
	REQUIRE(schema != nullptr);
	const auto orders = table("FW_PGD", {"FGS", "DH"}, {{"04", "202606010007"}}, {{"FGS", "DH"}});
	Joined done;
	done.alias = "t1";
	done.table = table("服务完工表", {"分公司", "单号", "完工日期", "处理措施", "录入时间"},
	                   {{"04", "202606010007", "20260602", "更换主板", "2026-06-02 10:00:00"}}, {{"分公司", "单号"}});
	done.link = {"服务完工表", {{"FGS", "分公司"}, {"DH", "单号"}}, Link::Why::values, 1, true, 20, 15};
	std::map<std::string, std::string> found;
	for (const auto& choice : chooseFields(*schema, words(), orders, {done}, {"202606010007", "", ""}, "DH", ""))
		found[choice.field] = choice.alias + "." + choice.column;
	CHECK(found ==
	      std::map<std::string, std::string>{
			  {"number", ".DH"}, {"branch", ".FGS"}, {"completed_at", "t1.完工日期"}, {"measure", "t1.处理措施"}});
}

} // namespace erphost::discovery
