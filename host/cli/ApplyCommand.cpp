#include "host/cli/Context.hpp"

#include "host/cli/CliSql.hpp"
#include "host/cli/DataFolder.hpp"
#include "host/cli/Setup.hpp"
#include "host/journal/Journal.hpp"
#include "host/platform/Account.hpp"
#include "host/platform/Files.hpp"
#include "host/platform/Ids.hpp"
#include "host/secrets/SecretStore.hpp"

#include <nlohmann/json.hpp>

#include <ostream>

namespace erphost::cli {
namespace {

using nlohmann::json;

Result<void> audit(store::Transaction& tx, std::int64_t nowMs, std::string action, std::string subject, json detail,
                   const std::string& correlation)
{
	return journal::audit(tx, {"cli", "*", std::move(action), std::move(subject), detail.dump(), correlation, nowMs});
}

/// Go-live date and record modes: what stands in the store, in one transaction, with its audit rows.
Result<void> putStored(store::Database& database, const Setup& setup, std::int64_t nowMs)
{
	const auto correlation = newId(nowMs);
	return database.write([&](store::Transaction& tx) -> Result<void> {
		if (!setup.goLiveDate.empty())
		{
			EH_CHECK(tx.execute(sql::kPutSetting, "host", "go_live_date", setup.goLiveDate,
			                    json(setup.goLiveDate).dump(), nowMs));
			EH_CHECK(audit(tx, nowMs, "setting.put", "host/go_live_date", {{"value", setup.goLiveDate}}, correlation));
		}
		for (const auto& one : setup.secrets)
			EH_CHECK(audit(tx, nowMs, "secret.put", one.first, json::object(), correlation));
		for (const auto& [type, mode] : setup.records)
		{
			EH_CHECK(tx.execute(sql::kPutRecordMode, type, mode, nowMs));
			EH_CHECK(audit(tx, nowMs, "erp.setRecordMode", type, {{"mode", mode}}, correlation));
		}
		tx.hintAfterCommit();
		return {};
	});
}

Result<void> apply(const std::filesystem::path& data, const std::filesystem::path& file, bool checkOnly,
                   const Clock& clock)
{
	std::error_code ignored;
	const bool exists = std::filesystem::is_directory(data, ignored);
	EH_TRY(const auto present,
	       exists ? settings::readHostConfig(data) : Result<settings::HostConfig>(settings::HostConfig{}));
	EH_TRY(const auto presentPlugins, packages::readPluginList(data));
	EH_TRY(const auto setup, readSetup(file, present, presentPlugins));
	if (checkOnly) return {};
	// Not before: the setup file may be one that only root can read.
	EH_CHECK(actAsOwnerOf(data));
	EH_CHECK(createDataFolder(data));
	// First what may still be refused; a refusal leaves everything as it was.
	EH_CHECK(settings::writeHostConfig(data, setup.host));
	EH_CHECK(secrets::SecretStore(data).put(setup.secrets, "cli", clock.nowMs()));
	if (setup.mapping) EH_CHECK(replaceFile(data / "erp.json", *setup.mapping));
	EH_TRY(const auto database, openStore(data, clock, true));
	EH_CHECK(putStored(*database, setup, clock.nowMs()));
	// Last: a running host starts new plugins as soon as they stand there.
	if (!setup.plugins) return {};
	return packages::changePluginList(data, [&](std::vector<packages::InstalledPlugin>& plugins) -> Result<void> {
		plugins = withPackages(*setup.plugins, plugins);
		return {};
	});
}

} // namespace

void addApply(CLI::App& app, Context& context)
{
	auto* command = context.command(app, "apply", "按一个设置文件完成整台主机的设置（无人值守）",
	                                "Set a whole host up from one file, unattended");
	const auto data = context.dataOption(*command);
	auto file = std::make_shared<std::string>();
	auto checkOnly = std::make_shared<bool>(false);
	command->add_option("FILE", *file, context.text("设置文件（JSON）", "Setup file (JSON)"))->required();
	command->add_flag("--check", *checkOnly, context.text("只检查，不改动", "Check it only, change nothing"));
	context.onRun(*command, [&context, data, file, checkOnly] {
		const auto folder = std::filesystem::absolute(toPath(*data));
		const auto applied = apply(folder, std::filesystem::absolute(toPath(*file)), *checkOnly, context.clock);
		if (!applied) return context.report(applied.error());
		if (*checkOnly) context.out << context.text("设置文件没有问题。", "The setup file is all right.") << std::endl;
		else
		{
			context.out << context.text("设置已写入：", "Set up: ") << toUtf8(folder) << "\n";
			const auto lock = FileLock::take(folder / "instance.lock");
			if (!lock)
				context.out
					<< context.text(
						   "erphost 正在运行：监听地址和时区在重启后生效，其余立即生效。",
						   "erphost is running: address and time zone take effect after a restart, the rest at once.")
					<< "\n";
			context.out.flush();
		}
		return static_cast<int>(kOk);
	});
}

} // namespace erphost::cli
