#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

extern "C" const eh_plugin* erphost_plugin(void);

namespace fees::testing {

using erphost::mock::MockHost;
using nlohmann::json;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kNow = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai

/// The plugin in a host in memory, with orders as the ERP brings them and parts as the parts plugin publishes them.
struct FeeDesk
{
	MockHost host{erphost::test::sourceDir() + "/plugins/fees"};
	int ids = 0;

	FeeDesk()
	{
		for (const char* entity : {"work_order", "part", "cash_entry", "branch", "store", "technician", "employee",
		                           "provider", "product", "customer"})
		{
			std::string file = erphost::test::sourceDir() + "/config/entities/";
			file.append(entity).append(".json");
			std::ifstream in(file);
			host.addEntity(json::parse(in));
		}
		host.value(
			"CREATE TABLE survey_v_assessment (kind TEXT, branch_id TEXT, erp_key TEXT, order_number TEXT, state "
			"TEXT, level TEXT, first_level TEXT)");
		host.value(
			"CREATE TABLE complaints_v_case (case_id TEXT, number TEXT, kind TEXT, branch_id TEXT, erp_key TEXT, "
			"order_number TEXT, state TEXT, class BIGINT, step TEXT, opened_at BIGINT, closed_at BIGINT)");
		host.value("CREATE TABLE parts_v_order_part (kind TEXT, branch_id TEXT, erp_key TEXT, order_number TEXT, "
		           "item_code TEXT, item_name TEXT, unit TEXT, unit_size BIGINT, warranty TEXT, "
		           "issued BIGINT, returned BIGINT, used BIGINT, cost_fen BIGINT, old_due BIGINT, old_back BIGINT, "
		           "free_approval TEXT)");
		host.setNow(kNow);
		host.setGoLive("2026-01-01");
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县"}});
		host.putErpRow("technician", {{"branch_id", "01"}, {"erp_key", "T7"}, {"number", "T7"}, {"name", "赵师傅"}});
		REQUIRE(host.start(erphost_plugin()));
		host.setCaller("anna", {{"admin", "*"}});
	}

	std::string id() { return "client-id-" + std::to_string(1'000 + ++ids); }
	/// Another pair of eyes.
	void as(const std::string& who, const std::string& role = "admin") { host.setCaller(who, {{role, "*"}}); }

	json ok(const MockHost::Answer& answer)
	{
		std::string params;
		for (const auto& [key, value] : answer.error.params) params += " " + key + "=" + value;
		INFO(answer.error.code << params << " " << answer.error.message);
		REQUIRE(answer.status >= 200);
		REQUIRE(answer.status < 300);
		REQUIRE(host.settle());
		return answer.body;
	}
	json post(const std::string& path, const json& body, const std::string& match = {})
	{
		return ok(host.call("POST", path, body, match));
	}
	json get(const std::string& path) { return ok(host.call("GET", path)); }
	std::string refused(const std::string& path, const json& body, const std::string& match = {})
	{
		const auto answer = host.call("POST", path, body, match);
		REQUIRE_FALSE(answer.error.code.empty());
		return answer.error.code;
	}

	static json labour(const char* yuan = "80")
	{
		return {
			{"line", 2},    {"what", "人工"}, {"name", "空调维修"}, {"serviceType", "维修"}, {"productType", "空调"},
			{"unit", "次"}, {"amount", yuan}};
	}
	static json visit(const char* yuan = "30")
	{
		return {{"line", 3}, {"what", "上门费"}, {"name", "上门"}, {"unit", "次"}, {"amount", yuan}};
	}
	static json part(const char* yuan = "20")
	{
		return {{"line", 4}, {"what", "配件"}, {"code", "P1"}, {"name", "电容"}, {"unit", "个"}, {"amount", yuan}};
	}
	json draft(const std::vector<json>& rows, const std::string& from = "2026-01-01", const json& more = json::object())
	{
		json body = {{"id", id()},         {"kind", "price"},   {"branchId", "*"},
		             {"name", "维修价目"}, {"validFrom", from}, {"rows", rows}};
		body.update(more);
		return post("/lists", body);
	}
	json publish(const json& list, const json& how = json::object())
	{
		return post("/lists/" + list["id"].get<std::string>() + "/publish", how,
		            std::to_string(list["version"].get<int>()));
	}
	/// Labour 80, visit 30, capacitor 20.
	json prices() { return publish(draft({labour(), visit(), part()})); }

	/// A repair out of warranty, done an hour ago.
	void order(const std::string& key, const json& more = json::object())
	{
		json row = {{"branch_id", "01"},
		            {"erp_key", key},
		            {"number", "WX" + key},
		            {"service_type", "repair"},
		            {"service_mode", "on_site"},
		            {"product_type", "ac"},
		            {"brand", "格力"},
		            {"model", "KFR-35"},
		            {"technician_number", "T7"},
		            {"technician_name", "赵师傅"},
		            {"customer_name", "王五"},
		            {"purchased_on", "2020-05-01"},
		            {"invoice_number", "FP1"},
		            {"status", "done"},
		            {"ordered_at", kNow - kDayMs},
		            {"completed_at", kNow - 3'600'000}};
		row.update(more);
		host.putErpRow("work_order", row);
		REQUIRE(host.settle());
	}
	void used(const std::string& key, const std::string& item, std::int64_t quantity, std::int64_t costFen,
	          const std::string& free = "", std::int64_t size = 1)
	{
		host.value("DELETE FROM parts_v_order_part WHERE erp_key = '" + key + "' AND item_code = '" + item + "'");
		host.value("INSERT INTO parts_v_order_part VALUES ('work_order', '01', '" + key + "', 'WX" + key + "', '" +
		           item + "', '件" + item + "', '个', " + std::to_string(size) + ", 'out', " +
		           std::to_string(quantity) + ", 0, " + std::to_string(quantity) + ", " + std::to_string(costFen) +
		           ", 0, 0, '" + free + "')");
		hear("parts.order.changed", key, {{"reason", "issued"}});
	}
	void named(const std::string& key, std::int64_t fen, const std::string& finding = "paid", bool withdrawn = false)
	{
		hear(withdrawn ? "survey.finding.withdrawn" : "survey.finding.recorded", key,
		     {{"task", "task-" + key},
		      {"round", 1},
		      {"finding", finding},
		      {"question", "paid"},
		      {"said", ""},
		      {"amount_fen", fen}});
	}
	void hear(const std::string& type, const std::string& key, json payload)
	{
		payload.update({{"kind", "work_order"}, {"branch", "01"}, {"erp_key", key}, {"order", "WX" + key}});
		erphost::Event event;
		event.type = type;
		event.branchId = "01";
		event.businessKey = key;
		event.payload = payload.dump();
		event.occurredAtMs = host.now();
		host.appendEvent(event);
		REQUIRE(host.settle());
	}
	json of(const std::string& key) { return {{"kind", "work_order"}, {"branch", "01"}, {"key", key}}; }
	json with(const std::string& key, json more)
	{
		more.update(of(key));
		if (!more.contains("id")) more["id"] = id();
		return more;
	}
	json read(const std::string& key) { return get("/order?kind=work_order&branch=01&key=" + key); }
	/// The customer agrees to what the order costs.
	void agree(const std::string& key)
	{
		const json proposal = get("/order/proposal?kind=work_order&branch=01&key=" + key);
		agree(key, proposal["lines"]);
	}
	void agree(const std::string& key, const json& lines, bool extra = false)
	{
		const json quotation = post("/quotations", with(key, {{"lines", lines}, {"extra", extra}}));
		post("/quotations/" + quotation["id"].get<std::string>() + "/answer", {{"agreed", true}, {"via", "signature"}},
		     "1");
	}
	json charge(const std::string& key, const std::string& method = "cash")
	{
		return post("/receipts", with(key, {{"method", method}}));
	}
	json handIn(const std::string& key, std::int64_t fen)
	{
		return post("/cash/hand-ins", {{"id", id()},
		                               {"branch", "01"},
		                               {"technician", "T7"},
		                               {"orders", {{{"kind", "work_order"}, {"key", key}, {"countedFen", fen}}}}});
	}
	json handOver(const json& handIn, std::int64_t fen)
	{
		return post("/cash/hand-overs",
		            {{"id", id()}, {"branch", "01"}, {"handIns", {handIn["id"]}}, {"countedFen", fen}});
	}
	void cashEntry(const std::string& key, const std::string& order, const char* yuan,
	               const json& more = json::object())
	{
		json row = {{"branch_id", "01"},     {"erp_key", key}, {"number", "SK" + key}, {"kind", "service_fee"},
		            {"order_number", order}, {"amount", yuan}, {"method", "cash"},     {"entered_at", host.now()}};
		row.update(more);
		host.putErpRow("cash_entry", row);
		REQUIRE(host.settle());
	}
	std::vector<std::string> open(const std::string& key)
	{
		std::vector<std::string> kinds;
		const json order = read(key);
		for (const auto& each : order["exceptions"])
			if (each["state"] != "closed") kinds.push_back(each["what"]);
		std::sort(kinds.begin(), kinds.end());
		return kinds;
	}
	json exception(const std::string& key, const std::string& what)
	{
		const json order = read(key);
		for (const auto& each : order["exceptions"])
			if (each["what"] == what) return each;
		return nullptr;
	}
	std::int64_t balance(const std::string& account, const std::string& key)
	{
		const std::string value =
			host.value("SELECT balance_fen FROM fees_money_balance WHERE branch_id = '01' AND account = '" + account +
		               "' AND key = '" + key + "'");
		return value.empty() ? 0 : std::stoll(value);
	}
	/// Debit is credit, and every balance is the sum of its movements.
	void ledgerAddsUp()
	{
		CHECK(host.value("SELECT COUNT(*) FROM (SELECT entry_id FROM fees_money_line GROUP BY entry_id HAVING "
		                 "SUM(delta_fen) <> 0)") == "0");
		CHECK(host.value("SELECT COUNT(*) FROM fees_money_balance b WHERE balance_fen <> (SELECT "
		                 "COALESCE(SUM(delta_fen), 0) FROM fees_money_line l WHERE l.branch_id = b.branch_id AND "
		                 "l.account = b.account AND l.key = b.key)") == "0");
		CHECK(host.value("SELECT COALESCE(SUM(balance_fen), 0) FROM fees_money_balance") == "0");
	}
	std::ptrdiff_t count(const std::string& type)
	{
		return std::count_if(host.events().begin(), host.events().end(),
		                     [&](const auto& event) { return event.type == type; });
	}
	json lastPayload(const std::string& type)
	{
		json last;
		for (const auto& event : host.events())
			if (event.type == type) last = json::parse(event.payload);
		return last;
	}
	json lastRecord() { return host.records().empty() ? json() : json::parse(host.records().back().payload); }
};

} // namespace fees::testing
