#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

extern "C" const eh_plugin* erphost_plugin(void);

namespace survey::testing {

/// The plugin in a host in memory, with orders as the ERP would bring them and cases as complaints would.
struct CallDesk
{
	using json = nlohmann::json;
	using Answer = erphost::mock::MockHost::Answer;
	static constexpr std::int64_t kHour = 3'600'000;
	static constexpr std::int64_t kDay = 24 * kHour;
	static constexpr std::int64_t kToday = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai

	erphost::mock::MockHost host{erphost::test::sourceDir() + "/plugins/survey"};

	explicit CallDesk(const std::string& goLive = "2026-01-01")
	{
		for (const char* entity : {"work_order", "delivery", "sale", "branch", "earlier_callback"})
		{
			std::string file = erphost::test::sourceDir() + "/config/entities/";
			file.append(entity).append(".json");
			std::ifstream in(file);
			host.addEntity(json::parse(in));
		}
		// What the complaints plugin publishes; a test fills it.
		host.value("CREATE TABLE complaints_case (case_id TEXT, number TEXT, kind TEXT, branch_id TEXT, erp_key TEXT, "
		           "order_number TEXT, handled_at BIGINT, round BIGINT, customer_name TEXT, phone TEXT)");
		host.value("CREATE VIEW complaints_v_followup AS SELECT * FROM complaints_case");
		host.setNow(kToday);
		host.setGoLive(goLive);
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县"}});
		REQUIRE(host.start(erphost_plugin()));
	}

	void settle() { REQUIRE(host.settle()); }
	/// A work order, finished an hour ago unless `more` says something else.
	void order(const std::string& key, json more = json::object())
	{
		json row = {{"branch_id", "01"},         {"erp_key", key},
		            {"number", "AZ" + key},      {"service_type", "install"},
		            {"service_mode", "on_site"}, {"product_type", "ac"},
		            {"brand", "格力"},           {"technician_number", "T1"},
		            {"technician_name", "张三"}, {"provider_name", "城关网点"},
		            {"customer_name", "王五"},   {"customer_phone", "1390000" + key},
		            {"status", "done"},          {"completed_at", kToday - kHour}};
		row.update(more);
		host.putErpRow("work_order", row);
		settle();
	}
	json task(const std::string& key)
	{
		const std::string id = host.value("SELECT id FROM survey_task WHERE erp_key = '" + key + "'");
		return id.empty() ? json() : host.call("GET", "/tasks/" + id).body;
	}
	Answer recordFor(const json& task, const json& body)
	{
		return host.call("POST", "/tasks/" + task["id"].get<std::string>() + "/attempts", body,
		                 std::to_string(task["version"].get<int>()));
	}
	Answer record(const std::string& key, const json& body) { return recordFor(task(key), body); }
	Answer correct(const std::string& key, int round, int attempt, const json& correction,
	               const std::string& reason = "记错了")
	{
		const json now = task(key);
		return host.call("POST", "/tasks/" + now["id"].get<std::string>() + "/corrections",
		                 {{"round", round}, {"attempt", attempt}, {"correction", correction}, {"reason", reason}},
		                 std::to_string(now["version"].get<int>()));
	}
	Answer preview(const std::string& key, int round, int attempt, const json& correction)
	{
		return host.call("POST", "/tasks/" + task(key)["id"].get<std::string>() + "/corrections/preview",
		                 {{"round", round}, {"attempt", attempt}, {"correction", correction}});
	}
	/// What the on-site desk sends for an order, all well unless `more` says something else.
	static json call(const std::string& key, const json& more = json::object())
	{
		json body = {
			{"branchId", "01"},
			{"orderKey", key},
			{"callerNumber", "13777777777"},
			{"checks",
		     {{"name", {{"result", "match"}}}, {"phone", {{"result", "match"}}}, {"brand", {{"result", "match"}}}}},
			{"level", "satisfied"},
			{"courtesy", true},
			{"conduct", nullptr}};
		body.update(more);
		return body;
	}
	/// complaints says that a case was handled; `task` empty: the case did not come from a call-back.
	void handled(const std::string& caseId, const std::string& task, int round = 1)
	{
		caseEvent("complaints.case.handled", {{"case", caseId},
		                                      {"case_number", "TS-" + caseId},
		                                      {"task", task.empty() ? json() : json(task)},
		                                      {"round", round},
		                                      {"handled_at", host.now()}});
	}
	void caseEvent(const std::string& type, const json& payload)
	{
		host.appendEvent({type, 1, "01", "case", payload.dump(), 0, host.now(), {}});
		settle();
	}

	std::vector<json> events(const std::string& type) const
	{
		std::vector<json> found;
		for (const auto& event : host.events())
			if (event.type == type) found.push_back(json::parse(event.payload));
		return found;
	}
	json recordOf(const std::string& type) const
	{
		for (const auto& record : host.records())
			if (record.type == type) return json::parse(record.payload);
		return nullptr;
	}
};

inline nlohmann::json answered(const std::string& level, const std::string& words = "")
{
	nlohmann::json body = {{"disposition", "answered"}, {"level", level}};
	if (!words.empty()) body["words"] = words;
	return body;
}

} // namespace survey::testing
