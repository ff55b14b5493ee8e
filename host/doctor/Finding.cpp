#include "host/doctor/Finding.hpp"

#include "host/messages/Messages.hpp"

#include <algorithm>

namespace erphost::doctor {

Level worst(const Findings& findings)
{
	auto level = Level::green;
	for (const auto& finding : findings) level = std::max(level, finding.level);
	return level;
}

Findings ordered(Findings findings)
{
	std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) { return a.level > b.level; });
	return findings;
}

nlohmann::json toJson(const Finding& finding, std::string_view language)
{
	const auto text = messages::explain(finding.error, language);
	auto evidence = nlohmann::json::object();
	for (const auto& [name, value] : finding.error.params) evidence[name] = value;
	return {{"id", finding.error.code},     {"area", finding.area},
	        {"level", name(finding.level)}, {"subject", finding.subject},
	        {"title", text.title},          {"what", text.detail},
	        {"remedy", text.remedy},        {"evidence", std::move(evidence)}};
}

nlohmann::json counts(const Findings& findings)
{
	nlohmann::json counted = {{"red", 0}, {"amber", 0}, {"green", 0}};
	for (const auto& finding : findings)
	{
		auto& number = counted[std::string(name(finding.level))];
		number = number.get<int>() + 1;
	}
	return counted;
}

} // namespace erphost::doctor
