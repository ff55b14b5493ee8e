#pragma once

#include "MockHost.hpp"
#include "SourceDir.hpp"
#include "store/Figures.hpp"
#include "surface/SurveyPlugin.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>

namespace survey::testing {

/// The plugin with one route more, by which a test counts outcomes and takes them back as other code of the plugin
/// does.
class CountingPlugin : public SurveyPlugin
{
public:
	using SurveyPlugin::SurveyPlugin;

	Result<void> start(erphost::Registry& registry) override
	{
		EH_CHECK(SurveyPlugin::start(registry));
		return registry.route({"POST",
		                       "/count",
		                       "count",
		                       "For tests.",
		                       {"service_manager"},
		                       nullptr,
		                       {{"type", "object"}},
		                       nullptr,
		                       false,
		                       [this](Tx& tx, const erphost::Request& request) { return count(tx, request.body); }});
	}

private:
	Result<erphost::Reply> count(Tx& tx, const nlohmann::json& body) const
	{
		std::vector<Fact> facts;
		for (const auto& [indicator, outcome] : body.at("facts").items())
			facts.push_back({indicator, static_cast<FactClass>(outcome.get<int>())});
		EH_CHECK(countFacts(tx, body.at("task"), body.at("month"), facts, body.at("sign"),
		                    {host().nowMs(), "李", body.value("reason", "late"), "end", "install@1"}));
		return erphost::Reply{204, nullptr, {}};
	}
};

/// The plugin in a host in memory, with two branches; answers are counted without calling anybody.
struct FigureDesk
{
	static constexpr std::int64_t kDay = 86'400'000;
	static constexpr std::int64_t kToday = 1'793'932'200'000; // Friday 2026-11-06 10:30 in Shanghai

	erphost::mock::MockHost host{erphost::test::sourceDir() + "/plugins/survey"};
	const eh_plugin plugin = erphost::detail::descriptor<CountingPlugin>("survey", "0.1.0", "test");

	FigureDesk()
	{
		for (const char* entity : {"work_order", "delivery", "sale", "branch", "earlier_callback"})
		{
			std::string file = erphost::test::sourceDir() + "/config/entities/";
			file.append(entity).append(".json");
			std::ifstream in(file);
			host.addEntity(nlohmann::json::parse(in));
		}
		host.setNow(kToday);
		host.setGoLive("2026-01-01");
		host.putErpRow("branch", {{"branch_id", "01"}, {"erp_key", "01"}, {"name", "勉县分公司"}});
		host.putErpRow("branch", {{"branch_id", "02"}, {"erp_key", "02"}, {"name", "城固分公司"}});
		REQUIRE(host.start(&plugin));
	}

	/// A finished order; returns its task.
	std::string task(const std::string& key, nlohmann::json more = nlohmann::json::object())
	{
		nlohmann::json row = {{"branch_id", "01"},         {"erp_key", key},
		                      {"number", "AZ" + key},      {"service_type", "install"},
		                      {"service_mode", "on_site"}, {"product_type", "ac"},
		                      {"brand", "格力"},           {"technician_number", "T1"},
		                      {"technician_name", "张三"}, {"customer_phone", "1390000" + key},
		                      {"status", "done"},          {"completed_at", kToday - 3'600'000}};
		row.update(more);
		host.putErpRow("work_order", row);
		settle();
		return host.value("SELECT id FROM survey_task WHERE erp_key = '" + key + "'");
	}
	void settle() { REQUIRE(host.settle()); }

	erphost::mock::MockHost::Answer count(const std::string& task, const std::string& month, nlohmann::json facts,
	                                      int sign = 1, const std::string& reason = "late")
	{
		return host.call("POST", "/count",
		                 {{"task", task}, {"month", month}, {"facts", facts}, {"sign", sign}, {"reason", reason}});
	}
	/// So many outcomes of the overall satisfaction.
	void satisfaction(const std::string& task, const std::string& month, FactClass outcome, int times)
	{
		for (int i = 0; i < times; ++i)
			REQUIRE(count(task, month, {{"satisfaction", static_cast<int>(outcome)}}).status == 204);
	}
	nlohmann::json get(const std::string& target)
	{
		const auto answer = host.call("GET", target);
		INFO(target << " " << answer.error.code << " " << answer.error.message);
		REQUIRE(answer.status == 200);
		return answer.body;
	}
};

} // namespace survey::testing
