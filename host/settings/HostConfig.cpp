#include "host/settings/HostConfig.hpp"

#include "host/platform/Files.hpp"

#include <nlohmann/json.hpp>

namespace erphost::settings {

using nlohmann::json;

namespace {

Error invalid(std::string member, std::string why)
{
	return misconfigured("host.config_invalid", "host.json: '" + member + "' " + why)
	    .with("member", member)
	    .with("why", std::move(why));
}

bool isLoopback(const std::string& address)
{
	return address == "localhost" || address == "::1" || address.starts_with("127.");
}

Result<HostConfig> check(HostConfig config)
{
	if (config.port < 0 || config.port > 65535) return invalid("listen/port", "is not a port");
	if (config.certificate.empty() != config.privateKey.empty())
		return invalid("listen/certificate", "and privateKey belong together");
	if (!isLoopback(config.address) && !config.tls())
		return invalid("listen/address", "is reachable from other machines, which needs a certificate");
	for (const char* level : {"debug", "info", "warning", "error"})
		if (config.logLevel == level) return config;
	return invalid("logLevel", "must be debug, info, warning or error");
}

/// Takes known members over, by type; complains about the rest.
class Members
{
public:
	Members(const json& object, std::string prefix): _object(object), _prefix(std::move(prefix)) {}

	template <typename T>
	void take(const char* name, T& into)
	{
		_known.push_back(name);
		if (!_object.contains(name) || !_bad.empty()) return;
		const json& value = _object[name];
		const bool fits = std::is_same_v<T, bool>  ? value.is_boolean()
		                  : std::is_same_v<T, int> ? value.is_number_integer()
		                                           : value.is_string();
		if (fits) into = value.get<T>();
		else _bad = name;
	}
	void know(const char* name) { _known.push_back(name); }

	Result<void> finish() const
	{
		if (!_bad.empty()) return invalid(_prefix + _bad, "has the wrong type");
		for (const auto& [name, value] : _object.items())
			if (std::find(_known.begin(), _known.end(), name) == _known.end())
				return invalid(_prefix + name, "is unknown");
		return {};
	}

private:
	const json& _object;
	std::string _prefix, _bad;
	std::vector<std::string> _known;
};

} // namespace

std::string HostConfig::url(int boundPort) const
{
	const std::string host = address.find(':') != std::string::npos ? "[" + address + "]" : address;
	return (tls() ? "https://" : "http://") + host + ":" + std::to_string(boundPort);
}

Result<HostConfig> readHostConfig(const std::filesystem::path& data)
{
	const auto file = data / "host.json";
	std::error_code ignored;
	if (!std::filesystem::exists(file, ignored)) return HostConfig{};
	EH_TRY(const std::string text, readFile(file));
	const json object = json::parse(text, nullptr, false);
	if (!object.is_object()) return invalid("/", "is not a JSON object");
	const json listen = object.value("listen", json::object());
	if (!listen.is_object()) return invalid("listen", "is not an object");

	HostConfig config;
	Members top(object, ""), inner(listen, "listen/");
	top.know("listen");
	top.take("timeZone", config.timeZone);
	top.take("developer", config.developer);
	top.take("logLevel", config.logLevel);
	inner.take("address", config.address);
	inner.take("port", config.port);
	inner.take("certificate", config.certificate);
	inner.take("privateKey", config.privateKey);
	EH_CHECK(top.finish());
	EH_CHECK(inner.finish());
	return check(std::move(config));
}

Result<void> writeHostConfig(const std::filesystem::path& data, const HostConfig& config)
{
	EH_TRY(const HostConfig good, check(config));
	const json object = {{"listen",
	                      {{"address", good.address},
	                       {"port", good.port},
	                       {"certificate", good.certificate},
	                       {"privateKey", good.privateKey}}},
	                     {"timeZone", good.timeZone},
	                     {"developer", good.developer},
	                     {"logLevel", good.logLevel}};
	return replaceFile(data / "host.json", object.dump(1, '\t') + "\n");
}

} // namespace erphost::settings
