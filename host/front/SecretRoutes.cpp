#include "host/front/FrontRoutes.hpp"
#include "host/messaging/Config.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/platform/Files.hpp"
#include "host/secrets/SecretStore.hpp"
#include "host/worker/RouteParts.hpp"

#include <algorithm>
#include <map>

namespace erphost::front {

using namespace worker::routes;

using secrets::SecretStore;
using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

/// Who uses a secret: {"kind": "erp", "name": "pull"}, "channel" and its name, "plugin" and its id.
using Uses = std::map<std::string, json>;

void use(Uses& uses, const std::string& secret, const char* kind, const std::string& name)
{
	auto& list = uses.try_emplace(secret, json::array()).first->second;
	json one = {{"kind", kind}, {"name", name}};
	if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(std::move(one));
}

/// "Bearer ${secret:sms.token}", wherever it stands in a channel's settings.
void useNamed(Uses& uses, const json& settings, const std::string& channel)
{
	if (settings.is_structured())
		for (const auto& part : settings) useNamed(uses, part, channel);
	if (!settings.is_string()) return;
	// Nothing is filled in: only what is asked for counts.
	(void)messaging::filled(settings.get<std::string>(), [&](const std::string& name) -> Result<std::string> {
		if (name.starts_with("secret:")) use(uses, name.substr(7), "channel", channel);
		return std::string();
	});
}

Uses usesOf(const std::filesystem::path& data)
{
	Uses uses;
	const auto text = readFile(data / "erp.json");
	const auto mapping = text ? json::parse(*text, nullptr, false) : json();
	for (const char* side : {"pull", "push"})
		if (mapping.is_object() && mapping.value(side, json()).is_object())
			if (const auto name = mapping[side].value("secret", json()); name.is_string())
				use(uses, name.get<std::string>(), "erp", side);
	if (const auto config = messaging::Config::read(data))
		for (const auto& [name, channel] : config->channels)
		{
			useNamed(uses, channel.settings, name);
			if (channel.adapter == "smtp" && channel.settings.contains("user"))
				use(uses, channel.settings.value("passwordSecret", "smtp.password"), "channel", name);
		}
	if (const auto plugins = packages::readPluginList(data))
		for (const auto& plugin : *plugins)
			if (const auto manifest = packages::readManifest(plugin.path))
				for (const auto& name : manifest->secrets())
					use(uses, manifest->id + "." + name, "plugin", manifest->id);
	return uses;
}

Result<json> listSecrets(const std::filesystem::path& data)
{
	const SecretStore store(data);
	EH_TRY(const auto entries, store.list());
	auto uses = usesOf(data);
	std::map<std::string, json> items;
	for (const auto& [name, list] : uses)
		items[name] = {{"name", name},     {"set", false}, {"usable", false},
		               {"setAt", nullptr}, {"by", ""},     {"usedBy", list}};
	for (const auto& entry : entries)
	{
		auto& item = items.try_emplace(entry.name, json{{"name", entry.name}, {"usedBy", json::array()}}).first->second;
		item["set"] = true;
		item["usable"] = static_cast<bool>(store.read(entry.name));
		item["setAt"] = entry.setAt != 0 ? json(entry.setAt) : json(nullptr);
		item["by"] = entry.by;
	}
	auto list = json::array();
	for (auto& one : items) list.push_back(std::move(one.second));
	return list;
}

} // namespace

std::vector<worker::Route> secretRoutes(const FrontContext& context)
{
	const json item = {{"type", "object"}, {"required", {"name", "set", "usable", "setAt", "by", "usedBy"}}};
	auto all = makeRoute(
		TransactionMode::none, "GET", "/secrets", "listSecrets",
		"Passwords, tokens and connection strings: which are set and who uses them, never their values.", {"it"});
	all.response = listSchema(item);
	all.handle = [&context](store::Transaction*, const Request&) -> Result<Reply> {
		EH_TRY(auto items, listSecrets(context.data));
		const auto count = items.size();
		return pageReply(std::move(items), static_cast<int>(count), count, [](const json&) { return json(); });
	};

	auto change =
		makeRoute(TransactionMode::write, "PUT", "/secrets/{name}", "putSecret",
	              "Set a password, token or connection string; it takes effect with the next connection.", {"it"});
	change.request = objectSchema({{"value", textSchema(8192, 1)}}, {"value"});
	change.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& name = request.pathParams.at("name");
		const auto value = request.body["value"].get<std::string>();
		EH_CHECK(SecretStore::check(name, value));
		auto reply = emptyReply();
		reply.afterCommit = [&context, name, value, by = request.caller.name] {
			return SecretStore(context.data).put({{name, value}}, by, context.clock.nowMs());
		};
		return reply;
	};

	auto drop = makeRoute(TransactionMode::write, "DELETE", "/secrets/{name}", "removeSecret",
	                      "Remove a password, token or connection string.", {"it"});
	drop.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& name = request.pathParams.at("name");
		// Before the audit row: what is refused leaves none.
		EH_TRY(const auto present, SecretStore(context.data).list());
		if (std::none_of(present.begin(), present.end(), [&](const auto& entry) { return entry.name == name; }))
			return permanent("secret.not_found", "there is no such secret").with("secret", name);
		auto reply = emptyReply();
		reply.afterCommit = [&context, name] { return SecretStore(context.data).remove(name); };
		return reply;
	};
	return {all, change, drop};
}

} // namespace erphost::front
