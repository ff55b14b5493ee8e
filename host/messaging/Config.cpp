#include "host/messaging/Config.hpp"

#include "host/platform/Files.hpp"
#include "host/worker/SchemaCheck.hpp"

namespace erphost::messaging {

using nlohmann::json;

namespace {

json textOf(int maximum)
{
	return {{"type", "string"}, {"minLength", 1}, {"maxLength", maximum}};
}

json texts()
{
	return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
}

json adapterSchema(const std::string& adapter)
{
	json properties = {{"adapter", textOf(20)},
	                   {"quiet", {{"type", "boolean"}}},
	                   {"timeoutSeconds", {{"type", "integer"}, {"minimum", 1}, {"maximum", 60}}}};
	json required = {"adapter"};
	if (adapter == "http")
	{
		properties["method"] = {{"type", "string"}, {"enum", {"GET", "POST", "PUT"}}};
		properties["url"] = {{"type", "string"}, {"pattern", "^https?://[^/?#@]+"}, {"maxLength", 1000}};
		properties["headers"] = texts();
		properties["json"] = {{"type", "object"}};
		properties["form"] = texts();
		properties["caFile"] = textOf(500);
		properties["recognisesId"] = {{"type", "boolean"}};
		properties["success"] = {{"type", "object"},
		                         {"additionalProperties", false},
		                         {"properties",
		                          {{"status", {{"type", "array"}, {"minItems", 1}, {"items", {{"type", "integer"}}}}},
		                           {"pointer", {{"type", "string"}, {"pattern", "^/"}}},
		                           {"values", {{"type", "array"}, {"minItems", 1}, {"items", {{"type", "string"}}}}}}}};
		required.push_back("url");
	}
	if (adapter == "smtp")
	{
		properties["host"] = textOf(200);
		properties["port"] = {{"type", "integer"}, {"minimum", 1}, {"maximum", 65535}};
		properties["security"] = {{"type", "string"}, {"enum", {"none", "starttls", "tls"}}};
		properties["from"] = textOf(200);
		properties["user"] = textOf(200);
		properties["passwordSecret"] = textOf(100);
		properties["caFile"] = textOf(500);
		required.push_back("host");
		required.push_back("from");
	}
	return {{"type", "object"},
	        {"additionalProperties", false},
	        {"properties", std::move(properties)},
	        {"required", std::move(required)}};
}

Error invalid(const std::string& pointer, const std::string& reason)
{
	return misconfigured("messaging.config_invalid", "messaging.json is not usable at " + pointer + ": " + reason)
	    .with("pointer", pointer)
	    .with("reason", reason);
}

bool isChannel(const std::string& name)
{
	return !name.empty() && name.size() <= 32 &&
	       name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

} // namespace

Result<Config> Config::parse(const json& document)
{
	if (!document.is_object()) return invalid("/", "object");
	for (const auto& [member, value] : document.items())
		if (member != "channels") return invalid("/" + member, "unknown");
	Config config;
	const auto channels = document.value("channels", json::object());
	if (!channels.is_object()) return invalid("/channels", "object");
	for (const auto& [name, settings] : channels.items())
	{
		const auto pointer = "/channels/" + name;
		if (!isChannel(name) || !settings.is_object()) return invalid(pointer, "name");
		ChannelConfig channel;
		channel.name = name;
		channel.adapter = settings.contains("adapter") && settings["adapter"].is_string()
		                      ? settings["adapter"].get<std::string>()
		                      : std::string();
		if (channel.adapter != "http" && channel.adapter != "smtp" && channel.adapter != "erp")
			return invalid(pointer + "/adapter", "http, smtp, erp");
		EH_TRY(const auto check, worker::SchemaCheck::compile(adapterSchema(channel.adapter)));
		if (const auto errors = check.check(settings); !errors.empty())
			return invalid(pointer + errors.front().pointer, errors.front().error.message);
		if (settings.contains("json") && settings.contains("form")) return invalid(pointer + "/form", "json and form");
		channel.quiet = settings.value("quiet", channel.adapter != "smtp");
		channel.timeoutSeconds = settings.value("timeoutSeconds", channel.timeoutSeconds);
		channel.settings = settings;
		config.channels.emplace(name, std::move(channel));
	}
	return config;
}

Result<Config> Config::read(const std::filesystem::path& data)
{
	std::error_code ignored;
	if (!std::filesystem::exists(fileOf(data), ignored)) return Config();
	EH_TRY(const auto text, readFile(fileOf(data)));
	const auto document = json::parse(text, nullptr, false);
	if (document.is_discarded()) return invalid("/", "JSON");
	return parse(document);
}

} // namespace erphost::messaging
