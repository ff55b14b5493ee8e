#include "host/discovery/Discovery.hpp"
#include "host/demoerp/testing/DemoFile.hpp"
#include "host/platform/Clock.hpp"
#include "host/sync/Mapping.hpp"
#include "host/sync/SyncFixture.hpp"

#include <catch2/catch.hpp>

namespace erphost::discovery {
namespace {

using nlohmann::json;

/// The demo ERP through its ODBC driver, as a branch would connect to it.
std::unique_ptr<odbc::Connection> connection()
{
	odbc::ConnectOptions options;
	auto file = demoerp::shared();
#ifdef _WIN32
	// Where the driver is a Linux library (Wine) it does not get the letters of this file's name.
	file = file.parent_path() / "erp.db";
	if (!std::filesystem::exists(file)) std::filesystem::copy_file(demoerp::shared(), file);
#endif
	options.connectionString = sync::SyncFixture::connectionTo(file);
	auto opened = odbc::Connection::open(std::move(options));
	INFO((opened ? "" : opened.error().message));
	REQUIRE(opened.ok());
	return *std::move(opened);
}

Known knownOrder(odbc::Connection& erp, const std::string& where)
{
	const auto rows = erp.query("SELECT RTRIM(PGDH), RTRIM(KHMC), LXDH FROM PGD WHERE " + where + " LIMIT 1");
	INFO((rows ? "" : rows.error().message));
	REQUIRE(rows.ok());
	REQUIRE(rows->size() == 1);
	const auto& row = rows->front();
	return {row[0].value_or(""), row[1].value_or(""), row[2].value_or("")};
}

Result<json> run(odbc::Connection& erp, const Question& question, Budget budget = {},
                 const std::atomic<bool>* stop = nullptr)
{
	ErpReader reader(
		erp, budget, [] { return systemClock().steadyMs(); }, stop);
	return Discovery(reader, entities::shippedEntities(), [](const Progress&) {}).run(question);
}

} // namespace

TEST_CASE("One known order leads to a mapping of the demo ERP", "[discovery]")
{
	const auto erp = connection();
	Question question;
	question.known = knownOrder(*erp, "DJZT = '2' AND LXDH <> '' AND SPBM IS NOT NULL");
	const auto found = run(*erp, question);
	INFO((found ? "" : found.error().code));
	REQUIRE(found.ok());
	CHECK((*found)["kind"] == "work_order");
	CHECK((*found)["looked"]["queries"].get<int>() < 400);
	CHECK((*found)["notes"].empty());

	std::vector<sync::MappingFinding> findings;
	const auto mapping = sync::Mapping::parse((*found)["mapping"].dump(), entities::shippedEntities(), findings);
	for (const auto& finding : findings)
		UNSCOPED_INFO(finding.pointer << " " << finding.error.code << " " << finding.error.param("reason"));
	REQUIRE(mapping.has_value());
	for (const char* entity : {"work_order", "customer", "product", "technician", "provider", "store", "branch"})
		CHECK(mapping->entity(entity) != nullptr);
	const auto* order = mapping->entity("work_order");
	CHECK(order->from.table == "PGD");
	CHECK(order->key == std::vector<sync::ColumnRef>{{"", "GSBH"}, {"", "PGDH"}});
	CHECK(order->branchColumn.column == "GSBH");
	CHECK(order->deletedColumn.column == "SCBZ");
	CHECK(order->changes.mode == sync::ChangeMode::watermark);
	CHECK(order->changes.columns.front().column == "XGSJ");
	// What somebody who knows this ERP wrote down is found, field by field; names of joins aside.
	std::map<std::string, std::string> sources;
	for (const auto& field : order->fields)
		sources[field.field] = field.column.empty() ? field.date.column + "+" + field.time.column : field.column.column;
	const std::map<std::string, std::string> expected = {{"number", "PGDH"},
	                                                     {"customer_name", "KHMC"},
	                                                     {"customer_phone", "LXDH"},
	                                                     {"customer_address", "AZDZ"},
	                                                     {"customer_number", "KHBH"},
	                                                     {"store", "MDBH"},
	                                                     {"technician_number", "SFBH"},
	                                                     {"technician_name", "SFXM"},
	                                                     {"provider_name", "WDMC"},
	                                                     {"product_code", "SPBM"},
	                                                     {"brand", "品牌"},
	                                                     {"model", "型号"},
	                                                     {"ordered_at", "BDRQ+BDSJ"},
	                                                     {"dispatched_at", "PGRQ+PGSJ"},
	                                                     {"first_contact_at", "LXRQ+LXSJ"},
	                                                     {"appointment_at", "YYRQ+YYSJ"},
	                                                     {"arrived_at", "DDRQ+DDSJ"},
	                                                     {"completed_at", "WGRQ+WGSJ"},
	                                                     {"status", "DJZT"},
	                                                     {"total", "HJJE"},
	                                                     {"collected", "SSJE"},
	                                                     {"labour", "RGF"},
	                                                     {"callback_status", "HFZT"},
	                                                     {"handling_status", "CLZT"},
	                                                     {"feedback", "反馈意见"},
	                                                     {"updated_at", "XGSJ"},
	                                                     {"sale_number", "XSDH"},
	                                                     {"serial_number", "JSTM"},
	                                                     {"remark", "BZ"}};
	for (const auto& [field, column] : expected)
	{
		INFO(field);
		CHECK(sources[field] == column);
	}
	// Codes that no word explains are asked, not guessed; the state of finished orders is told by their completion.
	CHECK(order->field("service_type") == nullptr);
	CHECK(order->field("status")->codes.at("2") == "done");
	for (const auto& part : (*found)["entities"])
		for (const auto& field : part["fields"])
			if (field["personal"] == true)
				for (const auto& example : field["examples"]) CHECK(example.get<std::string>().ends_with("***"));
}

TEST_CASE("A delivery leads to the table of deliveries, and a wrong number to a sentence", "[discovery]")
{
	const auto erp = connection();
	const auto rows =
		erp->query("SELECT RTRIM(送货单号), 联系电话 FROM 送货单 WHERE 状态 = '2' AND 联系电话 <> '' LIMIT 1");
	INFO((rows ? "" : rows.error().message));
	REQUIRE(rows.ok());
	REQUIRE(rows->size() == 1);
	Question question;
	question.known = {rows->front()[0].value_or(""), "", rows->front()[1].value_or("")};
	const auto found = run(*erp, question);
	REQUIRE(found.ok());
	CHECK((*found)["kind"] == "delivery");
	CHECK((*found)["mapping"]["entities"]["delivery"]["from"]["table"] == "送货单");

	question.known = {"NO-SUCH-ORDER", "", ""};
	CHECK(run(*erp, question).error().code == "discovery.order_not_found");
	question.known = knownOrder(*erp, "DJZT = '2' AND LXDH <> ''");
	question.known.phone = "19999999999";
	question.known.customer = "没有这个人";
	const auto stranger = run(*erp, question);
	REQUIRE(stranger.ok());
	CHECK((*stranger)["notes"].size() == 2);
}

TEST_CASE("The search asks no more than it may, and stops when told", "[discovery]")
{
	const auto erp = connection();
	Question question;
	question.known = knownOrder(*erp, "DJZT = '2' AND LXDH <> ''");
	Budget small;
	small.queries = 30;
	CHECK(run(*erp, question, small).error().code == "discovery.budget");
	std::atomic<bool> stop{true};
	CHECK(run(*erp, question, {}, &stop).error().code == "discovery.stopped");
	// A table that is too large is looked at by its keys alone.
	Table orders;
	orders.name = "PGD";
	ErpReader reader(*erp, {}, [] { return systemClock().steadyMs(); });
	REQUIRE(reader.describe(orders).ok());
	orders.rows = 5'000'000;
	const auto byPhone = reader.holding(orders, question.known.phone, 5);
	REQUIRE(byPhone.ok());
	CHECK(byPhone->empty());
	orders.rows = -1;
	CHECK_FALSE(reader.holding(orders, question.known.phone, 5)->empty());
	// What it must not or cannot read is passed over, and said.
	Table gone;
	gone.name = "not there";
	REQUIRE(reader.describe(gone).ok());
	CHECK(reader.skipped() == std::vector<std::string>{"not there"});
}

} // namespace erphost::discovery
