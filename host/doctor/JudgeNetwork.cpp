#include "host/doctor/Judgement.hpp"

#include <algorithm>
#include <cctype>

namespace erphost::doctor {
namespace {

constexpr const char* kArea = "network";
constexpr std::int64_t kDayMs = 86'400'000;
/// Time to order a new certificate and to bring it to the machine.
constexpr std::int64_t kSoonDays = 30;

void port(const Facts& facts, const settings::HostConfig& config, Findings& into)
{
	const auto& port = *facts.port;
	const auto say = [&](Level level, const char* code) {
		into.push_back({kArea, level, "",
		                misconfigured(code, "port")
		                    .with("address", config.address)
		                    .with("port", std::to_string(config.port))
		                    .with("url", config.url(config.port))
		                    .with("reason", port.why)
		                    .with("addresses", joined(port.addresses))});
	};
	if (facts.host.running)
	{
		if (port.answers) say(Level::green, "doctor.port_serves");
		else say(Level::red, "doctor.port_silent");
		return;
	}
	switch (port.state)
	{
	case PortFacts::State::free: say(Level::green, "doctor.port_free"); break;
	case PortFacts::State::taken: say(Level::red, "doctor.port_taken"); break;
	case PortFacts::State::denied: say(Level::red, "doctor.port_denied"); break;
	case PortFacts::State::foreign: say(Level::red, "doctor.address_foreign"); break;
	}
}

void firewall(const Facts& facts, const settings::HostConfig& config, Findings& into)
{
	const auto& machine = facts.machine;
	const auto say = [&](Level level, const char* code) {
		into.push_back({kArea, level, "",
		                misconfigured(code, "firewall")
		                    .with("names", joined(machine.firewalls))
		                    .with("port", std::to_string(config.port))});
	};
	if (isLoopback(config.address)) say(Level::green, "doctor.firewall_unneeded");
	else if (machine.firewalls.empty()) say(Level::green, "doctor.firewall_none");
	else if (machine.firewallLetsIn.value_or(false)) say(Level::green, "doctor.firewall_open");
	else say(Level::amber, "doctor.firewall_on");
}

std::string lower(std::string text)
{
	std::transform(text.begin(), text.end(), text.begin(),
	               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
	return text;
}

/// One name of a certificate against one of the machine; "*.example.cn" stands for one label.
bool matches(const std::string& certified, const std::string& wanted)
{
	const auto a = lower(certified), b = lower(wanted);
	if (!a.starts_with("*.")) return a == b;
	const auto dot = b.find('.');
	return dot != std::string::npos && b.substr(dot) == a.substr(1);
}

bool namesFit(const CertificateFacts& certificate, const std::vector<std::string>& wanted)
{
	for (const auto& name : wanted)
		for (const auto& certified : certificate.names)
			if (matches(certified, name)) return true;
	return wanted.empty();
}

void certificate(const Facts& facts, const settings::HostConfig& config, Findings& into)
{
	const auto& seen = *facts.certificate;
	if (seen.key.othersRead || seen.key.othersWrite)
		into.push_back(
			{kArea, Level::red, "",
		     misconfigured("doctor.key_open", "others can read the private key").with("file", config.privateKey)});
	if (seen.unusable)
	{
		into.push_back({kArea, Level::red, "", *seen.unusable});
		return;
	}
	const auto wanted = facts.port ? facts.port->addresses : std::vector<std::string>();
	const auto days = (seen.notAfterMs - facts.nowMs) / kDayMs;
	const auto say = [&](Level level, const char* code) {
		into.push_back({kArea, level, "",
		                misconfigured(code, "certificate")
		                    .with("file", config.certificate)
		                    .with("key", config.privateKey)
		                    .with("from", dayText(seen.notBeforeMs))
		                    .with("until", dayText(seen.notAfterMs))
		                    .with("days", std::to_string(days))
		                    .with("names", joined(seen.names))
		                    .with("addresses", joined(wanted))});
	};
	const auto before = into.size();
	if (!seen.keyFits) say(Level::red, "doctor.certificate_other_key");
	if (facts.nowMs >= seen.notAfterMs) say(Level::red, "doctor.certificate_expired");
	else if (facts.nowMs < seen.notBeforeMs) say(Level::red, "doctor.certificate_early");
	else if (days < kSoonDays) say(Level::amber, "doctor.certificate_soon");
	if (!namesFit(seen, wanted)) say(Level::amber, "doctor.certificate_name");
	if (into.size() == before) say(Level::green, "doctor.certificate_good");
}

} // namespace

void judgeNetwork(const Facts& facts, Findings& into)
{
	if (!facts.config) return; // the damaged file is a finding of its own
	const auto& config = *facts.config;
	if (facts.port) port(facts, config, into);
	firewall(facts, config, into);
	if (facts.certificate) certificate(facts, config, into);
	else into.push_back({kArea, Level::green, "", misconfigured("doctor.certificate_unneeded", "no TLS")});
}

} // namespace erphost::doctor
