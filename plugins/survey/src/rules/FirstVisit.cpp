#include "rules/FirstVisit.hpp"

namespace survey {

std::string firstVisitLine(const Values& facts)
{
	const auto holds = [&](const char* fact) {
		const auto found = facts.find(fact);
		const auto* flag = found == facts.end() ? nullptr : std::get_if<bool>(&found->second);
		return flag && *flag;
	};
	const std::string lines(kFirstVisitLines);
	if (holds("smart_tv")) return lines + "smart_tv";
	if (holds("network_tv")) return lines + "network_tv";
	const auto service = facts.find("service_type");
	const auto* type = service == facts.end() ? nullptr : std::get_if<std::string>(&service->second);
	if (type && (*type == "install" || *type == "repair")) return lines + *type;
	return {};
}

} // namespace survey
