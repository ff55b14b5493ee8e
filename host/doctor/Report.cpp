#include "host/doctor/Report.hpp"

#include "host/messages/Messages.hpp"

#include <ostream>

namespace erphost::doctor {
namespace {

std::string colour(Level level, bool chinese)
{
	switch (level)
	{
	case Level::green: return chinese ? "[绿]" : "[green]";
	case Level::amber: return chinese ? "[黄]" : "[amber]";
	case Level::red: return chinese ? "[红]" : "[red]  ";
	}
	return {};
}

} // namespace

nlohmann::json reportJson(const Facts& facts, const Findings& findings, std::string_view language)
{
	auto list = nlohmann::json::array();
	for (const auto& finding : ordered(findings)) list.push_back(toJson(finding, language));
	return {{"level", name(worst(findings))}, {"version", facts.host.version}, {"checkedAt", facts.nowMs},
	        {"running", facts.host.running},  {"counts", counts(findings)},    {"findings", std::move(list)}};
}

void writeReport(std::ostream& out, const Findings& findings, std::string_view language, bool all)
{
	const bool chinese = language == "zh";
	for (const auto& finding : ordered(findings))
	{
		const auto text = messages::explain(finding.error, language);
		out << colour(finding.level, chinese) << " ";
		if (!finding.subject.empty()) out << finding.subject << (chinese ? "：" : ": ");
		out << text.title << "\n";
		if (finding.level == Level::green && !all) continue;
		if (!text.detail.empty()) out << "    " << text.detail << "\n";
		if (!text.remedy.empty()) out << "    " << (chinese ? "处理办法：" : "What to do: ") << text.remedy << "\n";
	}
	const auto number = counts(findings);
	if (chinese) out << "红 " << number["red"] << "，黄 " << number["amber"] << "，绿 " << number["green"] << "\n";
	else out << "red " << number["red"] << ", amber " << number["amber"] << ", green " << number["green"] << "\n";
}

} // namespace erphost::doctor
