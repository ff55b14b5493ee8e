#include "host/calendar/Calendar.hpp"
#include "host/front/FrontRoutes.hpp"
#include "host/front/FrontSql.hpp"
#include "host/messages/Messages.hpp"
#include "host/messaging/Policy.hpp"
#include "host/packages/Manifest.hpp"
#include "host/packages/PluginList.hpp"
#include "host/worker/RouteParts.hpp"
#include "host/worker/SchemaCheck.hpp"

#include <chrono>

namespace erphost::front {

using namespace worker::routes;

using worker::Reply;
using worker::Request;
using worker::TransactionMode;

namespace {

/// A date that the calendar has; "2026-02-30" passes the pattern.
bool isDate(const std::string& text)
{
	const auto digits = [&](std::size_t at, std::size_t length) { return std::stoi(text.substr(at, length)); };
	if (text.size() != 10) return false;
	const std::chrono::year_month_day date{std::chrono::year(digits(0, 4)),
	                                       std::chrono::month(static_cast<unsigned>(digits(5, 2))),
	                                       std::chrono::day(static_cast<unsigned>(digits(8, 2)))};
	return date.ok();
}

json dateSchema()
{
	return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
}

json hostSettings()
{
	return {{"go_live_date",
	         {{"default", nullptr}, {"title", {{"zh", "上线日期"}, {"en", "Go-live date"}}}, {"schema", dateSchema()}}},
	        {"calendar",
	         {{"default", json::object()},
	          {"title", {{"zh", "工作日历与办公时间"}, {"en", "Working days and office hours"}}},
	          {"schema", objectSchema({{"base", {{"type", "string"}, {"enum", {"state", "every_day"}}}},
	                                   {"closed", {{"type", "array"}}},
	                                   {"open", {{"type", "array"}}},
	                                   {"officeHours", {{"type", "object"}}},
	                                   {"branches", {{"type", "object"}}}})}}},
	        {"messaging",
	         {{"default", messaging::Policy().toJson()},
	          {"title", {{"zh", "短信与邮件的发送时间"}, {"en", "When messages are sent"}}},
	          {"schema", messaging::Policy::schema()}}}};
}

/// What may be set in a scope: name → {"default", "title", "schema"}.
Result<json> declared(const FrontContext& context, const std::string& scope)
{
	if (scope == "host") return hostSettings();
	const auto installed = packages::findPlugin(context.data, scope);
	if (!installed) return permanent("plugin.not_found", "there is no such plugin").with("plugin", scope);
	EH_TRY(const auto manifest, packages::readManifest(installed->path));
	auto settings = manifest.settings;
	for (const auto& name : manifest.secrets()) settings.erase(name); // SecretRoutes
	return settings;
}

/// One setting with all its versions; `today` decides which one is in force.
json describe(const std::string& name, const json& declaration, const json& versions, const std::string& today,
              const std::string& language)
{
	json setting = {{"name", name},
	                {"default", declaration.value("default", json())},
	                {"value", declaration.value("default", json())},
	                {"effectiveFrom", nullptr},
	                {"schema", declaration.value("schema", json())},
	                {"versions", versions}};
	if (const auto title = declaration.find("title"); title != declaration.end() && title->is_object())
		setting["title"] = title->value(language, name);
	for (const auto& version : versions)
		if (version["effectiveFrom"] <= today)
		{
			setting["value"] = version["value"];
			setting["effectiveFrom"] = version["effectiveFrom"];
		}
	return setting;
}

Result<json> readSettings(const FrontContext& context, store::Transaction& tx, const std::string& scope,
                          const std::string& language)
{
	EH_TRY(const auto names, declared(context, scope));
	std::map<std::string, json> versions;
	{
		EH_TRY(auto row, tx.prepareAsHost(sql::kSettings));
		EH_CHECK(row.bind(1, scope));
		for (;;)
		{
			EH_TRY(const bool found, row.step());
			if (!found) break;
			auto value = json::parse(row.view(2), nullptr, false);
			auto& list = versions.try_emplace(row.text(0), json::array()).first->second;
			list.push_back({{"effectiveFrom", row.text(1)},
			                {"value", value.is_discarded() ? json(nullptr) : std::move(value)},
			                {"author", row.text(3)},
			                {"changedAt", row.integer(4)}});
		}
	}
	const auto today = context.zone.businessDate(context.clock.nowMs());
	json items = json::array();
	for (const auto& [name, declaration] : names.items())
		items.push_back(
			describe(name, declaration, versions.contains(name) ? versions[name] : json::array(), today, language));
	return items;
}

/// Names the first thing that is wrong with a value.
Result<void> checkValue(const std::string& scope, const std::string& name, const json& declaration, const json& value,
                        const std::string& language)
{
	const auto schema = declaration.value("schema", json());
	if (!schema.is_object()) return {};
	EH_TRY(const auto check, worker::SchemaCheck::compile(schema));
	const auto errors = check.check(value);
	if (!errors.empty())
		return permanent("setting.invalid", "the value does not fit")
		    .with("name", name)
		    .with("reason", messages::explain(errors[0].error, language).title)
		    .with("pointer", "/value" + errors[0].pointer);
	if (scope == "host" && name == "calendar")
	{
		// The calendar knows best what it can use: a mistake must not be found out by a deadline.
		const auto made = calendar::Calendar::create(calendar::Calendar::shipped().state(), value);
		if (!made)
			return permanent("setting.invalid", made.error().message)
			    .with("name", name)
			    .with("reason", messages::explain(made.error(), language).title)
			    .with("pointer", "/value" + std::string(made.error().param("pointer")));
	}
	if (schema.value("pattern", "") == dateSchema()["pattern"] && !isDate(value.get<std::string>()))
		return permanent("setting.invalid", "no such date")
		    .with("name", name)
		    .with("reason", value.get<std::string>())
		    .with("pointer", "/value");
	return {};
}

Result<Reply> put(const FrontContext& context, store::Transaction& tx, const Request& request)
{
	const auto& scope = request.pathParams.at("scope");
	const auto& name = request.pathParams.at("name");
	EH_TRY(const auto names, declared(context, scope));
	if (!names.contains(name)) return permanent("setting.not_found", "there is no such setting").with("name", name);
	const std::string from = request.body["effectiveFrom"];
	if (!isDate(from))
		return permanent("setting.invalid", "no such date")
		    .with("name", name)
		    .with("reason", from)
		    .with("pointer", "/effectiveFrom");
	const auto& value = request.body["value"];
	EH_CHECK(checkValue(scope, name, names[name], value, request.caller.language));
	EH_CHECK(tx.execute(sql::kPutSetting, scope, name, from, value.dump(), request.caller.id, context.clock.nowMs()));
	EH_TRY(const auto items, readSettings(context, tx, scope, request.caller.language));
	Reply reply;
	for (const auto& item : items)
		if (item["name"] == name) reply.body = item;
	reply.audit = {{"effectiveFrom", from}, {"value", value}};
	return reply;
}

} // namespace

std::vector<worker::Route> settingRoutes(const FrontContext& context)
{
	const json setting = {{"type", "object"}, {"required", {"name", "value", "effectiveFrom", "versions"}}};
	auto all =
		makeRoute(TransactionMode::read, "GET", "/settings/{scope}", "listSettings",
	              "The settings of the host or of a plugin, with their effective dates.", {"it", "service_manager"});
	all.response = listSchema(setting);
	all.handle = [&context](store::Transaction* tx, const Request& request) -> Result<Reply> {
		EH_TRY(auto items, readSettings(context, *tx, request.pathParams.at("scope"), request.caller.language));
		const auto count = items.size();
		return pageReply(std::move(items), static_cast<int>(count), count, [](const json&) { return json(); });
	};

	auto change = makeRoute(TransactionMode::write, "PUT", "/settings/{scope}/{name}", "putSetting",
	                        "Set a value from a date on; earlier dates keep theirs.", {"it", "service_manager"});
	change.request =
		objectSchema({{"effectiveFrom", dateSchema()}, {"value", json::object()}}, {"effectiveFrom", "value"});
	change.response = setting;
	change.handle = [&context](store::Transaction* tx, const Request& request) { return put(context, *tx, request); };
	return {all, change};
}

} // namespace erphost::front
