#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <string>

extern "C" const eh_plugin* erphost_plugin(void);

namespace complaints::testing {

using erphost::mock::MockHost;
using nlohmann::json;

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kToday = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai

/// The plugin in a host in memory, with orders as the ERP would bring them.
struct Desk
{
	MockHost host{erphost::test::sourceDir() + "/plugins/complaints"};

	Desk()
	{
		for (const char* entity :
		     {"work_order", "delivery", "sale", "branch", "employee", "contact_sheet_answer", "earlier_complaint"})
		{
			std::string file = erphost::test::sourceDir() + "/config/entities/";
			file.append(entity).append(".json");
			std::ifstream in(file);
			host.addEntity(json::parse(in));
		}
		host.setNow(kToday);
		host.setGoLive("2026-01-01");
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县"}, {"manager_number", "M1"}});
		host.putErpRow("employee", {{"branch_id", "01"}, {"erp_key", "M1"}, {"name", "李经理"}});
		REQUIRE(host.start(erphost_plugin()));
		host.setCaller("anna", {{"callback_clerk", "*"}});
	}

	void order(const std::string& key, json more = json::object())
	{
		json row = {{"branch_id", "01"},
		            {"erp_key", key},
		            {"number", "AZ" + key},
		            {"service_type", "install"},
		            {"product_type", "ac"},
		            {"customer_name", "王五"},
		            {"technician_number", "T7"},
		            {"technician_name", "赵师傅"},
		            {"customer_phone", "1390000" + key},
		            {"customer_address", "勉县和平路 12 号"},
		            {"status", "done"},
		            {"completed_at", kToday - 3'600'000}};
		row.update(more);
		host.putErpRow("work_order", row);
		REQUIRE(host.settle());
	}
	/// Takes a complaint about an order of branch 01.
	json take(const std::string& key, json more = json::object())
	{
		json body = {{"source", "phone"},
		             {"order", {{"kind", "work_order"}, {"branchId", "01"}, {"key", key}}},
		             {"complaintKind", "after_sales"},
		             {"words", "空调漏水"}};
		body.update(more);
		const auto answer = host.call("POST", "/cases", body);
		INFO(answer.error.code);
		REQUIRE(answer.status == 201);
		REQUIRE(host.settle());
		return answer.body;
	}
	json read(const std::string& id)
	{
		const auto answer = host.call("GET", "/cases/" + id);
		INFO(answer.error.code);
		REQUIRE(answer.status == 200);
		return answer.body;
	}
	/// POSTs to a case with its present version.
	MockHost::Answer post(const std::string& id, const std::string& what, const json& body)
	{
		const std::string version = host.value("SELECT version FROM complaints_case WHERE id = '" + id + "'");
		return host.call("POST", "/cases/" + id + "/" + what, body, version);
	}
	MockHost::Answer step(const std::string& id, const std::string& step)
	{
		json body = {{"step", step}, {"what", "做了 " + step}};
		if (step == "cause") body["cause"] = "installation";
		return post(id, "steps", body);
	}
	/// From wherever it stands until it waits for the second call-back.
	void handle(const std::string& id)
	{
		for (;;)
		{
			const json item = read(id);
			if (item["waiting"].get<bool>()) return;
			const auto answer = step(id, item["nextStep"]);
			INFO(answer.error.code << " " << item["nextStep"]);
			REQUIRE(answer.status == 200);
		}
	}
	/// An event of the survey about order 1000 of branch 01.
	void hear(const std::string& type, json payload)
	{
		json full = {{"kind", "work_order"}, {"branch", "01"},        {"erp_key", "1000"},  {"order", "AZ1000"},
		             {"task", "task-1"},     {"task_number", "HF-1"}, {"stage", "on_site"}, {"round", 1}};
		full.update(payload);
		erphost::Event event;
		event.type = type;
		event.branchId = "01";
		event.businessKey = "1000";
		event.payload = full.dump();
		event.occurredAtMs = host.now();
		host.appendEvent(event);
		REQUIRE(host.settle());
	}
	void requestSheet(json more = json::object())
	{
		json payload = {{"level", "dissatisfied"}, {"words", "空调漏水"}, {"answered_at", host.now()}};
		payload.update(more);
		hear("survey.contact_sheet.requested", payload);
	}
	/// The second call-back's answer about a case.
	void answer(const std::string& id, bool content, int round = 2)
	{
		hear("survey.callback.recorded",
		     {{"case", id}, {"round", round}, {"content", content}, {"level", content ? "satisfied" : "dissatisfied"}});
	}
	json cases(const std::string& query = "") { return host.call("GET", "/cases" + query).body["items"]; }
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
	/// The newest record of a type.
	json recordOf(const std::string& type)
	{
		json last;
		for (const auto& record : host.records())
			if (record.type == type) last = json::parse(record.payload);
		return last;
	}
	long notices(const std::string& what, const std::string& role)
	{
		return std::stol(
			host.value("SELECT COUNT(*) FROM complaints_notice WHERE what = '" + what + "' AND role = '" + role + "'"));
	}
};

} // namespace complaints::testing
