#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>

extern "C" const eh_plugin* erphost_plugin(void);

namespace parts::testing {

using erphost::mock::MockHost;
using nlohmann::json;

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kToday = 1'795'228'200'000; // Saturday 2026-11-21 10:30 in Shanghai

/// The plugin in a host in memory: two branches and a central store, three items, a supplier, an order.
struct StockTest
{
	MockHost host{erphost::test::sourceDir() + "/plugins/parts"};
	int made = 0; ///< ids of requests

	StockTest()
	{
		for (const char* entity :
		     {"work_order", "part", "stock_balance", "branch", "store", "technician", "employee", "provider"})
		{
			std::string file = erphost::test::sourceDir() + "/config/entities/";
			file.append(entity).append(".json");
			std::ifstream in(file);
			host.addEntity(json::parse(in));
		}
		host.setNow(kToday);
		host.setGoLive("2026-01-01");
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县分公司"}});
		host.putErpRow("branch", {{"branch_id", "02"}, {"erp_key", "02"}, {"name", "城固"}});
		part("FAN",
		     {{"name", "风机"}, {"specification", "YDK-36"}, {"unit", "个"}, {"cost", "50.00"}, {"minimum", "2"}});
		part("PIPE",
		     {{"name", "铜管"}, {"specification", "φ9.52"}, {"unit", "米"}, {"kind", "material"}, {"cost", "30"}});
		part("METER", {{"name", "万用表"}, {"unit", "只"}, {"kind", "tool"}, {"cost", "120"}});
		order("1000");
		REQUIRE(host.start(erphost_plugin()));
		REQUIRE(host.settle());
		as("keeper", "central_keeper");
		ok(host.call("POST", "/suppliers", {{"code", "S1"}, {"name", "格力配件"}}));
	}

	void part(const std::string& code, json fields)
	{
		json row = {{"branch_id", "*"},   {"erp_key", code},  {"code", code},   {"kind", "part"},
		            {"class", "regular"}, {"supplier", "S1"}, {"brand", "格力"}};
		row.update(fields);
		host.putErpRow("part", row);
	}
	void order(const std::string& key, const std::string& branch = "01")
	{
		host.putErpRow("work_order",
		               {{"branch_id", branch}, {"erp_key", key}, {"number", "WX" + key}, {"status", "dispatched"}});
	}
	void erpStock(const std::string& item, const std::string& quantity, const std::string& warehouse = "W1",
	              const std::string& branch = "01")
	{
		host.putErpRow("stock_balance", {{"branch_id", branch},
		                                 {"erp_key", branch + "|" + warehouse + "|" + item},
		                                 {"part_code", item},
		                                 {"warehouse", warehouse},
		                                 {"quantity", quantity}});
		REQUIRE(host.settle());
	}
	void as(const std::string& user, const std::string& role, const std::string& branch = "*")
	{
		host.setCaller(user, {{role, branch}});
	}
	std::string id() { return "id-" + std::to_string(++made); }

	static json ok(const MockHost::Answer& answer)
	{
		INFO(answer.error.code << " " << answer.error.message);
		for (const auto& [key, value] : answer.error.params) UNSCOPED_INFO(key << "=" << value);
		REQUIRE(answer.status >= 200);
		REQUIRE(answer.status < 300);
		return answer.body;
	}
	/// POSTs with an id of its own unless the body has one.
	MockHost::Answer post(const std::string& path, json body, const std::string& version = {})
	{
		if (!body.contains("id")) body["id"] = id();
		return host.call("POST", path, body, version);
	}
	/// An act on a paper with its present version.
	MockHost::Answer act(const std::string& document, const std::string& what, json body)
	{
		const std::string version = host.value("SELECT version FROM parts_document WHERE id = '" + document + "'");
		return post("/documents/" + document + "/" + what, std::move(body), version);
	}
	MockHost::Answer confirm(const std::string& document, const json& body)
	{
		const std::string version = host.value("SELECT version FROM parts_document WHERE id = '" + document + "'");
		return host.call("POST", "/documents/" + document + "/confirm", body, version);
	}
	/// Opening stock of a store.
	json open(const std::string& item, std::int64_t quantity, std::int64_t costFen = 0,
	          const std::string& place = "store:01")
	{
		return ok(post("/openings", {{"placeId", place},
		                             {"reason", "期初"},
		                             {"lines", {{{"item", item}, {"quantity", quantity}, {"costFen", costFen}}}}}));
	}
	MockHost::Answer issue(const std::string& item, std::int64_t quantity, json more = json::object())
	{
		json body = {{"placeId", "store:01"},
		             {"technician", {{"number", "T7"}, {"name", "赵师傅"}}},
		             {"lines", {{{"item", item}, {"quantity", quantity}}}}};
		body.update(more);
		return post("/issues", body);
	}
	static json forOrder(const std::string& key = "1000", const std::string& warranty = "out")
	{
		return {{"order", {{"kind", "work_order"}, {"branchId", "01"}, {"key", key}}}, {"warranty", warranty}};
	}
	/// {"documentId", "line", "quantity"} of the first line of a paper.
	static json lineOf(const json& paper, std::int64_t quantity)
	{
		return {{"documentId", paper.at("id")}, {"line", 1}, {"quantity", quantity}};
	}
	MockHost::Answer giveBack(const json& issue, std::int64_t quantity)
	{
		return post("/returns", {{"lines", {lineOf(issue, quantity)}}});
	}
	MockHost::Answer writeOff(const json& issue, std::int64_t quantity, json more = json::object())
	{
		json body = {{"lines", {lineOf(issue, quantity)}}};
		body.update(more);
		return post("/write-offs", body);
	}
	std::int64_t number(const std::string& sql)
	{
		const std::string text = host.value(sql);
		return text.empty() ? 0 : std::stoll(text);
	}
	std::int64_t at(const std::string& place, const std::string& item)
	{
		return number("SELECT quantity FROM parts_balance WHERE place_id = '" + place + "' AND item_code = '" + item +
		              "'");
	}
	std::int64_t valueAt(const std::string& place, const std::string& item)
	{
		return number("SELECT value_fen FROM parts_balance WHERE place_id = '" + place + "' AND item_code = '" + item +
		              "'");
	}
	/// The movement that a line of a paper posted.
	std::string movementOf(const json& paper, int line = 1)
	{
		return paper.at("id").get<std::string>() + ":" + std::to_string(line);
	}
	MockHost::Answer reverse(const std::string& movement, json more = json::object())
	{
		json body = {{"reason", "录错"}};
		body.update(more);
		return post("/movements/" + movement + "/reversals", body);
	}
	json lineNow(const json& paper, std::size_t index = 0)
	{
		return ok(host.call("GET", "/documents/" + paper.at("id").get<std::string>()))["lines"][index];
	}
	std::vector<std::string> reasons()
	{
		std::vector<std::string> heard;
		for (const auto& event : host.events())
			if (event.type == "parts.order.changed") heard.push_back(json::parse(event.payload).at("reason"));
		return heard;
	}
};

} // namespace parts::testing
