#include "host/front/FrontRoutes.hpp"
#include "host/front/FrontSql.hpp"
#include "host/messages/Messages.hpp"
#include "host/messaging/MessagingRoutes.hpp"
#include "host/packages/FolderCheck.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/settings/HostConfig.hpp"
#include "host/worker/RouteParts.hpp"

#include <charconv>

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

/// An error with its texts in the reader's language; null where there is none.
json explained(Error error, const std::string& language)
{
	if (error.code.empty()) return nullptr;
	const auto text = messages::explain(error, language);
	auto params = json::object();
	for (const auto& [key, value] : error.params) params[key] = value;
	return {{"code", error.code},          {"class", name(error.cls)}, {"message", error.message},
	        {"params", std::move(params)}, {"title", text.title},      {"detail", text.detail},
	        {"remedy", text.remedy}};
}

Error errorOf(const std::string& code, const std::string& message, const json& params)
{
	Error error{code, ErrorClass::transient, message, {}};
	if (params.is_object())
		for (const auto& [key, value] : params.items())
			error.params.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
	return error;
}

/// From the three columns in which the store keeps an error.
json storedError(const store::Statement& row, int first, const std::string& language)
{
	return explained(errorOf(row.optionalText(first).value_or(""), row.optionalText(first + 1).value_or(""),
	                         json::parse(row.optionalText(first + 2).value_or("{}"), nullptr, false)),
	                 language);
}

json orNull(const std::optional<std::int64_t>& value)
{
	return value ? json(*value) : json(nullptr);
}

json processesFor(const Peers& peers, const std::string& language)
{
	auto processes = peers.all();
	for (auto& process : processes)
		if (const auto error = process.find("error"); error != process.end() && error->is_object())
			*error = explained(
				errorOf(error->value("code", ""), error->value("message", ""), error->value("params", json::object())),
				language);
	return processes;
}

Result<json> readErp(store::Transaction& tx, const std::string& language)
{
	json links = json::array();
	json entities = json::array();
	json outbox = json::object();
	{
		EH_TRY(auto row, tx.prepareAsHost(sql::kLinks));
		for (;;)
		{
			EH_TRY(const bool found, row.step());
			if (!found) break;
			links.push_back({{"name", row.text(0)},
			                 {"state", row.text(1)},
			                 {"since", row.integer(2)},
			                 {"error", storedError(row, 3, language)},
			                 {"driver", row.isNull(6) ? json(nullptr) : json(row.text(6))}});
		}
	}
	{
		EH_TRY(auto row, tx.prepareAsHost(sql::kEntities));
		for (;;)
		{
			EH_TRY(const bool found, row.step());
			if (!found) break;
			entities.push_back({{"entity", row.text(0)},
			                    {"state", row.text(1)},
			                    {"error", storedError(row, 2, language)},
			                    {"rowsLive", row.integer(5)},
			                    {"changeSeq", row.integer(6)},
			                    {"lastBeginAt", orNull(row.optionalInteger(7))},
			                    {"lastOkAt", orNull(row.optionalInteger(8))},
			                    {"lastSweepAt", orNull(row.optionalInteger(9))}});
		}
	}
	EH_TRY(auto row, tx.prepareAsHost(sql::kOutboxCounts));
	for (;;)
	{
		EH_TRY(const bool found, row.step());
		if (!found) break;
		outbox[row.text(0)] = row.integer(1);
	}
	return json{{"links", std::move(links)}, {"entities", std::move(entities)}, {"outbox", std::move(outbox)}};
}

Result<Reply> overview(const FrontContext& context, store::Transaction& tx, const Request& request)
{
	const auto& language = request.caller.language;
	EH_TRY(auto erp, readErp(tx, language));
	EH_TRY(auto messages, messaging::messagingOverview(tx, context.data));
	for (auto& [name, channel] : messages["channels"].items())
		if (const auto error = channel.find("error"); error != channel.end() && error->is_object())
			*error = explained(
				errorOf(error->value("code", ""), error->value("message", ""), error->value("params", json::object())),
				language);
	std::int64_t parked = 0;
	{
		EH_TRY(auto row, tx.prepareAsHost(sql::kCountParked));
		EH_TRY(const bool found, row.step());
		if (found) parked = row.integer(0);
	}
	std::int64_t epoch = 0;
	{
		EH_TRY(auto row, tx.prepareAsHost(sql::kEpoch));
		EH_TRY(const bool found, row.step());
		const auto text = found ? row.text(0) : std::string();
		std::from_chars(text.data(), text.data() + text.size(), epoch);
	}
	const auto config = settings::readHostConfig(context.data);
	return jsonReply({{"version", context.version},
	                  {"developer", config && config->developer},
	                  {"startedAt", context.startedAtMs},
	                  {"processes", processesFor(context.peers, language)},
	                  {"erp", std::move(erp)},
	                  {"parked", parked},
	                  {"messaging", std::move(messages)},
	                  {"store", {{"bytes", context.database.bytes()}, {"epoch", epoch}}}});
}

json describe(const packages::InstalledPlugin& installed, const Result<packages::TrustStore>& trust,
              const json& processes, const std::string& language)
{
	json plugin = {{"id", installed.id},
	               {"enabled", installed.enabled},
	               {"state", installed.enabled ? "stopped" : "disabled"},
	               {"error", nullptr},
	               {"origin", "folder"},
	               {"versions", installed.versions},
	               {"onTrial", installed.trial.has_value()},
	               {"returned", nullptr}};
	if (installed.packaged())
	{
		const auto verdict = trust ? packages::judgeFolder(installed.path, installed.id, *trust)
		                           : Result<packages::Verdict>(trust.error());
		plugin["origin"] = verdict ? packages::name(verdict->state) : packages::name(packages::TrustState::modified);
		plugin["signer"] = verdict ? verdict->keyName : std::string();
	}
	if (installed.returned)
	{
		const auto& error = installed.returned->error;
		plugin["returned"] = {{"version", installed.returned->version},
		                      {"at", installed.returned->at},
		                      {"error", error.is_object()
		                                    ? explained(errorOf(error.value("code", ""), error.value("message", ""),
		                                                        error.value("params", json::object())),
		                                                language)
		                                    : json()}};
	}
	if (const auto manifest = packages::readManifest(installed.path); manifest)
	{
		plugin["name"] = language == "zh" ? manifest->nameZh : manifest->nameEn;
		plugin["version"] = manifest->version;
		plugin["reads"] = manifest->reads;
		plugin["writes"] = manifest->writes;
	}
	else plugin["error"] = explained(manifest.error(), language);
	for (const auto& process : processes)
	{
		if (process.value("name", "") != "plugin:" + installed.id) continue;
		for (const auto* member : {"state", "restarts", "since", "nextStartAt", "trialEndsAt"})
			if (process.contains(member)) plugin[member] = process[member];
		if (process.contains("error") && !process["error"].is_null()) plugin["error"] = process["error"];
	}
	return plugin;
}

worker::Route command(const FrontContext& context, const std::string& action, const std::string& summary)
{
	auto route =
		makeRoute(TransactionMode::write, "POST", "/plugins/{id}/" + action, action + "Plugin", summary, {"it"});
	route.handle = [&context, action](store::Transaction*, const Request& request) -> Result<Reply> {
		const auto& id = request.pathParams.at("id");
		if (const auto known = packages::findPlugin(context.data, id); !known)
			return permanent("plugin.not_found", "there is no such plugin").with("plugin", id);
		// Asking twice does no harm, so it may stand inside the transaction that writes the audit row.
		context.control(action, "plugin:" + id);
		return emptyReply();
	};
	return route;
}

} // namespace

std::vector<worker::Route> overviewRoutes(const FrontContext& context)
{
	auto all = makeRoute(TransactionMode::read, "GET", "/overview", "readOverview",
	                     "Processes, ERP, store and parked events at a glance.", {});
	all.response = {{"type", "object"}, {"required", {"version", "startedAt", "processes", "erp", "parked", "store"}}};
	all.handle = [&context](store::Transaction* tx, const Request& request) { return overview(context, *tx, request); };

	auto plugins = makeRoute(TransactionMode::none, "GET", "/plugins", "listPlugins", "The installed plugins.", {"it"});
	plugins.query = listQuery(json::object());
	plugins.response = listSchema({{"type", "object"}, {"required", {"id", "enabled", "state", "error"}}});
	plugins.handle = [&context](store::Transaction*, const Request& request) -> Result<Reply> {
		EH_TRY(const auto installed, packages::readPluginList(context.data));
		const auto trust = packages::TrustStore::read(context.data);
		const auto processes = processesFor(context.peers, request.caller.language);
		const std::string cursor = request.query.value("cursor", "");
		const int limit = limitOf(request);
		json items = json::array();
		bool begun = cursor.empty();
		for (const auto& plugin : installed)
		{
			if (begun && items.size() <= static_cast<std::size_t>(limit))
				items.push_back(describe(plugin, trust, processes, request.caller.language));
			begun = begun || plugin.id == cursor;
		}
		return pageReply(std::move(items), limit, installed.size(), [](const json& last) { return last["id"]; });
	};

	return {all, plugins, command(context, "enable", "Let a plugin run."),
	        command(context, "disable", "Stop a plugin and keep it stopped."),
	        command(context, "restart", "Start a plugin afresh, also out of quarantine.")};
}

} // namespace erphost::front
