#include "host/cli/Context.hpp"
#include "host/journal/Journal.hpp"
#include "host/platform/Ids.hpp"
#include "host/secrets/SecretStore.hpp"

#include <date/date.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;

/// Before it is done: a change that nobody can see is worse than one that is told and did not happen. Never the value.
Result<void> auditSecret(const std::filesystem::path& data, const Clock& clock, const std::string& action,
                         const std::string& name)
{
	EH_TRY(const auto database, openStore(data, clock, true));
	const auto now = clock.nowMs();
	return database->write([&](store::Transaction& tx) {
		return journal::audit(tx, {"cli", "*", action, name, "{}", newId(now), now});
	});
}

Result<void> setSecret(const std::string& option, const std::string& name, const Clock& clock)
{
	EH_TRY(const auto data, existingData(option));
	std::string value;
	std::getline(std::cin, value);
	if (!value.empty() && value.back() == '\r') value.pop_back();
	EH_CHECK(secrets::SecretStore::check(name, value));
	EH_CHECK(auditSecret(data, clock, "secret.put", name));
	return secrets::SecretStore(data).put({{name, value}}, "cli", clock.nowMs());
}

Result<void> removeSecret(const std::string& option, const std::string& name, const Clock& clock)
{
	EH_TRY(const auto data, existingData(option));
	secrets::SecretStore store(data);
	EH_TRY(const auto present, store.list());
	if (std::none_of(present.begin(), present.end(), [&](const auto& entry) { return entry.name == name; }))
		return store.remove(name); // says that there is none
	EH_CHECK(auditSecret(data, clock, "secret.remove", name));
	return store.remove(name);
}

std::string dayOf(std::int64_t ms)
{
	return date::format("%F", date::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(ms)));
}

void addSet(CLI::App& secret, Context& context)
{
	auto* command =
		context.command(secret, "set", "设置一个密码、令牌或连接串；值从标准输入读取一行",
	                    "Set a password, token or connection string; its value is one line of standard input");
	const auto data = context.dataOption(*command);
	auto name = std::make_shared<std::string>();
	command
		->add_option("NAME", *name,
	                 context.text("名称，例如 erp.pull、smtp.password", "Its name, e.g. erp.pull, smtp.password"))
		->required();
	context.onRun(*command, [&context, data, name] {
		if (const auto done = setSecret(*data, *name, context.clock); !done) return context.report(done.error());
		context.out << context.text("已设置：", "Set: ") << *name << std::endl;
		return static_cast<int>(kOk);
	});
}

void addRemove(CLI::App& secret, Context& context)
{
	auto* command = context.command(secret, "remove", "删除一个密码、令牌或连接串",
	                                "Remove a password, token or connection string");
	const auto data = context.dataOption(*command);
	auto name = std::make_shared<std::string>();
	command->add_option("NAME", *name, context.text("名称", "Its name"))->required();
	context.onRun(*command, [&context, data, name] {
		if (const auto done = removeSecret(*data, *name, context.clock); !done) return context.report(done.error());
		context.out << context.text("已删除：", "Removed: ") << *name << std::endl;
		return static_cast<int>(kOk);
	});
}

void addList(CLI::App& secret, Context& context)
{
	auto* command =
		context.command(secret, "list", "列出已设置的名称；值从不显示", "List what is set; values are never shown");
	const auto data = context.dataOption(*command);
	const auto asJson = context.jsonOption(*command);
	context.onRun(*command, [&context, data, asJson] {
		const auto folder = existingData(*data);
		if (!folder) return context.report(folder.error());
		const auto entries = secrets::SecretStore(*folder).list();
		if (!entries) return context.report(entries.error());
		auto list = json::array();
		std::vector<std::vector<std::string>> rows{
			{context.text("名称", "NAME"), context.text("设置日期", "SET ON"), context.text("设置人", "BY")}};
		for (const auto& entry : *entries)
		{
			list.push_back({{"name", entry.name}, {"setAt", entry.setAt}, {"by", entry.by}});
			rows.push_back({entry.name, entry.setAt == 0 ? "-" : dayOf(entry.setAt), entry.by});
		}
		if (*asJson) context.out << list.dump(2) << std::endl;
		else writeTable(context.out, rows);
		return static_cast<int>(kOk);
	});
}

} // namespace

void addSecret(CLI::App& app, Context& context)
{
	auto* secret = context.command(app, "secret", "密码、令牌和连接串（加密保存）",
	                               "Passwords, tokens and connection strings (kept sealed)");
	secret->require_subcommand(1);
	addSet(*secret, context);
	addList(*secret, context);
	addRemove(*secret, context);
}

} // namespace erphost::cli
