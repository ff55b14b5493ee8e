#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <string>

extern "C" const eh_plugin* erphost_plugin(void);

namespace parts::testing {

using erphost::mock::MockHost;
using nlohmann::json;

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::int64_t kFriday = 1'793'932'200'000; // 2026-11-06 10:30 in Shanghai

/// The plugin in a host in memory: a branch 勉县 with a store, items, an order; clerks by name.
struct PartsDesk
{
	MockHost host{erphost::test::sourceDir() + "/plugins/parts"};
	int papers = 0;

	PartsDesk()
	{
		for (const char* entity : {"work_order", "delivery", "sale", "part", "stock_balance", "branch", "store",
		                           "technician", "employee", "provider", "stock_count_entry"})
		{
			std::string file = erphost::test::sourceDir() + "/config/entities/";
			file.append(entity).append(".json");
			std::ifstream in(file);
			host.addEntity(json::parse(in));
		}
		host.setNow(kFriday);
		host.setGoLive("2026-01-01");
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县"}});
		REQUIRE(host.start(erphost_plugin()));
		REQUIRE(host.settle());
		item("FAN", {{"costFen", 5'000}, {"brand", "GREE"}});
		item("BOARD", {{"costFen", 20'000}, {"brand", "GREE"}, {"class", "special"}});
		item("PIPE", {{"costFen", 4'000}, {"unit", "米"}, {"unitSize", 1'000}, {"kind", "material"}});
		item("DRILL", {{"costFen", 30'000}, {"kind", "tool"}});
		item("GAS", {{"costFen", 9'000}, {"kind", "material"}, {"hazardous", true}});
	}

	void as(const std::string& who, const std::string& role, const std::string& branch = "01")
	{
		host.setCaller(who, {{role, branch}});
	}
	void asEverything() { host.setCaller("root", {{"admin", "*"}}); }

	/// Asks as the administrator, whoever works at the desk now.
	json must(const std::string& method, const std::string& path, const json& body, int status)
	{
		const auto answer = host.call(method, path, body);
		INFO(method << " " << path << ": " << answer.error.code << " " << answer.error.message);
		REQUIRE(answer.status == status);
		return answer.body;
	}
	void item(const std::string& code, json more)
	{
		asEverything();
		json body = {{"code", code}, {"name", "件" + code}, {"unit", "个"}, {"unitSize", 1}, {"kind", "part"}};
		body.update(more);
		must("POST", "/items", body, 201);
	}
	/// Stock at the branch's store.
	void stock(const std::string& code, std::int64_t quantity, std::int64_t costFen)
	{
		asEverything();
		must("POST", "/openings",
		     {{"id", "opening-" + std::to_string(++papers)},
		      {"placeId", "store:01"},
		      {"reason", "期初"},
		      {"lines", json::array({{{"item", code}, {"quantity", quantity}, {"costFen", costFen}}})}},
		     201);
	}
	void order(const std::string& key, json more = json::object())
	{
		json row = {{"branch_id", "01"},           {"erp_key", key},
		            {"number", "WX" + key},        {"service_type", "repair"},
		            {"status", "dispatched"},      {"brand", "GREE"},
		            {"customer_name", "王五"},     {"technician_number", "T7"},
		            {"technician_name", "赵师傅"}, {"customer_phone", "13900001234"}};
		row.update(more);
		host.putErpRow("work_order", row);
		REQUIRE(host.settle());
	}
	/// Issues to an order by technician T7; returns the paper.
	json issue(const std::string& code, std::int64_t quantity, const std::string& orderKey = {},
	           const std::string& warranty = "in")
	{
		asEverything();
		json body = {{"id", "issue-" + std::to_string(++papers)},
		             {"placeId", "store:01"},
		             {"technician", {{"number", "T7"}, {"name", "赵师傅"}}},
		             {"lines", json::array({{{"item", code}, {"quantity", quantity}}})}};
		if (!orderKey.empty())
		{
			body["order"] = {{"kind", "work_order"}, {"branchId", "01"}, {"key", orderKey}};
			body["warranty"] = warranty;
		}
		const json paper = must("POST", "/issues", body, 201);
		REQUIRE(host.settle());
		return paper;
	}
	void giveBack(const json& paper, std::int64_t quantity)
	{
		asEverything();
		must("POST", "/returns",
		     {{"id", "return-" + std::to_string(++papers)},
		      {"lines", json::array({{{"documentId", paper["id"]}, {"line", 1}, {"quantity", quantity}}})}},
		     201);
		REQUIRE(host.settle());
	}

	/// POSTs to a record of the desk with the version that it has now.
	MockHost::Answer post(const std::string& table, const std::string& path, const std::string& id,
	                      const std::string& what, const json& body)
	{
		const std::string version = host.value("SELECT version FROM " + table + " WHERE id = '" + id + "'");
		return host.call("POST", path + "/" + id + "/" + what, body, version);
	}
	std::int64_t at(const std::string& place, const std::string& code)
	{
		return std::stoll(host.value("SELECT COALESCE(SUM(quantity), 0) FROM parts_balance WHERE place_id = '" + place +
		                             "' AND item_code = '" + code + "'"));
	}
	/// All that is anywhere: a balanced ledger says nothing.
	std::int64_t everywhere(const std::string& code)
	{
		return std::stoll(
			host.value("SELECT COALESCE(SUM(quantity), 0) FROM parts_balance WHERE item_code = '" + code + "'"));
	}
	json payloadOf(const std::string& type)
	{
		json last;
		for (const auto& event : host.events())
			if (event.type == type) last = json::parse(event.payload);
		return last;
	}
	std::ptrdiff_t count(const std::string& type)
	{
		return std::count_if(host.events().begin(), host.events().end(),
		                     [&](const auto& event) { return event.type == type; });
	}
};

} // namespace parts::testing
