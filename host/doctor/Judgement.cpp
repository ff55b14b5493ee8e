#include "host/doctor/Judgement.hpp"

#include <date/date.h>
#include <fmt/format.h>

namespace erphost::doctor {

Findings judge(const Facts& facts)
{
	Findings findings;
	judgeHost(facts, findings);
	judgeData(facts, findings);
	judgeMachine(facts, findings);
	judgeNetwork(facts, findings);
	judgeErp(facts, findings);
	judgePlugins(facts, findings);
	return findings;
}

std::string bytesText(std::int64_t bytes)
{
	constexpr std::int64_t kMebi = 1024 * 1024;
	if (bytes < 1024 * kMebi) return fmt::format("{} MiB", bytes / kMebi);
	return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / (1024.0 * 1024 * 1024));
}

std::string joined(const std::vector<std::string>& parts)
{
	std::string text;
	for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
	return text;
}

std::string dayText(std::int64_t ms)
{
	return date::format(
		"%F", date::floor<date::days>(date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms))));
}

bool isLoopback(const std::string& address)
{
	return address == "localhost" || address == "::1" || address.starts_with("127.");
}

} // namespace erphost::doctor
