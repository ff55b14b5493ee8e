#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>

extern "C" const eh_plugin* erphost_plugin(void);

namespace fees::testing {

using erphost::mock::MockHost;
using nlohmann::json;

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kToday = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai

/// The plugin in a host in memory, with what the other plugins publish as tables that a test fills.
struct MoneyDesk
{
	MockHost host{erphost::test::sourceDir() + "/plugins/fees"};

	MoneyDesk()
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
			"TEXT, level TEXT, first_level TEXT, PRIMARY KEY (kind, branch_id, erp_key))");
		host.value("CREATE TABLE complaints_v_case (case_id TEXT PRIMARY KEY, number TEXT, kind TEXT, branch_id TEXT, "
		           "erp_key TEXT, order_number TEXT, state TEXT, class BIGINT, step TEXT, opened_at BIGINT, closed_at "
		           "BIGINT)");
		host.value(
			"CREATE TABLE parts_v_order_part (kind TEXT, branch_id TEXT, erp_key TEXT, order_number TEXT, item_code "
			"TEXT, item_name TEXT, unit TEXT, unit_size BIGINT, warranty TEXT, issued BIGINT, returned BIGINT, used "
			"BIGINT, cost_fen BIGINT, old_due BIGINT, old_back BIGINT, free_approval TEXT)");
		host.setNow(kToday);
		host.setGoLive("2026-01-01");
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县"}});
		host.putErpRow("branch", {{"branch_id", "02"}, {"erp_key", "02"}, {"name", "城固"}});
		host.putErpRow("provider", {{"branch_id", "01"}, {"erp_key", "P1"}, {"name", "宏达安装队"}, {"deposit", "0"}});
		host.putErpRow(
			"technician",
			{{"branch_id", "01"}, {"erp_key", "X1"}, {"name", "钱师傅"}, {"outsourced", 1}, {"provider_number", "P1"}});
		host.putErpRow("technician", {{"branch_id", "01"}, {"erp_key", "T7"}, {"name", "赵师傅"}, {"outsourced", 0}});
		REQUIRE(host.start(erphost_plugin()));
		as("wang", "admin");
	}

	void as(const std::string& user, const std::string& role, const std::string& branch = "*")
	{
		host.setCaller(user, {{role, branch}});
	}
	MockHost::Answer get(const std::string& path) { return host.call("GET", path); }
	MockHost::Answer post(const std::string& path, const json& body = nullptr, const std::string& ifMatch = {})
	{
		return host.call("POST", path, body, ifMatch);
	}
	/// Calls a route that must succeed.
	json must(const std::string& path, const json& body = nullptr, const std::string& ifMatch = {})
	{
		const auto answer = post(path, body, ifMatch);
		INFO(path << " " << answer.error.code << " " << answer.error.message);
		REQUIRE(answer.status >= 200);
		REQUIRE(answer.status < 300);
		return answer.body;
	}
	json read(const std::string& path)
	{
		const auto answer = get(path);
		INFO(path << " " << answer.error.code << " " << answer.error.message);
		REQUIRE(answer.status == 200);
		return answer.body;
	}
	static std::string version(const json& record) { return std::to_string(record["version"].get<std::int64_t>()); }
	std::int64_t number(const std::string& sql) const
	{
		const std::string value = host.value(sql);
		return value.empty() ? 0 : std::stoll(value);
	}

	void hear(const std::string& type, const json& payload)
	{
		erphost::Event event;
		event.type = type;
		event.branchId = payload.value("branch", "01");
		event.businessKey = payload.value("erp_key", "");
		event.payload = payload.dump();
		event.occurredAtMs = host.now();
		host.appendEvent(event);
		settle();
	}
	void settle()
	{
		const auto settled = host.settle();
		INFO((settled ? std::string() : settled.error().code + " " + settled.error().message));
		REQUIRE(settled);
	}
	/// A proposal of the survey about order 1000; returns the fine.
	json proposal(const std::string& id, const std::string& offence, json more = json::object())
	{
		json payload = {
			{"proposal", id},
			{"kind", "work_order"},
			{"branch", "01"},
			{"erp_key", "1000"},
			{"order", "AZ1000"},
			{"offence", offence},
			{"task", "task-1"},
			{"sum_fen", nullptr},
			{"liable", {{"kind", "technician"}, {"key", "T7"}, {"name", "赵师傅"}}},
			{"reason", "客户说的"},
			{"notice_due_on", nullptr},
			{"evidence",
		     {{{"source", "callback"}, {"ref", "task-1"}, {"at", host.now() - 1000}, {"text", "没系安全带"}}}}};
		payload.update(more);
		hear("survey.fine.proposed", payload);
		return fineOf(id);
	}
	json fineOf(const std::string& proposal)
	{
		const std::string id =
			host.value("SELECT id FROM fees_fine WHERE proposal = '" + proposal + "' ORDER BY generation DESC LIMIT 1");
		return read("/fines/" + id);
	}
	json check(const json& fine, const json& body = json::object())
	{
		as("anna", "settlement_clerk");
		return must("/fines/" + fine["id"].get<std::string>() + "/check", body, version(fine));
	}
	json decide(const json& fine, const std::string& decision = "final")
	{
		as("wang", "service_manager");
		return must("/fines/" + fine["id"].get<std::string>() + "/decide", {{"decision", decision}, {"why", "见记录"}},
		            version(fine));
	}
	json makeFinal(const std::string& id, const std::string& offence, json more = json::object())
	{
		return decide(check(proposal(id, offence, std::move(more))));
	}
	std::int64_t balance(const std::string& account, const std::string& key, const std::string& branch = "01") const
	{
		return number("SELECT COALESCE(SUM(delta_fen), 0) FROM fees_money_line WHERE branch_id = '" + branch +
		              "' AND account = '" + account + "' AND key = '" + key + "'");
	}

	/// A finished order of provider P1, in October unless said otherwise.
	void order(const std::string& key, json more = json::object())
	{
		json row = {{"branch_id", "01"},
		            {"erp_key", key},
		            {"number", "AZ" + key},
		            {"service_type", "install"},
		            {"product_type", "ac"},
		            {"brand", "格力"},
		            {"warranty", "in"},
		            {"technician_number", "X1"},
		            {"technician_name", "钱师傅"},
		            {"provider_number", "P1"},
		            {"provider_name", "宏达安装队"},
		            {"outsourced", 1},
		            {"performed_by", "outsourced"},
		            {"status", "done"},
		            {"completed_at", kToday - 10 * kDay}};
		row.update(more);
		host.putErpRow("work_order", row);
		settle();
	}
	void assess(const std::string& key, const std::string& level, const std::string& state = "done")
	{
		host.value("INSERT OR REPLACE INTO survey_v_assessment VALUES ('work_order', '01', '" + key + "', 'AZ" + key +
		           "', '" + state + "', " + (level.empty() ? "NULL" : "'" + level + "'") + ", " +
		           (level.empty() ? "NULL" : "'" + level + "'") + ")");
	}
	void complain(const std::string& key, const std::string& id, const std::string& state, std::int64_t openedAt)
	{
		host.value("INSERT OR REPLACE INTO complaints_v_case VALUES ('" + id + "', 'TS-" + id +
		           "', 'work_order', '01', '" + key + "', 'AZ" + key + "', '" + state + "', 2, 'facts', " +
		           std::to_string(openedAt) + ", NULL)");
	}
	std::string verdict(const std::string& key) { return read("/works/" + workId(key) + "/gate")["verdict"]; }
	std::string workId(const std::string& key) const
	{
		return host.value("SELECT id FROM fees_work WHERE erp_key = '" + key + "'");
	}
	json run(const std::string& month = "2026-10")
	{
		as("anna", "settlement_clerk");
		return must("/settlements/run", {{"branchId", "01"}, {"month", month}});
	}
	/// Draft → checked → approved → paid, each by another; the answer of the first step that is refused, or of the
	/// payment.
	MockHost::Answer pay(const json& settlement)
	{
		const std::string path = "/settlements/" + settlement["id"].get<std::string>();
		as("bo", "branch_manager", "01");
		auto answer = post(path + "/check", nullptr, version(read(path)));
		if (answer.status != 200) return answer;
		as("wang", "service_manager");
		answer = post(path + "/approve", nullptr, version(answer.body));
		if (answer.status != 200) return answer;
		as("cai", "finance");
		return post(path + "/pay", {{"paidOn", "2026-11-06"}, {"reference", "ZZ1"}}, version(answer.body));
	}
	std::ptrdiff_t count(const std::string& type) const
	{
		return std::count_if(host.events().begin(), host.events().end(),
		                     [&](const auto& event) { return event.type == type; });
	}
	json lastRecord(const std::string& type) const
	{
		json last;
		for (const auto& record : host.records())
			if (record.type == type) last = json::parse(record.payload);
		return last;
	}
};

} // namespace fees::testing
